//! The words of a simple condition.

use super::super::Part;
use super::super::characters::is_strict;
use super::{Comparison, Reference, reference};
use crate::version::Version;

/// Characters that end a reference, besides white space.
const TERMINATORS: &str = "!&()<=>|{},;";

/// What is written with several characters, or looks like it: the longest first.
const SIGNS: [&str; 13] = [
    "===", "!==", "==", "!=", "<=", ">=", "<>", "=<", "=>", "=~", "!~", "&&", "||",
];

/// A word and its place.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: Part<'a>,
    pub(super) kind: Kind<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    Reference(Box<Reference<'a>>),
    /// In single quotes; the last one may be missing.
    String {
        closed: bool,
    },
    /// Something that begins like a number.
    Number,
    Word,
    Compare(Comparison),
    And,
    Or,
    Not,
    Open,
    Close,
    /// What conditions do not have: a foreign operator, a bracket, text in double quotes.
    Foreign,
}

/// Splits a condition into its words. White space between them is left out; nothing else is.
pub(super) fn tokens(condition: &str, version: Version) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = Part::whole(condition);
    loop {
        let blank = rest.text.len() - rest.text.trim_start().len();
        rest = rest.split_at(blank).1;
        let Some(first) = rest.text.chars().next() else {
            return tokens;
        };
        let after_operand = tokens.last().is_some_and(Token::is_operand);
        let (length, kind) = token(rest.text, first, after_operand);
        let (text, after) = rest.split_at(length);
        let kind = kind.unwrap_or_else(|| Kind::Reference(Box::new(reference(text, version))));
        tokens.push(Token { text, kind });
        rest = after;
    }
}

/// The length and kind of the word at the beginning of `text`; no kind means a reference.
fn token<'a>(text: &str, first: char, after_operand: bool) -> (usize, Option<Kind<'a>>) {
    match first {
        '$' => (reference_length(text), None),
        '\'' => {
            let (length, closed) = string_length(text);
            (length, Some(Kind::String { closed }))
        }
        '(' => (1, Some(Kind::Open)),
        ')' => (1, Some(Kind::Close)),
        '"' | '`' | '“' | '‘' | '’' => (quoted_length(text, first), Some(Kind::Foreign)),
        '0'..='9' => (number_length(text), Some(Kind::Number)),
        '+' | '-' | '.' if !after_operand && begins_number(&text[1..]) => {
            (1 + number_length(&text[1..]), Some(Kind::Number))
        }
        _ if first.is_alphabetic() || first == '_' => {
            let belongs =
                |c: char| c.is_alphanumeric() || is_strict(c) || c == '.' || c == '#' || c == '/';
            let length = text.find(|c| !belongs(c)).unwrap_or(text.len());
            (length, Some(Kind::Word))
        }
        _ => {
            let sign = SIGNS.iter().find(|sign| text.starts_with(**sign));
            let sign = sign.map_or(&text[..first.len_utf8()], |sign| *sign);
            (sign.len(), Some(sign_kind(sign)))
        }
    }
}

fn sign_kind<'a>(sign: &str) -> Kind<'a> {
    match sign {
        "==" => Kind::Compare(Comparison::Equal),
        "!=" => Kind::Compare(Comparison::NotEqual),
        "<" => Kind::Compare(Comparison::Less),
        "<=" => Kind::Compare(Comparison::LessOrEqual),
        ">" => Kind::Compare(Comparison::Greater),
        ">=" => Kind::Compare(Comparison::GreaterOrEqual),
        "&&" => Kind::And,
        "||" => Kind::Or,
        "!" => Kind::Not,
        _ => Kind::Foreign,
    }
}

fn reference_length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || TERMINATORS.contains(c);
    let length = text.find(ends).unwrap_or(text.len());
    // A name in quotes has no place in a reference, but it is one mistake and not several: `$response.body['a b']`.
    let bracket = text[..length]
        .rfind("['")
        .filter(|at| !text[*at..length].contains(']'));
    let closed = bracket.and_then(|at| Some(at + text[at..].find("']")? + 2));
    closed.unwrap_or(length)
}

/// A text in single quotes, where a doubled quote is a character of it.
fn string_length(text: &str) -> (usize, bool) {
    let mut end = 1;
    while let Some(at) = text[end..].find('\'') {
        end += at + 1;
        if !text[end..].starts_with('\'') {
            return (end, true);
        }
        end += 1;
    }
    (text.len(), false)
}

/// A text in other quotes, up to its end or the end of the condition.
fn quoted_length(text: &str, first: char) -> usize {
    let closing = match first {
        '“' => '”',
        '‘' => '’',
        other => other,
    };
    let start = first.len_utf8();
    let end = text[start..].find(closing);
    end.map_or(text.len(), |at| start + at + closing.len_utf8())
}

fn begins_number(text: &str) -> bool {
    text.strip_prefix('.')
        .unwrap_or(text)
        .starts_with(|c: char| c.is_ascii_digit())
}

/// How far something reaches that begins like a number, so that `2xx` and `1_000` are one word.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        let exponent_sign = matches!(byte, b'+' | b'-')
            && end > 0
            && matches!(bytes[end - 1], b'e' | b'E')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || exponent_sign) {
            break;
        }
        end += 1;
    }
    end
}

impl Token<'_> {
    /// Whether a value ends here, so that a sign that follows joins it with something.
    pub(super) fn is_operand(&self) -> bool {
        matches!(
            self.kind,
            Kind::Reference(_) | Kind::String { .. } | Kind::Number | Kind::Word | Kind::Close
        )
    }
}

/// Whether a text is a number of JSON (A44).
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
