//! Parts of a document put together anew: a second tree, whose values keep the places that they have in the first.

use super::arena::Document;
use super::node::Node;
use super::value::to_value;
use super::{Limits, json};
use crate::source::{Source, Span};

/// A text of JSON, and for each of its bytes the place in the document that it comes from.
#[derive(Debug, Default)]
pub struct Rewritten {
    text: String,
    origin: Vec<u32>,
    /// Where the last value ends in the document.
    end: u32,
}

impl Rewritten {
    /// How long the text is so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing is written yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Begins a collection that stands for the value of a place.
    pub fn open(&mut self, bracket: char, place: Span) {
        self.end = place.start;
        self.mark(bracket);
    }

    /// Ends a collection.
    pub fn close(&mut self, bracket: char, place: Span) {
        self.mark(bracket);
        self.end = place.end;
    }

    /// A colon, a comma or a bracket.
    pub fn mark(&mut self, mark: char) {
        self.text.push(mark);
        self.origin.push(self.end);
    }

    /// A string that stands for the value or the key of a place.
    pub fn string(&mut self, text: &str, place: Span) {
        self.token(&serde_json::Value::from(text).to_string(), place);
    }

    /// A value of the document.
    pub fn value(&mut self, node: Node<'_>) {
        if node.is_sequence() {
            self.open('[', node.span());
            for (index, item) in node.items().enumerate() {
                if index > 0 {
                    self.mark(',');
                }
                self.token(&scalar(item), item.span());
            }
            self.close(']', node.span());
        } else {
            self.token(&scalar(node), node.span());
        }
    }

    fn token(&mut self, token: &str, place: Span) {
        let places = (place.start..place.end).chain(std::iter::repeat(place.end));
        self.origin.extend(places.take(token.len()));
        self.text.push_str(token);
        self.end = place.end;
    }
}

/// A value as JSON, as it is written if that is JSON: `1.10` stays what it is.
fn scalar(node: Node<'_>) -> String {
    let value = to_value(node);
    let written = node.as_written().value;
    if value.is_number() && serde_json::from_str::<serde_json::Value>(written).is_ok() {
        written.to_owned()
    } else {
        value.to_string()
    }
}

impl Document {
    /// The tree of what `write` makes of this document; it is asked once. Spans lie in this document.
    pub fn rewritten(&self, write: impl FnOnce(&Self) -> Rewritten) -> Option<&Self> {
        let made = self.rewritten.get_or_init(|| {
            let Rewritten {
                text,
                mut origin,
                end,
            } = write(self);
            origin.push(end);
            let source = Source::new(self.id(), self.source.name(), text);
            let (builder, error) = json::read(&source, Limits::default());
            if error.is_some() {
                return None;
            }
            let (mut document, _) = builder.finish(source);
            document.origin = Some(origin.into());
            Some(Box::new(document))
        });
        made.as_deref()
    }
}
