use super::{has_misread_id, show_use, suggest};
use crate::diagnostic::Severity;
use crate::expression::{Dependency, Part, Root, dependency};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::workspace::{Fault, Source, Target};

rule! {
    /// Reports a workflow that does not exist: in `workflowId` of steps and actions, in `dependsOn`, behind `$workflows`.
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
    requirements: [80, 125, 126, 226, 257, 435],
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
        let Some(Root::Workflows(text)) = occurrence.expression.map(|expression| expression.root)
        else {
            continue;
        };
        let (reference, found) = cx.scope.names.workflows(text);
        let id = reference.workflow;
        if found.is_none()
            && !id.is_empty()
            && let Some(diagnostic) = report(cx, occurrence.text, id, reporter)
        {
            show_use(diagnostic, &occurrence.site);
        }
    }
}

fn check_target(cx: &Context<'_>, target: &Target<'_>, reporter: &mut Reporter) {
    let Target::Fault(Fault::UnknownWorkflow { text, id }) = target else {
        return;
    };
    // 1.0.0 let a bare id name a workflow of the one Arazzo source that a document has.
    let foreign: Vec<&str> = cx.scope.source_names(Source::may_be_arazzo).collect();
    let excused = cx.says_1_0_0() && foreign.len() == 1;
    if let Some(diagnostic) = report(cx, *text, *id, reporter)
        && let (Some(name), None) = (
            foreign.first(),
            diagnostic
                .help
                .as_ref()
                .filter(|help| help.starts_with("did")),
        )
    {
        diagnostic.help(format!(
            "if it stands in `{name}`, write `$sourceDescriptions.{name}.{}`",
            id.text
        ));
        if excused {
            diagnostic.severity(Severity::Warning);
        }
    }
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
