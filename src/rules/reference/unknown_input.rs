use rustc_hash::FxHashMap;

use super::{replace_member, show_use, suggest};
use crate::arazzo::Workflow;
use crate::diagnostic::Severity;
use crate::expression::{Match, Part, Root, WorkflowField, as_pointer, resolve_name};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Node;
use crate::workspace::{Inputs, Occurrence};

rule! {
    /// Reports an input that the workflow's `inputs` do not declare: `$inputs.<name>`,
    /// `$workflows.<workflowId>.inputs.<name>`. A warning where the schema allows inputs that it does not list, or lists
    /// none, and for `$inputs.a.b` where only `a` is declared.
    ///
    /// ## Why is this bad?
    ///
    /// Nobody who runs the workflow is told to pass the value. Names are case-sensitive.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: list
    ///     inputs: { type: object, properties: { apiKey: { type: string } } }
    ///     steps:
    ///       - stepId: list
    ///         operationId: listOrders
    ///         parameters:
    ///           - { name: X-API-KEY, in: header, value: $inputs.apikey }
    /// ```
    name: "unknown-input",
    level: Error,
    requirements: [77, 432, 435],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // The schema of a workflow is read once, however many expressions ask.
    let inputs: FxHashMap<Workflow<'_>, Option<Inputs<'_>>> = cx
        .document
        .workflows()
        .map(|workflow| (workflow, workflow.inputs().map(Inputs::of)))
        .collect();
    for occurrence in &cx.occurrences {
        let named = match occurrence.expression.map(|expression| expression.root) {
            Some(Root::Inputs(name)) => occurrence.site.workflow.map(|workflow| (workflow, name)),
            Some(Root::Workflows(text)) => {
                let (reference, other) = cx.scope.names.workflows(text);
                match (other, reference.field) {
                    (Some(workflow), Some(WorkflowField::Input(name))) => Some((workflow, name)),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some((workflow, name)) = named else {
            continue;
        };
        if let Some(inputs) = inputs.get(&workflow) {
            check_name(cx, occurrence, workflow, name, inputs.as_ref(), reporter);
        }
    }
}

fn check_name(
    cx: &Context<'_>,
    occurrence: &Occurrence<'_>,
    workflow: Workflow<'_>,
    name: Part<'_>,
    inputs: Option<&Inputs<'_>>,
    reporter: &mut Reporter,
) {
    let span = occurrence.span(name);
    if reporter.has_reported(span) || name.is_empty() || cx.is_unreadable(workflow.node(), "inputs")
    {
        return;
    }
    let place = workflow
        .node()
        .entry("inputs")
        .map_or_else(|| workflow.node().head(), |entry| entry.key.span);
    let Some(inputs) = inputs else {
        let diagnostic = reporter.report(span, format!("input `{}` is not declared", name.text));
        diagnostic
            .here("used here")
            .label(place, "this workflow declares no inputs")
            .help(format!(
                "add `inputs` to the workflow, with `{}` among its `properties`",
                name.text
            ));
        show_use(diagnostic, &occurrence.site);
        return;
    };
    let declared = |text: &str| inputs.get(text).is_some();
    // The whole name first: in 1.0 it may be declared just as it stands.
    let found = match resolve_name(name, declared) {
        Match::Exact => Match::Exact,
        _ => resolve_name(occurrence.sound_part(name), declared),
    };
    match found {
        Match::Exact => {}
        _ if inputs.incomplete => {}
        Match::Prefix { declared, rest }
            if inputs.get(declared.text).is_some_and(can_hold_members) =>
        {
            // In a condition `.` reaches into the value; a broken expression is reported as that.
            if occurrence.is_in_condition() || occurrence.malformed.is_some() {
                return;
            }
            let message = format!(
                "input `{}` is not declared, only `{}`",
                name.text, declared.text
            );
            let diagnostic = reporter.report(span, message);
            diagnostic
                .severity(Severity::Warning)
                .here("used here")
                .label(place, "inputs are declared here");
            if let Some(pointer) = as_pointer(rest.text) {
                diagnostic.help(format!(
                    "members are reached with a pointer: write `$inputs.{}#{pointer}`",
                    declared.text
                ));
                replace_member(diagnostic, occurrence.text, rest, &pointer);
            }
            show_use(diagnostic, &occurrence.site);
        }
        Match::Prefix { .. } | Match::Unknown => {
            let name = occurrence.sound_part(name);
            let span = occurrence.span(name);
            let message = match found {
                Match::Prefix { declared, .. } => format!(
                    "input `{}` is not declared, and `{}` has no members",
                    name.text, declared.text
                ),
                _ => format!("input `{}` is not declared", name.text),
            };
            let diagnostic = reporter.report(span, message);
            diagnostic
                .here("used here")
                .label(place, "inputs are declared here");
            if inputs.open || inputs.declared.is_empty() {
                diagnostic.severity(Severity::Warning);
            }
            suggest(
                diagnostic,
                occurrence.text,
                name,
                inputs.names(),
                "declared inputs",
            );
            show_use(diagnostic, &occurrence.site);
        }
    }
}

/// Whether a value of the schema may be an object or a list.
fn can_hold_members(schema: Node<'_>) -> bool {
    let Some(kind) = schema.get("type") else {
        return true;
    };
    let holds = |text: &str| text == "object" || text == "array";
    match kind.text() {
        Some(text) => holds(text.value),
        None => kind
            .items()
            .any(|item| item.text().is_some_and(|text| holds(text.value))),
    }
}
