//! The calls of workflows, of this document and of others: by steps, and since 1.1 by actions.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::{Action, ActionKind, Step, Workflow};
use crate::flow::{StatusSet, statuses_failing};
use crate::rules::Context;
use crate::source::Span;
use crate::syntax::Node;
use crate::types::{Moment, Where};
use crate::version::Version;
use crate::workspace::{Inputs, Passed, Target, passed, passed_by_action};

/// A call, with what is passed.
pub(super) struct WorkflowCall<'d> {
    /// The workflow that makes the call.
    pub(super) caller: Workflow<'d>,
    /// The step or the action.
    pub(super) node: Node<'d>,
    /// Where what is passed is evaluated.
    pub(super) at: Where<'d>,
    /// The spot that names it.
    pub(super) head: Span,
    /// What it is, in a word.
    pub(super) what: &'static str,
    /// The workflow that is called.
    pub(super) callee: Workflow<'d>,
    /// What is passed.
    pub(super) passed: Vec<Passed<'d>>,
    /// Whether it is not known what else is passed.
    pub(super) passes_unknown: bool,
}

/// What a workflow takes.
pub(super) struct Callee<'d> {
    /// The inputs, as far as its schema tells; `None` where it has no schema.
    pub(super) inputs: Option<Inputs<'d>>,
    names: FxHashSet<&'d str>,
}

impl Callee<'_> {
    /// Whether the schema knows an input of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

/// All calls of one document, and the workflows that they call.
pub(super) struct WorkflowCalls<'d> {
    /// The calls.
    pub(super) calls: Vec<WorkflowCall<'d>>,
    callees: FxHashMap<Workflow<'d>, Callee<'d>>,
}

impl<'d> WorkflowCalls<'d> {
    /// Finds the calls whose workflow is known beyond doubt and has inputs that can be read.
    pub(super) fn of(cx: &Context<'d>) -> Self {
        let mut calls = Vec::new();
        for found in &cx.steps {
            let Target::Workflow(callee) = found.target else {
                continue;
            };
            let (passed, passes_unknown) = passed(cx.scope, found.workflow, found.step);
            let node = found.step.node();
            calls.push(WorkflowCall {
                caller: found.workflow,
                node,
                at: Where {
                    workflow: found.workflow,
                    step: Some(found.step),
                    moment: Moment::Before,
                },
                head: found.step.head(),
                what: "step",
                callee,
                passed,
                passes_unknown: passes_unknown
                    || cx.is_unreadable(node, "parameters")
                    || cx.is_unreadable(found.workflow.node(), "parameters"),
            });
        }
        if cx.version >= Version::V1_1 {
            calls.extend(actions(cx));
        }
        let repeated = repeated_ids(cx);
        calls.retain(|call| {
            let id = call.callee.workflow_id();
            let is_own = cx.scope.is_own(call.callee);
            id.is_some_and(|id| !is_own || !repeated.contains(id.value))
                && !cx.is_unreadable(call.callee.node(), "inputs")
        });
        let mut callees: FxHashMap<Workflow<'d>, Callee<'d>> = FxHashMap::default();
        for call in &calls {
            callees
                .entry(call.callee)
                .or_insert_with(|| callee(call.callee));
        }
        Self { calls, callees }
    }

    /// What the workflow of a call takes.
    pub(super) fn callee(&self, call: &WorkflowCall<'d>) -> &Callee<'d> {
        &self.callees[&call.callee]
    }
}

/// The calls of actions that go to another workflow, each action once however many use it.
fn actions<'d>(cx: &Context<'d>) -> Vec<WorkflowCall<'d>> {
    let mut seen = FxHashSet::default();
    let mut calls = Vec::new();
    for used in cx.actions() {
        let action = used.action;
        let node = action.node();
        let goes = action
            .r#type()
            .is_some_and(|kind| matches!(kind.value, "goto" | "retry"));
        let Some(text) = action.workflow_id().filter(|_| goes) else {
            continue;
        };
        // A step to go to as well is a mistake of its own.
        if node.get("stepId").is_some() || !seen.insert(node) {
            continue;
        }
        if let Target::Workflow(callee) = cx.scope.workflow(text) {
            let (passed, passes_unknown) = passed_by_action(cx.scope, action);
            calls.push(WorkflowCall {
                caller: used.workflow,
                node,
                at: Where {
                    workflow: used.workflow,
                    // What stands in the components may follow several steps.
                    step: used.step.filter(|_| used.entry == node),
                    moment: moment(cx, used.step, action),
                },
                head: text.span,
                what: "action",
                callee,
                passed,
                passes_unknown: passes_unknown || cx.is_unreadable(node, "parameters"),
            });
        }
    }
    calls
}

/// How far the step has come that an action follows.
fn moment<'d>(cx: &Context<'d>, step: Option<Step<'d>>, action: Action<'d>) -> Moment {
    if action.kind() == ActionKind::Success {
        return Moment::Succeeded;
    }
    // What success means without criteria nobody says.
    let judged = step.filter(|step| step.success_criteria().next().is_some());
    let failing = judged.map_or(StatusSet::ALL, |step| {
        statuses_failing(step.success_criteria(), cx.version)
    });
    let allowed = cx.conditions.statuses_of_all(action.criteria());
    Moment::Failed(allowed.intersection(failing))
}

fn callee(workflow: Workflow<'_>) -> Callee<'_> {
    let inputs = workflow.inputs().map(Inputs::of);
    let known = inputs.iter().flat_map(|inputs| {
        let required = inputs.required.iter().map(|name| name.value);
        inputs.names().chain(required)
    });
    Callee {
        names: known.collect(),
        inputs,
    }
}

/// The ids of which it is not known which workflow they mean, which is reported as that.
fn repeated_ids<'d>(cx: &Context<'d>) -> FxHashSet<&'d str> {
    let mut seen = FxHashSet::default();
    let ids = cx
        .document
        .workflows()
        .filter_map(|workflow| Some(workflow.workflow_id()?.value));
    ids.filter(|id| !seen.insert(*id)).collect()
}
