use crate::expression::Root;
use crate::flow::Order;
use crate::rules::reference::show_use;
use crate::rules::{Context, Reporter, rule};
use crate::workspace::Place;

rule! {
    /// Reports an output that is read before its step has run: by an earlier step, or by the request of the step itself.
    /// Looked for where nothing changes the order of the list: no `goto`, no retry of another step, no `dependsOn`.
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
    for workflow in cx.document.workflows() {
        let Some(order) = Order::of(workflow, cx.document.components()) else {
            continue;
        };
        for occurrence in cx.occurrences_in(workflow) {
            let (Some(reader), Some(expression)) = (occurrence.site.step, occurrence.expression)
            else {
                continue;
            };
            let Root::Steps(steps) = expression.root else {
                continue;
            };
            let (reference, Some(producer)) = cx.scope.names.steps(workflow, steps) else {
                continue;
            };
            // An output that nobody declares is reported as that.
            let declared = producer.outputs().any(|output| {
                reference
                    .output
                    .is_some_and(|name| name.text.starts_with(output.key.value))
            });
            let Some(distance) = order.steps_behind(reader, producer).filter(|_| declared) else {
                continue;
            };
            let own_request = occurrence.place == Place::Request && !order.has_retries();
            let span = occurrence.span(expression.text);
            if reporter.has_reported(span) || distance == 0 && !own_request {
                continue;
            }
            let (id, reader_id) = (
                reference.step.text,
                reader.step_id().map_or("", |id| id.value),
            );
            let read = expression.text.text;
            let place = producer.head();
            let diagnostic =
                reporter.report(span, format!("`{read}` is read before `{id}` has run"));
            diagnostic.here("read here");
            match distance {
                0 => diagnostic
                    .here("read here, by the request of the step itself")
                    .help("outputs are set when the step has succeeded: read one of an earlier step, or an input"),
                1 => diagnostic.label(place, format!("`{id}` comes 1 step later")),
                more => diagnostic.label(place, format!("`{id}` comes {more} steps later")),
            };
            if distance > 0 {
                diagnostic.help(format!("move `{id}` before `{reader_id}`"));
            }
            show_use(diagnostic, &occurrence.site);
        }
    }
}
