//! The workflows and steps of one document by their ids, and what expressions name among them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::{Description, Step, Workflow};
use crate::expression::{StepReference, Steps, WorkflowReference, Workflows};

/// What ids stand for; of duplicates the first. Built once, because everything that names something asks.
#[derive(Debug)]
pub struct Names<'d> {
    /// The document.
    pub description: Description<'d>,
    workflows: FxHashMap<&'d str, Workflow<'d>>,
    repeated: FxHashSet<&'d str>,
    steps: FxHashMap<Workflow<'d>, FxHashMap<&'d str, Step<'d>>>,
    steps_anywhere: FxHashMap<&'d str, (Workflow<'d>, Step<'d>)>,
    /// The length of the longest id. What is longer names nothing, however often a long text is asked for.
    longest: usize,
}

impl<'d> Names<'d> {
    pub(super) fn of(description: Description<'d>) -> Self {
        let mut names = Self {
            description,
            workflows: FxHashMap::default(),
            repeated: FxHashSet::default(),
            steps: FxHashMap::default(),
            steps_anywhere: FxHashMap::default(),
            longest: 0,
        };
        for workflow in description.workflows() {
            if let Some(id) = workflow.workflow_id()
                && *names.workflows.entry(id.value).or_insert(workflow) != workflow
            {
                names.repeated.insert(id.value);
            }
            let length = workflow.workflow_id().map_or(0, |id| id.value.len());
            names.longest = names.longest.max(length);
            let steps = names.steps.entry(workflow).or_default();
            for step in workflow.steps() {
                if let Some(id) = step.step_id() {
                    names.longest = names.longest.max(id.value.len());
                    steps.entry(id.value).or_insert(step);
                    let anywhere = names.steps_anywhere.entry(id.value);
                    anywhere.or_insert((workflow, step));
                }
            }
        }
        names
    }

    /// The workflow of that id.
    pub fn workflow(&self, id: &str) -> Option<Workflow<'d>> {
        if id.len() > self.longest {
            return None;
        }
        self.workflows.get(id).copied()
    }

    /// Whether several workflows have the id, so that it is not known which one is meant.
    pub fn is_repeated(&self, id: &str) -> bool {
        self.repeated.contains(id)
    }

    /// The step of that id in a workflow.
    pub fn step(&self, workflow: Workflow<'d>, id: &str) -> Option<Step<'d>> {
        if id.len() > self.longest {
            return None;
        }
        self.steps.get(&workflow)?.get(id).copied()
    }

    /// The first step of that id in the whole document.
    pub fn step_anywhere(&self, id: &str) -> Option<(Workflow<'d>, Step<'d>)> {
        self.steps_anywhere.get(id).copied()
    }

    /// What a `$steps` expression names as seen from a workflow.
    pub fn steps<'a>(
        &self,
        workflow: Workflow<'d>,
        text: Steps<'a>,
    ) -> (StepReference<'a>, Option<Step<'d>>) {
        let reference = text.resolve(|id| self.step(workflow, id).is_some());
        (reference, self.step(workflow, reference.step.text))
    }

    /// What a `$workflows` expression names.
    pub fn workflows<'a>(
        &self,
        text: Workflows<'a>,
    ) -> (WorkflowReference<'a>, Option<Workflow<'d>>) {
        let reference = text.resolve(|id| self.workflow(id).is_some());
        (reference, self.workflow(reference.workflow.text))
    }
}
