//! Which steps have run before which, as far as the order of the list tells.

use rustc_hash::FxHashMap;

use crate::arazzo::{Components, Step, Workflow};

/// The order of a workflow's steps where nothing can change it.
#[derive(Debug)]
pub struct Order<'d> {
    positions: FxHashMap<Step<'d>, usize>,
    retries: bool,
}

impl<'d> Order<'d> {
    /// The order of the list, or `None` where a `goto`, a retry that runs another step, or a `dependsOn` of a step can
    /// change it.
    pub fn of(workflow: Workflow<'d>, components: Components<'d>) -> Option<Self> {
        let steps: Vec<Step<'d>> = workflow.steps().collect();
        let general = workflow.success_actions().chain(workflow.failure_actions());
        let own = steps
            .iter()
            .flat_map(|step| step.on_success().chain(step.on_failure()));
        let mut retries = false;
        for entry in general.chain(own) {
            // A reference that leads nowhere may mean any action.
            let action = components.action(entry)?;
            let kind = action.r#type().map(|text| text.value);
            if kind != Some("end") && action.step_id().is_some() {
                return None;
            }
            retries |= kind == Some("retry");
        }
        let waits = steps
            .iter()
            .any(|step| step.node().get("dependsOn").is_some());
        let positions = steps.into_iter().zip(0..).collect();
        (!waits).then_some(Self { positions, retries })
    }

    /// How many steps behind `reader` the step `producer` comes: 0 is the reader itself, `None` means before it.
    pub fn steps_behind(&self, reader: Step<'d>, producer: Step<'d>) -> Option<usize> {
        let position = |step| self.positions.get(&step).copied();
        usize::checked_sub(position(producer)?, position(reader)?)
    }

    /// Whether a step may run more than once in a row.
    pub fn has_retries(&self) -> bool {
        self.retries
    }
}
