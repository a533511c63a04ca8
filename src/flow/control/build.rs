//! From the lists of a workflow to its control flow.

use std::cell::OnceCell;

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Control, Point, Way};
use crate::arazzo::{Action, Components, Step, Workflow};
use crate::expression::{TermKind, condition};
use crate::flow::status::{StatusSet, statuses, statuses_failing};
use crate::syntax::Node;
use crate::version::Version;

impl<'d> Control<'d> {
    /// Reads the control flow of a workflow.
    pub fn of(workflow: Workflow<'d>, components: Components<'d>, version: Version) -> Self {
        let steps: Vec<Step<'d>> = workflow.steps().collect();
        let positions = steps.iter().copied().zip(0..).collect();
        let mut by_id: FxHashMap<&'d str, usize> = FxHashMap::default();
        let mut is_certain = true;
        for (position, step) in steps.iter().enumerate() {
            if let Some(id) = step.step_id() {
                // Of a name that stands twice it is not known which step it means.
                is_certain &= by_id.insert(id.value, position).is_none();
            }
        }
        let mut builder = Builder {
            components,
            version,
            by_id,
            control: Self {
                workflow,
                steps,
                is_certain,
                graph: DiGraph::new(),
                points: FxHashMap::default(),
                positions,
                detours: FxHashMap::default(),
                from_entry: OnceCell::new(),
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

/// How many actions a workflow's own lists may come to, each counted once for every step that it follows: more than
/// anybody writes.
const MOST: usize = 10_000;

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
        let mut successes: Vec<_> = workflow.success_actions().collect();
        let mut failures: Vec<_> = workflow.failure_actions().collect();
        if (successes.len() + failures.len()).saturating_mul(count) > MOST {
            self.control.is_certain = false;
            successes.clear();
            failures.clear();
        }
        for position in 0..count {
            let step = self.control.steps[position];
            self.way(Point::Try(position), Point::Done(position), Way::Plain);
            self.way(Point::Try(position), Point::Failed(position), Way::Plain);
            let next = match position + 1 < count {
                true => Point::Try(position + 1),
                false => Point::End,
            };
            let own: Vec<_> = step.on_success().collect();
            let replaces = step.node().get("onSuccess").is_some();
            self.outcome(Point::Done(position), (&own, replaces), &successes, next);
            let own: Vec<_> = step.on_failure().collect();
            let replaces = step.node().get("onFailure").is_some();
            let broken = Point::Broken;
            self.outcome(Point::Failed(position), (&own, replaces), &failures, broken);
        }
    }

    /// Adds what follows the success or the failure of a step: its own actions, then those of the workflow. `otherwise` is
    /// what follows where nothing matches (A19).
    fn outcome(
        &mut self,
        from: Point,
        (own, replaces): (&[Action<'d>], bool),
        general: &[Action<'d>],
        otherwise: Point,
    ) {
        let allowed = self.allowed(from);
        if self.actions(from, own, allowed) == Rest::Nothing {
            return;
        }
        // An action of the step stands for that of the workflow with the same name, whichever way A20 is read.
        let components = self.components;
        let name = |entry: &Action<'d>| components.action(*entry)?.name().map(|name| name.value);
        let names: FxHashSet<&str> = own.iter().filter_map(name).collect();
        let is_free = |entry: &&Action<'d>| name(entry).is_none_or(|name| !names.contains(name));
        let general: Vec<_> = general.iter().filter(is_free).copied().collect();
        // A list of the step may also replace that of the workflow as a whole (A20).
        if self.actions(from, &general, allowed) == Rest::Something || replaces {
            self.way(from, otherwise, Way::Plain);
        }
    }

    /// The codes that the response can have at a point. Of a failure nobody knows whether there was one.
    fn allowed(&self, point: Point) -> StatusSet {
        match point {
            Point::Done(position) => {
                let step = self.control.steps[position];
                statuses(step.success_criteria(), self.version)
            }
            _ => StatusSet::ALL,
        }
    }

    /// Adds the ways of a list, first match first, up to an action that is always taken.
    fn actions(&mut self, from: Point, entries: &[Action<'d>], allowed: StatusSet) -> Rest {
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
                        Point::Failed(_) => Point::Broken,
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
                    self.retry(from, action, way);
                    true
                }
                _ => {
                    self.control.is_certain = false;
                    continue;
                }
            };
            // A retry is used up first, so whatever follows it is looked at.
            if !is_retry && is_taken_with(action, allowed, self.version) {
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

    fn retry(&mut self, from: Point, action: Action<'d>, way: Way<'d>) {
        let limit = action.node().get("retryLimit");
        let (Point::Done(position) | Point::Failed(position)) = from else {
            return;
        };
        if limit.is_some_and(|limit| limit.as_written().value == "0") {
            return;
        }
        let again = Point::Try(position);
        match (action.step_id(), self.target(action)) {
            (Some(_), None) => self.control.is_certain = false,
            (Some(_), Some(detour)) => {
                let point = Point::Detour(self.control.graph.node_count());
                self.way(from, point, way);
                self.control.detours.entry(detour).or_default().push(point);
                self.way(point, again, Way::Plain);
                // The step of the detour may fail as well, and then its outputs are not there.
                self.way(from, again, way);
                self.way(from, Point::Broken, way);
            }
            (None, _) => self.way(from, again, way),
        }
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

/// Whether an action is taken whatever happened, as long as the response has one of some codes.
pub fn is_taken_with(action: Action<'_>, allowed: StatusSet, version: Version) -> bool {
    let is_restricted = !allowed.is_all() && !allowed.is_empty();
    let is_list = action.node().get("criteria").is_some_and(Node::is_sequence);
    is_always_taken(action, version)
        || is_restricted
            && is_list
            && statuses_failing(action.criteria(), version).is_disjoint(allowed)
}

/// Whether an action is taken whatever happened: it has no criteria, or all of them are literally true.
pub fn is_always_taken(action: Action<'_>, version: Version) -> bool {
    // What is no list of criteria asks for something, whatever it is.
    let criteria = action.node().get("criteria");
    let is_readable = criteria.is_none_or(|criteria| criteria.is_sequence());
    is_readable
        && action.criteria().all(|criterion| {
            let text = criterion.condition().filter(|_| criterion.is_simple());
            let term = text.and_then(|text| condition(text.value, version).term);
            term.is_some_and(|term| term.kind == TermKind::Boolean(true))
        })
}
