use std::collections::HashSet;

use super::node_of;
use crate::arazzo::Selector;
use crate::diagnostic::{Safety, Severity};
use crate::edit::{self, Quotes};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::schema::{Fault, FaultKind, Object, Shape};
use crate::syntax::Node;
use crate::version::Version;

rule! {
    /// Reports a value of the wrong JSON type. Warns of what looks like a selector in a document that says 1.0, which knows
    /// none.
    ///
    /// ## Why is this bad?
    ///
    /// A tool cannot read the field, or reads something else: `version: 1.0` without quotes is the number 1.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// info:
    ///   title: Shop
    ///   version: 1.0
    /// ```
    name: "wrong-type",
    level: Error,
    requirements: [20, 23, 24, 25, 26, 40, 41, 42, 50, 53, 70, 73, 74, 79, 84, 86, 89, 94, 97, 110, 129, 139, 142, 144, 151, 160, 165, 180, 200, 220, 227, 233, 250, 259, 261, 266, 281, 282, 300, 320, 321, 324, 361, 380, 382, 400, 409, 420, 424],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for fault in cx.faults {
        let FaultKind::WrongType {
            object,
            field,
            entry,
            wanted,
            expected,
            found,
            new_in_1_1,
        } = &fault.kind
        else {
            continue;
        };
        let Some(node) = node_of(cx, fault) else {
            continue;
        };
        let subject = match (field, entry) {
            (Some(field), false) => format!("`{field}`"),
            (Some(field), true) => format!("an entry of `{field}`"),
            (None, _) => object.with_article(),
        };
        let expected: Vec<String> = expected
            .iter()
            .map(|shape| match (shape, wanted) {
                (Shape::Object, Some(Object::Info | Object::Components)) => "an object".to_owned(),
                (Shape::Object, Some(object)) => format!("{} object", object.with_article()),
                _ => shape.with_article().to_owned(),
            })
            .collect();
        let expected = expected.join(" or ");
        let written = node.as_written().value;
        let message = if fault.wants_quotes() {
            format!(
                "{subject} must be {expected}, and `{written}` without quotes is {}",
                found.with_article()
            )
        } else if *new_in_1_1 {
            format!("{subject} must be {expected}: a selector is new in Arazzo 1.1")
        } else {
            format!("{subject} must be {expected}, not {}", found.with_article())
        };
        // A large value is told by its key.
        let collection = node.is_mapping() || node.is_sequence();
        let diagnostic = match (collection, node.key()) {
            (true, Some(key)) => reporter.report(key, message).at(fault.pointer.clone()),
            _ => reporter.report(node, message),
        };
        diagnostic
            .here(format!("{} here", found.with_article()))
            .severity(fault.level);
        diagnostic.help = help(fault, written);
        let is_told = diagnostic.help.as_deref() == Some(&format!("write `\"{written}\"`"));
        if is_told && takes_any_text(*object, field.as_deref().unwrap_or_default()) {
            let title = format!("put quotes around `{written}`");
            diagnostic.offer(Safety::Safe, title, || edit::quote(node, Quotes::Double));
        }
    }
    if cx.version == Version::V1_0 {
        selectors(cx, reporter);
    }
}

/// Whether a field takes any string: a number in one that takes certain ones is no slip of its quotes.
fn takes_any_text(object: Object, field: &str) -> bool {
    let takes_certain = [
        "$self",
        "action",
        "channelPath",
        "contentType",
        "context",
        "correlationId",
        "in",
        "operationPath",
        "reference",
        "selector",
        "target",
        "type",
        "url",
    ];
    match field {
        "version" => object == Object::Info,
        _ => !takes_certain.contains(&field),
    }
}

/// What 1.1 would take for selectors in the values of a 1.0 document, where they are plain data.
fn selectors(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut visited = HashSet::new();
    for (object, node) in &cx.objects {
        let field = match object {
            Object::Parameter | Object::ReusableObject | Object::PayloadReplacement => "value",
            Object::RequestBody => "payload",
            _ => continue,
        };
        if let Some(value) = node.get(field) {
            selectors_in(value, &mut visited, reporter);
        }
    }
}

fn selectors_in<'d>(node: Node<'d>, visited: &mut HashSet<Node<'d>>, reporter: &mut Reporter) {
    // Aliases share nodes, so the visited set keeps one place one finding.
    let is_collection = node.is_mapping() || node.is_sequence();
    if !is_collection || !visited.insert(node) {
        return;
    }
    if Selector::of(node, Version::V1_1).is_some_and(|selector| selector.r#type().is_some()) {
        reporter
            .report(
                Spot::lacking(node),
                "a selector is new in Arazzo 1.1, and this document is 1.0: the object is sent as it stands",
            )
            .severity(Severity::Warning)
            .help("set `arazzo` to `1.1.0`, or write an expression");
        return;
    }
    let inner = node.entries().map(|entry| entry.value);
    for inner in inner.chain(node.items()) {
        selectors_in(inner, visited, reporter);
    }
}

/// What to write instead, where it is known.
fn help(fault: &Fault, written: &str) -> Option<String> {
    let FaultKind::WrongType {
        object,
        field,
        wanted,
        expected,
        found,
        new_in_1_1,
        ..
    } = &fault.kind
    else {
        return None;
    };
    let field = field.as_deref().unwrap_or_default();
    let help = match (expected.first()?, found) {
        _ if *new_in_1_1 => "set `arazzo` to `1.1.0`, or write an expression".to_owned(),
        (_, Shape::Null) => "give it a value, or remove the key".to_owned(),
        (_, Shape::Number) if (*object, field) == (Object::ArazzoDocument, "arazzo") => {
            let whole = if written.starts_with("1.1") {
                "1.1.0"
            } else {
                "1.0.1"
            };
            format!("write the whole version: `{whole}`")
        }
        _ if field == "outputs" && !matches!(found, Shape::List) => {
            "an output is a runtime expression, for example `$response.body#/id`".to_owned()
        }
        // Where an object may stand as well, the text is one of a few words.
        _ if fault.wants_quotes() && expected.len() > 1 => return None,
        _ if fault.wants_quotes() => format!("write `\"{written}\"`"),
        (Shape::Integer | Shape::Number, Shape::String) if written.parse::<f64>().is_ok() => {
            format!("write `{written}` without quotes")
        }
        (Shape::List, _) => "write a list, even for a single entry".to_owned(),
        (Shape::Object, Shape::List) => "write keys with their values, not a list".to_owned(),
        (Shape::Object, Shape::String) if *wanted == Some(Object::Criterion) => {
            format!("write `condition: {written}`")
        }
        _ => return None,
    };
    Some(help)
}
