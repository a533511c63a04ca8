//! A place in a text that is read from the left to the right.

use std::ops::Range;

use super::Fault;
use super::mask::is_hole;
use crate::expression::quote;

/// How many brackets deep a query is followed. The readers call themselves, so this bounds the stack.
pub(super) const DEEPEST: usize = 64;

/// Why a reader gave up.
#[derive(Debug)]
pub(super) enum Stop {
    /// The query is malformed.
    Fault(Fault),
    /// It is nested too deep to be judged.
    TooDeep,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What reading gives.
pub(super) type Read<T = ()> = Result<T, Stop>;

/// A text, and how far it has been read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn looks_at(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// Whether an embedded expression comes next.
    pub(super) fn looks_at_hole(&self) -> bool {
        self.peek().is_some_and(is_hole)
    }

    /// Reads the next character, whatever it is.
    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads a text if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.looks_at(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Reads as long as the characters belong.
    pub(super) fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|next| !belongs(next)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// The next character as a place; the end of the text is a place without length.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// From a place to the end of the text, blanks at the end not counted.
    pub(super) fn until_end(&self, start: usize) -> Range<usize> {
        start..self.text.trim_end().len().max(start)
    }

    /// What has been read since a place, blanks at the end not counted.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        start..start + self.text[start..self.at].trim_end().len()
    }

    /// A piece of the text, quoted.
    pub(super) fn quote(&self, range: &Range<usize>) -> String {
        quote(&self.text[range.clone()])
    }

    /// What comes next, as one word of a message: a run of characters that belong together.
    pub(super) fn next_word(&self) -> Range<usize> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return self.at..self.at;
        };
        let is_part = |next: char| next.is_alphanumeric() || next == '_' || is_hole(next);
        let is_sign = |next: char| "=<>!&|~".contains(next);
        let length = if is_part(first) {
            rest.find(|next| !is_part(next))
        } else if is_sign(first) {
            rest.find(|next| !is_sign(next))
        } else {
            Some(first.len_utf8())
        };
        self.at..self.at + length.unwrap_or(rest.len())
    }

    /// Reads something nested.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == DEEPEST {
            return Err(Stop::TooDeep);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}
