//! Whether a text was made up by somebody or by a machine.

use super::form::is_dotted;

/// Whether a text is too long and too irregular to be written by somebody.
pub(super) fn is_made_by_machine(text: &str) -> bool {
    let is_plain = text
        .bytes()
        .all(|byte| is_dotted(byte) || matches!(byte, b'+' | b'/' | b'=' | b'~'));
    if !is_plain
        || text.len() < 16
        || text.contains("://")
        || is_placeholder(text)
        || distinct(text) < 8
    {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if digits < 2 || letters < 2 {
        return false;
    }
    let is_hexadecimal = text
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    is_hexadecimal && text.len() >= 20 || words(text) * 10 >= text.len() * 3
}

/// How many words a text would fall into: a new one begins with a digit after a letter, a letter after a digit, and a
/// capital after a small letter.
fn words(text: &str) -> usize {
    let class = |byte: u8| match byte {
        b'0'..=b'9' => 0,
        b'a'..=b'z' => 1,
        b'A'..=b'Z' => 2,
        _ => 3,
    };
    let bytes = text.as_bytes();
    let breaks = bytes.windows(2).filter(|pair| {
        let (before, after) = (class(pair[0]), class(pair[1]));
        before != after && before < 3 && after < 3 && (before, after) != (2, 1)
    });
    1 + breaks.count()
}

/// Whether a text only shows where a secret goes.
pub(super) fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 27] = [
        "your",
        "example",
        "placeholder",
        "changeme",
        "change-me",
        "change_me",
        "dummy",
        "test",
        "sample",
        "fake",
        "mock",
        "demo",
        "insert",
        "replace",
        "redacted",
        "foobar",
        "secret",
        "password",
        "token",
        "apikey",
        "api-key",
        "api_key",
        "xxx",
        "abc123",
        "todo",
        "here",
        "string",
    ];
    let small = text.to_ascii_lowercase();
    let bytes = small.as_bytes();
    WORDS.iter().any(|word| small.contains(word))
        // Four times the same, or five in a row as on a keyboard or in the alphabet.
        || bytes.windows(4).any(|four| four.iter().all(|byte| *byte == four[0]))
        || bytes.windows(5).any(|five| five.windows(2).all(|two| two[1] == two[0].wrapping_add(1)))
        // Identifiers of manuals.
        || ["123e4567", "550e8400", "3fa85f64"].iter().any(|known| small.starts_with(known))
}

pub(super) fn distinct(text: &str) -> usize {
    let mut seen = [false; 256];
    text.bytes().for_each(|byte| seen[usize::from(byte)] = true);
    seen.iter().filter(|seen| **seen).count()
}
