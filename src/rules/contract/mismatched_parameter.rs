use super::wording;
use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::types::MisfitKind;

rule! {
    /// Reports a literal parameter that breaks the parameter's schema once it is written as text: `"10"` is an integer, a
    /// number is a string too, a single value is a list of one.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation declares `limit` as an integer.
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: limit, in: query, value: many }
    /// ```
    name: "mismatched-parameter",
    severity: Error,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, request) in cx.requests() {
        for (index, mistakes) in &request.parameters {
            let passed = &call.passed[*index];
            let Some(location) = passed.location else {
                continue;
            };
            for mistake in mistakes {
                if reporter.has_reported(mistake.span) {
                    continue;
                }
                let subject =
                    match mistake.span == passed.value.map_or(mistake.span, |value| value.span()) {
                        true => format!("{} parameter `{}`", location.value, passed.name.value),
                        false => format!(
                            "a value of {} parameter `{}`",
                            location.value, passed.name.value
                        ),
                    };
                let (message, help) = wording::describe(&subject, mistake);
                let diagnostic = reporter.report(Spot::from(mistake.span), message);
                diagnostic.help = help;
                diagnostic.at(mistake.pointer.clone());
                if let Some(schema) = mistake.schema {
                    diagnostic.label(schema.span(), "declared here");
                }
                if matches!(mistake.kind, MisfitKind::Format { .. }) {
                    diagnostic.severity(Severity::Warning);
                }
            }
        }
    }
}
