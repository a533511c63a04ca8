use super::mismatched_type::{body_subject, show_way};
use super::wording;
use crate::expression::{Value, value};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::types::{Inferred, MisfitKind, Moment, Where};

rule! {
    /// Reports an expression that may have no value, where the operation requires one: an input that is neither required
    /// nor has a default, a property of a response that is not required.
    ///
    /// ## Why is this bad?
    ///
    /// What is sent for a value that is not there is not defined. That such a value is there in practice is common, so the
    /// rule is off unless somebody asks.
    ///
    /// ## Example
    ///
    /// The operation's schema requires `name`, and the input may be left out.
    ///
    /// ```yaml
    /// inputs: { type: object, properties: { name: { type: string } } }
    /// steps:
    ///   - stepId: create
    ///     operationId: createItem
    ///     requestBody:
    ///       contentType: application/json
    ///       payload: { name: $inputs.name }
    /// ```
    name: "possibly-absent-value",
    level: Off,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    for (call, request) in cx.requests() {
        for mistake in &request.body {
            let MisfitKind::PerhapsAbsent { hole } = mistake.kind else {
                continue;
            };
            let Some(known) = request.known.get(hole as usize) else {
                continue;
            };
            let subject = body_subject(mistake);
            let message = message(&known.written, &subject);
            let diagnostic = reporter.report(Spot::from(mistake.span), message);
            diagnostic.here("sent here").at(mistake.pointer.clone());
            show_way(diagnostic, &known.inferred);
            if let Some(schema) = mistake.schema {
                diagnostic.label(wording::place(schema), "required here");
            }
        }
        let at = Where {
            workflow: call.workflow,
            step: Some(call.step),
            moment: Moment::Before,
        };
        for passed in &call.passed {
            let (Some(location), Some(sent)) = (passed.location, passed.value) else {
                continue;
            };
            let declared = call.parameters.declared.iter().find(|declared| {
                declared.location.name() == location.value && declared.has_name(passed.name.value)
            });
            let text = sent.text();
            let (Some(declared), Some(text)) = (declared.filter(|found| found.required), text)
            else {
                continue;
            };
            let Value::Expression(parsed) = value(text.value, cx.version) else {
                continue;
            };
            let expression = parsed.expression.filter(|_| parsed.malformed.is_none());
            let Some(expression) = expression else {
                continue;
            };
            let inferred: Inferred<'_> = cx.inference.infer(cx.scope, &expression, at);
            if !inferred.is_optional || reporter.has_reported(text.span) {
                continue;
            }
            let subject = format!("{} parameter `{}`", location.value, passed.name.value);
            let message = message(expression.text.text, &subject);
            let diagnostic = reporter.report(text, message);
            diagnostic.here("sent here");
            show_way(diagnostic, &inferred);
            diagnostic.label(declared.head().span, "required here");
        }
    }
}

fn message(written: &str, subject: &str) -> String {
    format!("`{written}` may have no value, but {subject} is required")
}
