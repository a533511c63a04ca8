//! The character classes of the expression grammar (Arazzo 1.1.0, Runtime Expressions).

/// A character of a step id, workflow id or source description name: no dots.
pub(super) fn is_strict(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}

/// A character of an input, output or component name.
pub(super) fn is_identifier(character: char) -> bool {
    is_strict(character) || character == '.'
}

/// A character of a header name (RFC 9110, `tchar`).
pub(super) fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

/// How many bytes of `text` are the free text of a name: the characters of a JSON string, escapes included.
///
/// Braces are excluded since 1.1; 1.0 leaves the character class undefined and is read with them (A02).
pub(super) fn free_text_length(text: &str, braces: bool) -> usize {
    let mut length = 0;
    while let Some(character) = text[length..].chars().next() {
        length += match character {
            '\\' => match escape_length(&text[length..]) {
                Some(escape) => escape,
                None => return length,
            },
            '"' | '\0'..='\x1f' => return length,
            '{' | '}' if !braces => return length,
            other => other.len_utf8(),
        };
    }
    length
}

fn escape_length(text: &str) -> Option<usize> {
    match text.as_bytes().get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => {
            let digits = text.as_bytes().get(2..6)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::free_text_length;

    fn check(text: &str, braces: bool, expected: usize) {
        assert_eq!(free_text_length(text, braces), expected, "{text}");
    }

    #[test]
    fn free_text_ends_before_the_first_excluded_character() {
        check("größe", false, 7);
        check("a\"b", false, 1);
        check(r#"a\"b"#, false, 4);
        check(r"caf\u00e9", false, 9);
        check(r"a\u00", false, 1);
        check(r"a\x", false, 1);
        check("a{b}", false, 1);
        check("a{b}", true, 4);
    }
}
