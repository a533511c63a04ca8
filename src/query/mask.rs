//! Embedded expressions as single characters, and the way back.
//!
//! Every expression becomes one character of a plane of Unicode that nobody assigns. Names, strings and classes take such
//! a character as it is; where a grammar wants something else, its reader asks [`is_hole`]. A text that has such a
//! character of its own is not judged.

use std::ops::Range;

use super::Fault;
use super::cursor::{Read, Stop};
use crate::expression::{Segment, template};
use crate::version::Version;

const FIRST: u32 = 0xF_0000;
const LAST: u32 = 0xF_FFFD;

/// The words that an expression begins with.
const ROOTS: [&str; 10] = [
    "url",
    "method",
    "statusCode",
    "request",
    "response",
    "message",
    "inputs",
    "outputs",
    "steps",
    "workflows",
];

/// Whether a character stands for an embedded expression.
pub(super) fn is_hole(character: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(character))
}

/// Where expressions are embedded in a text, braces included. `None` where one is never closed, which is reported as that
/// and leaves nothing to judge.
pub fn embedded(text: &str, version: Version) -> Option<Vec<Range<usize>>> {
    let mut ranges = Vec::new();
    for segment in template(text, version) {
        if let Segment::Embedded { text, .. } = segment {
            if !text.text.ends_with('}') {
                return None;
            }
            ranges.push(text.range());
        }
    }
    Some(ranges)
}

/// The embedded expressions together with those that lack their braces.
pub(super) fn bare(text: &str, embedded: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = embedded.to_vec();
    let mut embedded = embedded.iter().peekable();
    for (at, _) in text.match_indices('$') {
        while embedded.next_if(|range| range.end <= at).is_some() {}
        if embedded.peek().is_some_and(|range| range.start <= at) {
            continue;
        }
        let rest = &text[at + 1..];
        let word = rest.find(|next: char| !next.is_alphanumeric());
        let (word, behind) = rest.split_at(word.unwrap_or(rest.len()));
        let is_scalar = ["url", "method", "statusCode"].contains(&word);
        if !ROOTS.contains(&word) && word != "sourceDescriptions" && word != "components"
            || !is_scalar && !behind.starts_with('.')
        {
            continue;
        }
        let is_part =
            |next: char| next.is_alphanumeric() || matches!(next, '.' | '_' | '-' | '#' | '/');
        let length = if is_scalar {
            0
        } else {
            behind.find(|next| !is_part(next)).unwrap_or(behind.len())
        };
        found.push(at..at + 1 + word.len() + length);
    }
    found.sort_by_key(|range| range.start);
    found
}

/// A text whose embedded expressions are single characters.
pub(super) struct Masked<'a> {
    original: &'a str,
    text: String,
    holes: &'a [Range<usize>],
}

impl<'a> Masked<'a> {
    pub(super) fn new(original: &'a str, holes: &'a [Range<usize>]) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut written = 0;
        for (character, hole) in (FIRST..=LAST).zip(holes) {
            text.push_str(&original[written..hole.start]);
            text.extend(char::from_u32(character));
            written = hole.end;
        }
        text.push_str(&original[written..]);
        Self {
            original,
            text,
            holes,
        }
    }

    /// Reads the text and tells what is wrong in terms of the original.
    pub(super) fn read(&self, read: &impl Fn(&str) -> Read) -> Option<Fault> {
        let are_told_apart =
            !self.original.contains(is_hole) && self.holes.len() <= (LAST - FIRST) as usize;
        // What begins with an expression may be all of a query and more.
        if !are_told_apart || self.text.starts_with(is_hole) {
            return None;
        }
        match read(&self.text) {
            Ok(()) | Err(Stop::TooDeep) => None,
            Err(Stop::Fault(fault)) => Some(Fault {
                range: self.original_place(fault.range.start)..self.original_place(fault.range.end),
                message: self.in_words(&fault.message),
                help: fault.help.map(|help| self.in_words(&help)),
            }),
        }
    }

    fn original_place(&self, at: usize) -> usize {
        // Each character that stands for an expression is four bytes long.
        let before = self.text[..at].chars().filter(|next| is_hole(*next));
        let shorter: usize = before
            .filter_map(|hole| self.hole(hole))
            .map(|hole| hole.len())
            .sum();
        let holes = self.text[..at]
            .chars()
            .filter(|next| self.hole(*next).is_some())
            .count();
        at + shorter - 4 * holes
    }

    /// A text in which the expressions read as they are written.
    fn in_words(&self, text: &str) -> String {
        let mut words = String::with_capacity(text.len());
        for character in text.chars() {
            match self.hole(character) {
                Some(hole) => words.push_str(&self.original[hole]),
                None => words.push(character),
            }
        }
        words
    }

    fn hole(&self, character: char) -> Option<Range<usize>> {
        let index = u32::from(character).checked_sub(FIRST)?;
        self.holes.get(index as usize).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let holes = bare(text, &embedded(text, Version::V1_1).unwrap_or_default());
        let actual = Masked::new(text, &holes).text.replace(is_hole, "_");
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn expressions_become_one_character() {
        check("ö{$inputs.a}b{$url}", "ö_b_");
        check("$[?@.a == $inputs.a_b-c]", "$[?@.a == _]");
        check("$[?@.a == {$inputs.a} && $inputs.b]", "$[?@.a == _ && _]");
        check("$statusCode.x $inputs $.inputs.x", "_.x $inputs $.inputs.x");
        check("$", "$");
    }

    #[test]
    fn a_character_of_that_plane_is_not_mistaken_for_an_expression() {
        let text = "ö{$url}\u{F0000}(";
        let holes = embedded(text, Version::V1_1).unwrap_or_default();
        let fault = |_: &str| Err(Stop::Fault(Fault::new(0..1, "")));
        assert_eq!(Masked::new(text, &holes).read(&fault), None);
    }

    #[test]
    fn faults_are_told_in_terms_of_the_original() {
        let text = "ö{$inputs.a}b";
        let holes = embedded(text, Version::V1_1).unwrap_or_default();
        let fault = Masked::new(text, &holes)
            .read(&|masked: &str| {
                let at = masked.len() - 1;
                Err(Stop::Fault(Fault::new(at..at + 1, masked)))
            })
            .expect("the reader finds a fault");
        assert_eq!((&text[fault.range], fault.message.as_str()), ("b", text));
    }
}
