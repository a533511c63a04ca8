use super::declared;
use crate::diagnostic::Diagnostic;
use crate::openapi::Location;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Node;

rule! {
    /// Reports a step that calls an operation which its API description marks `deprecated`, or passes a parameter that is
    /// marked so and not required.
    ///
    /// ## Why is this bad?
    ///
    /// It will go away one day, and the workflow breaks with it.
    ///
    /// ## Example
    ///
    /// The API description says of `listOrders`: `deprecated: true`.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: list, operationId: listOrders }
    /// ```
    name: "deprecated-operation",
    level: Warning,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for call in &cx.calls {
        let named = call.step.operation_id().or(call.step.operation_path());
        if let Some((text, operation)) = named.zip(call.http())
            && is_deprecated(operation.node())
        {
            let message = format!("operation `{}` is deprecated", call.callee.display_name());
            explain(reporter.report(text, message), operation.node());
            continue;
        }
        for passed in &call.passed {
            let location = passed.location.and_then(|text| Location::of(text.value));
            let parameter =
                location.and_then(|location| declared(call, location, passed.name.value));
            // What is required has to be passed as long as it is there.
            let Some(parameter) = parameter.filter(|known| !known.required) else {
                continue;
            };
            if is_deprecated(parameter.node) && !reporter.has_reported(passed.name.span) {
                let message = format!(
                    "{} parameter `{}` of `{}` is deprecated",
                    parameter.location.name(),
                    parameter.name.value,
                    call.callee.display_name()
                );
                explain(reporter.report(passed.name, message), parameter.node);
            }
        }
    }
}

fn is_deprecated(node: Node<'_>) -> bool {
    node.get("deprecated").and_then(Node::as_bool) == Some(true)
}

/// Shows where it is marked, and what its description has to say about it.
fn explain(diagnostic: &mut Diagnostic, node: Node<'_>) {
    if let Some(mark) = node.entry("deprecated") {
        diagnostic.label(mark.key.span, "marked here");
    }
    let description = node.get("description").and_then(Node::text);
    let lines = description.into_iter().flat_map(|text| text.value.lines());
    let advice = lines.map(str::trim).find(|line| {
        let lower = line.to_lowercase();
        let speaks = lower.contains("deprecated") || lower.contains("instead");
        speaks && line.chars().count() <= LINE
    });
    if let Some(advice) = advice {
        diagnostic.help(format!(
            "its description says: {}",
            advice.trim_end_matches('.')
        ));
    }
}

/// A longer line of a description is no help.
const LINE: usize = 160;
