use super::reading::readings;
use crate::flow::Availability;
use crate::rules::reference::show_use;
use crate::rules::{Context, Reporter, rule};
use crate::workspace::Place;

rule! {
    /// Reports an output that is read where no path has run its step before: in an earlier step, in the request of the step
    /// itself, on another branch. Not looked for in workflows whose steps have `dependsOn`, which can change the order.
    ///
    /// ## Why is this bad?
    ///
    /// The value is not there yet.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     parameters:
    ///       - { name: order, in: query, value: $steps.createOrder.outputs.id }
    ///   - stepId: createOrder
    ///     operationId: createOrder
    ///     outputs: { id: $response.body#/id }
    /// ```
    name: "premature-reference",
    level: Error,
    requirements: [186, 190, 191],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    readings(cx, |flow, reading| {
        let (Some(reader), Availability::Never) = (reading.reader, &reading.availability) else {
            return;
        };
        let occurrence = reading.occurrence;
        // In its own criteria and outputs a step has been run.
        if reader == reading.produced_at && occurrence.place != Place::Request {
            return;
        }
        let Some(expression) = occurrence.expression else {
            return;
        };
        let span = occurrence.span(expression.text);
        if reporter.has_reported(span) {
            return;
        }
        let id = reading.producer_id();
        let message = format!("`{}` is read before `{id}` has run", reading.text);
        let diagnostic = reporter.report(span, message);
        diagnostic.here("read here");
        let place = reading.producer.head();
        let reader_id = flow.steps[reader].step_id().map_or("", |id| id.value);
        match reading.produced_at.checked_sub(reader) {
            Some(0) => {
                diagnostic
                    .here("read here, by the request of the step itself")
                    .help("outputs are set when the step has succeeded: read one of an earlier step, or an input");
            }
            Some(distance) => {
                let steps = if distance == 1 { "step" } else { "steps" };
                diagnostic
                    .label(place, format!("`{id}` comes {distance} {steps} later"))
                    .help(format!("move `{id}` before `{reader_id}`"));
            }
            None => {
                diagnostic
                    .label(place, format!("no path leads from `{id}` to `{reader_id}`"))
                    .help("read an output of a step that runs before on the same path");
            }
        }
        show_use(diagnostic, &occurrence.site);
    });
}
