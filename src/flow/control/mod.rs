//! The control flow of a workflow: which step can follow which, and what has run before (requirements, section 20.2).
//!
//! A step is tried, and then has succeeded or failed: its outputs are there once it has succeeded. Where the text of the
//! specification leaves a choice (A19, A20), the graph has the ways of every reading, so that what no way of it does
//! cannot happen.

mod build;

mod circle;

mod path;

mod reach;

use std::cell::OnceCell;

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

pub use build::{is_always_taken, is_taken_with};
pub use path::Path;
use reach::FromEntry;
pub use reach::{Availability, Reach};

use crate::arazzo::{Action, Step, Workflow};

/// A point that a run can pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// The workflow begins.
    Entry,
    /// The step of that position is about to be tried.
    Try(usize),
    /// It has succeeded.
    Done(usize),
    /// It has failed.
    Failed(usize),
    /// A retry runs another step before the step that failed is tried again: a number of its own for each.
    Detour(usize),
    /// The workflow ends well.
    End,
    /// It ends because a step has failed.
    Broken,
    /// It hands over to another workflow and does not come back.
    Transfer,
}

/// Why one point follows another.
#[derive(Clone, Copy, Debug)]
pub enum Way<'d> {
    /// Nothing else is said.
    Plain,
    /// An action leads there: the entry of the list, and what it stands for.
    Action {
        /// What stands in the list.
        entry: Action<'d>,
        /// The action itself.
        action: Action<'d>,
    },
}

impl Way<'_> {
    /// Whether no action leads there.
    pub fn is_plain(self) -> bool {
        matches!(self, Self::Plain)
    }
}

/// The points and ways of one workflow.
#[derive(Debug)]
pub struct Control<'d> {
    /// The workflow.
    pub workflow: Workflow<'d>,
    /// Its steps, in the order of the list.
    pub steps: Vec<Step<'d>>,
    /// Whether every action is known: what leads nowhere may lead anywhere, and then nothing is certain.
    pub is_certain: bool,
    graph: DiGraph<Point, Way<'d>>,
    points: FxHashMap<Point, NodeIndex>,
    positions: FxHashMap<Step<'d>, usize>,
    /// The points at which a retry runs a step, by the position of the step: it has set its outputs then.
    detours: FxHashMap<usize, Vec<Point>>,
    /// What can be reached, once somebody has asked.
    from_entry: OnceCell<FromEntry>,
}

impl<'d> Control<'d> {
    /// The position of a step in the list.
    pub fn position(&self, step: Step<'d>) -> Option<usize> {
        self.positions.get(&step).copied()
    }

    /// Whether a step has `dependsOn`, with which tools may change the order of the steps.
    pub fn has_dependencies(&self) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| step.node().get("dependsOn").is_some())
    }

    /// Every point.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.graph.node_weights().copied()
    }

    /// The ways that leave a point, in the order in which they are looked at.
    pub fn ways(&self, point: Point) -> impl Iterator<Item = (Point, Way<'d>)> + '_ {
        let node = self.points.get(&point).copied();
        let mut edges: Vec<_> = node
            .into_iter()
            .flat_map(|node| self.graph.edges(node))
            .collect();
        // The library lists the newest first.
        edges.reverse();
        edges.into_iter().map(|edge| {
            use petgraph::visit::EdgeRef;
            (self.graph[edge.target()], *edge.weight())
        })
    }

    /// The points at which a step begins: when it is its turn, and when a retry runs it before another one.
    pub fn runs(&self, step: usize) -> Vec<Point> {
        let detours = self.detours.get(&step).into_iter().flatten().copied();
        std::iter::once(Point::Try(step)).chain(detours).collect()
    }

    /// The points at which the outputs of a step are there for the first time.
    fn producers(&self, step: usize) -> Vec<NodeIndex> {
        let detours = self.detours.get(&step).into_iter().flatten().copied();
        self.nodes(std::iter::once(Point::Done(step)).chain(detours))
    }

    fn nodes(&self, points: impl IntoIterator<Item = Point>) -> Vec<NodeIndex> {
        let node = |point| self.points.get(&point).copied();
        points.into_iter().filter_map(node).collect()
    }
}
