//! The comments of a YAML text, which are no part of its tree.

use super::arena::Document;
use super::yaml;
use crate::source::Span;

/// A comment.
#[derive(Clone, Copy, Debug)]
pub struct Comment<'doc> {
    /// What stands behind its `#`.
    pub text: &'doc str,
    /// Its place; the `#` is part of it, the line break is not.
    pub span: Span,
}

impl Document {
    /// The comments of the text, as far as it can be read, in order. JSON has none.
    ///
    /// The text is read once more for them, so ask only where it may hold what is looked for.
    pub fn comments(&self) -> impl Iterator<Item = Comment<'_>> {
        let text = self.source.text();
        let ranges = yaml::comments(text);
        ranges.into_iter().filter_map(move |range| {
            let written = text.get(range.clone())?;
            let (start, end) = (u32::try_from(range.start), u32::try_from(range.end));
            Some(Comment {
                text: written.strip_prefix('#')?,
                span: self.span(start.ok()?, end.ok()?),
            })
        })
    }
}
