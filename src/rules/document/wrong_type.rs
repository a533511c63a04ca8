use super::node_of;
use crate::rules::{Context, Reporter, rule};
use crate::schema::{FaultKind, Shape};

rule! {
    /// Reports a value of the wrong JSON type.
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
    severity: Error,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for fault in &cx.faults {
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
        if fault.wants_quotes() {
            diagnostic.help(format!("write `\"{written}\"`"));
        }
    }
}
