//! Text from documents as text that is safe to print.
//!
//! Documents come from strangers and reports go to terminals and CI logs. A character that moves the cursor, changes the
//! direction of writing or has no width is written as an escape (`\u{1b}`), so what is seen is what is there. The escapes
//! are ASCII and the same with and without Unicode, so that they can be searched for.

use std::borrow::Cow;

use serde::Serialize;

/// The whole text with everything that must not be printed written as an escape.
pub fn visible(text: &str) -> Cow<'_, str> {
    let mut safe = String::new();
    let mut copied = 0;
    for (at, char) in text.char_indices() {
        if let Some(escape) = escape(&text[at..]) {
            safe.push_str(&text[copied..at]);
            safe.push_str(&escape);
            copied = at + char.len_utf8();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    safe.push_str(&text[copied..]);
    Cow::Owned(safe)
}

/// A report as JSON that is safe to print.
///
/// What serde leaves as it is and a terminal or a CI runner would obey is written with JSON's own escapes, so that a reader
/// still gets the exact text.
pub(crate) fn printable_json(report: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(report)
        .expect("strings and numbers under string keys are always JSON");
    let mut safe = String::with_capacity(json.len() + 1);
    for (at, char) in json.char_indices() {
        // Line breaks of strings are escaped by now; these are the layout's.
        if char == '\n' || escape(&json[at..]).is_none() {
            safe.push(char);
        } else {
            let mut units = [0; 2];
            let units = char.encode_utf16(&mut units).iter();
            safe.extend(units.map(|unit| format!("\\u{unit:04x}")));
        }
    }
    safe.push('\n');
    safe
}

/// Text as XML holds it, in attributes too.
pub(crate) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // No character of XML 1.0, even as a reference.
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}

/// A path where it begins a line: GitHub's runner obeys a line that begins with `::`, and files can be called so.
pub(crate) fn leading_path(path: &str) -> Cow<'_, str> {
    let path = visible(path);
    if begins_command_line(&path) {
        Cow::Owned(format!("./{path}"))
    } else {
        path
    }
}

/// Whether GitHub's runner would take a line that begins so for a command; it skips white space first.
pub(crate) fn begins_command_line(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// How the first character of a text must be written, or `None` where it can stand as it is.
pub(crate) fn escape(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    if is_hidden(first) {
        return Some(first.escape_default().to_string());
    }
    is_command(text).then(|| first.escape_unicode().to_string())
}

/// `##[group]`, `##vso[...]`, `##teamcity[...]`: runners find these commands anywhere in a line, not only at its start.
fn is_command(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        let rest = rest.trim_start_matches(|char: char| char.is_ascii_alphabetic());
        rest.starts_with('[')
    })
}

/// Whether a character acts on the terminal or cannot be seen.
///
/// Variation selectors stay, since emoji are written with them, and so do combining marks.
fn is_hidden(char: char) -> bool {
    let code = u32::from(char);
    if code < 0x7f {
        return code < 0x20;
    }
    matches!(
        code,
        0x7f..=0x9f
            | 0xad // soft hyphen
            | 0x61c // Arabic letter mark
            | 0x115f..=0x1160 | 0x3164 | 0xffa0 // Hangul fillers
            | 0x17b4..=0x17b5 | 0x180b..=0x180f
            | 0x200b..=0x200f // zero-width characters, direction marks
            | 0x2028..=0x202e // line separators, embeddings and overrides
            | 0x2060..=0x206f // joiners, isolates
            | 0xfeff | 0xfff9..=0xfffb
            | 0x1_bca0..=0x1_bca3 | 0x1_d173..=0x1_d17a
            | 0xe_0000..=0xe_0fff // tags: a text inside a text
    )
}

/// How many columns the first character takes, an escape's included; nothing for an empty text.
///
/// All characters from where the first wide one stands are taken for wide: what is cut or wrapped by this measure is at
/// worst too short. The underlines, where it must be exact, are measured by miette.
pub(crate) fn columns(text: &str) -> usize {
    match text.chars().next() {
        Some('\t') => TAB.len(),
        Some(' '..='"' | '$'..='~') => 1,
        Some(char) => {
            escape(text).map_or(1 + usize::from(char >= '\u{1100}'), |escape| escape.len())
        }
        None => 0,
    }
}

/// What a tab is shown as in a snippet.
pub(crate) const TAB: &str = "    ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_acts_on_a_terminal_is_written_as_an_escape() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected);
        check(
            "plain: `é` 日本 👍🏽 ❤️ e\u{301}",
            "plain: `é` 日本 👍🏽 ❤️ e\u{301}",
        );
        check("\u{1b}[2J\u{9b}2J\u{7}", "\\u{1b}[2J\\u{9b}2J\\u{7}");
        check("a\r\nb\tc\u{2028}d", "a\\r\\nb\\tc\\u{2028}d");
        check("\u{202e}evil\u{2066}", "\\u{202e}evil\\u{2066}");
        check(
            "a\u{200b}b\u{feff}\u{e0041}",
            "a\\u{200b}b\\u{feff}\\u{e0041}",
        );
    }

    #[test]
    fn commands_of_runners_are_broken() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected);
        check("x ##[error]y", "x \\u{23}#[error]y");
        check("###vso[task]", "#\\u{23}#vso[task]");
        check("## Heading [1]", "## Heading [1]");
        assert_eq!(leading_path("::error::x.yaml"), "./::error::x.yaml");
        assert_eq!(leading_path("\u{a0}::error"), "./\u{a0}::error");
        assert_eq!(leading_path("a::b.yaml"), "a::b.yaml");
    }
}
