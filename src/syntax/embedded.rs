//! A string that is itself a document: JSON written in a scalar of another document.

use std::ops::Range;

use super::arena::Document;
use super::text::Text;
use super::{Limits, Problem, json};
use crate::source::{Source, SourceId};

impl Document {
    /// Reads `readable`, which is the text with other characters in some places, as JSON. The spans of the new tree lie in
    /// the document that the text is part of. `None` if it is no JSON.
    ///
    /// `readable` has the length of the text: what was put in stands where it was put in.
    pub fn embedded_json(text: Text<'_>, readable: String) -> Option<Self> {
        debug_assert_eq!(text.value.len(), readable.len());
        let outer = text.node().document().source();
        let origin = text.source_offsets()?;
        let source = Source::new(outer.id(), outer.name(), readable);
        let (builder, error) = json::read(&source, Limits::default());
        if error.is_some() {
            return None;
        }
        let (mut document, _) = builder.finish(source);
        document.origin = Some(origin);
        Some(document)
    }
}

/// The first place where a text is no JSON, as a range of its bytes, and what is wrong there. Of a text that nests too deep
/// to be read nothing is said.
pub fn json_flaw(text: &str) -> Option<(Range<usize>, String)> {
    let source = Source::new(SourceId(0), "", text);
    let (_, error) = json::read(&source, Limits::default());
    match error?.problem(source.id()) {
        Problem::Syntax {
            span,
            message,
            help: None,
        } => Some((span.start as usize..span.end as usize, message)),
        _ => None,
    }
}
