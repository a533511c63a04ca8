use super::reading::readings;
use crate::diagnostic::Severity;
use crate::flow::Availability;
use crate::rules::reference::show_use;
use crate::rules::{Context, Reporter, rule};
use crate::workspace::Place;

rule! {
    /// Reports an output that is set on some paths to the place that reads it, and not on others: a `goto` skips its step,
    /// or a step runs again before it has succeeded. Shows one path that misses it.
    ///
    /// In the outputs of the workflow this is a note, a warning if they are never set, and only paths that end well count.
    /// Also a note: a step that reads its own outputs in its criteria or actions, for it is not stated which is evaluated
    /// first.
    ///
    /// ## Why is this bad?
    ///
    /// On such a path there is no value, and what tools do then is not defined.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: find
    ///     operationId: findCustomer
    ///     onSuccess: [{ name: known, type: goto, stepId: pay, criteria: [{ condition: $statusCode == 200 }] }]
    ///   - { stepId: create, operationId: createCustomer, outputs: { id: $response.body#/id } }
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     parameters: [{ name: customer, in: query, value: $steps.create.outputs.id }]
    /// ```
    name: "possibly-unset-output",
    level: Warning,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    readings(cx, |flow, reading| {
        let occurrence = reading.occurrence;
        let Some(expression) = occurrence.expression else {
            return;
        };
        let span = occurrence.span(expression.text);
        if reporter.has_reported(span) {
            return;
        }
        let id = reading.producer_id();
        if reading.reader == Some(reading.produced_at) && occurrence.place != Place::Request {
            let reads_itself = matches!(
                occurrence.place,
                Place::SuccessCriterion | Place::ActionCriterion | Place::ActionParameter
            );
            if reads_itself {
                reporter
                    .report(
                        span,
                        format!("`{id}` reads its own output, which may not be set yet"),
                    )
                    .severity(Severity::Note)
                    .help("read the answer itself: `$response.body#/...`");
            }
            return;
        }
        if let (Availability::Never, None) = (&reading.availability, reading.reader) {
            reporter
                .report(
                    span,
                    format!(
                        "`{}` is never set when this workflow ends well",
                        reading.text
                    ),
                )
                .here("read here")
                .label(
                    reading.producer.head(),
                    format!("no path leads from `{id}` to the end"),
                )
                .help("read an output of a step that runs before the end");
            return;
        }
        let (path, severity) = match (&reading.availability, reading.reader) {
            (Availability::Sometimes(path), Some(_)) => (path, Severity::Warning),
            (Availability::Sometimes(path), None) => (path, Severity::Note),
            _ => return,
        };
        let message = format!("`{}` is not set on every path to here", reading.text);
        let words = path.words(cx.version);
        let diagnostic = reporter.report(span, message);
        diagnostic
            .severity(severity)
            .here("read here")
            .label(reading.producer.head(), format!("set by `{id}`"));
        if let Some(skipping) = path.skips(flow, reading.produced_at) {
            diagnostic.label(skipping, "skipped when this is taken");
        }
        diagnostic.help(match words {
            Some(words) => format!("path without it: {words}"),
            None => {
                let reader = reading.reader.and_then(|at| flow.steps[at].step_id());
                let reader = reader.map_or("", |id| id.value);
                format!("the first run of `{reader}` has none: read an input, or an earlier step")
            }
        });
        show_use(diagnostic, &occurrence.site);
    });
}
