//! What single facts say of a value: limits, listed values, formats.

use serde_json::{Number, Value};

use super::equality::compare;
use super::schema::{self, JsonType};
use super::shape::{Fact, Typed};
use crate::syntax::{Kind, Node, to_value};

/// More listed values than this are not tried one by one.
const LISTED: usize = 200;

/// Formats of which no text has two.
const FORMATS: [&str; 6] = ["date", "date-time", "uuid", "ipv4", "email", "uri"];

/// The schemas among facts.
pub(super) fn schemas<'a, 'd>(facts: &'a [Fact<'d>]) -> impl Iterator<Item = Typed<'d>> + 'a {
    facts.iter().filter_map(|fact| match fact {
        Fact::Schema(typed) => Some(*typed),
        _ => None,
    })
}

/// A keyword of a schema whose value is a count.
pub(super) fn count(typed: Typed<'_>, keyword: &str) -> Option<u64> {
    schema::count(typed.node, keyword).map(|(limit, _)| limit)
}

/// The values of the shortest list that holds all values, each with the node that it is written as.
pub(super) fn listed<'d>(facts: &[Fact<'d>]) -> Option<Vec<(Value, Node<'d>)>> {
    let written = facts.iter().find_map(|fact| match fact {
        Fact::Literal(node) => Some(*node),
        _ => None,
    });
    if let Some(node) = written {
        return Some(vec![(to_value(node), node)]);
    }
    let mut best: Option<Vec<(Value, Node<'d>)>> = None;
    for typed in schemas(facts) {
        let list = schema::list(typed.node, "enum").map(|list| list.items().collect::<Vec<_>>());
        let one = typed.node.get("const").map(|value| vec![value]);
        // `enum: [1.0, 2.0]` beside `type: string` is YAML's doing.
        let is_text = || schema::types(typed.node) == Some(vec![JsonType::String]);
        for values in list.into_iter().chain(one) {
            if values.len() > LISTED || best.as_ref().is_some_and(|best| best.len() <= values.len())
            {
                continue;
            }
            let value = |node: Node<'d>| match node.kind() {
                Kind::Mapping | Kind::Sequence | Kind::String => (to_value(node), node),
                _ if is_text() => (Value::from(node.as_written().value), node),
                _ => (to_value(node), node),
            };
            best = Some(values.into_iter().map(value).collect());
        }
    }
    best
}

/// Whether no number is within all limits.
pub(super) fn is_no_number(facts: &[Fact<'_>]) -> bool {
    let mut low: Option<(Number, bool)> = None;
    let mut high: Option<(Number, bool)> = None;
    for fact in facts {
        let (least, most) = limits(*fact);
        for bound in least {
            let is_tighter = low.as_ref().is_none_or(|(known, inclusive)| {
                let order = compare(&bound.0, known);
                order.is_gt() || order.is_eq() && *inclusive
            });
            if is_tighter {
                low = Some(bound);
            }
        }
        for bound in most {
            let is_tighter = high.as_ref().is_none_or(|(known, inclusive)| {
                let order = compare(&bound.0, known);
                order.is_lt() || order.is_eq() && *inclusive
            });
            if is_tighter {
                high = Some(bound);
            }
        }
    }
    let (Some((low, from)), Some((high, to))) = (low, high) else {
        return false;
    };
    let order = compare(&low, &high);
    order.is_gt() || order.is_eq() && !(from && to)
}

type Limits = Vec<(Number, bool)>;

/// The least and the greatest numbers of a fact, each with whether it is one of the values.
pub(super) fn limits(fact: Fact<'_>) -> (Limits, Limits) {
    let typed = match fact {
        Fact::Schema(typed) => typed,
        Fact::Status => {
            return (
                vec![(Number::from(100), true)],
                vec![(Number::from(599), true)],
            );
        }
        _ => return (Vec::new(), Vec::new()),
    };
    let read = |plain: &str, exclusive: &str| {
        let is_flag = schema::is_true(typed.node, exclusive);
        let number = |keyword: &str| typed.node.get(keyword).and_then(schema::number);
        let plain = number(plain).map(|limit| (limit, !is_flag));
        let exclusive = number(exclusive).map(|limit| (limit, false));
        plain.into_iter().chain(exclusive).collect::<Limits>()
    };
    (
        read("minimum", "exclusiveMinimum"),
        read("maximum", "exclusiveMaximum"),
    )
}

/// Two formats that no text has both of.
pub(super) fn clashing<'a>(formats: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let known: Vec<&str> = formats
        .iter()
        .copied()
        .filter(|format| FORMATS.contains(format))
        .collect();
    let first = known.first()?;
    let other = known.iter().find(|other| *other != first)?;
    Some((*first, *other))
}
