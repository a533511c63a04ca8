//! Which workflows have run when something reads an output of theirs.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::{Action, Workflow};
use crate::flow::{Control, Point};
use crate::rules::Context;
use crate::syntax::Text;
use crate::workspace::{Occurrence, Place, Scope, Target};

/// How many workflows and points are looked at for one document; what is asked beyond it may have run.
const BUDGET: usize = 5_000_000;

/// How many workflows one is taken to run, through others: more than anybody lists.
const MOST: usize = 1_000;

/// Answers about the workflows of one document.
pub(super) struct Completed<'c, 'd> {
    cx: &'c Context<'d>,
    budget: usize,
    /// By the workflow that reads and the one that is read: the points that a run can pass once the latter has been
    /// called.
    after: FxHashMap<(Workflow<'d>, Workflow<'d>), FxHashSet<Point>>,
    /// What each workflow names as running before or in it.
    named: FxHashMap<(Workflow<'d>, Kind), Rc<[Workflow<'d>]>>,
    /// By the workflow: those that have been completed before it begins; `None` if they are too many.
    before: FxHashMap<Workflow<'d>, Option<FxHashSet<Workflow<'d>>>>,
}

impl<'c, 'd> Completed<'c, 'd> {
    pub(super) fn new(cx: &'c Context<'d>) -> Self {
        Self {
            cx,
            budget: BUDGET,
            after: FxHashMap::default(),
            named: FxHashMap::default(),
            before: FxHashMap::default(),
        }
    }

    /// Whether a workflow may have run when something in the workflow of `flow` is evaluated: because that one waits for
    /// it, or because a step before has called it.
    pub(super) fn may_have_run(
        &mut self,
        other: Workflow<'d>,
        flow: &Control<'d>,
        occurrence: &Occurrence<'d>,
    ) -> bool {
        let reader = flow.workflow;
        let before = match self.before.get(&reader) {
            Some(before) => before,
            None => {
                let awaited = self.names(reader, Kind::Awaited);
                let found = self.closure(awaited, Kind::All);
                self.before.entry(reader).or_insert(found)
            }
        };
        if before.as_ref().is_none_or(|before| before.contains(&other)) {
            return true;
        }
        let at = match (occurrence.site.step, occurrence.place) {
            (Some(step), Place::Request) => flow.position(step).map(|step| flow.runs(step)),
            (Some(step), _) => flow
                .position(step)
                .map(|step| vec![Point::Done(step), Point::Failed(step)]),
            (None, Place::WorkflowOutput) => Some(vec![Point::End, Point::Broken]),
            (None, _) => None,
        };
        // With `dependsOn` tools may change the order of the steps.
        let Some(at) = at.filter(|_| flow.is_certain && !flow.has_dependencies()) else {
            return self.runs(reader, other);
        };
        let Some(after) = self.after(flow, other) else {
            return true;
        };
        at.iter().any(|point| after.contains(point))
    }

    /// Whether a workflow waits for another one, through any number of them.
    pub(super) fn waits(&mut self, waiting: Workflow<'d>, awaited: Workflow<'d>) -> bool {
        let names = self.names(waiting, Kind::Awaited);
        let found = self.closure(names, Kind::Awaited);
        found.is_none_or(|found| found.contains(&awaited))
    }

    /// Whether a workflow runs another one, through any number of them.
    pub(super) fn runs(&mut self, runner: Workflow<'d>, other: Workflow<'d>) -> bool {
        let names = self.names(runner, Kind::All);
        let found = self.closure(names, Kind::All);
        found.is_none_or(|found| found.contains(&other))
    }

    /// The points that a run can pass once a step has called a workflow; `None` if it is not looked for.
    fn after(&mut self, flow: &Control<'d>, other: Workflow<'d>) -> Option<&FxHashSet<Point>> {
        let key = (flow.workflow, other);
        if !self.after.contains_key(&key) {
            let general: Vec<_> = flow.workflow.failure_actions().collect();
            let general = self.returning(&general);
            let mut callers = Vec::new();
            for (position, step) in flow.steps.iter().enumerate() {
                let own: Vec<_> = step.on_failure().collect();
                let mut calls = self.returning(&own);
                calls.extend(
                    step.workflow_id()
                        .and_then(|text| target(self.cx.scope, text)),
                );
                calls.extend(&general);
                let found = self.closure(calls.into(), Kind::All)?;
                if found.contains(&other) {
                    callers.push(position);
                }
            }
            let reach = flow.reach();
            let mut after = FxHashSet::default();
            for caller in callers {
                for point in [Point::Done(caller), Point::Failed(caller)] {
                    reach.mark(point, &mut after);
                }
                for point in flow.runs(caller).into_iter().skip(1) {
                    reach.mark(point, &mut after);
                }
            }
            self.budget = self.budget.checked_sub(after.len() + flow.steps.len())?;
            self.after.insert(key, after);
        }
        self.after.get(&key)
    }

    /// The workflows that retries run before the step is tried again: a goto does not come back.
    fn returning(&self, entries: &[Action<'d>]) -> Vec<Workflow<'d>> {
        let components = self.cx.document.components();
        let actions = entries
            .iter()
            .filter_map(|entry| components.action(*entry))
            .filter(|action| action.r#type().is_some_and(|kind| kind.value == "retry"));
        let names = actions.filter_map(Action::workflow_id);
        names
            .filter_map(|name| target(self.cx.scope, name))
            .collect()
    }

    /// Some workflows, and those that they wait for or run in turn; `None` if they are too many.
    fn closure(
        &mut self,
        names: Rc<[Workflow<'d>]>,
        kind: Kind,
    ) -> Option<FxHashSet<Workflow<'d>>> {
        let mut found = FxHashSet::default();
        let mut open = vec![names];
        while let Some(names) = open.pop() {
            self.budget = self.budget.checked_sub(names.len() + 1)?;
            for target in names.iter().copied() {
                if found.insert(target) {
                    if found.len() > MOST {
                        return None;
                    }
                    open.push(self.names(target, kind));
                }
            }
        }
        Some(found)
    }

    fn names(&mut self, workflow: Workflow<'d>, kind: Kind) -> Rc<[Workflow<'d>]> {
        if let Some(known) = self.named.get(&(workflow, kind)) {
            return Rc::clone(known);
        }
        // Names of another document mean what they mean there.
        let scope = self.cx.scope_of(workflow);
        let mut names: Vec<_> = workflow.depends_on().collect();
        if kind == Kind::All {
            let components = scope.description.components();
            let steps = workflow.steps();
            let own = steps.flat_map(|step| step.on_success().chain(step.on_failure()));
            let actions = own
                .chain(workflow.success_actions())
                .chain(workflow.failure_actions())
                .filter_map(|entry| components.action(entry));
            names.extend(workflow.steps().filter_map(|step| step.workflow_id()));
            names.extend(actions.filter_map(Action::workflow_id));
        }
        let names = names.into_iter();
        let names: Rc<[_]> = names.filter_map(|name| target(scope, name)).collect();
        self.named.insert((workflow, kind), Rc::clone(&names));
        names
    }
}

/// The workflow that a name stands for in the document of a scope.
fn target<'d>(scope: &Scope<'d>, name: Text<'d>) -> Option<Workflow<'d>> {
    match scope.workflow(name) {
        Target::Workflow(workflow) => Some(workflow),
        _ => None,
    }
}

/// Which ways from one workflow to another count.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// `dependsOn` alone.
    Awaited,
    /// Also what steps and actions run.
    All,
}
