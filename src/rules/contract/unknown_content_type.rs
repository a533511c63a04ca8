use crate::diagnostic::{Safety, Severity};
use crate::edit;
use crate::near::{is_slip, near};
use crate::rules::{Context, Reporter, Spot, rule};

rule! {
    /// Reports a `contentType` that the operation does not take, and as a note a body without `contentType` where the
    /// operation takes several.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation takes `application/json`.
    ///
    /// ```yaml
    /// requestBody:
    ///   contentType: application/xml
    ///   payload: <order/>
    /// ```
    name: "unknown-content-type",
    level: Error,
    requirements: [402, 403],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, operation) in cx.http_calls() {
        let (Some(body), Some(Ok(declared))) = (call.step.request_body(), operation.request_body())
        else {
            continue;
        };
        let offered: Vec<_> = declared.content().collect();
        // What is only likely rules out nothing.
        if offered.iter().any(|media_type| media_type.is_assumed) {
            continue;
        }
        let names: Vec<String> = offered
            .iter()
            .map(|media_type| format!("`{}`", media_type.name.value))
            .collect();
        let content = declared.content_at();
        match body.content_type() {
            Some(text) => {
                let dynamic = text.value.contains("{$") || text.value.starts_with('$');
                let taken = offered.iter().any(|range| range.takes(text.value));
                if dynamic || taken || offered.is_empty() || cx.is_misshapen(text.node()) {
                    continue;
                }
                let message = format!(
                    "`{}` does not take `{}`",
                    call.callee.display_name(),
                    text.value
                );
                let close = near(text.value, offered.iter().map(|range| range.name.value));
                let help = match close.first() {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => format!("it takes {}", names.join(", ")),
                };
                let diagnostic = reporter.report(text, message);
                diagnostic
                    .here("sent as this")
                    .label(content, "what it takes")
                    .help(help);
                // A range says what may be sent, and is nothing to send.
                if let Some(close) = close
                    .first()
                    .filter(|close| !close.contains('*') && is_slip(text.value, close))
                {
                    diagnostic.offer(
                        Safety::Unsafe,
                        format!("replace `{}` by `{close}`", text.value),
                        || edit::rewrite(text, close),
                    );
                }
            }
            None if offered.len() > 1 && body.payload().is_some() => {
                let key = call
                    .step
                    .node()
                    .entry("requestBody")
                    .map_or_else(|| body.node().head(), |e| e.key.span);
                reporter
                    .report(
                        Spot::at(key, body.node()),
                        format!(
                            "`{}` takes several media types, and none is named",
                            call.callee.display_name()
                        ),
                    )
                    .severity(Severity::Note)
                    .label(content, "what it takes")
                    .help(format!("add `contentType`: {}", names.join(", ")));
            }
            None => {}
        }
    }
}
