//! One way through a workflow, for people.

use petgraph::graph::{EdgeIndex, NodeIndex};

use super::{Control, Point, Way};
use crate::arazzo::Action;
use crate::expression::{Comparison, Root, TermKind, condition};
use crate::source::Span;
use crate::version::Version;

/// The steps of a way through a workflow, and the actions that lead from one to the next.
#[derive(Clone, Debug)]
pub struct Path<'d> {
    /// The ids of the steps in the order in which they are tried, each with the action that leads away from it, where
    /// one does.
    pub stations: Vec<(&'d str, Option<Action<'d>>)>,
    /// Whether the last of them is what the way leads to.
    ends_at_step: bool,
}

/// How many steps of a way are shown.
const SHOWN: usize = 8;

impl<'d> Path<'d> {
    /// The way on which `target` was reached first.
    pub(super) fn new(
        control: &Control<'d>,
        came: &[Option<EdgeIndex>],
        target: NodeIndex,
    ) -> Self {
        let mut edges = Vec::new();
        let mut at = target;
        while let Some(edge) = came[at.index()] {
            let Some((from, _)) = control.graph.edge_endpoints(edge) else {
                break;
            };
            edges.push(edge);
            at = from;
        }
        edges.reverse();
        let mut stations: Vec<(&'d str, Option<Action<'d>>)> = Vec::new();
        for edge in edges {
            if let Way::Action { action, .. } = control.graph[edge]
                && let Some(last) = stations.last_mut()
            {
                last.1 = Some(action);
            }
            let to = control.graph.edge_endpoints(edge).map(|(_, to)| to);
            if let Some(Point::Try(position)) = to.map(|to| control.graph[to]) {
                let id = control.steps[position].step_id();
                stations.push((id.map_or("", |id| id.value), None));
            }
        }
        Self {
            stations,
            ends_at_step: matches!(control.graph[target], Point::Try(_)),
        }
    }

    /// The way in words, up to the point that it leads to: "`find` -> on 404 -> `create` -> here". A step that is the end
    /// of the way itself is left out; `None` if it is the whole way.
    pub fn words(&self, version: Version) -> Option<String> {
        let shown = match self.ends_at_step {
            true => &self.stations[..self.stations.len().saturating_sub(1)],
            false => &self.stations[..],
        };
        let skipped = shown.len().saturating_sub(SHOWN);
        let mut parts = Vec::new();
        if skipped > 0 {
            parts.push("...".to_owned());
        }
        for (id, action) in &shown[skipped..] {
            parts.push(format!("`{id}`"));
            parts.extend(action.map(|action| format!("on {}", occasion(action, version))));
        }
        parts.push("here".to_owned());
        (!shown.is_empty()).then(|| parts.join(" -> "))
    }
}

/// When an action is taken, as short as possible: its status code, else its name.
fn occasion(action: Action<'_>, version: Version) -> String {
    let mut criteria = action.criteria();
    let only = criteria.next().filter(|_| criteria.next().is_none());
    let text = only.and_then(|criterion| criterion.condition());
    let term = text.and_then(|text| condition(text.value, version).term);
    if let Some(TermKind::Compare {
        comparison: Comparison::Equal,
        operands,
        ..
    }) = term.map(|term| term.kind)
        && let TermKind::Reference(reference) = &operands.0.kind
        && reference
            .expression
            .is_some_and(|found| found.root == Root::StatusCode)
    {
        return operands.1.text.text.to_owned();
    }
    let name = action.name().map_or("", |name| name.value);
    format!("`{name}`")
}

impl<'d> Path<'d> {
    /// The action on the way that passes over a step: the first that leads from before it to behind it in the list, else
    /// the last of the way.
    pub fn skips(&self, control: &Control<'d>, step: usize) -> Option<Span> {
        let position = |id: &str| {
            control
                .steps
                .iter()
                .position(|step| step.step_id().is_some_and(|known| known.value == id))
        };
        let next = self.stations.iter().skip(1).map(|(id, _)| position(id));
        let next = next.chain([Some(usize::MAX)]);
        let jumps = self
            .stations
            .iter()
            .zip(next)
            .filter_map(|((id, action), next)| {
                let action = (*action)?;
                Some((action, position(id)? < step && next? > step))
            });
        let jumps: Vec<_> = jumps.collect();
        let found = jumps.iter().find(|(_, passes)| *passes).or(jumps.last());
        let (action, _) = found?;
        Some(
            action
                .name()
                .map_or_else(|| action.node().head(), |name| name.span),
        )
    }
}
