//! Where the characters of a decoded scalar stand in the source.
//!
//! The parser decodes a scalar once and tells only its outer span. Few scalars are ever asked for the inside, so the way
//! back is found on demand, by laying the decoded text beside the written one: everything but white space and escapes
//! stands in both in the same order.

use super::arena::Style;

/// For each byte of `decoded` its offset in `written` (the scalar as it stands, quotes or block header included), and one
/// more for the end. `None` if the two texts do not go together.
pub(super) fn offsets(written: &str, style: Style, decoded: &str) -> Option<Vec<u32>> {
    let (start, end) = content(written, style)?;
    let mut cursor = Cursor {
        text: &written[..end],
        at: start,
        style,
    };
    let mut map = Vec::with_capacity(decoded.len() + 1);
    for character in decoded.chars() {
        let at = if character.is_whitespace() {
            cursor.white_space(character)
        } else {
            cursor.visible(character)?
        };
        let at = u32::try_from(at).ok()?;
        map.extend(std::iter::repeat_n(at, character.len_utf8()));
    }
    map.push(u32::try_from(cursor.at).ok()?);
    Some(map)
}

/// Where the character at a byte of the value ends: before the next one begins, line breaks between them left out.
pub(super) fn end_of(map: &[u32], byte: usize) -> u32 {
    let start = map[byte];
    let width = map[..=byte]
        .iter()
        .rev()
        .take_while(|at| **at == start)
        .count();
    let next = map[byte + 1..]
        .iter()
        .copied()
        .find(|at| *at > start)
        .unwrap_or(start);
    // An escape is longer than what it stands for, but never longer than twelve bytes (a surrogate pair).
    if next - start <= 12 {
        next
    } else {
        start + u32::try_from(width).unwrap_or(1)
    }
}

/// The range of a scalar's content: without quotes, without a block's header line.
fn content(written: &str, style: Style) -> Option<(usize, usize)> {
    match style {
        Style::Plain | Style::Tagged => Some((0, written.len())),
        Style::SingleQuoted | Style::DoubleQuoted => {
            (written.len() >= 2).then(|| (1, written.len() - 1))
        }
        Style::Block => Some((
            written.find('\n').map_or(written.len(), |at| at + 1),
            written.len(),
        )),
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    style: Style,
}

impl Cursor<'_> {
    /// A space or line break of the value: the same character if it stands here, else the gap that was folded into it.
    fn white_space(&mut self, character: char) -> usize {
        self.skip_escaped_break();
        let at = self.at;
        match self.rest().chars().next() {
            Some('\\') if self.style == Style::DoubleQuoted => self.at += self.escape_length(),
            Some('\r') if character == '\n' && self.rest().starts_with("\r\n") => self.at += 2,
            Some(next) if next == character => self.at += next.len_utf8(),
            _ => {}
        }
        at
    }

    /// The next visible character, which has to be the one that the value holds.
    fn visible(&mut self, character: char) -> Option<usize> {
        loop {
            self.skip_escaped_break();
            match self.rest().chars().next()? {
                '\\' if self.style == Style::DoubleQuoted => {
                    let at = self.at;
                    self.at += self.escape_length();
                    return Some(at);
                }
                '\'' if self.style == Style::SingleQuoted && character == '\'' => {
                    self.at += 2;
                    return Some(self.at - 2);
                }
                next if next == character => {
                    self.at += next.len_utf8();
                    return Some(self.at - next.len_utf8());
                }
                space if space.is_whitespace() => self.at += space.len_utf8(),
                _ => return None,
            }
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// A backslash before a line break joins the lines: it stands for nothing.
    fn skip_escaped_break(&mut self) {
        if self.style != Style::DoubleQuoted {
            return;
        }
        while let Some(behind) = self.rest().strip_prefix('\\') {
            let Some(next) = behind
                .strip_prefix("\r\n")
                .or_else(|| behind.strip_prefix('\n'))
            else {
                return;
            };
            self.at = self.text.len() - next.trim_start_matches([' ', '\t']).len();
        }
    }

    /// The length of the escape that stands here.
    fn escape_length(&self) -> usize {
        let rest = self.rest();
        let length = match rest.as_bytes().get(1) {
            Some(b'x') => 4,
            Some(b'u') if is_high_surrogate(rest) && rest.get(6..8) == Some("\\u") => 12,
            Some(b'u') => 6,
            Some(b'U') => 10,
            _ => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        };
        length.min(rest.len())
    }
}

fn is_high_surrogate(escape: &str) -> bool {
    let unit = escape
        .get(2..6)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok());
    unit.is_some_and(|unit| (0xD800..0xDC00).contains(&unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks for `part` in the decoded text and checks what stands in the source at its place.
    fn check(written: &str, style: Style, decoded: &str, part: &str, expected: &str) {
        let map = offsets(written, style, decoded).expect("the texts go together");
        let start = decoded.find(part).expect("the part is in the value");
        let end = end_of(&map, start + part.len() - 1) as usize;
        assert_eq!(&written[map[start] as usize..end], expected, "{written}");
    }

    #[test]
    fn parts_of_scalars_are_found_in_the_source() {
        check(
            "\"a\\tb\\u00e9c\"",
            Style::DoubleQuoted,
            "a\tb\u{e9}c",
            "b\u{e9}c",
            "b\\u00e9c",
        );
        check(
            "\"\\uD83D\\uDE00x\"",
            Style::DoubleQuoted,
            "\u{1F600}x",
            "\u{1F600}",
            "\\uD83D\\uDE00",
        );
        check("\"a \\\n   b\"", Style::DoubleQuoted, "a b", "b", "b");
        check("'it''s $x'", Style::SingleQuoted, "it's $x", "$x", "$x");
        check("'it''s'", Style::SingleQuoted, "it's", "'", "''");
        check("a\n  b c", Style::Plain, "a b c", "b c", "b c");
        check(
            ">\n  a\n  {$b}\n\n  c\n",
            Style::Block,
            "a {$b}\nc\n",
            "{$b}",
            "{$b}",
        );
        check(
            ">-\n  a\n  {$b}\n  c",
            Style::Block,
            "a {$b} c",
            "{$b}",
            "{$b}",
        );
        check("|\n  a\n    b\n", Style::Block, "a\n  b\n", "b", "b");
        check("|\r\n  a\r\n  b\r\n", Style::Block, "a\nb\n", "b", "b");
    }

    #[test]
    fn texts_that_do_not_go_together_have_no_map() {
        assert_eq!(offsets("abc", Style::Plain, "abd"), None);
    }
}
