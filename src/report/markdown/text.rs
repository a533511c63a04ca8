//! Text of documents as Markdown that shows it and does nothing else.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::visible::visible;

/// How many characters of one text are shown.
const LONGEST: usize = 2000;

/// A sentence of ours that quotes names: what stands in backticks becomes code.
pub(super) fn sentence(text: &str) -> String {
    let text = visible(text);
    let text = clipped(&text);
    let mut written = String::with_capacity(text.len());
    let mut pieces = text.split('`').peekable();
    let mut is_name = false;
    while let Some(piece) = pieces.next() {
        let is_closed = pieces.peek().is_some();
        match is_name {
            true if is_closed => written.push_str(&code_of(piece)),
            // A backtick without a partner.
            true => {
                written.push_str("&#96;");
                escape(&mut written, piece);
            }
            false => escape(&mut written, piece),
        }
        is_name = !is_name;
    }
    written
}

/// A name as code.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    code_of(&clipped(&text))
}

/// HTML's element rather than backticks: it can stand in a table and in HTML, and its text can hold every character.
fn code_of(text: &str) -> String {
    let mut written = "<code>".to_owned();
    escape(&mut written, text);
    written.push_str("</code>");
    written
}

/// A character that is written by its number is never markup, wherever it stands.
fn escape(written: &mut String, text: &str) {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            // Who is mentioned is told, and addresses become links, after the numbers are read; not across elements.
            '@' => written.push_str("<span>@</span>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#'
            | '!' | '$' | '^' | '%' => number(written, char),
            // `https://` and `:smile:`, though not what introduces something.
            ':' if chars.peek().is_some_and(|next| *next != ' ') => number(written, char),
            // `www.` begins a link.
            '.' if before.eq_ignore_ascii_case(&'w') => number(written, char),
            // These begin a list or a heading at the start of a line, and spaces can be code there.
            '-' | '+' | '=' | '(' | ')' | ' ' if written.is_empty() => number(written, char),
            char => written.push(char),
        }
        before = char;
    }
}

fn number(written: &mut String, char: char) {
    write!(written, "&#{};", u32::from(char)).expect("a string takes whatever is written to it");
}

fn clipped(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_code_and_the_rest_is_plain() {
        let check = |text, expected| assert_eq!(sentence(text), expected);
        check("no step `a*b` here", "no step <code>a&#42;b</code> here");
        check("a ` alone", "a &#96; alone");
        check("`a` and ``", "<code>a</code> and <code></code>");
        check("</details>", "&#60;/details&#62;");
        check("a|b\n", "a&#124;b&#92;n");
        check("this: a:b:", "this: a&#58;b:");
        check("www.a.example", "www&#46;a.example");
        check("me@a.example", "me<span>@</span>a.example");
        check("- $x", "&#45; &#36;x");
    }
}
