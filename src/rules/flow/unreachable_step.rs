use rustc_hash::FxHashSet;

use crate::arazzo::Action;
use crate::flow::{Control, Point, Reach, StatusSet, Way, is_taken_with};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::source::Span;

rule! {
    /// Reports a step that no path from the first step leads to. Of steps that follow one another the first is reported.
    ///
    /// ## Why is this bad?
    ///
    /// It never runs: whatever comes before it ends the workflow or goes somewhere else.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: pay, operationId: createPayment, onSuccess: [{ name: stop, type: end }] }
    ///   - { stepId: confirm, operationId: sendMail }
    /// ```
    name: "unreachable-step",
    level: Warning,
    requirements: [236],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for flow in cx.flows.iter().filter(|flow| flow.is_certain) {
        let reach = flow.reach();
        let mut told = FxHashSet::default();
        // What an action that is never chosen would lead to, and what would follow a loop: these are the mistakes.
        for position in shadowed(cx, flow, &reach) {
            reach.mark(Point::Try(position), &mut told);
        }
        for circle in flow.circles_without_exit() {
            for position in circle {
                reach.mark(Point::Try(position + 1), &mut told);
            }
        }
        // Whether the actions of a detour's step are looked at is not stated (A31): they may lead somewhere.
        for position in 0..flow.steps.len() {
            if reach.is_run(position) && !reach.is_reachable(Point::Try(position)) {
                for point in [Point::Done(position), Point::Failed(position)] {
                    for (to, _) in flow.ways(point).filter(|(_, way)| !way.is_plain()) {
                        reach.mark(to, &mut told);
                    }
                }
            }
        }
        for (position, step) in flow.steps.iter().enumerate() {
            let point = Point::Try(position);
            // What follows a step that is not reached is its consequence.
            if reach.is_run(position) || told.contains(&point) {
                continue;
            }
            reach.mark(point, &mut told);
            let id = step.step_id().map_or("", |id| id.value);
            let diagnostic = reporter.report(
                Spot::at(step.head(), step.node()),
                format!("no path leads to step `{id}`"),
            );
            if let Some(end) = position
                .checked_sub(1)
                .and_then(|before| ending(flow, before))
            {
                diagnostic.label(end, "every path ends here, or goes elsewhere");
            }
            diagnostic.help("go to it from another step, or remove it");
        }
    }
}

/// What keeps the run from going on behind a step: the last thing that can follow its success.
fn ending(flow: &Control<'_>, position: usize) -> Option<Span> {
    let after = |point| {
        flow.ways(point).filter_map(|(_, way)| match way {
            Way::Action { entry, .. } => Some(entry),
            Way::Plain => None,
        })
    };
    let entry = after(Point::Done(position)).last()?;
    Some(
        entry
            .name()
            .map_or_else(|| entry.node().head(), |name| name.span),
    )
}

/// The steps that actions behind one that always matches would lead to.
fn shadowed(cx: &Context<'_>, flow: &Control<'_>, reach: &Reach<'_, '_>) -> Vec<usize> {
    let components = cx.document.components();
    let targets = |entries: Vec<Action<'_>>, allowed: StatusSet| {
        let actions: Vec<_> = entries
            .into_iter()
            .filter_map(|entry| components.action(entry))
            .collect();
        let ends = |action: &Action<'_>| {
            let is_retry = action.r#type().is_some_and(|kind| kind.value == "retry");
            !is_retry && is_taken_with(*action, allowed, cx.version)
        };
        let behind = actions
            .iter()
            .position(ends)
            .map_or(actions.len(), |first| first + 1);
        let ids = actions[behind..]
            .iter()
            .filter_map(|action| action.step_id());
        let steps = ids.filter_map(|id| cx.scope.names.step(flow.workflow, id.value));
        steps
            .filter_map(|step| flow.position(step))
            .collect::<Vec<_>>()
    };
    let mut found = targets(flow.workflow.success_actions().collect(), StatusSet::ALL);
    let failures = flow.workflow.failure_actions().collect();
    found.extend(targets(failures, StatusSet::ALL));
    for (position, step) in flow.steps.iter().enumerate() {
        if reach.is_reachable(Point::Try(position)) {
            let allowed = cx.conditions.statuses_of_all(step.success_criteria());
            found.extend(targets(step.on_success().collect(), allowed));
            found.extend(targets(step.on_failure().collect(), StatusSet::ALL));
        }
    }
    found
}
