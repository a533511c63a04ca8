//! JSON that a payload writes out as text, with expressions embedded in it.

use std::ops::Range;

use super::instance::{Hole, Holes, Instance};
use crate::source::Span;
use crate::syntax::{Document, Kind, Node, Text};

/// A text read as JSON. It owns the tree that its [`Instance`] and the misfits found in it point into.
#[derive(Debug)]
pub struct JsonText {
    document: Document,
    /// Where the expressions stand in the document that people know, and how long each is in the text.
    embeddings: Vec<(Span, usize)>,
}

impl JsonText {
    /// Reads a text with something in the place of its embeddings (their byte ranges, in order); `None` if it is no JSON
    /// even so.
    pub fn read(text: Text<'_>, embeddings: &[Range<usize>]) -> Option<Self> {
        let readable = fill_in(text.value, embeddings)?;
        let document = Document::embedded_json(text, readable)?;
        let place = |range: &Range<usize>| (text.part(range.clone()), range.len());
        Some(Self {
            embeddings: embeddings.iter().map(place).collect(),
            document,
        })
    }

    /// The value to judge: an embedding outside of quotes is any value, one inside is part of a string. What fills its
    /// quotes alone may be either: the specification's own examples write `"products": "{$inputs.products}"` for a list.
    pub fn instance(&self) -> Option<Instance<'_>> {
        self.instance_knowing(&|_| Hole::Any)
    }

    /// The same where something is known of the embeddings that stand alone, each asked for by its position.
    pub(super) fn instance_knowing(&self, alone: &dyn Fn(usize) -> Hole) -> Option<Instance<'_>> {
        let holes = Holes {
            text: &|text| {
                let index = self.touching(text.span)?;
                let (node, length) = (text.node(), self.embeddings[index].1);
                // Outside of quotes a list among items may stand for several of them, and digits around it for a number.
                let is_part = length != text.value.len();
                Some(match node.kind() {
                    Kind::String if is_part => Hole::Text,
                    Kind::String => alone(index),
                    _ if is_part || node.parent().is_some_and(Node::is_sequence) => Hole::Any,
                    _ => alone(index),
                })
            },
            // An object one of whose keys only a run knows can be any object.
            selector: &|node| {
                let mut keys = node.entries().map(|entry| entry.key.span);
                let is_open = keys.any(|key| self.touching(key).is_some());
                is_open.then_some(Hole::Any)
            },
        };
        Some(Instance::json(self.document.root()?, holes))
    }

    /// The position of the embedding that overlaps a place.
    fn touching(&self, span: Span) -> Option<usize> {
        let overlaps = |hole: &Span| hole.start < span.end && span.start < hole.end;
        // They stand in the order of the text.
        let before = |(hole, _): &(Span, usize)| hole.end <= span.start;
        let next = self.embeddings.partition_point(before);
        let (hole, _) = self.embeddings.get(next)?;
        overlaps(hole).then_some(next)
    }
}

/// The text with letters for an embedding in quotes and digits for one outside, as long as before.
pub(super) fn fill_in(text: &str, embeddings: &[Range<usize>]) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    for (embedding, is_quoted) in embeddings.iter().zip(quoted(text, embeddings)?) {
        filled.push_str(text.get(filled.len()..embedding.start)?);
        let stand_in = if is_quoted { "x" } else { "1" };
        filled.push_str(&stand_in.repeat(text.get(embedding.clone())?.len()));
    }
    filled.push_str(text.get(filled.len()..)?);
    Some(filled)
}

/// Whether each of the embeddings stands between quotes.
pub(super) fn quoted(text: &str, embeddings: &[Range<usize>]) -> Option<Vec<bool>> {
    let mut is_quoted = false;
    let mut end = 0;
    let mut all = Vec::with_capacity(embeddings.len());
    for embedding in embeddings {
        is_quoted = is_quoted_after(text.get(end..embedding.start)?, is_quoted);
        end = embedding.end;
        all.push(is_quoted);
    }
    Some(all)
}

fn is_quoted_after(literal: &str, mut is_quoted: bool) -> bool {
    let mut is_escaped = false;
    for byte in literal.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            _ => {}
        }
    }
    is_quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embeddings_are_filled_by_where_they_stand() {
        let check = |text: &str, embeddings: &[Range<usize>], expected: Option<&str>| {
            assert_eq!(fill_in(text, embeddings).as_deref(), expected, "{text}");
        };
        check(
            r#"{"a":"{$b}","c":{$d}}"#,
            &[6..10, 16..20],
            Some(r#"{"a":"xxxx","c":1111}"#),
        );
        check(
            r#"["\"",{$d},{$e}]"#,
            &[6..10, 11..15],
            Some(r#"["\"",1111,1111]"#),
        );
        check("[]", &[0..1, 1..9], None);
    }
}
