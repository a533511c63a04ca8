//! Steps that lead back to themselves and nowhere else.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use super::{Control, Point};

impl Control<'_> {
    /// The circles of steps that success never leaves: each by the positions of its steps, in the order of the list. A
    /// step that a retry runs again is none, for a retry ends.
    pub fn circles_without_exit(&self) -> Vec<Vec<usize>> {
        let mut circles = Vec::new();
        // What happens when a step fails counts only where success has no way: a circle through failures alone has one.
        let graph: DiGraph<Point, ()> = self.graph.filter_map(
            |_, point| Some(*point),
            |edge, _| {
                let (from, _) = self.graph.edge_endpoints(edge)?;
                let is_failure = matches!(self.graph[from], Point::Failed(_) | Point::Detour(_));
                (!is_failure).then_some(())
            },
        );
        // Tarjan's algorithm calls itself for each step of a chain, and documents are as long as they like.
        for group in kosaraju_scc(&graph) {
            if Self::is_closed_circle(&graph, &group) {
                let mut steps: Vec<usize> = group
                    .iter()
                    .filter_map(|node| match graph[*node] {
                        Point::Try(position) => Some(position),
                        _ => None,
                    })
                    .collect();
                steps.sort_unstable();
                circles.push(steps);
            }
        }
        circles.sort();
        circles
    }

    /// Whether a group is a circle of steps from which success leads to nothing else. What is tried may fail, which is
    /// no way of success.
    fn is_closed_circle(graph: &DiGraph<Point, ()>, group: &[NodeIndex]) -> bool {
        let inside: FxHashSet<NodeIndex> = group.iter().copied().collect();
        let is_inside = |node: NodeIndex| inside.contains(&node);
        let has_step = group
            .iter()
            .any(|node| matches!(graph[*node], Point::Try(_)));
        let leaves = group
            .iter()
            .flat_map(|node| graph.edges(*node))
            .any(|edge| {
                !is_inside(edge.target()) && !matches!(graph[edge.target()], Point::Failed(_))
            });
        has_step && group.len() > 1 && !leaves
    }
}
