//! The keys at the root of a YAML or JSON text, without parsing it.
//!
//! Discovery asks thousands of files one question, so this reads lines and brackets instead of a tree. It finds the key
//! of every sound document; on a broken or odd one it may name a key that is none, which the parser settles later. Keys
//! that come out of an alias or a merge, or stand on another line than their `?`, are not seen.

use std::borrow::Cow;
use std::ops::ControlFlow;

use memchr::{memchr, memchr2};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Hands the root keys of every document in the text to `visit`, in their order, until it breaks.
///
/// The text may end anywhere: a beginning gives the keys of that beginning.
pub(super) fn root_keys(
    text: &[u8],
    mut visit: impl FnMut(&[u8]) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    // The column of the root's keys; `None` until the document's first content.
    let mut root: Option<usize> = None;
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let mut column = 0;
        match &text[at..end] {
            [b'-', b'-', b'-', rest @ ..] if starts_blank(rest) => {
                root = None;
                column = 3;
            }
            [b'.', b'.', b'.', rest @ ..] if starts_blank(rest) => {
                root = None;
                column = end - at;
            }
            [b'%', ..] if root.is_none() => column = end - at,
            _ => {}
        }
        column += blanks(&text[at + column..end]);
        let content = &text[at + column..end];
        at = end + 1;
        if content.is_empty() || content[0] == b'#' || root.is_some_and(|root| column > root) {
            continue;
        }
        if root.is_none() {
            let value = without_properties(content);
            if value.is_empty() {
                continue;
            }
            if value[0] == b'{' {
                at = flow_keys(text, end - value.len(), &mut visit)?;
                // Only a marker can begin another mapping now; what else follows is broken anyway.
                root = Some(0);
                continue;
            }
        }
        root = Some(column);
        if let Some(key) = line_key(content) {
            visit(&key)?;
        }
    }
    ControlFlow::Continue(())
}

/// The key that a line of block style begins with.
fn line_key(content: &[u8]) -> Option<Cow<'_, [u8]>> {
    let (content, is_explicit) = match content {
        // An item of a list that stands no deeper than its key.
        [b'-', rest @ ..] if starts_blank(rest) => return None,
        [b'?', rest @ ..] if starts_blank(rest) => (trim(rest), true),
        _ => (content, false),
    };
    let content = without_properties(content);
    if let [quote @ (b'"' | b'\''), ..] = content {
        let end = string_end(content, 0);
        let rest = trim(content.get(end..)?);
        let is_key = is_explicit || rest.first() == Some(&b':');
        return is_key.then(|| unquoted(&content[..end], *quote));
    }
    // `arazzo:1.0.1` is no key for YAML, but its author means one, and the parser says what is wrong.
    match memchr(b':', content) {
        Some(colon) => Some(Cow::Borrowed(trim(&content[..colon]))),
        None => is_explicit.then(|| Cow::Borrowed(trim(content))),
    }
}

/// Visits the keys of the mapping whose bracket opens at `at` and returns the offset behind its end.
fn flow_keys(
    text: &[u8],
    mut at: usize,
    visit: &mut impl FnMut(&[u8]) -> ControlFlow<()>,
) -> ControlFlow<(), usize> {
    let mut depth = 0_usize;
    let mut expects_key = false;
    while let Some(&byte) = text.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => {
                depth += 1;
                expects_key = depth == 1;
            }
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b',' => expects_key = depth == 1,
            b':' | b'?' | b' ' | b'\t' | b'\n' | b'\r' => {}
            b'#' => at = line_end(text, at),
            b'"' | b'\'' => {
                at = string_end(text, start);
                if std::mem::take(&mut expects_key) {
                    visit(&unquoted(&text[start..at], byte))?;
                }
            }
            b'!' | b'&' if expects_key => at = word_end(text, at),
            _ => {
                at = plain_end(text, at);
                if std::mem::take(&mut expects_key) {
                    visit(trim(&text[start..at]))?;
                }
            }
        }
    }
    ControlFlow::Continue(at)
}

/// The offset behind a plain scalar of flow style: quotes inside of it are ordinary characters.
fn plain_end(text: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = text.get(at) {
        let next = text.get(at + 1).copied().unwrap_or(b' ');
        let ends = match byte {
            b',' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r' => true,
            b':' => next.is_ascii_whitespace() || b",[]{}".contains(&next),
            b' ' | b'\t' => next == b'#',
            _ => false,
        };
        if ends {
            break;
        }
        at += 1;
    }
    at
}

/// The offset behind the quoted string that opens at `at`, the end of the text if it never closes.
fn string_end(text: &[u8], at: usize) -> usize {
    let quote = text[at];
    let mut at = at + 1;
    // A doubled `'` reads here as two strings side by side, which ends in the same place.
    while let Some(step) = memchr2(quote, b'\\', text.get(at..).unwrap_or_default()) {
        at += step + 1;
        if text[at - 1] == quote {
            return at;
        }
        if quote == b'"' {
            at += 1;
        }
    }
    text.len()
}

/// A quoted key as it reads. Single quotes have no escapes that a name we look for could use.
fn unquoted(quoted: &[u8], quote: u8) -> Cow<'_, [u8]> {
    if quote == b'"' && memchr(b'\\', quoted).is_some() {
        // YAML's escapes contain those of JSON; what only YAML knows is left as it is written.
        if let Ok(key) = serde_json::from_slice::<String>(quoted) {
            return Cow::Owned(key.into_bytes());
        }
    }
    let inner = quoted.get(1..).unwrap_or_default();
    Cow::Borrowed(inner.strip_suffix(&[quote]).unwrap_or(inner))
}

/// What stands behind tags and anchors.
fn without_properties(mut content: &[u8]) -> &[u8] {
    while let [b'!' | b'&', ..] = content {
        content = content[word_end(content, 0)..].trim_ascii_start();
        if content.first() == Some(&b'#') {
            return &[];
        }
    }
    content
}

fn word_end(text: &[u8], at: usize) -> usize {
    text[at..]
        .iter()
        .position(|byte| byte.is_ascii_whitespace())
        .map_or(text.len(), |length| at + length)
}

fn line_end(text: &[u8], at: usize) -> usize {
    memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |length| at + length)
}

fn blanks(line: &[u8]) -> usize {
    line.iter()
        .position(|byte| !matches!(byte, b' ' | b'\t'))
        .unwrap_or(line.len())
}

fn starts_blank(rest: &[u8]) -> bool {
    matches!(rest, [] | [b' ' | b'\t', ..])
}

fn trim(text: &[u8]) -> &[u8] {
    text.trim_ascii()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::source::{Source, SourceId};
    use crate::syntax::{Limits, parse};

    fn check(text: &str, expected: &[&str]) {
        let mut keys = Vec::new();
        let flow = root_keys(text.as_bytes(), |key| {
            keys.push(String::from_utf8_lossy(key).into_owned());
            ControlFlow::Continue(())
        });
        assert_eq!(flow, ControlFlow::Continue(()));
        assert_eq!(keys, expected, "{text:?}");
    }

    #[test]
    fn block_style() {
        check("arazzo: 1\ninfo:\n  title: x\n", &["arazzo", "info"]);
        check(
            "\u{feff}# c\n\n\"arazzo\" : 1\r\n'b': 2\r\n",
            &["arazzo", "b"],
        );
        check("a: |\n  arazzo: 1\nb: >-\n\n  arazzo: 2\n", &["a", "b"]);
        check("a:\n- arazzo: 1\n", &["a"]);
        check("? arazzo\n: 1\n", &["arazzo", ""]);
        check("!!map\n&x arazzo: 1\n", &["arazzo"]);
        check("  arazzo: 1\n  info: 2\n    x: 3\n", &["arazzo", "info"]);
        check("\"\\u0061razzo\": 1\n", &["arazzo"]);
        check("arazzo", &[]);
        check("\"arazzo", &[]);
        check("?", &[""]);
    }

    #[test]
    fn several_documents() {
        check(
            "%YAML 1.2\n--- # c\na: 1\n---\nb: 1\n...\nc: 1\n",
            &["a", "b", "c"],
        );
        check("--- {a: 1}\n---\nb: 1\n", &["a", "b"]);
        check("- x\n- y\n--- !!map\nb: 1\n", &["b"]);
        check("--- |\n text\n---\n  b: 1\n", &["b"]);
    }

    #[test]
    fn flow_style() {
        check(
            r#"{"a": {"arazzo": "}"}, "b": [1, {"c": 2}], "d": "x,y"}"#,
            &["a", "b", "d"],
        );
        check(
            "{ a: it's, # don't\n  'b': \"\\\"}\", c : {x: 1}, !!str d: 1 }\n",
            &["a", "b", "c", "d"],
        );
        check("{\"a\\\\\": 1, \"arazzo\": 1", &["a\\", "arazzo"]);
        check("{", &[]);
        check("{\"a", &["a"]);
        check("{}}]\n", &[]);
    }

    fn has_key(text: &str) -> bool {
        let stops = |key: &[u8]| match key {
            b"arazzo" => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        root_keys(text.as_bytes(), stops).is_break()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn no_sound_document_is_missed(words in vec(select(WORDS), 0..14)) {
            let text = words.concat();
            let found = has_key(&text);
            let source = Source::new(SourceId(0), "a.yaml", text.clone());
            let (document, problems) = parse(source, Limits::default());
            let is_arazzo = document.roots().any(|root| root.get("arazzo").is_some());
            prop_assert!(found || !is_arazzo || !problems.is_empty(), "{text:?}");
        }
    }

    const WORDS: &[&str] = &[
        "arazzo",
        "\"arazzo\"",
        "'arazzo'",
        "arazzo: 1",
        ":",
        ": ",
        " ",
        "  ",
        "\n",
        "\n",
        "\r\n",
        "a: b",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "\"",
        "'",
        "#",
        " # ",
        "--- ",
        "---\n",
        "...\n",
        "!!map ",
        "!!str ",
        "&x ",
        "|\n",
        "%A\n",
        "\t",
        "\\",
    ];
}
