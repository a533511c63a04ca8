use super::{has_misread_id, is_taken_twice, show_use, suggest};
use crate::arazzo::{Step, Workflow};
use crate::diagnostic::Diagnostic;
use crate::expression::{Dependency, Part, Root, dependency};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::version::Version;
use crate::workspace::Target;

rule! {
    /// Reports a step that does not exist: behind `$steps`, as the target of `goto` and `retry`, in a step's `dependsOn`.
    ///
    /// ## Why is this bad?
    ///
    /// The value is never there, or the workflow goes nowhere. Steps are seen by their own workflow only.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: login, operationId: requestToken, outputs: { token: $response.body#/token } }
    ///   - stepId: list
    ///     operationId: listOrders
    ///     parameters:
    ///       - { name: token, in: header, value: $steps.logon.outputs.token }
    /// ```
    name: "unknown-step",
    level: Error,
    requirements: [182, 183, 184, 225, 256, 433, 434],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for occurrence in &cx.occurrences {
        let Some(Root::Steps(steps)) = occurrence.expression.map(|expression| expression.root)
        else {
            continue;
        };
        let Some(workflow) = occurrence.site.workflow else {
            continue;
        };
        let (reference, found) = cx.scope.names.steps(workflow, steps);
        let step = reference.step;
        if found.is_none()
            && !step.is_empty()
            && !has_lost_its_id(workflow, reference.output)
            && let Some(diagnostic) = report(cx, workflow, occurrence.text, step, reporter)
        {
            keep_to_own_workflow(
                diagnostic,
                "hand the value over as an output of the workflow",
            );
            show_use(diagnostic, &occurrence.site);
        }
    }
    for used in cx.actions() {
        let Some(target) = used.action.step_id() else {
            continue;
        };
        if cx.scope.names.step(used.workflow, target.value).is_none()
            && let Some(diagnostic) = report(
                cx,
                used.workflow,
                target,
                Part::whole(target.value),
                reporter,
            )
        {
            keep_to_own_workflow(
                diagnostic,
                "an action goes to another one as a whole, by `workflowId`",
            );
            if used.entry != used.action.node() {
                diagnostic.label(used.entry.head(), "used by this workflow here");
            }
        }
    }
    // In 1.0 steps have no `dependsOn`, which is reported as that.
    for found in cx.steps.iter().filter(|_| cx.version >= Version::V1_1) {
        for text in found.step.depends_on() {
            let (workflow, step) = match dependency(text.value) {
                Dependency::Step(step) => (Some(found.workflow), step),
                Dependency::OtherWorkflow { workflow, step } => {
                    (cx.scope.names.workflow(workflow.text), step)
                }
                Dependency::OtherDocument { workflow, step } => {
                    match cx.scope.workflow_of_source(text, workflow) {
                        Target::Workflow(workflow) => (Some(workflow), step),
                        _ => continue,
                    }
                }
                _ => continue,
            };
            let Some(workflow) = workflow else {
                continue;
            };
            let names = cx.scope_of(workflow).names;
            if names.step(workflow, step.text).is_none() {
                report(cx, workflow, text, step, reporter);
            }
        }
    }
}

fn report<'r, 'd>(
    cx: &Context<'d>,
    workflow: Workflow<'d>,
    text: Text<'_>,
    written: Part<'_>,
    reporter: &'r mut Reporter,
) -> Option<&'r mut Diagnostic> {
    let id = written.text;
    // The whole of a string is shown with its quotes.
    let span = match id == text.value {
        true => text.span,
        false => text.part(written.range()),
    };
    if reporter.has_reported(span) || is_misread(cx, workflow, id) {
        return None;
    }
    let name = workflow
        .workflow_id()
        .map_or_else(String::new, |id| format!(" `{}`", id.value));
    let diagnostic = reporter.report(span, format!("workflow{name} has no step `{id}`"));
    // Steps of this document stand for none of another one.
    let own = cx.scope.is_own(workflow).then_some(cx.scope.names);
    let other = own.and_then(|names| names.step_anywhere(id));
    let other = other.and_then(|(workflow, step)| Some((step.step_id()?, workflow.workflow_id()?)));
    if let Some((step, other)) = other {
        diagnostic
            .label(step.span, format!("workflow `{}` has one", other.value))
            .help(format!("write `$workflows.{}.steps.{id}`", other.value));
    } else {
        let ids = workflow
            .steps()
            .filter_map(|step| step.step_id())
            .map(|text| text.value);
        if own.is_none() {
            let list = workflow.node().entry("steps");
            let place = list.map_or_else(|| workflow.node().head(), |list| list.key.span);
            diagnostic.label(place, "its steps are declared here");
        }
        suggest(diagnostic, text, written, ids, "steps");
    }
    Some(diagnostic)
}

/// Says what to do about a step of another workflow where it cannot be named.
fn keep_to_own_workflow(diagnostic: &mut Diagnostic, way: &str) {
    if !diagnostic.related.is_empty() {
        diagnostic.help(format!("steps are seen by their own workflow only: {way}"));
    }
}

/// Whether a step whose id another one has as well, which is reported as that, has an output of the name: it is meant.
fn has_lost_its_id(workflow: Workflow<'_>, output: Option<Part<'_>>) -> bool {
    let has = |step: Step<'_>| {
        let mut outputs = step.outputs();
        output.is_some_and(|output| outputs.any(|entry| entry.key.value == output.text))
    };
    let steps = workflow.steps();
    is_taken_twice(steps.filter_map(|step| Some((step.step_id()?, has(step)))))
}

/// Whether the step may be there, but its list or its id cannot be read, which is reported as that.
fn is_misread(cx: &Context<'_>, workflow: Workflow<'_>, id: &str) -> bool {
    let steps = workflow.steps().map(|step| step.node());
    cx.is_unreadable(workflow.node(), "steps") || has_misread_id(cx, steps, "stepId", id)
}
