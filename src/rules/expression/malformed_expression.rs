use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::edit;
use crate::expression::{
    Malformed, Match, Part, Root, WorkflowField, parse, reference_id, resolve_name, strays,
};
use crate::rules::untyped::untyped;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text};
use crate::version::Version;
use crate::workspace::{Inputs, Occurrence};

rule! {
    /// Reports an expression that breaks the grammar of the document's version. In 1.0 a warning for what only the
    /// grammar of 1.1 forbids.
    ///
    /// ## Why is this bad?
    ///
    /// A tool does not understand the expression, or takes it for plain text.
    ///
    /// ## Example
    ///
    /// Members of a body are reached with a pointer: `$response.body#/id`.
    ///
    /// ```yaml
    /// outputs:
    ///   orderId: $response.body.id
    /// ```
    name: "malformed-expression",
    level: Error,
    requirements: [95, 152, 204, 205, 301, 324, 381, 404, 427, 430, 438, 439, 440, 445],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // A condition in another language has no expressions, and is reported as that.
    let untyped: FxHashSet<Node<'_>> = cx
        .criteria
        .iter()
        .filter(|used| untyped(used.what, cx.version).is_some())
        .filter_map(|used| Some(used.what.condition()?.node()))
        .collect();
    for occurrence in &cx.occurrences {
        if let Some(malformed) = &occurrence.malformed
            && !untyped.contains(&occurrence.text.node())
            && !is_excused(cx, occurrence, malformed)
        {
            report(occurrence.text, malformed, cx.version, reporter);
        }
    }
    let own = cx.steps.iter().flat_map(|found| {
        found
            .step
            .operation_id()
            .into_iter()
            .chain(found.step.workflow_id())
    });
    let waited = cx
        .document
        .workflows()
        .flat_map(|workflow| workflow.depends_on());
    let followed = cx.actions().filter_map(|used| used.action.workflow_id());
    for text in own.chain(waited).chain(followed) {
        if let Some(malformed) = reference_id(text.value, cx.version).malformed {
            // A place that takes nothing else has no other reading, whatever 1.0 allows.
            report(text, &malformed, cx.version, reporter)
                .map(|diagnostic| diagnostic.severity(Severity::Error));
        }
    }
    for text in references(cx) {
        // An inputs schema is of the wrong kind, which `unknown-component` says.
        if text.value.starts_with("$components.inputs.") {
            continue;
        }
        let parsed = parse(text.value, cx.version);
        match (
            parsed.malformed,
            parsed.expression.map(|expression| expression.root),
        ) {
            (Some(malformed), _) => {
                if let Some(diagnostic) = report(text, &malformed, cx.version, reporter) {
                    diagnostic.severity(Severity::Error);
                    if let Some(path) = text.value.strip_prefix("#/components/") {
                        let written = path.replace('/', ".");
                        diagnostic.help(format!("write `$components.{written}`"));
                        diagnostic.fixes.clear();
                        offer(
                            diagnostic,
                            text,
                            0..text.value.len(),
                            &format!("$components.{written}"),
                            cx.version,
                        );
                    }
                }
            }
            (None, Some(Root::Components { .. })) => {}
            (None, _) => {
                if !reporter.has_reported(text.span) {
                    reporter
                        .report(text, format!("`{}` does not name a component", text.value))
                        .help("write `$components.<kind>.<key>`");
                }
            }
        }
    }
}

/// The `reference` fields of all reusable objects.
fn references<'d>(cx: &Context<'d>) -> Vec<Text<'d>> {
    let mut found = Vec::new();
    for workflow in cx.document.workflows() {
        let steps: Vec<_> = workflow.steps().collect();
        let parameters = steps
            .iter()
            .flat_map(|step| step.parameters())
            .chain(workflow.parameters());
        found.extend(parameters.filter_map(|parameter| parameter.reusable()?.reference()));
        let actions = steps
            .iter()
            .flat_map(|step| step.on_success().chain(step.on_failure()));
        let actions = actions
            .chain(workflow.success_actions())
            .chain(workflow.failure_actions());
        found.extend(actions.filter_map(|action| action.reusable()?.reference()));
    }
    let passed_on = cx
        .actions()
        .flat_map(|used| used.action.parameters().collect::<Vec<_>>());
    found.extend(passed_on.filter_map(|parameter| parameter.reusable()?.reference()));
    found
}

/// Whether a declared name reads just like the text that breaks the grammar: `$inputs.page[size]` in 1.0, or the dotted id
/// of a step, which `unconventional-id` reports.
fn is_excused(cx: &Context<'_>, occurrence: &Occurrence<'_>, malformed: &Malformed) -> bool {
    let (Some(expression), Some(workflow)) = (occurrence.expression, occurrence.site.workflow)
    else {
        return false;
    };
    let declared: Vec<Part<'_>> = match expression.root {
        Root::Inputs(name) => {
            let inputs = workflow.inputs().map(Inputs::of).unwrap_or_default();
            let exact = resolve_name(name, |text| inputs.get(text).is_some()) == Match::Exact;
            exact.then_some(name).into_iter().collect()
        }
        Root::Steps(steps) => {
            let (reference, step) = cx.scope.names.steps(workflow, steps);
            match (step, reference.output) {
                (Some(step), Some(output)) => {
                    let known = step.outputs().any(|entry| entry.key.value == output.text);
                    std::iter::once(reference.step)
                        .chain(known.then_some(output))
                        .collect()
                }
                _ => Vec::new(),
            }
        }
        Root::Workflows(text) => {
            let (reference, other) = cx.scope.names.workflows(text);
            match (other, reference.field) {
                (Some(_), Some(WorkflowField::Input(_) | WorkflowField::Output(_))) => {
                    vec![reference.workflow]
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    // The grammar of 1.1 cannot say an id with a dot; that the id is unconventional is the one mistake.
    let names_id = |part: &Part<'_>| {
        let is_id = matches!(expression.root, Root::Steps(_) | Root::Workflows(_));
        is_id && declared.first() == Some(part) && part.range().contains(&malformed.range.start)
    };
    declared
        .iter()
        .any(|part| malformed.is_excused_by(*part) || names_id(part))
}

fn report<'r>(
    text: Text<'_>,
    malformed: &Malformed,
    version: Version,
    reporter: &'r mut Reporter,
) -> Option<&'r mut Diagnostic> {
    let span = text.part(malformed.range.clone());
    if reporter.has_reported(span) {
        return None;
    }
    let diagnostic = reporter.report(span, malformed.message.clone());
    diagnostic.help.clone_from(&malformed.help);
    if let Some(meant) = &malformed.meant {
        offer(diagnostic, text, meant.range.clone(), &meant.text, version);
    }
    let start = malformed.range.start;
    // A habit of another language: `${inputs.x}`, `$.inputs.x`.
    if let [meant] = strays(text.value, version).as_slice()
        && meant.text.text == text.value
        && meant.unknown_root.is_none()
    {
        diagnostic.help(format!("write `{}`", meant.expression));
        diagnostic.fixes.clear();
        let range = 0..text.value.len();
        offer(diagnostic, text, range, &meant.expression, version);
    }
    // What goes wrong at its first character has nothing sound before it.
    if start > 0 && !text.value[start..].starts_with('$') {
        diagnostic.here("from here on");
    }
    if malformed.only_new_grammar {
        diagnostic.severity(Severity::Warning);
    }
    Some(diagnostic)
}

/// Offers an expression in place of what stands in a part of the text, if it is sound.
fn offer(
    diagnostic: &mut Diagnostic,
    text: Text<'_>,
    range: Range<usize>,
    meant: &str,
    version: Version,
) {
    if parse(meant, version).malformed.is_none() {
        let edits = match range.len() == text.value.len() {
            true => edit::rewrite(text, meant),
            false => edit::part(text, range, meant),
        };
        diagnostic.offer(Safety::Unsafe, format!("write `{meant}`"), || edits);
    }
}
