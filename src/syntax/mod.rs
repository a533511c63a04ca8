//! YAML and JSON text into one tree whose every key and value has a span.
//!
//! A [`Document`] holds the text and an arena of nodes; a [`Node`] is a cheap handle into it. Nothing is copied that the
//! text itself can lend, nothing is dropped: keys keep their order, their spans and their duplicates. What the parser
//! stumbled over is a list of [`Problem`]s beside the tree, for the rules to put into words.

mod arena;
mod builder;
mod comments;
mod documents;
mod embedded;
mod identifiers;
mod json;
mod kind;
mod node;
mod pointer;
mod rewritten;
mod scalar;
mod text;
mod value;
mod written;
mod yaml;
mod yaml_1_1;

use crate::source::{Source, Span};

pub use arena::{Document, Style};
pub use comments::Comment;
pub use documents::{Documents, Lead};
pub use embedded::json_flaw;
pub use kind::Kind;
pub use node::{Entry, Node};
pub use pointer::{escape_token, unescape_token};
pub use rewritten::Rewritten;
pub use text::Text;
pub use value::to_value;
pub use written::{Slot, is_plain_string};
pub use yaml_1_1::OldReading;

/// What is wrong with a text before anybody asks what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The text is no YAML or JSON from here on; what stands before is in the tree.
    Syntax {
        /// The first place that could not be read.
        span: Span,
        /// What is wrong there, in words.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// A key stands twice in one mapping; lookups find the first.
    DuplicateKey {
        /// The key as it reads.
        key: String,
        /// Where it stands first.
        first: Span,
        /// Where it stands again.
        second: Span,
    },
    /// A tag that the JSON schema of YAML 1.2 does not have, or that does not fit its value; the value is read without it.
    Tag {
        /// The tag as it is written.
        tag: String,
        /// Whether the schema has the tag, so that only the value does not fit.
        is_known: bool,
        /// Where it stands.
        span: Span,
    },
}

/// Bounds on what a document may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep collections may nest, aliases followed.
    pub nesting: usize,
    /// How many nodes all aliases of a document may stand for together.
    pub alias_nodes: usize,
    /// How many `$ref` may follow one another.
    pub ref_hops: usize,
    /// How many source descriptions of a document are read.
    pub sources: usize,
    /// How many documents are read in a run because a `$ref` names them.
    pub referenced_documents: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nesting: 512,
            alias_nodes: 100_000,
            ref_hops: 100,
            sources: 500,
            referenced_documents: 10_000,
        }
    }
}

/// Reads a text as JSON if it looks like JSON, else as YAML 1.2.
///
/// A text that begins with a bracket but is no JSON is read again as YAML, whose flow style looks alike.
pub fn parse(source: Source, limits: Limits) -> (Document, Vec<Problem>) {
    if !json::looks_like_json(source.text()) {
        return yaml::read(&source, limits).finish(source);
    }
    let (mut as_json, error) = json::read(&source, limits);
    let Some(error) = error else {
        return as_json.finish(source);
    };
    let as_yaml = yaml::read(&source, limits);
    // Where both readings fail, the one that the file's name promises explains the slip best, else the one that got on.
    let named_json = source.name().to_ascii_lowercase().ends_with(".json");
    if as_yaml.is_cut() && (named_json || as_json.size() > as_yaml.size()) {
        as_json.problems.push(error.problem(source.id()));
        as_json.finish(source)
    } else {
        as_yaml.finish(source)
    }
}
