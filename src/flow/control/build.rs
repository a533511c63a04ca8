//! From the lists of a workflow to its control flow.

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use super::{Control, Point, Way};
use crate::arazzo::{Action, Components, Step, Workflow};
use crate::expression::{TermKind, condition};
use crate::version::Version;

impl<'d> Control<'d> {
    /// Reads the control flow of a workflow.
    pub fn of(workflow: Workflow<'d>, components: Components<'d>, version: Version) -> Self {
        let steps: Vec<Step<'d>> = workflow.steps().collect();
        let positions = steps.iter().copied().zip(0..).collect();
        let mut by_id: FxHashMap<&'d str, usize> = FxHashMap::default();
        for (position, step) in steps.iter().enumerate() {
            if let Some(id) = step.step_id() {
                by_id.entry(id.value).or_insert(position);
            }
        }
        let mut builder = Builder {
            components,
            version,
            by_id,
            control: Self {
                workflow,
                steps,
                is_certain: true,
                graph: DiGraph::new(),
                points: FxHashMap::default(),
                positions,
                detours: FxHashMap::default(),
            },
        };
        builder.build();
        builder.control
    }
}

struct Builder<'d> {
    components: Components<'d>,
    version: Version,
    by_id: FxHashMap<&'d str, usize>,
    control: Control<'d>,
}

/// What follows the actions of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// One of them is always taken, so nothing does.
    Nothing,
    /// None of them may be.
    Something,
}

impl<'d> Builder<'d> {
    fn build(&mut self) {
        let workflow = self.control.workflow;
        let count = self.control.steps.len();
        // Points are numbered in the order of the list, which makes what is found the same on every run.
        self.point(Point::Entry);
        for position in 0..count {
            self.point(Point::Try(position));
            self.point(Point::Done(position));
            self.point(Point::Failed(position));
        }
        if count > 0 {
            self.way(Point::Entry, Point::Try(0), Way::Plain);
        }
        let successes: Vec<_> = workflow.success_actions().collect();
        let failures: Vec<_> = workflow.failure_actions().collect();
        let after_success = self.actions(Point::AfterSuccess, &successes, None);
        let after_failure = self.actions(Point::AfterFailure, &failures, None);
        let retries = failures.iter().any(|entry| self.is_plain_retry(*entry));
        for position in 0..count {
            let step = self.control.steps[position];
            self.way(Point::Try(position), Point::Done(position), Way::Plain);
            self.way(Point::Try(position), Point::Failed(position), Way::Plain);
            self.success(position, step, &successes, after_success);
            self.failure(position, step, &failures, after_failure, retries);
        }
    }

    fn success(&mut self, position: usize, step: Step<'d>, general: &[Action<'d>], after: Rest) {
        let own: Vec<_> = step.on_success().collect();
        let done = Point::Done(position);
        if self.actions(done, &own, Some(position)) == Rest::Nothing {
            return;
        }
        if !general.is_empty() {
            self.way(done, Point::AfterSuccess, Way::Plain);
        }
        // A list of the step may replace that of the workflow (A20), and where nothing holds the next step follows (A19).
        if after == Rest::Something || general.is_empty() || !own.is_empty() {
            let next = match position + 1 < self.control.steps.len() {
                true => Point::Try(position + 1),
                false => Point::End,
            };
            self.way(done, next, Way::Plain);
        }
    }

    fn failure(
        &mut self,
        position: usize,
        step: Step<'d>,
        general: &[Action<'d>],
        after: Rest,
        retries: bool,
    ) {
        let own: Vec<_> = step.on_failure().collect();
        let failed = Point::Failed(position);
        if self.actions(failed, &own, Some(position)) == Rest::Nothing {
            return;
        }
        if !general.is_empty() {
            self.way(failed, Point::AfterFailure, Way::Plain);
            if retries {
                self.way(failed, Point::Try(position), Way::Plain);
            }
        }
        if after == Rest::Something || general.is_empty() || !own.is_empty() {
            self.way(failed, Point::Broken, Way::Plain);
        }
    }

    /// Adds the ways of a list, first match first, up to an action that is always taken. `step` is the one that the
    /// list belongs to, if it is not that of the workflow.
    fn actions(&mut self, from: Point, entries: &[Action<'d>], step: Option<usize>) -> Rest {
        for entry in entries {
            let Some(action) = self.components.action(*entry) else {
                self.control.is_certain = false;
                continue;
            };
            let way = Way::Action {
                entry: *entry,
                action,
            };
            let is_retry = match action.r#type().map(|text| text.value) {
                Some("end") => {
                    let exit = match from {
                        Point::Failed(_) | Point::AfterFailure => Point::Broken,
                        _ => Point::End,
                    };
                    self.way(from, exit, way);
                    false
                }
                Some("goto") => {
                    self.go(from, action, way);
                    false
                }
                Some("retry") => {
                    self.retry(from, action, way, step);
                    true
                }
                _ => {
                    self.control.is_certain = false;
                    continue;
                }
            };
            // A retry is used up first, so whatever follows it is looked at.
            if !is_retry && is_always_taken(action, self.version) {
                return Rest::Nothing;
            }
        }
        Rest::Something
    }

    fn go(&mut self, from: Point, action: Action<'d>, way: Way<'d>) {
        if action.workflow_id().is_some() {
            self.way(from, Point::Transfer, way);
        } else {
            match self.target(action) {
                Some(position) => self.way(from, Point::Try(position), way),
                None => self.control.is_certain = false,
            }
        }
    }

    fn retry(&mut self, from: Point, action: Action<'d>, way: Way<'d>, step: Option<usize>) {
        let limit = action.node().get("retryLimit");
        if limit.is_some_and(|limit| limit.as_written().value == "0") {
            return;
        }
        let again = |builder: &mut Self, from: Point, way: Way<'d>| match step {
            Some(position) => builder.way(from, Point::Try(position), way),
            None => {
                builder.again();
                builder.way(from, Point::Again, way);
            }
        };
        match (action.step_id(), self.target(action)) {
            (Some(_), None) => self.control.is_certain = false,
            (Some(_), Some(detour)) => {
                let point = Point::Detour(self.control.graph.node_count());
                self.way(from, point, way);
                let node = self.point(point);
                self.control.detours.entry(detour).or_default().push(node);
                again(self, point, Way::Plain);
                // The step of the detour may fail as well, and then its outputs are not there.
                again(self, from, way);
                self.way(from, Point::Broken, way);
            }
            // A plain retry of the workflow's list is added to each step.
            (None, _) if step.is_none() => {}
            (None, _) => again(self, from, way),
        }
    }

    /// Every step can be the one that failed.
    fn again(&mut self) {
        if self.control.points.contains_key(&Point::Again) {
            return;
        }
        for position in 0..self.control.steps.len() {
            self.way(Point::Again, Point::Try(position), Way::Plain);
        }
    }

    fn is_plain_retry(&self, entry: Action<'d>) -> bool {
        let action = self.components.action(entry);
        action.is_some_and(|action| {
            action.r#type().is_some_and(|kind| kind.value == "retry") && action.step_id().is_none()
        })
    }

    fn target(&self, action: Action<'d>) -> Option<usize> {
        self.by_id.get(action.step_id()?.value).copied()
    }

    fn point(&mut self, point: Point) -> NodeIndex {
        let graph = &mut self.control.graph;
        *self
            .control
            .points
            .entry(point)
            .or_insert_with(|| graph.add_node(point))
    }

    fn way(&mut self, from: Point, to: Point, way: Way<'d>) {
        let (from, to) = (self.point(from), self.point(to));
        self.control.graph.add_edge(from, to, way);
    }
}

/// Whether an action is taken whatever happened: it has no criteria, or all of them are literally true.
pub fn is_always_taken(action: Action<'_>, version: Version) -> bool {
    action.criteria().all(|criterion| {
        let text = criterion.condition().filter(|_| criterion.is_simple());
        let term = text.and_then(|text| condition(text.value, version).term);
        term.is_some_and(|term| term.kind == TermKind::Boolean(true))
    })
}
