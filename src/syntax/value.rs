//! The tree as `serde_json` values, for the validators that judge JSON.

use serde_json::{Map, Number, Value};

use super::kind::Kind;
use super::node::Node;

/// The JSON value of a node: aliases and merge keys expanded, of duplicate keys the first.
pub fn to_value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool().unwrap_or_default()),
        Kind::Integer | Kind::Float => number(node.as_written().value),
        Kind::String => Value::String(node.as_written().value.to_owned()),
        Kind::Sequence => Value::Array(node.items().map(to_value).collect()),
        Kind::Mapping => {
            let mut map = Map::new();
            for entry in node.entries() {
                map.entry(entry.key.value)
                    .or_insert_with(|| to_value(entry.value));
            }
            Value::Object(map)
        }
    }
}

/// A number of YAML's core schema. What JSON cannot hold (`.inf`) stays text, so that it is still no number of JSON.
fn number(text: &str) -> Value {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let integer = match (unsigned.strip_prefix("0o"), unsigned.strip_prefix("0x")) {
        (Some(octal), _) => u64::from_str_radix(octal, 8).ok().map(Number::from),
        (_, Some(hexadecimal)) => u64::from_str_radix(hexadecimal, 16).ok().map(Number::from),
        _ => {
            let positive = unsigned.parse::<u64>().map(Number::from);
            positive
                .or_else(|_| unsigned.parse::<i64>().map(Number::from))
                .ok()
        }
    };
    let float = || unsigned.parse::<f64>().ok().and_then(Number::from_f64);
    integer
        .or_else(float)
        .map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
