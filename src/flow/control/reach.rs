//! What can be reached from where.

use std::collections::VecDeque;

use petgraph::Direction;
use petgraph::algo::dominators::simple_fast;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::{EdgeRef, NodeFiltered};
use rustc_hash::FxHashSet;

use super::{Control, Path, Point};

/// Answers about one control flow that share their work.
#[derive(Debug)]
pub struct Reach<'c, 'd> {
    control: &'c Control<'d>,
    from_entry: &'c FromEntry,
    /// How many points searches may still visit: they are as many as pairs of steps in the worst case.
    budget: usize,
}

/// How runs can begin, which every answer is built on.
#[derive(Debug)]
pub(super) struct FromEntry {
    /// Where each point stands in a walk over the tree of dominators, and where what it dominates ends.
    dominated: Vec<(usize, usize)>,
    /// Whether a run can pass each point.
    reached: Vec<bool>,
}

/// Whether outputs are there.
#[derive(Clone, Debug)]
pub enum Availability<'d> {
    /// On every way.
    Always,
    /// Not on this way.
    Sometimes(Path<'d>),
    /// On none.
    Never,
    /// Not asked, because asking takes too long.
    Unknown,
}

/// How many points the searches of one workflow visit at most: a second of work.
const BUDGET: usize = 20_000_000;

impl<'d> Control<'d> {
    /// Answers about what can be reached.
    pub fn reach(&self) -> Reach<'_, 'd> {
        let from_entry = self.from_entry.get_or_init(|| {
            let entry = self.points[&Point::Entry];
            FromEntry {
                dominated: self.dominated(entry),
                reached: self.search(&[entry], &|_| false).reached,
            }
        });
        Reach {
            control: self,
            from_entry,
            budget: BUDGET,
        }
    }
}

/// What a search has found.
struct Search {
    /// Whether each point was reached. Those that the search began at only count if a way leads back to them, except the
    /// entry.
    reached: Vec<bool>,
    /// How each point was reached first.
    came: Vec<Option<EdgeIndex>>,
    /// How many points were visited.
    visited: usize,
}

impl Control<'_> {
    /// Numbers the points such that those which a point dominates stand behind it without a gap.
    fn dominated(&self, entry: NodeIndex) -> Vec<(usize, usize)> {
        // Nearly every point leads to those where runs end. Left out they cost nothing, and are put in their place after.
        let is_end = |node: NodeIndex| node != entry && self.graph.neighbors(node).next().is_none();
        let inner = NodeFiltered::from_fn(&self.graph, |node| !is_end(node));
        let dominators = simple_fast(&inner, entry);
        let above = |node| dominators.immediate_dominator(node);
        let mut below = vec![Vec::new(); self.graph.node_count()];
        for node in self.graph.node_indices().filter(|node| !is_end(*node)) {
            if let Some(above) = above(node) {
                below[above.index()].push(node);
            }
        }
        let numbers = self.numbered(entry, &below);
        for end in self.graph.node_indices().filter(|node| is_end(*node)) {
            let before = self.graph.neighbors_directed(end, Direction::Incoming);
            let starts = before.map(|node| (numbers[node.index()].0, node));
            let starts = starts.filter(|(start, _)| *start > 0);
            let Some((first, mut around)) = starts.clone().min_by_key(|(start, _)| *start) else {
                continue;
            };
            let last = starts.map(|(start, _)| start).max().unwrap_or(first);
            // The nearest point that dominates all from which the end is reached.
            while numbers[around.index()].1 <= last
                && let Some(next) = above(around)
            {
                around = next;
            }
            below[around.index()].push(end);
        }
        self.numbered(entry, &below)
    }

    /// Where each point of a tree stands in a walk over it, from 1, and where what lies below it ends.
    fn numbered(&self, entry: NodeIndex, below: &[Vec<NodeIndex>]) -> Vec<(usize, usize)> {
        let mut numbers = vec![(0, 0); self.graph.node_count()];
        let mut next = 1;
        let mut open = vec![(entry, false)];
        while let Some((node, is_done)) = open.pop() {
            if is_done {
                numbers[node.index()].1 = next;
                continue;
            }
            numbers[node.index()].0 = next;
            next += 1;
            open.push((node, true));
            open.extend(below[node.index()].iter().map(|node| (*node, false)));
        }
        numbers
    }

    /// What can be reached from some points without passing a blocked one.
    fn search(&self, from: &[NodeIndex], is_blocked: &dyn Fn(NodeIndex) -> bool) -> Search {
        let graph = &self.graph;
        let mut reached = vec![false; graph.node_count()];
        let mut came = vec![None; graph.node_count()];
        let mut open: VecDeque<NodeIndex> = from.iter().copied().collect();
        for node in from.iter().filter(|node| graph[**node] == Point::Entry) {
            reached[node.index()] = true;
        }
        let mut visited = 0;
        while let Some(node) = open.pop_front() {
            visited += 1;
            // Edges are listed newest first; the first in the list is the one to show.
            let mut edges: Vec<_> = graph.edges(node).collect();
            edges.reverse();
            for edge in edges {
                let next = edge.target();
                if !reached[next.index()] {
                    reached[next.index()] = true;
                    came[next.index()] = Some(edge.id());
                    if !is_blocked(next) {
                        open.push_back(next);
                    }
                }
            }
        }
        Search {
            reached,
            came,
            visited,
        }
    }
}

impl<'d> Reach<'_, 'd> {
    /// Whether a run can pass a point.
    pub fn is_reachable(&self, point: Point) -> bool {
        let node = self.control.points.get(&point);
        node.is_some_and(|node| self.from_entry.reached[node.index()])
    }

    /// Marks what can be reached from a point, the point included; what is marked already is passed over.
    pub fn mark(&self, point: Point, marked: &mut FxHashSet<Point>) {
        let Some(start) = self.control.points.get(&point) else {
            return;
        };
        let graph = &self.control.graph;
        let mut open = vec![*start];
        while let Some(node) = open.pop() {
            if marked.insert(graph[node]) {
                open.extend(graph.neighbors(node));
            }
        }
    }

    /// Whether a point can be reached from others without passing any that `is_blocked` holds for.
    pub fn leads(
        &mut self,
        from: &[Point],
        to: &[Point],
        is_blocked: &dyn Fn(Point) -> bool,
    ) -> bool {
        let node = |point: &Point| self.control.points.get(point).copied();
        let from: Vec<_> = from.iter().filter_map(node).collect();
        let to: Vec<_> = to.iter().filter_map(node).collect();
        let graph = &self.control.graph;
        let found = self.search(&from, &|node| is_blocked(graph[node]));
        to.iter().any(|node| found.reached[node.index()])
    }

    /// Whether a run can come to a step, be it as the detour of a retry.
    pub fn is_run(&self, step: usize) -> bool {
        let runs = self.control.runs(step);
        runs.into_iter().any(|point| self.is_reachable(point))
    }

    /// Whether the outputs of a step are there whenever a run comes to one of some points.
    pub fn availability(&mut self, step: usize, at: &[Point]) -> Availability<'d> {
        let mut targets = self.control.nodes(at.iter().copied());
        targets.retain(|target| self.from_entry.reached[target.index()]);
        let producers = self.control.producers(step);
        // Many retries may run the same steps.
        let pairs = producers.len() * targets.len();
        if self.budget < pairs {
            return Availability::Unknown;
        }
        self.budget -= pairs;
        let is_dominated = |target: &NodeIndex| {
            producers.iter().any(|node| {
                let dominated = &self.from_entry.dominated;
                let (start, end) = dominated[node.index()];
                (start + 1..end).contains(&dominated[target.index()].0)
            })
        };
        if targets.iter().all(is_dominated) {
            return match targets.is_empty() {
                true => Availability::Unknown,
                false => Availability::Always,
            };
        }
        if self.budget < 2 * self.control.graph.node_count() {
            return Availability::Unknown;
        }
        // A failed step has run, and it is not stated that its outputs are absent.
        let mut started = producers.clone();
        started.extend(self.control.points.get(&Point::Failed(step)));
        started.retain(|node| self.from_entry.reached[node.index()]);
        let behind = self.search(&started, &|_| false).reached;
        if !targets.iter().any(|target| behind[target.index()]) {
            return Availability::Never;
        }
        let entry = self.control.points[&Point::Entry];
        let without = self.search(&[entry], &|node| producers.contains(&node));
        let mut targets = targets.iter();
        match targets.find(|target| without.reached[target.index()]) {
            Some(target) => {
                Availability::Sometimes(Path::new(self.control, &without.came, *target))
            }
            None => Availability::Always,
        }
    }

    /// A search that uses up what searches may still visit.
    fn search(&mut self, from: &[NodeIndex], is_blocked: &dyn Fn(NodeIndex) -> bool) -> Search {
        let found = self.control.search(from, is_blocked);
        self.budget = self.budget.saturating_sub(found.visited);
        found
    }
}
