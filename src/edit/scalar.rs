//! Strings and other scalars, in whatever style they are written.

use std::fmt::Write as _;
use std::ops::Range;

use super::Page;
use crate::diagnostic::Edit;
use crate::source::{Span, offset};
use crate::syntax::{Document, Node, Style, Text, is_plain_string};

/// The two kinds of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// `'`, as YAML has them.
    Single,
    /// `"`, as JSON has them too.
    Double,
}

/// Puts another text into the place of a part of a string.
pub fn part(text: Text<'_>, range: Range<usize>, with: &str) -> Option<Vec<Edit>> {
    let node = text.node();
    let page = Page::of(node)?;
    let (before, behind) = (text.value.get(..range.start)?, text.value.get(range.end..)?);
    let whole = format!("{before}{with}{behind}");
    let (start, end) = (text.span.start as usize, text.span.end as usize);
    // An absent value may have a tag or an anchor, and nothing says where its text would stand.
    if start == end {
        return None;
    }
    let style = node.style();
    let anew = || {
        Some(vec![page.edit(
            start,
            end,
            quoted(&whole, node.is_in_flow()),
        )])
    };
    let inside = match style {
        _ if text.value.is_empty() && style != Style::Block => return anew(),
        Style::Plain | Style::Tagged if !is_plain(&whole, node.is_in_flow()) => return anew(),
        Style::SingleQuoted if with.contains(char::is_control) => return anew(),
        Style::SingleQuoted => with.replace('\'', "''"),
        Style::DoubleQuoted => escaped(with),
        Style::Block if with.contains(char::is_control) || with.starts_with(' ') => return None,
        Style::Plain | Style::Tagged | Style::Block => with.to_owned(),
    };
    let is_whole = range.len() == text.value.len();
    let span = text.part(range);
    // A part that is not found is told as the whole.
    if span == text.span && !(is_whole && matches!(style, Style::Plain | Style::Tagged)) {
        return match style {
            Style::Block => None,
            _ => anew(),
        };
    }
    Some(vec![Edit { span, text: inside }])
}

/// Puts another word into the place of one inside of a text that is a document itself, JSON in a string for example. Only
/// words that no kind of quotes changes are put there.
pub fn word(document: &Document, place: Span, old: &str, new: &str) -> Option<Vec<Edit>> {
    let is_word = |text: &str| {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        !text.is_empty() && text.chars().all(is_plain)
    };
    if !is_word(old) || !is_word(new) || document.is_cut() || document.id() != place.source {
        return None;
    }
    let start = place.start as usize;
    let written = document.source().text().get(start..place.end as usize)?;
    // With anything but quotes around it, it is part of another word.
    let inside = written.trim_matches(['"', '\\']);
    let at = start + written.find(old).filter(|_| inside == old)?;
    let span = Span {
        start: offset(at),
        end: offset(at + old.len()),
        ..place
    };
    Some(vec![Edit {
        span,
        text: new.to_owned(),
    }])
}

/// Makes a string read as another one.
pub fn rewrite(text: Text<'_>, value: &str) -> Option<Vec<Edit>> {
    if !text.value.contains('\n') && text.node().style() != Style::Block {
        return part(text, 0..text.value.len(), value);
    }
    // Of several lines only those change that have to.
    let shared = |pair: &(char, char)| pair.0 == pair.1;
    let start = text.value.chars().zip(value.chars()).take_while(shared);
    let start: usize = start.map(|(letter, _)| letter.len_utf8()).sum();
    let (old, new) = (&text.value[start..], &value[start..]);
    let end = old.chars().rev().zip(new.chars().rev()).take_while(shared);
    let end: usize = end.map(|(letter, _)| letter.len_utf8()).sum();
    part(text, start..text.value.len() - end, &new[..new.len() - end])
}

/// Writes a number or a word without quotes into the place of a scalar that stands on one line.
pub fn plain(node: Node<'_>, value: &str) -> Option<Vec<Edit>> {
    let page = Page::of(node)?;
    let span = node.span();
    let (start, end) = (span.start as usize, span.end as usize);
    let is_short = start < end && !page.text[start..end].contains('\n');
    (is_short && node.style() != Style::Block).then(|| vec![page.edit(start, end, value)])
}

/// Puts quotes around a scalar that has none, so that it reads as the string that is written there.
pub fn quote(node: Node<'_>, preferred: Quotes) -> Option<Vec<Edit>> {
    let page = Page::of(node)?;
    let span = node.span();
    let (start, end) = (span.start as usize, span.end as usize);
    if !node.is_plain() || start == end {
        return None;
    }
    let written = &page.text[start..end];
    let fits = |quotes: Quotes| match quotes {
        Quotes::Single => !written.contains('\''),
        Quotes::Double => !written.contains(['"', '\\']),
    };
    let other = match preferred {
        Quotes::Single => Quotes::Double,
        Quotes::Double => Quotes::Single,
    };
    let text = match [preferred, other].into_iter().find(|quotes| fits(*quotes)) {
        Some(Quotes::Double) => format!("\"{written}\""),
        _ => format!("'{}'", written.replace('\'', "''")),
    };
    Some(vec![page.edit(start, end, text)])
}

/// A string as it can be written anywhere: plain where that is safe, else in quotes.
pub(super) fn written(value: &str, in_flow: bool) -> String {
    match is_plain(value, in_flow) {
        true => value.to_owned(),
        false => quoted(value, in_flow),
    }
}

/// A string in quotes, those of JSON wherever JSON could stand.
pub(super) fn quoted(value: &str, in_flow: bool) -> String {
    let reads_badly = value.contains(['"', '\\']);
    let fits_single = !value.contains('\'') && !value.contains(char::is_control);
    match reads_badly && fits_single && !in_flow {
        true => format!("'{value}'"),
        false => format!("\"{}\"", escaped(value)),
    }
}

/// The inside of double quotes, in escapes that YAML and JSON share.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            _ if letter.is_control() || matches!(letter, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
    text
}

/// Whether a string can stand without quotes, as a key too.
fn is_plain(value: &str, in_flow: bool) -> bool {
    let mut letters = value.chars();
    let Some(first) = letters.next() else {
        return false;
    };
    let begins = match first {
        '-' | '?' | ':' => letters.next().is_some_and(char::is_alphanumeric),
        _ => !",[]{}#&*!|>'\"%@`".contains(first),
    };
    let is_divided = value.contains(": ") || value.contains(" #") || value.ends_with(':');
    let is_bracketed = in_flow && value.contains([',', '[', ']', '{', '}', '?', ':']);
    begins
        && !is_divided
        && !is_bracketed
        && value.trim() == value
        && !value.contains(char::is_control)
        && !value.starts_with("---")
        && !value.starts_with("...")
        && is_plain_string(value)
}
