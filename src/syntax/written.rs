//! How a document is written, for those who change its text: styles, brackets, and where each member stands itself, be it
//! only an alias.

use super::arena::{Document, Style};
use super::kind::{Kind, of_plain_scalar};
use super::node::Node;
use super::yaml_1_1::old_reading;
use crate::source::Span;

/// A member of a collection as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The key; none in a list.
    pub key: Option<Span>,
    /// The value, which may be an alias or absent.
    pub value: Span,
}

impl Slot {
    /// Where it begins.
    pub fn start(self) -> u32 {
        self.key.unwrap_or(self.value).start
    }
}

impl Node<'_> {
    /// How a scalar is written; a collection counts as plain.
    pub fn style(self) -> Style {
        self.document.raw(self.index).style
    }

    /// Whether a collection stands in brackets.
    pub fn is_flow(self) -> bool {
        let start = self.span().start as usize;
        let first = self.document.source().text().as_bytes().get(start);
        match self.kind() {
            Kind::Mapping => first == Some(&b'{'),
            Kind::Sequence => first == Some(&b'['),
            _ => false,
        }
    }

    /// Whether this stands in brackets, however far outside.
    pub fn is_in_flow(self) -> bool {
        // Whatever is in brackets has brackets around it that it stands in directly.
        self.parent().is_some_and(Node::is_flow)
    }

    /// The members of a collection as they are written, a merge key like any other.
    pub fn slots(self) -> Vec<Slot> {
        let document = self.document;
        let span = |index: u32| {
            let raw = document.raw(index);
            document.span(raw.start, raw.end)
        };
        if self.is_mapping() {
            let keys = document.key_indexes(self.index);
            let slot = |key: u32| Slot {
                key: Some(span(key)),
                value: span(document.raw(key).next),
            };
            return keys.map(slot).collect();
        }
        let end = match self.is_sequence() {
            true => document.raw(self.index).next,
            false => 0,
        };
        let next = |index: &u32| Some(document.raw(*index).next).filter(|next| *next < end);
        let first = Some(self.index + 1).filter(|first| *first < end);
        std::iter::successors(first, next)
            .map(|index| Slot {
                key: None,
                value: span(index),
            })
            .collect()
    }
}

impl Document {
    /// Whether the text of this document is a scalar of another one.
    pub fn is_embedded(&self) -> bool {
        self.origin.is_some()
    }
}

/// Whether readers of YAML 1.2 and 1.1 take a plain scalar for a string.
pub fn is_plain_string(text: &str) -> bool {
    of_plain_scalar(text) == Kind::String && old_reading(text).is_none()
}
