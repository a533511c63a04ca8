use super::unneeded_place;
use crate::arazzo::Criterion;
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit;
use crate::rules::untyped::untyped;
use crate::rules::{Context, Reporter, Spot, StepTarget, rule};
use crate::schema::Object;
use crate::syntax::Node;
use crate::version::Version;
use crate::workspace::Target;

rule! {
    /// Reports a field that the object may have and that has no effect here: where to go in an action that ends, the
    /// retries of an action that does not retry, the place of a parameter for a workflow, the `context` of a simple
    /// condition, another value for an action that is referenced, the body of a call of a workflow, `action` and
    /// `correlationId` on a step that sends no message.
    ///
    /// ## Why is this bad?
    ///
    /// Somebody wrote it for a reason, and it does nothing. Mostly another field is not what was meant.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// onFailure:
    ///   - { name: stop, type: end, retryAfter: 5 }
    /// ```
    name: "ineffective-field",
    level: Warning,
    requirements: [138, 140, 163, 167, 224, 255, 260, 262, 263, 304, 325, 365],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (object, node) in &cx.objects {
        match object {
            Object::SuccessAction | Object::FailureAction => action(cx, *node, reporter),
            Object::Criterion => criterion(cx, *node, reporter),
            _ => {}
        }
    }
    for found in &cx.steps {
        step(cx, found, reporter);
    }
    references(cx, reporter);
    unneeded_place::check(cx, reporter);
}

/// Offers to take fields out of an object, those that it has.
pub(super) fn remove(diagnostic: &mut Diagnostic, object: Node<'_>, fields: &[&str]) {
    let keys = object.entries().map(|entry| entry.key);
    let keys: Vec<_> = keys.filter(|key| fields.contains(&key.value)).collect();
    let names: Vec<String> = keys.iter().map(|key| format!("`{}`", key.value)).collect();
    let title = format!("remove {}", names.join(" and "));
    diagnostic.offer(Safety::Safe, title, || edit::remove_entries(&keys));
}

/// Reports the key of a field of `object`, if it is there and nothing else is wrong with it.
pub(super) fn report<'r>(
    cx: &Context<'_>,
    reporter: &'r mut Reporter,
    object: Node<'_>,
    field: &str,
    message: String,
) -> Option<&'r mut Diagnostic> {
    let entry = object.entry(field)?;
    if cx.is_misshapen(entry.value) || reporter.has_reported(entry.key.span) {
        return None;
    }
    Some(reporter.report(Spot::at(entry.key.span, entry.value), message))
}

fn action(cx: &Context<'_>, node: Node<'_>, reporter: &mut Reporter) {
    let Some(kind) = node.string("type").map(|kind| kind.value) else {
        return;
    };
    if !matches!(kind, "end" | "goto" | "retry") {
        return;
    }
    let retries = ["retryAfter", "retryLimit"].map(|field| node.entry(field));
    let mut retries = retries.into_iter().flatten();
    if kind == "retry" {
        let limit = node
            .get("retryLimit")
            .filter(|limit| limit.as_written().value == "0");
        if limit.is_some() {
            let message = "a retry with `retryLimit: 0` never happens".to_owned();
            if let Some(diagnostic) = report(cx, reporter, node, "retryLimit", message) {
                diagnostic.help("write how often to retry, or remove the action");
            }
        }
    } else if kind == "goto" && !node.has_any(&["stepId", "workflowId"]) {
        // It lacks a target, which is reported as that: the type may be what is wrong.
    } else if let Some(first) = retries.next() {
        // Both together are one mistake. That a success action has neither is reported as such.
        let message = match retries.next() {
            Some(second) => format!(
                "`{}` and `{}` have no effect with `type: {kind}`",
                first.key.value, second.key.value
            ),
            None => format!("`{}` has no effect with `type: {kind}`", first.key.value),
        };
        if let Some(diagnostic) = report(cx, reporter, node, first.key.value, message) {
            diagnostic.help(format!(
                "write `type: retry`, or remove `{}`",
                first.key.value
            ));
            remove(diagnostic, node, &["retryAfter", "retryLimit"]);
        }
    }
    let targets = ["stepId", "workflowId"].map(|field| node.entry(field));
    // Two targets exclude each other whatever the type is.
    if let ("end", [Some(target), None] | [None, Some(target)]) = (kind, targets) {
        let field = target.key.value;
        let message = format!("`{field}` has no effect with `type: end`");
        if let Some(diagnostic) = report(cx, reporter, node, field, message) {
            let rest = match node.get("parameters") {
                Some(_) => " and `parameters`",
                None => "",
            };
            diagnostic.help(format!("write `type: goto`, or remove `{field}`{rest}"));
            remove(diagnostic, node, &[field, "parameters"]);
        }
    }
}

fn criterion(cx: &Context<'_>, node: Node<'_>, reporter: &mut Reporter) {
    let kind = node.get("type");
    // A field that criteria do not have, reported as that, shows that something else is meant.
    let is_whole = node.entries().all(|entry| {
        matches!(entry.key.value, "context" | "condition") || entry.key.value.starts_with("x-")
    });
    // A condition in another language is reported as that.
    let is_simple = untyped(Criterion::new(node), cx.version).is_none();
    if is_whole && is_simple && node.get("condition").is_some() {
        let message = "`context` has no effect on a simple condition".to_owned();
        if let Some(diagnostic) = report(cx, reporter, node, "context", message) {
            diagnostic.help("remove it, or say by `type` what the condition is");
            remove(diagnostic, node, &["context"]);
        }
    }
    let word = kind.and_then(|kind| kind.string("type"));
    if let Some(word) =
        word.filter(|word| word.value == "jsonpointer" && cx.version >= Version::V1_1)
    {
        let message = "a condition cannot be a JSON Pointer, which only names a place";
        if !reporter.has_reported(word.span) {
            reporter
                .report(word, message)
                .help("compare the value in a simple condition: `$response.body#/state == 'open'`");
        }
    }
}

fn step(cx: &Context<'_>, found: &StepTarget<'_>, reporter: &mut Reporter) {
    let node = found.step.node();
    if found.step.calls_workflow() {
        let message = "`requestBody` has no effect where a workflow is called".to_owned();
        if let Some(diagnostic) = report(cx, reporter, node, "requestBody", message) {
            diagnostic.help("pass the inputs of the workflow as `parameters`");
            remove(diagnostic, node, &["requestBody"]);
        }
    }
    let Some(why) = sends_no_message(cx, found) else {
        return;
    };
    let fields = ["action", "correlationId"].map(|field| node.entry(field));
    // What is to be mended there comes first.
    if cx.is_misshapen(node)
        || fields
            .iter()
            .flatten()
            .any(|entry| cx.is_misshapen(entry.value))
    {
        return;
    }
    let (field, message) = match fields {
        [None, None] => return,
        [Some(_), Some(_)] => (
            "action",
            "`action` and `correlationId` have no effect".to_owned(),
        ),
        [Some(_), None] => ("action", "`action` has no effect".to_owned()),
        [None, Some(_)] => ("correlationId", "`correlationId` has no effect".to_owned()),
    };
    if let Some(diagnostic) = report(cx, reporter, node, field, format!("{message} {why}")) {
        diagnostic.help(
            "remove it: only steps that use an AsyncAPI description send or receive messages",
        );
        remove(diagnostic, node, &["action", "correlationId"]);
    }
}

/// Why a step is known to have no channel, as the end of a sentence.
fn sends_no_message(cx: &Context<'_>, found: &StepTarget<'_>) -> Option<String> {
    if found.step.calls_workflow() {
        return Some("where a workflow is called".to_owned());
    }
    // Several targets are a mistake of their own.
    let targets = ["operationId", "operationPath", "channelPath"];
    let is_there = |field: &&&str| found.step.node().get(field).is_some();
    if targets.iter().filter(is_there).count() > 1 {
        return None;
    }
    let names_source = match (found.step.operation_id(), found.step.operation_path()) {
        (Some(id), _) => id.value.starts_with("$sourceDescriptions."),
        (None, Some(_)) => true,
        (None, None) => return None,
    };
    let source = match &found.target {
        Target::Operation { source, .. } | Target::Endpoint { source, .. } => Some(source),
        // A bare id that several sources may have is told by the first of them.
        Target::Unread(source) if names_source => Some(source),
        _ => None,
    };
    match source {
        Some(source) => (!source.may_have_channels())
            .then(|| format!("here: source `{}` is no AsyncAPI description", source.name)),
        None => {
            let sources = &cx.scope.sources;
            (!sources.is_empty()
                && !sources
                    .iter()
                    .any(crate::workspace::Source::may_have_channels))
            .then(|| "here: no source is an AsyncAPI description".to_owned())
        }
    }
}

/// Another `value` beside a reference to an action.
fn references(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        let own = workflow
            .steps()
            .flat_map(|step| step.on_success().chain(step.on_failure()));
        let all = workflow
            .success_actions()
            .chain(workflow.failure_actions())
            .chain(own);
        for action in all.filter(|action| action.reusable().is_some()) {
            let message = "`value` has no effect on a reference to an action".to_owned();
            if let Some(diagnostic) = report(cx, reporter, action.node(), "value", message) {
                diagnostic.help("remove it: only a parameter can be given another value");
                remove(diagnostic, action.node(), &["value"]);
            }
        }
    }
}
