use std::collections::HashSet;

use super::completed::Completed;
use crate::diagnostic::Severity;
use crate::expression::{Dependency, Root, WorkflowField, dependency};
use crate::flow::{Control, Point};
use crate::rules::reference::show_use;
use crate::rules::{Context, Reporter, StepTarget, rule};
use crate::version::Version;
use crate::workspace::{Fault, Target};

rule! {
    /// Reports a step that waits for a step which cannot run before it: one that no path leads to, or that only this step
    /// itself leads to. Warns where an output of another workflow is read and nothing has run that workflow.
    ///
    /// ## Why is this bad?
    ///
    /// `dependsOn` starts nothing: a step that waits for something that does not happen never runs.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: order
    ///     operationId: createOrder
    ///     onSuccess: [{ name: placed, type: goto, stepId: mail }]
    ///   - { stepId: check, operationId: getOrder }
    ///   - { stepId: mail, operationId: sendMail, dependsOn: [check] }
    /// ```
    name: "unmet-dependency",
    level: Error,
    requirements: [187],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version >= Version::V1_1 {
        for flow in cx.flows.iter().filter(|flow| flow.is_certain) {
            check_steps(cx, flow, reporter);
        }
    }
    check_outputs(cx, reporter);
}

fn check_steps(cx: &Context<'_>, flow: &Control<'_>, reporter: &mut Reporter) {
    if flow
        .steps
        .iter()
        .all(|step| step.depends_on().next().is_none())
    {
        return;
    }
    let reach = flow.reach();
    for (position, step) in flow.steps.iter().enumerate() {
        for text in step.depends_on() {
            let Dependency::Step(id) = dependency(text.value) else {
                continue;
            };
            let awaited = cx.scope.names.step(flow.workflow, id.text);
            let Some(awaited) = awaited.and_then(|step| flow.position(step)) else {
                continue;
            };
            // What waits for itself is a circle, and a step that is not reached waits for nothing.
            if awaited == position || !reach.is_run(position) {
                continue;
            }
            let (message, label) = if !reach.is_run(awaited) {
                (
                    format!("`{}` never runs, so this step waits for ever", id.text),
                    "no path leads here",
                )
            } else if is_led_to_by(flow, position, awaited) {
                (
                    format!(
                        "`{}` runs only after this step, which waits for it",
                        id.text
                    ),
                    "only this step leads here",
                )
            } else {
                continue;
            };
            reporter
                .report(text, message)
                .label(flow.steps[awaited].head(), label)
                .help("remove the dependency, or let a path lead to the step before");
        }
    }
}

/// Whether a step runs only if an action of another one leads to it.
fn is_led_to_by(flow: &Control<'_>, leader: usize, step: usize) -> bool {
    let mut reach = flow.reach();
    let blocked = [Point::Done(leader), Point::Failed(leader)];
    let without = reach.leads(&[Point::Entry], &flow.runs(step), &|point| {
        blocked.contains(&point)
    });
    if without {
        return false;
    }
    // The order of the list is not binding where steps wait for one another: only a jump is.
    let next = leader + 1;
    let follows = flow.steps.get(next).is_some()
        && flow
            .ways(Point::Done(leader))
            .any(|(to, way)| to == Point::Try(next) && way.is_plain());
    !(follows
        && (next == step
            || reach.leads(&[Point::Try(next)], &flow.runs(step), &|point| {
                blocked.contains(&point)
            })))
}

/// Outputs of other workflows that are read although nothing has run them.
fn check_outputs(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut completed = Completed::new(cx);
    // What calls a workflow that does not exist, which is reported as that, may be meant to run any.
    let is_misspelt = |found: &&StepTarget<'_>| {
        matches!(
            found.target,
            Target::Fault(Fault::UnknownWorkflow { .. } | Fault::UnknownSource { .. })
        )
    };
    let misspelt = cx.steps.iter().filter(is_misspelt);
    let misspelt: HashSet<_> = misspelt.map(|found| found.workflow).collect();
    for flow in &cx.flows {
        if misspelt.contains(&flow.workflow) {
            continue;
        }
        for occurrence in cx.occurrences_in(flow.workflow) {
            let Some(expression) = occurrence.expression else {
                continue;
            };
            let Root::Workflows(text) = expression.root else {
                continue;
            };
            let (reference, Some(other)) = cx.scope.names.workflows(text) else {
                continue;
            };
            let is_output = matches!(reference.field, Some(WorkflowField::Output(_)));
            let span = occurrence.span(expression.text);
            if !is_output || other == flow.workflow || reporter.has_reported(span) {
                continue;
            }
            // A workflow that waits for this one is part of a circle, which is reported as that.
            if completed.may_have_run(other, flow, occurrence)
                || completed.waits(other, flow.workflow)
            {
                continue;
            }
            let id = reference.workflow.text;
            let diagnostic = reporter.report(
                span,
                format!("nothing has run workflow `{id}` when its output is read"),
            );
            diagnostic.severity(Severity::Warning).here("read here");
            diagnostic.help(match completed.runs(other, flow.workflow) {
                true => format!(
                    "`{id}` runs this workflow and is not over by then: pass the value as an input"
                ),
                false => format!(
                    "add `{id}` to the `dependsOn` of this workflow, or call it in a step before"
                ),
            });
            show_use(diagnostic, &occurrence.site);
        }
    }
}
