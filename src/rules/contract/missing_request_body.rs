use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::workspace::Passed;

rule! {
    /// Reports a step without a body for an operation that requires one; as a warning where `requestBody` stands without
    /// `payload` and `replacements`.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation requires a body.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: order, operationId: createOrder }
    /// ```
    name: "missing-request-body",
    level: Error,
    requirements: [408],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, operation) in cx.http_calls() {
        let Some(Ok(declared)) = operation.request_body() else {
            continue;
        };
        // 1.0.0 knew parameters in the body; later versions report the place, which is one mistake.
        let in_body =
            |passed: &Passed<'_>| passed.location.is_some_and(|text| text.value == "body");
        if call.is_cut || call.passed.iter().any(in_body) || !declared.required() {
            continue;
        }
        let message = format!("`{}` requires a request body", call.callee.display_name());
        let place = declared.required_at();
        let help = match declared.content().next() {
            Some(media_type) => format!(
                "add `requestBody` with `contentType: {}`",
                media_type.name.value
            ),
            None => "add `requestBody`".to_owned(),
        };
        // A body of the wrong type is reported as that.
        match call.step.node().entry("requestBody") {
            None if cx.is_unreadable(call.step.node(), "requestBody") => {}
            None => {
                let place_here = call.step.head();
                reporter
                    .report(Spot::at(place_here, call.step.node()), message)
                    .here("this step sends none")
                    .label(place, "required here")
                    .help(help);
            }
            Some(entry) => {
                let Some(body) = call.step.request_body() else {
                    continue;
                };
                if body.payload().is_none() && body.node().get("replacements").is_none() {
                    reporter
                        .report(Spot::at(entry.key.span, entry.value), message)
                        .severity(Severity::Warning)
                        .here("this body has no `payload`")
                        .label(place, "required here")
                        .help("add `payload`");
                }
            }
        }
    }
}
