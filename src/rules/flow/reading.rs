//! Outputs of steps as they are read in their workflow, and whether they are there.

use crate::arazzo::Step;
use crate::expression::Root;
use crate::flow::{Availability, Control, Point, Reach};
use crate::rules::Context;
use crate::workspace::{Occurrence, Place};

/// An output of a step that something in the same workflow reads.
pub(super) struct Reading<'c, 'd> {
    /// The expression.
    pub(super) occurrence: &'c Occurrence<'d>,
    /// What it says, as it is written.
    pub(super) text: &'d str,
    /// The step whose output is read, and its position.
    pub(super) producer: Step<'d>,
    pub(super) produced_at: usize,
    /// The position of the step that reads; none for an output of the workflow.
    pub(super) reader: Option<usize>,
    /// Whether the output is there.
    pub(super) availability: Availability<'d>,
}

impl<'d> Reading<'_, 'd> {
    /// The id of the step whose output is read.
    pub(super) fn producer_id(&self) -> &'d str {
        self.producer.step_id().map_or("", |id| id.value)
    }
}

/// What is read in each workflow whose order is certain, and can be reached.
pub(super) fn readings<'c, 'd>(
    cx: &'c Context<'d>,
    mut each: impl FnMut(&'c Control<'d>, Reading<'c, 'd>),
) {
    for flow in &cx.flows {
        // With `dependsOn` tools may change the order, and declared or not, outputs that are read count as dependencies.
        let waits = flow.has_dependencies();
        let reads = |occurrence: &&Occurrence<'d>| {
            occurrence.malformed.is_none()
                && matches!(
                    occurrence.expression.map(|found| found.root),
                    Some(Root::Steps(_))
                )
        };
        let mut occurrences = cx
            .occurrences_in(flow.workflow)
            .iter()
            .filter(reads)
            .peekable();
        if !flow.is_certain || waits || occurrences.peek().is_none() {
            continue;
        }
        let mut reach = flow.reach();
        for occurrence in occurrences {
            if let Some(reading) = reading(cx, flow, &mut reach, occurrence) {
                each(flow, reading);
            }
        }
    }
}

fn reading<'c, 'd>(
    cx: &Context<'d>,
    flow: &Control<'d>,
    reach: &mut Reach<'_, 'd>,
    occurrence: &'c Occurrence<'d>,
) -> Option<Reading<'c, 'd>> {
    let expression = occurrence.expression?;
    let Root::Steps(steps) = expression.root else {
        return None;
    };
    let (reference, producer) = cx.scope.names.steps(flow.workflow, steps);
    let producer = producer?;
    // An output that nobody declares is reported as that.
    let name = reference.output?.text;
    producer
        .outputs()
        .find(|output| name.starts_with(output.key.value))?;
    let produced_at = flow.position(producer)?;
    let reader = match occurrence.site.step {
        Some(step) => Some(flow.position(step)?),
        None => None,
    };
    let at = match (reader, occurrence.place) {
        (Some(reader), _) => flow.runs(reader),
        (None, Place::WorkflowOutput) => vec![Point::End],
        // What every step shares is evaluated at places that differ.
        (None, _) => return None,
    };
    // What nothing reaches is reported as that.
    let is_certain = at.iter().any(|at| reach.is_reachable(*at)) && reach.is_run(produced_at);
    is_certain.then(|| Reading {
        occurrence,
        text: expression.text.text,
        producer,
        produced_at,
        reader,
        availability: reach.availability(produced_at, &at),
    })
}
