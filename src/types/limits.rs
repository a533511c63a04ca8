//! Whether scalars are within what the plain keywords of a schema allow.

use serde_json::Value;

use super::equality::compare;
use super::expand::Alternative;
use super::facts::{count, limits, schemas};
use super::leaf::Patterns;
use super::schema;
use super::shape::{Fact, Typed};
use crate::syntax::{Node, to_value};

/// Whether the plain keywords of a schema allow a scalar.
pub(super) fn takes_scalar(node: Node<'_>, value: &Value, patterns: &Patterns) -> bool {
    if value.is_array() || value.is_object() {
        return false;
    }
    let is = |other: Node<'_>| match (value, to_value(other)) {
        (Value::Number(one), Value::Number(other)) => compare(one, &other).is_eq(),
        (one, other) => *one == other,
    };
    if let Some(list) = schema::list(node, "enum")
        && !list.items().any(is)
    {
        return false;
    }
    if node.get("const").is_some_and(|other| !is(other)) || node.get("multipleOf").is_some() {
        return false;
    }
    let whole = Fact::Schema(Typed::new(
        node,
        schema::Dialect::JsonSchema202012,
        schema::Direction::Request,
    ));
    match value {
        Value::Number(number) => {
            let (low, high) = limits(whole);
            let is_above = low.iter().all(|(limit, inclusive)| {
                let order = compare(number, limit);
                order.is_gt() || *inclusive && order.is_eq()
            });
            is_above
                && high.iter().all(|(limit, inclusive)| {
                    let order = compare(number, limit);
                    order.is_lt() || *inclusive && order.is_eq()
                })
        }
        Value::String(text) => {
            let length = text.chars().count() as u64;
            let least = schema::count(node, "minLength").is_none_or(|(least, _)| length >= least);
            let most = schema::count(node, "maxLength").is_none_or(|(most, _)| length <= most);
            let pattern = node.get("pattern").and_then(Node::text);
            let matches =
                pattern.is_none_or(|pattern| patterns.matches(pattern.value, text) == Some(true));
            let format = node.get("format").and_then(Node::text);
            let has_format =
                format.is_none_or(|format| patterns.has_format(format.value, text) != Some(false));
            least && most && matches && has_format
        }
        _ => true,
    }
}

/// Whether the numbers of a reading are within the limits of a schema.
pub(super) fn takes_numbers(reading: &Alternative<'_>, typed: Typed<'_>) -> bool {
    let (low, high) = limits(Fact::Schema(typed));
    let mut own = (Vec::new(), Vec::new());
    for fact in &reading.facts {
        let (low, high) = limits(*fact);
        own.0.extend(low);
        own.1.extend(high);
    }
    let is_kept_above = low.iter().all(|(limit, inclusive)| {
        own.0.iter().any(|(bound, includes)| {
            let order = compare(bound, limit);
            order.is_gt() || order.is_eq() && (*inclusive || !includes)
        })
    });
    is_kept_above
        && high.iter().all(|(limit, inclusive)| {
            own.1.iter().any(|(bound, includes)| {
                let order = compare(bound, limit);
                order.is_lt() || order.is_eq() && (*inclusive || !includes)
            })
        })
}

/// Whether the strings of a reading are all of a length, a pattern and a format that a schema allows.
pub(super) fn takes_strings(reading: &Alternative<'_>, typed: Typed<'_>) -> bool {
    let own = |keyword: &str| {
        schemas(&reading.facts)
            .filter_map(|typed| count(typed, keyword))
            .collect::<Vec<_>>()
    };
    let least = count(typed, "minLength").unwrap_or(0);
    let most = count(typed, "maxLength").unwrap_or(u64::MAX);
    let says_same = |keyword: &str| {
        let Some(wanted) = typed.node.get(keyword) else {
            return true;
        };
        let wanted = wanted.as_written().value;
        schemas(&reading.facts).any(|typed| {
            typed
                .node
                .get(keyword)
                .is_some_and(|own| own.as_written().value == wanted)
        })
    };
    (least == 0 || own("minLength").iter().any(|own| *own >= least))
        && (most == u64::MAX || own("maxLength").iter().any(|own| *own <= most))
        && says_same("pattern")
        && says_same("format")
}
