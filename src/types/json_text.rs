//! JSON that a payload writes out as text, with expressions embedded in it.

use std::ops::Range;

use super::instance::{Hole, Holes, Instance};
use crate::source::Span;
use crate::syntax::{Document, Kind, Text};

/// A text read as JSON. It owns the tree that its [`Instance`] and the misfits found in it point into.
#[derive(Debug)]
pub struct JsonText {
    document: Document,
    /// Where the expressions stand, in the document that people know.
    embeddings: Vec<Span>,
}

impl JsonText {
    /// Reads a text with something in the place of its embeddings (their byte ranges, in order); `None` if it is no JSON
    /// even so.
    pub fn read(text: Text<'_>, embeddings: &[Range<usize>]) -> Option<Self> {
        let readable = fill_in(text.value, embeddings)?;
        let document = Document::embedded_json(text, readable)?;
        let place = |range: &Range<usize>| text.part(range.clone());
        Some(Self {
            embeddings: embeddings.iter().map(place).collect(),
            document,
        })
    }

    /// The value to judge: an embedding outside of quotes is any value, one inside is part of a string.
    pub fn instance(&self) -> Option<Instance<'_>> {
        let holes = Holes {
            text: &|text| match text.node().kind() {
                _ if !self.touches(text.span) => None,
                Kind::String => Some(Hole::Text),
                _ => Some(Hole::Any),
            },
            // An object one of whose keys only a run knows can be any object.
            selector: &|node| node.entries().any(|entry| self.touches(entry.key.span)),
        };
        Some(Instance::json(self.document.root()?, holes))
    }

    fn touches(&self, span: Span) -> bool {
        let overlaps = |hole: &Span| hole.start < span.end && span.start < hole.end;
        self.embeddings.iter().any(overlaps)
    }
}

/// The text with letters for an embedding in quotes and digits for one outside, as long as before.
fn fill_in(text: &str, embeddings: &[Range<usize>]) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    let mut is_quoted = false;
    for embedding in embeddings {
        let literal = text.get(filled.len()..embedding.start)?;
        is_quoted = is_quoted_after(literal, is_quoted);
        filled.push_str(literal);
        let filler = if is_quoted { "x" } else { "1" };
        filled.push_str(&filler.repeat(text.get(embedding.clone())?.len()));
    }
    filled.push_str(text.get(filled.len()..)?);
    Some(filled)
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
        check(r#"["\"",{$d}]"#, &[6..10], Some(r#"["\"",1111]"#));
        check("[]", &[1..9], None);
    }
}
