//! JSON (RFC 8259) into the arena: an own scanner, because everything else is slower by far and has no spans.

use super::arena::Style;
use super::builder::{Builder, Scalar, ScalarText};
use super::kind::Kind;
use super::{Limits, Problem};
use crate::source::{Source, SourceId, Span, offset};

/// The first place where a text is no JSON.
pub(super) struct JsonError {
    at: usize,
    end: usize,
    message: String,
    help: Option<String>,
}

impl JsonError {
    fn new(at: usize, end: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            end,
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn problem(self, source: SourceId) -> Problem {
        let span = Span {
            source,
            start: offset(self.at),
            end: offset(self.end),
        };
        Problem::Syntax {
            span,
            message: self.message,
            help: self.help,
        }
    }
}

/// Whether the first thing in the text is a bracket.
pub(super) fn looks_like_json(text: &str) -> bool {
    matches!(
        text.trim_start_matches('\u{feff}')
            .trim_start()
            .bytes()
            .next(),
        Some(b'{' | b'[')
    )
}

/// Reads the whole text as one JSON value, or as far as it is JSON, with the reason why it is no more.
pub(super) fn read(source: &Source, limits: Limits) -> (Builder, Option<JsonError>) {
    let mut builder = Builder::new(source, limits);
    let text = source.text();
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        limits,
        builder: &mut builder,
    };
    let error = scanner.document().err();
    if error.is_some() {
        builder.cut(text);
    }
    (builder, error)
}

const CONTROL: &str = "a control character stands inside a string unescaped";

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    limits: Limits,
    builder: &'a mut Builder,
}

type Step = Result<(), JsonError>;

impl Scanner<'_> {
    /// One value, its nesting kept on a stack of closing brackets so that depth costs no recursion.
    fn document(&mut self) -> Step {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
        }
        let mut open: Vec<u8> = Vec::new();
        self.value(&mut open)?;
        while let Some(close) = open.last().copied() {
            self.skip_space();
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    self.skip_space();
                    if self.peek() == Some(close) {
                        return Err(JsonError::new(
                            self.at - 1,
                            self.at,
                            "a comma before a closing bracket",
                        ));
                    }
                    if close == b'}' {
                        self.key()?;
                    }
                    self.value(&mut open)?;
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    self.builder.end(Some(self.at), self.text);
                    open.pop();
                }
                _ => return Err(self.unexpected(&format!("`,` or `{}`", close as char))),
            }
        }
        self.skip_space();
        if self.at < self.bytes.len() {
            Err(self.unexpected("the end of the document"))
        } else {
            Ok(())
        }
    }

    /// A scalar, or the opening of a collection up to where its first item is read.
    fn value(&mut self, open: &mut Vec<u8>) -> Step {
        loop {
            self.skip_space();
            let start = self.at;
            let (kind, close) = match self.peek() {
                Some(b'{') => (Kind::Mapping, b'}'),
                Some(b'[') => (Kind::Sequence, b']'),
                Some(b'"') => return self.string(),
                Some(b'-' | b'0'..=b'9') => return self.number(),
                Some(b't') => return self.word("true", Kind::Bool),
                Some(b'f') => return self.word("false", Kind::Bool),
                Some(b'n') => return self.word("null", Kind::Null),
                _ => return Err(self.unexpected("a value")),
            };
            if self.builder.depth() >= self.limits.nesting {
                let mut error = JsonError::new(
                    start,
                    start + 1,
                    format!("nested deeper than {} levels", self.limits.nesting),
                );
                error.help = Some("the bound is the setting `limits.nesting`".to_owned());
                return Err(error);
            }
            self.at += 1;
            self.builder.begin(kind, start, 0);
            self.skip_space();
            if self.peek() == Some(close) {
                self.at += 1;
                self.builder.end(Some(self.at), self.text);
                return Ok(());
            }
            open.push(close);
            if kind == Kind::Mapping {
                self.key()?;
            }
        }
    }

    fn key(&mut self) -> Step {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Step {
        let start = self.at;
        let content = start + 1;
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let Some(length) = self.bytes[content..].iter().position(special) else {
            return Err(JsonError::new(
                start,
                start + 1,
                "this string is not closed",
            ));
        };
        let end = content + length;
        match self.bytes[end] {
            b'"' => {
                self.at = end + 1;
                let text = ScalarText::Source(content..end);
                self.push(start, Kind::String, Style::DoubleQuoted, text);
                Ok(())
            }
            b'\\' => self.escaped_string(start, end),
            _ => Err(JsonError::new(end, end + 1, CONTROL)),
        }
    }

    /// A string that holds an escape, the first one at `at`.
    fn escaped_string(&mut self, start: usize, mut at: usize) -> Step {
        let mut decoded = self.text[start + 1..at].to_owned();
        loop {
            match self.bytes.get(at) {
                None => {
                    return Err(JsonError::new(
                        start,
                        start + 1,
                        "this string is not closed",
                    ));
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    let (character, length) = self.escape(at)?;
                    decoded.push(character);
                    at += length;
                }
                Some(0..=0x1f) => {
                    return Err(JsonError::new(at, at + 1, CONTROL));
                }
                Some(_) => {
                    let rest = &self.text[at..];
                    let plain = rest
                        .find(|c: char| matches!(c, '"' | '\\' | '\0'..='\u{1f}'))
                        .unwrap_or(rest.len());
                    decoded.push_str(&rest[..plain]);
                    at += plain;
                }
            }
        }
        self.at = at + 1;
        self.push(
            start,
            Kind::String,
            Style::DoubleQuoted,
            ScalarText::Decoded(&decoded),
        );
        Ok(())
    }

    /// The character that an escape stands for, and the escape's length.
    fn escape(&self, at: usize) -> Result<(char, usize), JsonError> {
        let character = match self.bytes.get(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(at),
            _ => {
                let end = at + 1 + self.text[at + 1..].chars().next().map_or(0, char::len_utf8);
                return Err(JsonError::new(
                    at,
                    end,
                    format!("JSON has no escape `{}`", &self.text[at..end]),
                ));
            }
        };
        Ok((character, 2))
    }

    fn unicode_escape(&self, at: usize) -> Result<(char, usize), JsonError> {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
            let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hexadecimal {
                u32::from_str_radix(digits, 16).ok()
            } else {
                None
            }
        };
        let Some(first) = unit(at) else {
            return Err(JsonError::new(
                at,
                at + 2,
                "`\\u` needs four hexadecimal digits",
            ));
        };
        if let Some(character) = char::from_u32(first) {
            return Ok((character, 6));
        }
        let second = unit(at + 6).filter(|unit| (0xDC00..0xE000).contains(unit) && first < 0xDC00);
        let pair = second.map(|second| 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
        match pair.and_then(char::from_u32) {
            Some(character) => Ok((character, 12)),
            None => Err(JsonError::new(
                at,
                at + 6,
                "half of a surrogate pair stands alone",
            )),
        }
    }

    fn number(&mut self) -> Step {
        let start = self.at;
        let digits = |from: usize| {
            from + self.bytes[from..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        };
        let whole = start + usize::from(self.bytes[start] == b'-');
        let mut end = digits(whole);
        let leading_zero = self.bytes[whole..end].len() > 1 && self.bytes[whole] == b'0';
        let mut valid = end > whole && !leading_zero;
        let mut kind = Kind::Integer;
        if self.bytes.get(end) == Some(&b'.') {
            kind = Kind::Float;
            let fraction = end + 1;
            end = digits(fraction);
            valid &= end > fraction;
        }
        if matches!(self.bytes.get(end), Some(b'e' | b'E')) {
            kind = Kind::Float;
            let exponent =
                end + 1 + usize::from(matches!(self.bytes.get(end + 1), Some(b'+' | b'-')));
            end = digits(exponent);
            valid &= end > exponent;
        }
        if !valid {
            let written = &self.text[start..end];
            return Err(JsonError::new(
                start,
                end.max(start + 1),
                format!("`{written}` is no number of JSON"),
            ));
        }
        self.at = end;
        self.push(start, kind, Style::Plain, ScalarText::Source(start..end));
        Ok(())
    }

    fn word(&mut self, word: &str, kind: Kind) -> Step {
        let start = self.at;
        if !self.text[start..].starts_with(word) {
            return Err(self.unexpected("a value"));
        }
        self.at += word.len();
        self.push(
            start,
            kind,
            Style::Plain,
            ScalarText::Source(start..self.at),
        );
        Ok(())
    }

    fn push(&mut self, start: usize, kind: Kind, style: Style, text: ScalarText<'_>) {
        self.builder.scalar(
            &Scalar {
                start,
                end: self.at,
                kind,
                style,
                text,
            },
            0,
        );
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn unexpected(&self, expected: &str) -> JsonError {
        match self.text[self.at..].chars().next() {
            None => JsonError::new(
                self.at,
                self.at,
                format!("the document ends where {expected} should stand"),
            ),
            Some(found) => {
                // Quotes show themselves; what cannot be seen is written out.
                let shown = match found {
                    '"' | '\'' | '\\' => found.to_string(),
                    _ => found.escape_default().to_string(),
                };
                JsonError::new(
                    self.at,
                    self.at + found.len_utf8(),
                    format!("`{shown}` stands where {expected} should"),
                )
            }
        }
    }
}
