//! The few lines of a document that a finding is about, cut to fit and safe to print, with the places to underline.
//!
//! Everything is reached through the line index and nothing but the shown lines is read, so neither the size of a
//! document nor the length of a line (minified JSON) costs anything.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, offset};
use crate::syntax::Document;

use super::clip::{clip, show};
use crate::visible::visible;

/// More lines than this between two labels of a document, and they are shown apart.
const NEAR: usize = 3;
/// A label over more lines than this marks its first one only: nobody wants to read a whole workflow again.
const TALL: usize = 6;

/// A range of an excerpt's text and what to say about it.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) primary: bool,
}

/// A piece of a document.
pub(super) struct Excerpt<'a> {
    pub(super) source: &'a Source,
    /// The number of the first shown line, from 0.
    pub(super) first_line: usize,
    /// Whole lines, each with a line break.
    pub(super) text: String,
    /// In the order of the text.
    pub(super) marks: Vec<Mark>,
    /// The offset in the document that the excerpt is about.
    pub(super) about: u32,
}

/// Cuts what a finding's labels point at out of its documents: near places together, in the order of the labels.
pub(super) fn excerpts<'a>(
    diagnostic: &Diagnostic,
    documents: &'a [Document],
    width: usize,
    ellipsis: &str,
) -> Vec<Excerpt<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
    for (index, label) in labels.enumerate() {
        let source = super::source(documents, label.span.source);
        let place = Place::new(source, label, index == 0);
        let group = groups
            .iter_mut()
            .find(|group| group.source.id() == source.id() && group.takes(&place, width));
        match group {
            Some(group) => group.add(place),
            None => groups.push(Group {
                source,
                places: vec![place],
            }),
        }
    }
    let groups = groups.into_iter();
    groups.map(|group| group.cut(width, ellipsis)).collect()
}

/// A label on the lines of its document.
struct Place {
    bytes: Range<usize>,
    first_line: usize,
    last_line: usize,
    message: String,
    primary: bool,
}

impl Place {
    fn new(source: &Source, label: &Label, primary: bool) -> Self {
        let text = source.text();
        let start = boundary(text, label.span.start as usize);
        let mut end = boundary(text, label.span.end as usize).max(start);
        let first_line = source.line_of(offset(start));
        let mut last_line = source.line_of(offset(end));
        if last_line > first_line {
            // A block ends where the next token begins, which is lines below what it shows.
            end = start + text[start..end].trim_end().len();
            last_line = source.line_of(offset(end));
        }
        if last_line - first_line >= TALL {
            end = source.line_range(first_line).map_or(end, |line| line.end);
            last_line = first_line;
        }
        Self {
            bytes: start..end.max(start),
            first_line,
            last_line,
            message: visible(&label.message).into_owned(),
            primary,
        }
    }

    /// Whether both can be seen without scrolling.
    fn is_near(&self, other: &Self) -> bool {
        let gap = other
            .first_line
            .saturating_sub(self.last_line)
            .max(self.first_line.saturating_sub(other.last_line));
        gap <= NEAR + 1
    }

    /// Whether no drawing can show both: underlines would cover each other, or the line is too long for both.
    fn excludes(&self, other: &Self, width: usize) -> bool {
        if self.bytes == other.bytes
            || self.last_line < other.first_line
            || other.last_line < self.first_line
        {
            return false;
        }
        let start = self.bytes.start.min(other.bytes.start);
        let end = self.bytes.end.max(other.bytes.end);
        let overlap = self.bytes.start < other.bytes.end && other.bytes.start < self.bytes.end;
        overlap || end - start > width * 2 / 3
    }
}

/// Places that one excerpt shows.
struct Group<'a> {
    source: &'a Source,
    places: Vec<Place>,
}

impl<'a> Group<'a> {
    fn takes(&self, place: &Place, width: usize) -> bool {
        self.places.iter().any(|other| other.is_near(place))
            && !self.places.iter().any(|other| other.excludes(place, width))
    }

    fn add(&mut self, place: Place) {
        let same = self
            .places
            .iter_mut()
            .find(|other| other.bytes == place.bytes);
        match same {
            None => self.places.push(place),
            Some(other) if other.message.is_empty() => other.message = place.message,
            Some(other) if place.message.is_empty() || place.message == other.message => {}
            Some(other) => other.message = format!("{}; {}", other.message, place.message),
        }
    }

    fn cut(self, width: usize, ellipsis: &str) -> Excerpt<'a> {
        let about = self.places.first().map_or(0, |place| place.bytes.start);
        let mut places = self.places;
        places.sort_by_key(|place| (place.bytes.start, place.bytes.end));
        let mut first_line = places
            .iter()
            .map(|place| place.first_line)
            .min()
            .unwrap_or(0);
        let mut last_line = places
            .iter()
            .map(|place| place.last_line)
            .max()
            .unwrap_or(0);
        // One line around it shows where one is; an empty one shows nothing.
        if first_line > 0 && has_text(self.source, first_line - 1) {
            first_line -= 1;
        }
        if has_text(self.source, last_line + 1) {
            last_line += 1;
        }

        let mut text = String::new();
        let mut ranges = vec![0..0; places.len()];
        for number in first_line..=last_line {
            let line = content(self.source, number).unwrap_or_default();
            let here = || {
                places
                    .iter()
                    .filter(|place| (place.first_line..=place.last_line).contains(&number))
            };
            let start = here().map(|place| place.bytes.start).min();
            let end = here().map(|place| place.bytes.end).max();
            let focus = start.map_or(line.start, |start| start.clamp(line.start, line.end))
                ..end.map_or(line.start, |end| end.clamp(line.start, line.end));
            let window = clip(self.source.text(), &line, focus, width, ellipsis.len());

            if window.start > line.start {
                text.push_str(ellipsis);
            }
            let shown = show(self.source.text(), window.clone(), &mut text);
            let moved = |at: usize| shown[at.clamp(window.start, window.end) - window.start];
            for (range, place) in ranges.iter_mut().zip(&places) {
                if place.first_line == number {
                    range.start = moved(place.bytes.start);
                }
                if place.last_line == number {
                    range.end = moved(place.bytes.end);
                }
            }
            if window.end < line.end {
                text.push_str(ellipsis);
            }
            text.push('\n');
        }

        let marks = places.into_iter().zip(ranges);
        Excerpt {
            source: self.source,
            first_line,
            text,
            marks: marks
                .map(|(place, range)| Mark {
                    range,
                    message: place.message,
                    primary: place.primary,
                })
                .collect(),
            about: offset(about),
        }
    }
}

/// The nearest start of a character at or before a place.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A line without its break and without the mark that may begin a file.
fn content(source: &Source, line: usize) -> Option<Range<usize>> {
    let range = source.line_range(line)?;
    let marked = range.start == 0 && source.text().starts_with('\u{feff}');
    Some(if marked { 3..range.end.max(3) } else { range })
}

fn has_text(source: &Source, line: usize) -> bool {
    content(source, line).is_some_and(|range| !source.text()[range].trim_start().is_empty())
}
