use super::mismatched_type::is_template;
use super::wording;
use crate::rules::{Context, Reporter, rule};
use crate::types::MisfitKind;

rule! {
    /// Reports a literal in a payload that breaks its schema: type, allowed values, range, length, pattern, number of
    /// items. A format with exact rules is a warning.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation's schema allows `HOUR` and `DAY`.
    ///
    /// ```yaml
    /// requestBody:
    ///   contentType: application/json
    ///   payload: { interval: DAILY }
    /// ```
    name: "mismatched-payload",
    level: Error,
    requirements: [407, 429],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (_, request) in cx.requests() {
        for mistake in &request.body {
            let others = matches!(
                mistake.kind,
                MisfitKind::Missing { .. }
                    | MisfitKind::NoBranch { .. }
                    | MisfitKind::Undeclared { .. }
                    | MisfitKind::ReadOnly { .. }
                    | MisfitKind::Never { .. }
                    | MisfitKind::Perhaps { .. }
                    | MisfitKind::PerhapsAbsent { .. }
            );
            if others || is_template(mistake) {
                continue;
            }
            let subject = match mistake.key.as_deref() {
                Some("payload") => "the payload".to_owned(),
                Some(key) => format!("`{key}`"),
                None => "this item".to_owned(),
            };
            // A whole object or list is told by its key.
            let is_collection = mistake.is_collection;
            let spot = if is_collection {
                mistake.head
            } else {
                mistake.span
            };
            wording::report(&subject, mistake, spot, reporter);
        }
    }
}
