use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::Workflow;
use crate::diagnostic::Severity;
use crate::flow::{Control, Dependencies, Dependency, Point, Way};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::workspace::{Scope, Target};

rule! {
    /// Reports a workflow that calls itself: by a step, by an action that goes to it, or through other workflows. An error
    /// where no path avoids the call.
    ///
    /// ## Why is this bad?
    ///
    /// Whoever runs it needs a way out. Without one it calls itself until something breaks.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: pay
    ///     steps:
    ///       - { stepId: again, workflowId: pay }
    /// ```
    name: "recursive-workflow",
    level: Warning,
    requirements: [128],
    check: check,
}

/// How much of a long circle is shown: nobody reads more.
const SHOWN: usize = 20;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let Known { foreign, called } = Known::of(cx);
    let flow = |index: usize| match index.checked_sub(cx.flows.len()) {
        None => &cx.flows[index],
        Some(index) => &foreign[index],
    };
    let mut calls = Dependencies::new(called.len());
    for (caller, found) in called.iter().enumerate() {
        for (call, target) in found {
            let dependency = Dependency {
                span: call.text.span,
                is_declared: true,
            };
            calls.add(caller, *target, dependency);
        }
    }
    let name = |index: usize| {
        let id = flow(index).workflow.workflow_id();
        id.map_or("", |id| id.value)
    };
    for circle in calls.cycles() {
        let members: FxHashSet<usize> = circle.iter().map(|(index, _)| *index).collect();
        let (first, dependency) = circle[0];
        // A circle of several documents is told in the first of them.
        if dependency.span.source != cx.document.node().document().id() {
            continue;
        }
        let message = match circle.as_slice() {
            [_] => format!("workflow `{}` calls itself", name(first)),
            several => {
                let names = several.iter().take(SHOWN);
                let names: Vec<_> = names
                    .map(|(index, _)| format!("`{}`", name(*index)))
                    .collect();
                let more = if several.len() > SHOWN { " -> ..." } else { "" };
                format!(
                    "workflows call one another: {}{more} -> `{}`",
                    names.join(" -> "),
                    name(first)
                )
            }
        };
        let escapes = members
            .iter()
            .any(|index| has_way_around(flow(*index), &called[*index], &members));
        let diagnostic = reporter.report(dependency.span, message);
        if !escapes {
            diagnostic
                .severity(Severity::Error)
                .here("called here, on every path");
        }
        for (index, dependency) in circle[1..].iter().take(SHOWN) {
            diagnostic.label(dependency.span, format!("`{}` calls it here", name(*index)));
        }
        diagnostic.help(match escapes {
            true => "make sure that some run does not come here",
            false => "add a path that ends without the call, or call another workflow",
        });
    }
}

/// A place that calls a workflow.
struct Call<'d> {
    text: Text<'d>,
    /// The step that runs it; none for an action that goes to it.
    step: Option<usize>,
}

/// More workflows of other documents than this are not looked at for one document.
const FOREIGN: usize = 1_000;

/// The workflows of a document and those of others that they lead to.
struct Known<'d> {
    /// The flows of the others, behind the own ones.
    foreign: Vec<Control<'d>>,
    /// Where each workflow calls which.
    called: Vec<Vec<(Call<'d>, usize)>>,
}

impl<'d> Known<'d> {
    fn of(cx: &Context<'d>) -> Self {
        let own = cx.flows.len();
        let mut positions: FxHashMap<Workflow<'d>, usize> =
            cx.document.workflows().zip(0..).collect();
        let mut foreign: Vec<Control<'d>> = Vec::new();
        let mut called = Vec::new();
        while called.len() < own + foreign.len() {
            let index = called.len();
            let flow = match index.checked_sub(own) {
                None => &cx.flows[index],
                Some(index) => &foreign[index],
            };
            let scope = cx.scope_of(flow.workflow);
            let mut found = Vec::new();
            for (call, target) in calls_of(scope, flow) {
                let is_new = !positions.contains_key(&target);
                if is_new && (positions.len() >= own + FOREIGN || cx.scope.is_own(target)) {
                    continue;
                }
                if is_new {
                    let scope = cx.scope_of(target);
                    let components = scope.description.components();
                    positions.insert(target, positions.len());
                    foreign.push(Control::of(target, components, scope.version));
                }
                found.push((call, positions[&target]));
            }
            called.push(found);
        }
        Self { foreign, called }
    }
}

/// The workflows that a workflow calls, of this document and of others.
fn calls_of<'d>(scope: &Scope<'d>, flow: &Control<'d>) -> Vec<(Call<'d>, Workflow<'d>)> {
    let position = |text| match scope.workflow(text) {
        Target::Workflow(workflow) => Some(workflow),
        _ => None,
    };
    // What no path leads to calls nothing.
    let reach = flow.reach();
    let is_run = |position: usize| !flow.is_certain || reach.is_run(position);
    let mut calls = Vec::new();
    for (index, step) in flow
        .steps
        .iter()
        .enumerate()
        .filter(|(index, step)| step.calls_workflow() && is_run(*index))
    {
        if let Some(text) = step.workflow_id()
            && let Some(target) = position(text)
        {
            let step = Some(index);
            calls.push((Call { text, step }, target));
        }
    }
    let components = scope.description.components();
    let general = flow
        .workflow
        .success_actions()
        .chain(flow.workflow.failure_actions());
    let own = flow
        .steps
        .iter()
        .enumerate()
        .filter(|(index, _)| is_run(*index))
        .flat_map(|(_, step)| step.on_success().chain(step.on_failure()));
    for action in general
        .chain(own)
        .filter_map(|entry| components.action(entry))
    {
        let goes = action
            .r#type()
            .is_some_and(|kind| matches!(kind.value, "goto" | "retry"));
        if let Some(text) = action.workflow_id().filter(|_| goes)
            && let Some(target) = position(text)
        {
            calls.push((Call { text, step: None }, target));
        }
    }
    calls
}

/// Whether a run can end without calling any of the workflows of the circle.
fn has_way_around(
    flow: &Control<'_>,
    calls: &[(Call<'_>, usize)],
    circle: &FxHashSet<usize>,
) -> bool {
    if !flow.is_certain {
        return true;
    }
    let inside = calls.iter().filter(|(_, target)| circle.contains(target));
    let steps: FxHashSet<usize> = inside.filter_map(|(call, _)| call.step).collect();
    let is_blocked = |point: Point| match point {
        Point::Try(position) => steps.contains(&position),
        _ => false,
    };
    let mut reach = flow.reach();
    let ends = [Point::End, Point::Broken];
    reach.leads(&[Point::Entry], &ends, &is_blocked) || leaves_elsewhere(flow, calls, circle)
}

/// Whether an action goes to a workflow that is not part of the circle.
fn leaves_elsewhere(
    flow: &Control<'_>,
    calls: &[(Call<'_>, usize)],
    circle: &FxHashSet<usize>,
) -> bool {
    let inside: FxHashSet<_> = calls
        .iter()
        .filter(|(call, target)| call.step.is_none() && circle.contains(target))
        .map(|(call, _)| call.text.span)
        .collect();
    flow.points().any(|point| {
        flow.ways(point).any(|(to, way)| match (to, way) {
            (Point::Transfer, Way::Action { action, .. }) => action
                .workflow_id()
                .is_some_and(|text| !inside.contains(&text.span)),
            _ => false,
        })
    })
}
