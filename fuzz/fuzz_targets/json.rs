//! Our JSON scanner against `serde_json`: the same verdict and the same value.
#![no_main]

use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Document, Limits, Node, Problem, parse, to_value};
use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, IgnoredAny};
use serde_json::{Deserializer, Value};

fuzz_target!(|text: &str| {
    // Ours reads a byte order mark and refuses what nests deeper than its limit; the other one does neither.
    let nesting = text
        .bytes()
        .filter(|byte| matches!(byte, b'{' | b'['))
        .count();
    if text.starts_with('\u{feff}') || nesting > Limits::default().nesting {
        return;
    }
    // A document that begins with a bracket and is no JSON is read as YAML. JSON in a string is read as JSON only.
    let outer = Value::Array(vec![text.into()]).to_string();
    let (document, problems) = parse(Source::new(SourceId(0), "a.json", outer), Limits::default());
    assert_eq!(problems, [], "a list of one string");
    let string = document
        .root()
        .and_then(|root| root.items().next())
        .and_then(Node::text);
    let string = string.expect("the string of the list");
    assert_eq!(string.value, text, "the string reads differently");
    let own = Document::embedded_json(string, text.to_owned());

    let mut other = Deserializer::from_str(text);
    other.disable_recursion_limit();
    // The grammar alone: numbers of any size are JSON, though not every one is a value of `serde_json`.
    let is_json = IgnoredAny::deserialize(&mut other)
        .and_then(|_| other.end())
        .is_ok();
    assert_eq!(own.is_some(), is_json, "is it JSON?");

    let (Some(own), true) = (own, !repeats_a_key(text)) else {
        return;
    };
    let mut other = Deserializer::from_str(text);
    other.disable_recursion_limit();
    if let Ok(expected) = Value::deserialize(&mut other) {
        let own = own.root().map_or(Value::Null, to_value);
        assert!(is_same(&own, &expected), "{own} is not {expected}");
    }
});

/// Of duplicate keys ours takes the first and tells, the other one the last.
fn repeats_a_key(text: &str) -> bool {
    let (_, problems) = parse(Source::new(SourceId(0), "a.json", text), Limits::default());
    problems
        .iter()
        .any(|problem| matches!(problem, Problem::DuplicateKey { .. }))
}

/// Equal, where `-0` is the integer for us and a float for the other one.
fn is_same(own: &Value, expected: &Value) -> bool {
    match (own, expected) {
        (Value::Array(own), Value::Array(expected)) => {
            own.len() == expected.len()
                && own
                    .iter()
                    .zip(expected)
                    .all(|(own, expected)| is_same(own, expected))
        }
        (Value::Object(own), Value::Object(expected)) => {
            own.len() == expected.len()
                && own
                    .iter()
                    .zip(expected)
                    .all(|(own, expected)| own.0 == expected.0 && is_same(own.1, expected.1))
        }
        (Value::Number(own), Value::Number(expected)) => {
            own == expected || own.as_f64() == expected.as_f64()
        }
        _ => own == expected,
    }
}
