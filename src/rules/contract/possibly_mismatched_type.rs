use super::mismatched_type::{body_subject, parameter_subject, show_way};
use super::wording;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::types::{Fact, MisfitKind, Mistake, Request, Shape};

rule! {
    /// Reports an expression whose value may fit the place that it is sent to or not: any string where only some are
    /// allowed, a number where an integer is expected, a value that can be null where null is not allowed. What never fits
    /// is reported by `mismatched-type`.
    ///
    /// ## Why is this bad?
    ///
    /// For some values the API refuses the request. That the values are checked elsewhere is common, so the rule is off
    /// unless somebody asks.
    ///
    /// ## Example
    ///
    /// The operation's schema allows `HOUR` and `DAY`.
    ///
    /// ```yaml
    /// inputs: { type: object, properties: { interval: { type: string } } }
    /// steps:
    ///   - stepId: query
    ///     operationId: queryUsage
    ///     requestBody:
    ///       contentType: application/json
    ///       payload: { interval: $inputs.interval }
    /// ```
    name: "possibly-mismatched-type",
    level: Off,
    requirements: [212, 407],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    for (call, request) in cx.requests() {
        for mistake in &request.body {
            report(request, mistake, &body_subject(mistake), reporter);
        }
        for (index, mistakes) in &request.parameters {
            for mistake in mistakes {
                let subject = parameter_subject(&call.passed[*index], mistake);
                report(request, mistake, &subject, reporter);
            }
        }
    }
}

fn report(request: &Request<'_>, mistake: &Mistake<'_>, subject: &str, reporter: &mut Reporter) {
    let MisfitKind::Perhaps { hole } = mistake.kind else {
        return;
    };
    let known = request.known.get(hole as usize);
    let (Some(known), Some(schema)) = (known, mistake.schema) else {
        return;
    };
    if reporter.has_reported(mistake.span) {
        return;
    }
    let expected = Shape::of(Fact::Schema(request.typed(schema))).kinds();
    let found = known.inferred.shape.kinds();
    let written = &known.written;
    let message = if expected.includes(found) {
        format!("not every value of `{written}` is one that {subject} allows")
    } else {
        format!(
            "`{written}` can be {}, but {subject} expects {}",
            wording::kinds(found),
            wording::kinds(expected)
        )
    };
    let diagnostic = reporter.report(Spot::from(mistake.span), message);
    diagnostic.here("sent here").at(mistake.pointer.clone());
    show_way(diagnostic, &known.inferred);
    diagnostic.label(wording::place(schema), "expected here");
}
