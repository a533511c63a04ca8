//! What can be said of a term by itself.

use crate::expression::{Comparison, Constraint, Root, Term, TermKind};
use crate::flow::CODES;

/// Alternatives are held against each other up to this many. Nobody writes more.
const MOST: usize = 16;

/// Whether one of the alternatives holds for every value, as `!= 'a'` and `!= 'b'` do.
pub(super) fn leaves_nothing_out(terms: &[Term<'_>]) -> bool {
    let opposites: Vec<_> = terms
        .iter()
        .filter_map(|term| Constraint::of(term)?.negated())
        .take(MOST)
        .collect();
    let mut pairs = opposites
        .iter()
        .enumerate()
        .flat_map(|(at, one)| opposites[..at].iter().map(move |other| (one, other)));
    pairs.any(|(one, other)| one.excludes(other))
}

pub(super) fn is_literal(term: &Term<'_>) -> bool {
    matches!(
        term.kind,
        TermKind::Null | TermKind::Boolean(_) | TermKind::Number | TermKind::String
    )
}

pub(super) fn is_reference(term: &Term<'_>) -> bool {
    matches!(&term.kind, TermKind::Reference(reference) if reference.malformed.is_none())
}

/// Whether a term that is taken for true or false never changes: a literal, or something that is always there and never
/// a truth value.
pub(super) fn is_bare(term: &Term<'_>) -> bool {
    let root = match &term.kind {
        TermKind::Reference(reference) if reference.accessors.is_empty() => {
            let expression = reference
                .expression
                .filter(|_| reference.malformed.is_none());
            expression.map(|expression| expression.root)
        }
        _ => None,
    };
    is_literal(term) || matches!(root, Some(Root::StatusCode | Root::Url | Root::Method))
}

/// The code that a literal may have been meant as.
pub(super) fn status(literal: &Term<'_>) -> Option<u16> {
    let code = literal.text.text.parse().ok()?;
    CODES.contains(&code).then_some(code)
}

/// A reference, and literals joined by `||` or `&&` on its other side.
pub(super) fn list<'t, 'a>(
    left: &'t Term<'a>,
    right: &'t Term<'a>,
) -> Option<(&'t Term<'a>, &'t Term<'a>)> {
    let is_list = |term: &Term<'_>| match &term.kind {
        TermKind::And(terms) | TermKind::Or(terms) => terms.iter().all(is_literal),
        _ => false,
    };
    match (is_reference(left), is_reference(right)) {
        (true, false) if is_list(right) => Some((left, right)),
        (false, true) if is_list(left) => Some((right, left)),
        _ => None,
    }
}

/// What comes of comparing two literals, where no tool can see it otherwise.
pub(super) fn compared(comparison: Comparison, left: &Term<'_>, right: &Term<'_>) -> Option<bool> {
    if let (TermKind::Number, TermKind::Number) = (&left.kind, &right.kind) {
        return Some(comparison.holds(&left.number()?, &right.number()?));
    }
    let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    let are_numbers = left.number().is_some() && right.number().is_some();
    let is_same_kind = kind_of(left) == kind_of(right) && !are_numbers;
    let lower = |term: &Term<'_>| term.text.text.to_lowercase();
    (is_equality && is_same_kind).then(|| comparison.holds(&lower(left), &lower(right)))
}

pub(super) fn kind_of<'a>(term: &Term<'a>) -> std::mem::Discriminant<TermKind<'a>> {
    std::mem::discriminant(&term.kind)
}
