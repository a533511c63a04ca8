use super::key_at;
use crate::diagnostic::Safety;
use crate::edit;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::types::MisfitKind;

rule! {
    /// Reports a property of a payload that the API description marks `readOnly`.
    ///
    /// ## Why is this bad?
    ///
    /// Only the API sets it. What the payload says is ignored or refused.
    ///
    /// ## Example
    ///
    /// The operation's schema marks `id` as `readOnly`.
    ///
    /// ```yaml
    /// requestBody:
    ///   contentType: application/json
    ///   payload: { id: 7, name: Rex }
    /// ```
    name: "read-only-property",
    level: Warning,
    requirements: [407],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (_, request) in cx.requests() {
        for mistake in &request.body {
            let MisfitKind::ReadOnly { property } = &mistake.kind else {
                continue;
            };
            let diagnostic = reporter.report(
                Spot::from(mistake.head),
                format!("`{property}` is set by the API only"),
            );
            diagnostic
                .here("set here")
                .at(mistake.pointer.clone())
                .help("remove it from the payload")
                .offer(Safety::Unsafe, format!("remove `{property}`"), || {
                    key_at(cx, &mistake.pointer, mistake.head).and_then(edit::remove_entry)
                });
            if let Some(schema) = mistake.schema {
                diagnostic.label(
                    schema.key().map_or_else(|| schema.span(), |key| key.span),
                    "read-only",
                );
            }
        }
    }
}
