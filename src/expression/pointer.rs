//! JSON Pointers behind a `#` (RFC 6901, in the plain form the expression grammar uses).

use std::borrow::Cow;

use super::Part;

/// A JSON Pointer as it stands behind `#`; the empty one means the whole value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer<'a> {
    /// What is written behind the `#`.
    pub text: Part<'a>,
}

/// A reference token of a pointer: one member name or array index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token as it is written, between two slashes.
    pub written: Part<'a>,
    /// The name it stands for.
    pub decoded: Cow<'a, str>,
}

impl<'a> Pointer<'a> {
    /// The reference tokens, `~1` and `~0` decoded. In expressions `%` is an ordinary character.
    pub fn tokens(self) -> impl Iterator<Item = Token<'a>> {
        self.written_tokens().map(|written| Token {
            written,
            decoded: unescape(Cow::Borrowed(written.text)),
        })
    }

    /// The reference tokens of a URI fragment, percent-decoded first: for `operationPath` and `channelPath`, where both
    /// forms are found (A34).
    pub fn fragment_tokens(self) -> impl Iterator<Item = Token<'a>> {
        self.written_tokens().map(|written| Token {
            written,
            decoded: unescape(percent_decode(written.text)),
        })
    }

    fn written_tokens(self) -> impl Iterator<Item = Part<'a>> {
        let mut rest = self.text.strip_prefix("/");
        std::iter::from_fn(move || {
            let current = rest?;
            if let Some((token, after)) = current.split_once("/") {
                rest = Some(after);
                Some(token)
            } else {
                rest = None;
                Some(current)
            }
        })
    }
}

/// How many bytes of `text` are a pointer by the grammar, which has no lone `~` and, since 1.1, no braces.
pub(super) fn pointer_length(text: &str, braces: bool) -> usize {
    if !text.starts_with('/') {
        return 0;
    }
    let wrong = text
        .char_indices()
        .find(|&(at, character)| match character {
            '~' => !text[at + 1..].starts_with(['0', '1']),
            '{' | '}' => !braces,
            _ => false,
        });
    wrong.map_or(text.len(), |(at, _)| at)
}

// RFC 6901, section 4: `~1` first, otherwise `~01` would become `/`.
fn unescape(token: Cow<'_, str>) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        token
    }
}

fn percent_decode(token: &str) -> Cow<'_, str> {
    if !token.contains('%') {
        return Cow::Borrowed(token);
    }
    let mut decoded = Vec::with_capacity(token.len());
    let mut rest = token.as_bytes();
    while let [first, after @ ..] = rest {
        if let [b'%', high, low, after @ ..] = rest
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            decoded.push(high << 4 | low);
            rest = after;
        } else {
            decoded.push(*first);
            rest = after;
        }
    }
    // What does not decode to text is taken as it is written.
    String::from_utf8(decoded).map_or(Cow::Borrowed(token), Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::{Part, Pointer, pointer_length};

    fn check(text: &str, plain: &[&str], fragment: &[&str]) {
        let pointer = Pointer {
            text: Part::whole(text),
        };
        let decoded: Vec<_> = pointer.tokens().map(|token| token.decoded).collect();
        assert_eq!(decoded, plain, "{text}");
        let decoded: Vec<_> = pointer
            .fragment_tokens()
            .map(|token| token.decoded)
            .collect();
        assert_eq!(decoded, fragment, "{text}");
    }

    #[test]
    fn tokens_are_decoded() {
        check("", &[], &[]);
        check("/", &[""], &[""]);
        check("//x", &["", "x"], &["", "x"]);
        check("/a~01", &["a~1"], &["a~1"]);
        check("/~1a~1%7Bid%7D", &["/a/%7Bid%7D"], &["/a/{id}"]);
        check(
            "/100%/%FF/%zz",
            &["100%", "%FF", "%zz"],
            &["100%", "%FF", "%zz"],
        );
    }

    #[test]
    fn tokens_know_their_place() {
        let pointer = Pointer {
            text: Part {
                text: "/größe/0",
                start: 15,
            },
        };
        let ranges: Vec<_> = pointer
            .tokens()
            .map(|token| token.written.range())
            .collect();
        assert_eq!(ranges, [16..23, 24..25]);
    }

    #[test]
    fn pointers_end_at_the_first_wrong_character() {
        for (text, expected) in [("/a~2", 2), ("/a~", 2), ("/{id}", 1), ("a", 0), ("/a~0", 4)] {
            assert_eq!(pointer_length(text, false), expected, "{text}");
        }
    }
}
