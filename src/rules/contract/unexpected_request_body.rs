use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, Spot, rule};

rule! {
    /// Reports a request body for an operation that declares none, and as a note one for `GET`, `HEAD` or `DELETE`, to
    /// whose bodies HTTP gives no meaning.
    ///
    /// ## Why is this bad?
    ///
    /// The API passes over the body, so what it says has no effect.
    ///
    /// ## Example
    ///
    /// The operation declares no body.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: find, operationId: listOrders, requestBody: { payload: { status: open } } }
    /// ```
    name: "unexpected-request-body",
    level: Warning,
    requirements: [141, 408],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, operation) in cx.http_calls() {
        let Some(entry) = call.step.node().entry("requestBody") else {
            continue;
        };
        let spot = Spot::at(entry.key.span, entry.value);
        let name = operation.display_name();
        let method = operation.method();
        let declared = operation.request_body();
        if declared.is_none() {
            if operation.has_body_parameter() {
                continue;
            }
            reporter
                .report(spot, format!("`{name}` declares no request body"))
                .here("sent here")
                .label(method.span, "the operation is declared here")
                .help("remove the body, or declare it in the API description");
        } else if matches!(declared, Some(Ok(_)))
            && matches!(method.value, "get" | "head" | "delete")
        {
            let method_name = method.value.to_ascii_uppercase();
            reporter
                .report(
                    spot,
                    format!("HTTP gives the body of {method_name} no meaning"),
                )
                .severity(Severity::Note)
                .label(method.span, format!("`{name}` declares one nevertheless"));
        }
    }
}
