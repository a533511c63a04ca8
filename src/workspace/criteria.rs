//! The lists of criteria of a document, each with the places where it is used.

use rustc_hash::FxHashMap;

use super::occurrence::Site;
use crate::arazzo::{Action, ActionKind, Components, Criterion, Description};
use crate::syntax::Node;

/// When the criteria of a list are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CriteriaKind {
    /// To tell whether a step has succeeded.
    Success,
    /// To choose an action, once the step has succeeded.
    OnSuccess,
    /// To choose an action, once the step has failed.
    OnFailure,
}

/// Criteria that have to hold together.
#[derive(Clone, Debug)]
pub struct CriteriaList<'d> {
    /// The step or the action that has them.
    pub owner: Node<'d>,
    /// When they are looked at.
    pub kind: CriteriaKind,
    /// The criteria, at least one.
    pub criteria: Vec<Criterion<'d>>,
    /// Where they are used: several places where a component is, none where nobody uses it. A place without a step is
    /// every step of its workflow.
    pub sites: Vec<Site<'d>>,
}

/// The lists of a document: workflow by workflow, then those of components that nobody uses.
pub fn criteria_lists(description: Description<'_>) -> Vec<CriteriaList<'_>> {
    let components = description.components();
    let mut found = Collector::default();
    for workflow in description.workflows() {
        let site = Site {
            workflow: Some(workflow),
            step: None,
            via: None,
        };
        let actions = workflow.success_actions().chain(workflow.failure_actions());
        actions.for_each(|entry| found.entry(components, entry, site));
        for step in workflow.steps() {
            let site = Site {
                step: Some(step),
                ..site
            };
            let criteria = step.success_criteria();
            found.add(step.node(), CriteriaKind::Success, criteria, Some(site));
            let actions = step.on_success().chain(step.on_failure());
            actions.for_each(|entry| found.entry(components, entry, site));
        }
    }
    for kind in [ActionKind::Success, ActionKind::Failure] {
        for (_, action) in components.actions(kind) {
            found.action(action, None);
        }
    }
    found.lists
}

#[derive(Default)]
struct Collector<'d> {
    lists: Vec<CriteriaList<'d>>,
    places: FxHashMap<Node<'d>, usize>,
}

impl<'d> Collector<'d> {
    /// An entry of a list of actions: the action itself, or a reference to it.
    fn entry(&mut self, components: Components<'d>, entry: Action<'d>, site: Site<'d>) {
        let via = entry.reusable().map(|_| entry.node());
        if let Some(action) = components.action(entry) {
            self.action(action, Some(Site { via, ..site }));
        }
    }

    fn action(&mut self, action: Action<'d>, site: Option<Site<'d>>) {
        let kind = match action.kind() {
            ActionKind::Success => CriteriaKind::OnSuccess,
            ActionKind::Failure => CriteriaKind::OnFailure,
        };
        self.add(action.node(), kind, action.criteria(), site);
    }

    fn add(
        &mut self,
        owner: Node<'d>,
        kind: CriteriaKind,
        criteria: impl Iterator<Item = Criterion<'d>>,
        site: Option<Site<'d>>,
    ) {
        if let Some(place) = self.places.get(&owner) {
            self.lists[*place].sites.extend(site);
            return;
        }
        let criteria: Vec<_> = criteria.collect();
        if !criteria.is_empty() {
            self.places.insert(owner, self.lists.len());
            self.lists.push(CriteriaList {
                owner,
                kind,
                criteria,
                sites: site.into_iter().collect(),
            });
        }
    }
}
