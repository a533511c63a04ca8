//! The dependency graph of a workflow's steps, and of a document's workflows.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::source::Span;

/// Why one thing waits for another.
#[derive(Clone, Copy, Debug)]
pub struct Dependency {
    /// Where it is said.
    pub span: Span,
    /// Whether a `dependsOn` says so, rather than the reading of an output.
    pub is_declared: bool,
}

/// Things that wait for one another, by their position in the list that they stand in.
#[derive(Debug)]
pub struct Dependencies {
    graph: DiGraph<(), Dependency>,
}

impl Dependencies {
    /// A graph of that many things that nothing waits for yet.
    pub fn new(count: usize) -> Self {
        let mut graph = DiGraph::with_capacity(count, count);
        for _ in 0..count {
            graph.add_node(());
        }
        Self { graph }
    }

    /// Says that `waiting` waits for `awaited`.
    pub fn add(&mut self, waiting: usize, awaited: usize, dependency: Dependency) {
        self.graph
            .add_edge(NodeIndex::new(waiting), NodeIndex::new(awaited), dependency);
    }

    /// A circle in each group of things that wait for one another, if a `dependsOn` is part of the group: the first such
    /// `dependsOn` and the shortest way from what it names back to what says it. Each link is a thing and what makes it
    /// wait for the next one.
    pub fn cycles(&self) -> Vec<Vec<(usize, Dependency)>> {
        // Tarjan's algorithm calls itself for each link of a chain, and documents are as long as they like.
        let mut cycles: Vec<_> = kosaraju_scc(&self.graph)
            .iter()
            .filter_map(|group| self.cycle_in(group))
            .collect();
        // The algorithm's order is its own; the reader's is that of the document.
        cycles.sort_by_key(|cycle| cycle[0].1.span);
        cycles
    }

    fn cycle_in(&self, group: &[NodeIndex]) -> Option<Vec<(usize, Dependency)>> {
        let group: FxHashSet<NodeIndex> = group.iter().copied().collect();
        let edges = group.iter().flat_map(|node| self.graph.edges(*node));
        let inside = edges.filter(|edge| group.contains(&edge.target()));
        let first = inside
            .filter(|edge| edge.weight().is_declared)
            .min_by_key(|edge| edge.weight().span)?;
        let mut cycle = vec![(first.source().index(), *first.weight())];
        cycle.extend(self.shortest_way(first.target(), first.source(), &group)?);
        Some(cycle)
    }

    /// The links from one node to another within a group.
    fn shortest_way(
        &self,
        from: NodeIndex,
        to: NodeIndex,
        group: &FxHashSet<NodeIndex>,
    ) -> Option<Vec<(usize, Dependency)>> {
        // How each node was first reached.
        let mut links: FxHashMap<NodeIndex, Option<(NodeIndex, Dependency)>> = FxHashMap::default();
        links.insert(from, None);
        let mut open = VecDeque::from([from]);
        while let Some(node) = open.pop_front().filter(|node| *node != to) {
            let mut edges: Vec<_> = self
                .graph
                .edges(node)
                .filter(|edge| group.contains(&edge.target()))
                .collect();
            edges.sort_by_key(|edge| edge.weight().span);
            for edge in edges {
                if let Entry::Vacant(slot) = links.entry(edge.target()) {
                    slot.insert(Some((node, *edge.weight())));
                    open.push_back(edge.target());
                }
            }
        }
        let mut way = Vec::new();
        let mut at = to;
        while let Some((before, dependency)) = *links.get(&at)? {
            way.push((before.index(), dependency));
            at = before;
        }
        way.reverse();
        Some(way)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    /// Each edge is (waiting, awaited, declared); its place in the list is its place in the text.
    fn check(edges: &[(usize, usize, bool)], expected: &[&[usize]]) {
        let mut dependencies = Dependencies::new(6);
        for (at, (waiting, awaited, is_declared)) in edges.iter().enumerate() {
            let at = crate::source::offset(at);
            let span = Span {
                source: SourceId(0),
                start: at,
                end: at,
            };
            dependencies.add(
                *waiting,
                *awaited,
                Dependency {
                    span,
                    is_declared: *is_declared,
                },
            );
        }
        let found: Vec<Vec<usize>> = dependencies
            .cycles()
            .iter()
            .map(|cycle| cycle.iter().map(|(node, _)| *node).collect())
            .collect();
        assert_eq!(found, expected, "{edges:?}");
    }

    #[test]
    fn circles_with_a_declared_dependency_are_found() {
        check(&[], &[]);
        check(&[(0, 1, true), (1, 2, true)], &[]);
        check(&[(0, 0, true)], &[&[0]]);
        check(&[(0, 1, true), (1, 0, false)], &[&[0, 1]]);
        check(&[(0, 1, false), (1, 0, false)], &[]);
        check(
            &[(0, 1, true), (1, 2, true), (2, 0, true), (1, 0, false)],
            &[&[0, 1]],
        );
        check(
            &[(3, 4, true), (4, 3, true), (0, 1, true), (1, 0, true)],
            &[&[3, 4], &[0, 1]],
        );
    }

    #[test]
    fn a_long_circle_needs_no_deep_stack() {
        let count = 50_000;
        let mut dependencies = Dependencies::new(count);
        for waiting in 0..count {
            let at = crate::source::offset(waiting);
            let span = Span {
                source: SourceId(0),
                start: at,
                end: at,
            };
            let is_declared = waiting == 0;
            dependencies.add(
                waiting,
                (waiting + 1) % count,
                Dependency { span, is_declared },
            );
        }
        let cycles = dependencies.cycles();
        assert_eq!(cycles.len(), 1);
        assert_eq!(cycles[0].len(), count);
    }
}
