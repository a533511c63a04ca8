use super::{list, replace_name, show_use, suggest};
use crate::arazzo::{Action, ActionKind, ComponentKind, Components, Parameter, Reusable};
use crate::diagnostic::Safety;
use crate::edit;
use crate::expression::{Part, Root, parse};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text};

rule! {
    /// Reports a `reference`, or `$components.<kind>.<key>` elsewhere, to a component that does not exist or is of the
    /// wrong kind for the place, and a `reference` inside `inputs`, which are reused by `$ref`.
    ///
    /// ## Why is this bad?
    ///
    /// Nothing stands in the place of the reference.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: list
    ///     operationId: listOrders
    ///     parameters: [{ reference: $components.parameters.pageSize }]
    /// components:
    ///   parameters:
    ///     page_size: { name: pageSize, in: query, value: 50 }
    /// ```
    name: "unknown-component",
    level: Error,
    requirements: [75, 87, 90, 98, 130, 145, 229, 301, 302, 303, 308, 438],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let components = cx.document.components();
    let kept = components.entries("inputs").map(|entry| entry.value);
    for inputs in kept {
        check_inputs(components, inputs, reporter);
    }
    for workflow in cx.document.workflows() {
        if let Some(inputs) = workflow.inputs() {
            check_inputs(components, inputs, reporter);
        }
        check_parameters(cx, workflow.parameters(), reporter);
        check_actions(
            cx,
            workflow.success_actions().chain(workflow.failure_actions()),
            reporter,
        );
        for step in workflow.steps() {
            check_parameters(cx, step.parameters(), reporter);
            check_actions(cx, step.on_success().chain(step.on_failure()), reporter);
        }
    }
    // Those that nobody uses have to lead somewhere as well.
    let kept = [ActionKind::Success, ActionKind::Failure]
        .into_iter()
        .flat_map(|kind| components.actions(kind).map(|(_, action)| action));
    for action in cx.actions().map(|used| used.action).chain(kept) {
        check_parameters(cx, action.parameters(), reporter);
    }
    for occurrence in &cx.occurrences {
        if let Some(Root::Components { kind, key }) =
            occurrence.expression.map(|expression| expression.root)
            && cx
                .document
                .components()
                .section(kind.text)
                .and_then(|section| section.get(key.text))
                .is_none()
        {
            let diagnostic = report_missing(cx, occurrence.text, kind, key, reporter);
            if let Some(diagnostic) = diagnostic {
                show_use(diagnostic, &occurrence.site);
            }
        }
    }
}

fn check_inputs(components: Components<'_>, inputs: Node<'_>, reporter: &mut Reporter) {
    let Some(entry) = inputs.entry("reference") else {
        return;
    };
    let key = entry
        .value
        .text()
        .and_then(|text| text.value.strip_prefix("$components.inputs."));
    // Without an expression as its value it may be an annotation that JSON Schema passes over.
    if let Some(key) = key {
        let is_kept = components
            .entries("inputs")
            .any(|kept| kept.key.value == key);
        reporter
            .report(entry.key, "inputs are not reused by `reference`")
            .help(format!("write `$ref: '#/components/inputs/{key}'`"))
            .offer(Safety::Unsafe, "replace `reference` by `$ref`", || {
                entry.value.text().filter(|_| is_kept).and_then(|text| {
                    let mut edits = edit::rewrite(entry.key, "$ref")?;
                    let target = format!("#/components/inputs/{key}");
                    edits.append(&mut edit::rewrite(text, &target)?);
                    Some(edits)
                })
            });
    }
}

fn check_parameters<'d>(
    cx: &Context<'d>,
    parameters: impl Iterator<Item = Parameter<'d>>,
    reporter: &mut Reporter,
) {
    for reusable in parameters.filter_map(Parameter::reusable) {
        check_reference(cx, reusable, ComponentKind::Parameters, reporter);
    }
}

fn check_actions<'d>(
    cx: &Context<'d>,
    actions: impl Iterator<Item = Action<'d>>,
    reporter: &mut Reporter,
) {
    for action in actions {
        if let Some(reusable) = action.reusable() {
            check_reference(cx, reusable, action.kind().component_kind(), reporter);
        }
    }
}

fn check_reference(
    cx: &Context<'_>,
    reusable: Reusable<'_>,
    wanted: ComponentKind,
    reporter: &mut Reporter,
) {
    let Some(text) = reusable.reference() else {
        return;
    };
    // Schemas have no references of this kind, so the grammar of 1.1 leaves them out; they are of the wrong kind as well.
    let schema = text.value.strip_prefix("$components.inputs.");
    let root = parse(text.value, cx.version)
        .expression
        .map(|expression| expression.root);
    let (kind, key) = match (schema, root) {
        (Some(key), _) => {
            let start = "$components.".len();
            let kind = Part {
                text: "inputs",
                start,
            };
            (
                kind,
                Part {
                    text: key,
                    start: start + "inputs.".len(),
                },
            )
        }
        (None, Some(Root::Components { kind, key })) => (kind, key),
        // Anything else than a component is no reference, and `malformed-expression` says so.
        _ => return,
    };
    let components = cx.document.components();
    let wanted_section = components.section(wanted.name());
    let has =
        |section: Option<Node<'_>>| section.and_then(|section| section.get(key.text)).is_some();
    if kind.text == wanted.name() {
        if !has(wanted_section) {
            report_missing(cx, text, kind, key, reporter);
        }
        return;
    }
    let span = text.part(kind.range());
    if reporter.has_reported(span) {
        return;
    }
    let message = format!(
        "`{}` is {}, and this place takes {}",
        text.value,
        described(kind.text),
        described(wanted.name())
    );
    let diagnostic = reporter.report(span, message);
    if has(wanted_section) {
        diagnostic.help(format!(
            "write `$components.{}.{}`",
            wanted.name(),
            key.text
        ));
        replace_name(diagnostic, text, kind, wanted.name());
    } else {
        let keys = components
            .entries(wanted.name())
            .map(|entry| entry.key.value);
        // The kind is wrong as well, so a close name alone is no fix.
        list(
            diagnostic,
            key.text,
            keys,
            &format!("entries of `components.{}`", wanted.name()),
        );
    }
}

/// What a section of the components holds, in a sentence.
fn described(section: &str) -> &'static str {
    match section {
        "parameters" => "a parameter",
        "successActions" => "a success action",
        "failureActions" => "a failure action",
        _ => "an inputs schema",
    }
}

fn report_missing<'r>(
    cx: &Context<'_>,
    text: Text<'_>,
    kind: Part<'_>,
    key: Part<'_>,
    reporter: &'r mut Reporter,
) -> Option<&'r mut crate::diagnostic::Diagnostic> {
    let span = text.part(key.range());
    if reporter.has_reported(span) {
        return None;
    }
    let message = format!("`components.{}` has no `{}`", kind.text, key.text);
    let diagnostic = reporter.report(span, message);
    let components = cx.document.components();
    let mut keys = components
        .entries(kind.text)
        .map(|entry| entry.key.value)
        .peekable();
    if keys.peek().is_some() {
        suggest(
            diagnostic,
            text,
            key,
            keys,
            &format!("entries of `components.{}`", kind.text),
        );
    } else {
        diagnostic.help(format!("declare {} there", described(kind.text)));
    }
    Some(diagnostic)
}
