//! Changes of a document's text that leave everything else as it is: comments, layout, quotes.
//!
//! Each function takes a place in the tree and gives back the edits that make it read otherwise, in YAML's blocks, YAML's
//! brackets and JSON, or nothing where the text cannot be changed without writing more of it anew. What stands in a text
//! that is itself a scalar of another document is left alone.

mod insert;
mod remove;
mod scalar;
#[cfg(test)]
mod tests;

pub use insert::{Value, insert_entry, insert_item};
pub use remove::{prune_entry, prune_item, remove_entries, remove_entry, remove_item};
pub use scalar::{Quotes, part, plain, quote, rewrite, word};

use crate::diagnostic::Edit;
use crate::source::{Span, offset};
use crate::syntax::{Document, Node, Slot};

/// The text with all edits made; they do not overlap.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut changed = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        changed.push_str(&text[copied..edit.span.start as usize]);
        changed.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    changed.push_str(&text[copied..]);
    changed
}

/// The text around a place.
#[derive(Clone, Copy)]
struct Page<'d> {
    document: &'d Document,
    text: &'d str,
}

impl<'d> Page<'d> {
    /// The text that a node stands in, unless it is a text inside of a text, or one that cannot be read to its end: where
    /// brackets are missing, nobody knows what belongs together.
    fn of(node: Node<'d>) -> Option<Self> {
        let document = node.document();
        (!document.is_embedded() && !document.is_cut()).then(|| Self {
            document,
            text: document.source().text(),
        })
    }

    fn edit(self, start: usize, end: usize, text: impl Into<String>) -> Edit {
        Edit {
            span: Span {
                source: self.document.id(),
                start: offset(start),
                end: offset(end),
            },
            text: text.into(),
        }
    }

    fn line_break(self) -> &'static str {
        match self.text.contains("\r\n") {
            true => "\r\n",
            false => "\n",
        }
    }

    /// Where the line begins that a place lies on.
    fn line_start(self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line ends that a place lies on, without its line break.
    fn line_end(self, at: usize) -> usize {
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end);
        match self.text[at..end].ends_with('\r') {
            true => end - 1,
            false => end,
        }
    }

    /// Where the next line begins.
    fn next_line(self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end + 1)
    }

    /// What stands on the line before a place.
    fn before(self, at: usize) -> &'d str {
        &self.text[self.line_start(at)..at]
    }

    /// Whether nothing or only a comment follows on the line.
    fn ends_line(self, at: usize) -> bool {
        let rest = self.text[at..self.line_end(at)].trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// Where a member of a block begins: an item with its dash.
    fn beginning(self, collection: Node<'_>, slots: &[Slot], position: usize) -> Option<usize> {
        let slot = slots[position];
        if let Some(key) = slot.key {
            return Some(key.start as usize);
        }
        let start = collection.span().start as usize;
        let from = match (position.checked_sub(1), collection.key()) {
            (Some(previous), _) => self.end_of(slots[previous])?,
            (None, _) if start < slot.value.start as usize => start,
            // A list that is not indented is said to begin with its first value.
            (None, Some(key)) => {
                let colon = self.behind_colon(key.span)?;
                let at = skip_comments(self.text, colon);
                let anchor = self.text[at..].starts_with(['&', '!']);
                let name = self.text[at..].find(char::is_whitespace);
                at + name.filter(|_| anchor).unwrap_or_default()
            }
            (None, None) => return None,
        };
        let dash = skip_comments(self.text, from);
        let behind = self.text[dash..].strip_prefix('-');
        let is_dash = behind.is_some_and(|behind| behind.starts_with(char::is_whitespace));
        (is_dash && dash < slot.value.start as usize).then_some(dash)
    }

    /// Where the colon of a key has been read.
    fn behind_colon(self, key: Span) -> Option<usize> {
        let behind = &self.text[key.end as usize..];
        let colon = behind.trim_start_matches([' ', '\t']);
        let blank = behind.len() - colon.len();
        colon.starts_with(':').then(|| key.end as usize + blank + 1)
    }

    /// Where the value of a member ends, without the line break that belongs to a block scalar.
    fn end_of(self, slot: Slot) -> Option<usize> {
        let (start, end) = (slot.value.start as usize, slot.value.end as usize);
        if start < end {
            return Some(start + self.text[start..end].trim_end().len());
        }
        // An absent value is said to stand where the next thing is found.
        match slot.key {
            Some(key) => self.behind_colon(key),
            None => Some(start),
        }
    }
}

/// The first place from `from` on that is neither white space nor a comment.
fn skip_comments(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = text[at..].trim_start();
        at = text.len() - rest.len();
        match rest.starts_with('#') {
            true => at += rest.find('\n').unwrap_or(rest.len()),
            false => return at,
        }
    }
}
