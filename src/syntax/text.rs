//! Strings of a document, and the places of their parts in the source.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use super::arena::Document;
use super::node::Node;
use super::scalar;
use crate::source::{Span, offset};

/// A string and where it stands, quotes included.
#[derive(Clone, Copy, Debug)]
pub struct Text<'doc> {
    /// The string as it reads: escapes decoded, lines folded.
    pub value: &'doc str,
    /// Its place in the source.
    pub span: Span,
    pub(super) node: Node<'doc>,
}

impl<'doc> Text<'doc> {
    /// The node whose text this is.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// Words that do not stand in the document, in the place of this text.
    #[must_use]
    pub fn saying(self, value: &'static str) -> Self {
        Self { value, ..self }
    }

    /// The place in the source of a byte range of the value, quotes, escapes and folded lines considered.
    pub fn part(self, range: Range<usize>) -> Span {
        let Some(offsets) = self.offsets() else {
            return self.span;
        };
        match offsets {
            Offsets::Straight(start) => self
                .node
                .document
                .span(start + offset(range.start), start + offset(range.end)),
            Offsets::Mapped { start, map } => {
                let (Some(first), Some(last)) = (map.get(range.start), map.get(range.end)) else {
                    return self.span;
                };
                // The end is where the last character ends, not where the next begins: a line break may lie between.
                let end = match range.end.checked_sub(1).filter(|last| *last >= range.start) {
                    Some(last) => scalar::end_of(&map, last),
                    None => *last,
                };
                self.node.document.span(start + *first, start + end)
            }
        }
    }

    fn offsets(self) -> Option<Offsets> {
        let document = self.node.document;
        let raw = document.raw(self.node.index);
        if !raw.owned {
            return Some(Offsets::Straight(raw.text));
        }
        // Somebody who asks for one part of a long text asks for many.
        let mut known = document
            .written_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let map = known.entry(self.node.index).or_insert_with(|| {
            let written = &document.source.text()[raw.start as usize..raw.end as usize];
            scalar::offsets(written, raw.style, self.value).map(Arc::from)
        });
        Some(Offsets::Mapped {
            start: raw.start,
            map: map.clone()?,
        })
    }

    /// Where each byte of the value stands in the source, and where the value ends.
    pub(super) fn source_offsets(self) -> Option<Box<[u32]>> {
        let length = offset(self.value.len());
        Some(match self.offsets()? {
            Offsets::Straight(start) => (start..=start + length).collect(),
            Offsets::Mapped { start, map } => map.iter().map(|at| start + at).collect(),
        })
    }
}

enum Offsets {
    Straight(u32),
    Mapped { start: u32, map: Arc<[u32]> },
}

impl Document {
    /// A span of this text, in the coordinates of the document that people know.
    pub(super) fn span(&self, start: u32, end: u32) -> Span {
        let place = |at: u32| match &self.origin {
            Some(origin) => origin
                .get(at as usize)
                .or(origin.last())
                .copied()
                .unwrap_or(at),
            None => at,
        };
        Span {
            source: self.id(),
            start: place(start),
            end: place(end).max(place(start)),
        }
    }
}
