//! What conditions say about the status of a response.

use crate::arazzo::Criterion;
use crate::expression::{Comparison, Root, Term, TermKind, condition};
use crate::version::Version;

/// The statuses that one of the criteria allows, where one of them allows certain ones only: all of them have to hold.
pub(super) fn allowed<'d>(
    mut criteria: impl Iterator<Item = Criterion<'d>>,
    version: Version,
) -> Option<Vec<u16>> {
    criteria.find_map(|criterion| {
        let text = criterion.condition().filter(|_| criterion.is_simple())?;
        of_term(&condition(text.value, version).term?)
    })
}

fn of_term(term: &Term<'_>) -> Option<Vec<u16>> {
    match &term.kind {
        TermKind::And(terms) => terms.iter().find_map(of_term),
        TermKind::Or(terms) => {
            let all: Option<Vec<Vec<u16>>> = terms.iter().map(of_term).collect();
            Some(all?.concat())
        }
        TermKind::Compare {
            comparison: Comparison::Equal,
            operands,
            ..
        } => {
            let (left, right) = operands.as_ref();
            let number = match (is_status(left), is_status(right)) {
                (true, false) => right,
                (false, true) => left,
                _ => return None,
            };
            let written = number.text.text.trim_matches('\'');
            Some(vec![written.parse().ok()?])
        }
        _ => None,
    }
}

fn is_status(term: &Term<'_>) -> bool {
    let TermKind::Reference(reference) = &term.kind else {
        return false;
    };
    let root = reference.expression.map(|expression| expression.root);
    root == Some(Root::StatusCode) && reference.accessors.is_empty()
}
