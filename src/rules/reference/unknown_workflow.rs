use super::{has_misread_id, is_taken_twice, replace_name, show_use, suggest};
use crate::arazzo::Workflow;
use crate::diagnostic::Severity;
use crate::expression::{Dependency, Part, Root, SourceDescriptions, WorkflowField, dependency};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::version::Version;
use crate::workspace::{Fault, Occurrence, Source, Target};

rule! {
    /// Reports a workflow that does not exist: in `workflowId` of steps and actions, in `dependsOn`, behind `$workflows`,
    /// and behind `$sourceDescriptions` where that is an Arazzo document.
    ///
    /// ## Why is this bad?
    ///
    /// The step or action runs nothing. A workflow of another document is named by
    /// `$sourceDescriptions.<name>.<workflowId>`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: buy
    ///     steps:
    ///       - { stepId: login, workflowId: signIn }
    /// ```
    name: "unknown-workflow",
    level: Error,
    requirements: [80, 81, 125, 126, 127, 184, 226, 257, 435, 437],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        check_target(cx, &found.target, reporter);
        for text in found.step.depends_on() {
            if let Dependency::OtherWorkflow { workflow, .. } = dependency(text.value)
                && cx.scope.names.workflow(workflow.text).is_none()
            {
                report(cx, text, workflow, reporter);
            }
            if let Dependency::OtherDocument { workflow, .. } = dependency(text.value)
                && cx.version >= Version::V1_1
            {
                check_target(cx, &cx.scope.workflow_of_source(text, workflow), reporter);
            }
        }
    }
    for workflow in cx.document.workflows() {
        for text in workflow.depends_on() {
            check_target(cx, &cx.scope.workflow(text), reporter);
        }
    }
    for used in cx.actions() {
        if let Some(text) = used.action.workflow_id() {
            check_target(cx, &cx.scope.workflow(text), reporter);
        }
    }
    for occurrence in &cx.occurrences {
        let root = occurrence.expression.map(|expression| expression.root);
        if let Some(Root::SourceDescriptions(text)) = root {
            check_value(cx, occurrence, text, reporter);
        }
        let Some(Root::Workflows(text)) = root else {
            continue;
        };
        let (reference, found) = cx.scope.names.workflows(text);
        let id = reference.workflow;
        if found.is_none()
            && !id.is_empty()
            && !has_lost_its_id(cx, reference.field)
            && let Some(diagnostic) = report(cx, occurrence.text, id, reporter)
        {
            show_use(diagnostic, &occurrence.site);
        }
    }
}

/// Reports an expression that names neither a workflow of an Arazzo document nor a field of its source description. A
/// pointer behind a field (A11) is not looked into.
fn check_value(
    cx: &Context<'_>,
    occurrence: &Occurrence<'_>,
    text: SourceDescriptions<'_>,
    reporter: &mut Reporter,
) {
    let reference = cx.scope.split(text);
    let source = cx.scope.source(reference.source.text);
    let (Some(source), Some(id)) = (source, reference.id) else {
        return;
    };
    let is_known = |name: &str| {
        let names = source.workflows();
        ["name", "url", "type"].contains(&name)
            || source.description.node().get(name).is_some()
            || names.is_none_or(|names| names.workflow(name).is_some())
    };
    let is_text = |letter: char| "#/{}".contains(letter);
    // What follows a name may be meant to be read from it.
    let first = id.text.split_once('.').map_or(id.text, |(first, _)| first);
    if occurrence.malformed.is_none()
        && !id.is_empty()
        && !is_known(id.text)
        && !is_known(first)
        && !id.text.contains(is_text)
    {
        report_in_source(cx, occurrence.text, id, source, reporter);
    }
}

fn check_target(cx: &Context<'_>, target: &Target<'_>, reporter: &mut Reporter) {
    let Target::Fault(Fault::UnknownWorkflow { text, id, source }) = target else {
        return;
    };
    if let Some(source) = source {
        report_in_source(cx, *text, *id, source, reporter);
        return;
    }
    // 1.0.0 let a bare id name a workflow of the one Arazzo source that a document has.
    let foreign: Vec<&Source<'_>> = cx
        .scope
        .sources
        .iter()
        .filter(|source| source.may_be_arazzo())
        .collect();
    let owner = owner(cx, id.text);
    // One that was read is known to have it or not.
    let unread = foreign.iter().find(|source| source.workflows().is_none());
    let may_be_in = owner.or(unread.map(|source| source.name));
    let excused = cx.says_1_0_0() && foreign.len() == 1 && may_be_in.is_some();
    if let Some(diagnostic) = report(cx, *text, *id, reporter)
        && let (Some(name), None) = (
            may_be_in,
            diagnostic
                .help
                .as_ref()
                .filter(|help| help.starts_with("did")),
        )
    {
        let qualified = format!("`$sourceDescriptions.{name}.{}`", id.text);
        diagnostic.help(match owner.is_some() {
            true => format!("source `{name}` has it: write {qualified}"),
            false => format!("if it stands in `{name}`, write {qualified}"),
        });
        if excused {
            diagnostic.severity(Severity::Warning);
        }
    }
}

/// The source that has a workflow of that id.
fn owner<'d>(cx: &Context<'d>, id: &str) -> Option<&'d str> {
    let mut sources = cx.scope.sources.iter();
    let has = |source: &&Source<'_>| {
        let workflows = source.workflows();
        workflows.is_some_and(|names| names.workflow(id).is_some())
    };
    sources.find(has).map(|source| source.name)
}

/// Reports a workflow that the source does not have which is named.
fn report_in_source(
    cx: &Context<'_>,
    text: Text<'_>,
    written: Part<'_>,
    source: &Source<'_>,
    reporter: &mut Reporter,
) {
    let span = text.part(written.range());
    let Some(description) = source.workflows().map(|names| names.description) else {
        return;
    };
    let nodes = description.workflows().map(|workflow| workflow.node());
    if reporter.has_reported(span)
        || cx.is_unreadable(description.node(), "workflows")
        || has_misread_id(cx, nodes, "workflowId", written.text)
    {
        return;
    }
    let message = format!("{} has no workflow `{}`", source.title(), written.text);
    let diagnostic = reporter.report(span, message);
    let ids = || description.workflows().filter_map(Workflow::workflow_id);
    // Workflows stand under that key, and are named without it.
    let bare = written.text.strip_prefix("workflows.");
    let meant = match ids().find(|id| bare == Some(id.value)) {
        Some(id) => {
            diagnostic.help(format!("did you mean `{}`?", id.value));
            replace_name(diagnostic, text, written, id.value);
            Some(id.value.to_owned())
        }
        None => suggest(
            diagnostic,
            text,
            written,
            ids().map(|id| id.value),
            "its workflows",
        ),
    };
    let list = description
        .node()
        .entry("workflows")
        .map(|entry| entry.key.span);
    let label = match ids().find(|id| meant.as_deref() == Some(id.value)) {
        Some(id) => Some((id.span, "declared here")),
        None => list.map(|span| (span, "its workflows are declared here")),
    };
    if let Some((span, words)) = label {
        diagnostic.here("not found").label(span, words);
    }
}

/// Whether a workflow whose id another one has as well, which is reported as that, has an output of the name: it is meant.
fn has_lost_its_id(cx: &Context<'_>, field: Option<WorkflowField<'_>>) -> bool {
    let Some(WorkflowField::Output(output)) = field else {
        return false;
    };
    let has = |workflow: Workflow<'_>| {
        let mut outputs = workflow.outputs();
        outputs.any(|entry| entry.key.value == output.text)
    };
    let workflows = cx.document.workflows();
    is_taken_twice(workflows.filter_map(|workflow| Some((workflow.workflow_id()?, has(workflow)))))
}

fn report<'r>(
    cx: &Context<'_>,
    text: Text<'_>,
    written: Part<'_>,
    reporter: &'r mut Reporter,
) -> Option<&'r mut crate::diagnostic::Diagnostic> {
    let (span, id) = (text.part(written.range()), written.text);
    let workflows = cx.document.workflows().map(|workflow| workflow.node());
    if reporter.has_reported(span) || has_misread_id(cx, workflows, "workflowId", id) {
        return None;
    }
    let diagnostic = reporter.report(span, format!("this document has no workflow `{id}`"));
    let ids = cx
        .document
        .workflows()
        .filter_map(|workflow| workflow.workflow_id())
        .map(|text| text.value);
    suggest(diagnostic, text, written, ids, "workflows");
    Some(diagnostic)
}
