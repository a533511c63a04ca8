//! Simple conditions (Criterion Object): comparisons of runtime expressions and literals.
//!
//! The specification gives the operators and literals but no grammar; the reading is that of A23.

mod slip;

mod token;

mod parser;

mod tree;

mod constraint;

pub use constraint::Constraint;
pub use parser::condition;
use token::{Kind, tokens};
use tree::reference;
pub use tree::{Comparison, Condition, Reference, Term, TermKind};

use crate::version::Version;

/// Finds every reference of a simple condition, in the order they are written, also where the condition is malformed.
pub fn references(condition: &str, version: Version) -> Vec<Reference<'_>> {
    let tokens = tokens(condition, version).into_iter();
    let references = tokens.filter_map(|token| match token.kind {
        Kind::Reference(reference) => Some(*reference),
        _ => None,
    });
    references.collect()
}

/// Whether a text is a simple condition beyond doubt: a comparison of sound expressions.
///
/// A condition of another language may have been one before its `type` was written.
pub fn compares_expressions(text: &str, version: Version) -> bool {
    let compares = condition(text, version).term.is_some_and(|term| {
        matches!(
            term.kind,
            TermKind::Compare { .. } | TermKind::And(_) | TermKind::Or(_)
        )
    });
    let references = references(text, version);
    compares
        && !references.is_empty()
        && references
            .iter()
            .all(|reference| reference.malformed.is_none())
}

#[cfg(test)]
mod tests;
