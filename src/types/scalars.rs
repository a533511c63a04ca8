//! The keywords that look at strings and numbers.

use serde_json::Number;

use super::equality::{compare, integer};
use super::instance::Place;
use super::judge::Judge;
use super::misfit::{Bound, Misfit, MisfitKind};
use super::outcome::Outcome;
use super::schema;
use crate::syntax::Node;

impl<'p, 's> Judge<'_, 'p, 's> {
    /// `minLength`, `maxLength`, `pattern`, `format`.
    pub(super) fn text(
        &self,
        schema: Node<'s>,
        place: &Place<'p>,
        text: &str,
        outcome: &mut Outcome<'p, 's>,
    ) {
        let found = text.chars().count() as u64;
        for (bound, limit, keyword) in bounds(schema, "minLength", "maxLength", found) {
            let kind = MisfitKind::Length {
                bound,
                limit,
                found,
            };
            outcome.error(Misfit::new(place, schema, keyword, kind));
        }
        let pattern = schema.get("pattern").and_then(|pattern| pattern.text());
        if let Some(pattern) = pattern {
            match self.patterns.matches(pattern.value, text) {
                Some(true) => {}
                Some(false) => {
                    let pattern = pattern.value.to_owned();
                    let keyword = schema.get("pattern").unwrap_or(schema);
                    let kind = MisfitKind::Pattern { pattern };
                    outcome.error(Misfit::new(place, schema, keyword, kind));
                }
                None => outcome.doubt = true,
            }
        }
        let format = schema.get("format").and_then(|format| format.text());
        if let Some(format) = format
            && self.patterns.has_format(format.value, text) == Some(false)
        {
            let kind = MisfitKind::Format {
                format: format.value.to_owned(),
            };
            outcome
                .soft
                .push(Misfit::new(place, schema, format.node(), kind));
        }
    }

    /// `minimum`, `maximum`, their exclusive forms in both dialects, `multipleOf`.
    pub(super) fn number(
        schema: Node<'s>,
        place: &Place<'p>,
        number: &Number,
        outcome: &mut Outcome<'p, 's>,
    ) {
        for (bound, plain, exclusive) in [
            (Bound::AtLeast, "minimum", "exclusiveMinimum"),
            (Bound::AtMost, "maximum", "exclusiveMaximum"),
        ] {
            // In 3.0 the exclusive form is a flag of the plain one, in 2020-12 a limit of its own.
            let flag = schema::is_true(schema, exclusive);
            for (keyword, inclusive) in [(plain, !flag), (exclusive, false)] {
                let node = schema.get(keyword);
                let Some((node, limit)) = node.and_then(|node| Some((node, schema::number(node)?)))
                else {
                    continue;
                };
                let order = match bound {
                    Bound::AtLeast => compare(number, &limit),
                    Bound::AtMost => compare(&limit, number),
                };
                if order.is_lt() || (!inclusive && order.is_eq()) {
                    let kind = MisfitKind::Range {
                        bound,
                        inclusive,
                        limit,
                    };
                    outcome.error(Misfit::new(place, schema, node, kind));
                }
            }
        }
        let factor = schema.get("multipleOf");
        let factor = factor.and_then(|node| Some((node, schema::number(node)?)));
        if let Some((node, factor)) = factor
            && is_multiple(number, &factor) == Some(false)
        {
            let kind = MisfitKind::MultipleOf { factor };
            outcome.error(Misfit::new(place, schema, node, kind));
        }
    }
}

/// `None` where the factor makes no sense or the numbers are too large to tell.
fn is_multiple(number: &Number, factor: &Number) -> Option<bool> {
    if let (Some(number), Some(factor)) = (integer(number), integer(factor)) {
        return (factor > 0).then(|| number % factor == 0);
    }
    let (number, factor) = (number.as_f64()?, factor.as_f64()?);
    let quotient = number / factor;
    if factor <= 0.0 || !quotient.is_finite() || quotient.abs() > 1e12 {
        return None;
    }
    // 0.3 is a multiple of 0.1 for people, though not for binary fractions.
    Some((quotient - quotient.round()).abs() < 1e-9 * quotient.abs().max(1.0))
}

/// The limits of a pair of keywords that a count breaks.
pub(super) fn bounds<'s>(
    schema: Node<'s>,
    least: &str,
    most: &str,
    found: u64,
) -> impl Iterator<Item = (Bound, u64, Node<'s>)> {
    let least = schema::count(schema, least).filter(|(limit, _)| found < *limit);
    let most = schema::count(schema, most).filter(|(limit, _)| found > *limit);
    let least = least.map(|(limit, node)| (Bound::AtLeast, limit, node));
    least
        .into_iter()
        .chain(most.map(|(limit, node)| (Bound::AtMost, limit, node)))
}
