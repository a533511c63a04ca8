use crate::arazzo::Criterion;
use crate::expression::{condition, references};
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a simple condition that breaks the grammar of conditions: operators of other languages, text in double quotes
    /// or none, a group that is not closed, several comparisons in a row.
    ///
    /// What is wrong with an expression in it is reported by `malformed-expression`.
    ///
    /// ## Why is this bad?
    ///
    /// A condition that cannot be understood never holds: the step fails, whatever the API answers.
    ///
    /// ## Example
    ///
    /// Values are compared with `==`.
    ///
    /// ```yaml
    /// successCriteria:
    ///   - condition: $statusCode = 200
    /// ```
    name: "malformed-condition",
    level: Error,
    requirements: [326, 327, 335],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for used in &cx.criteria {
        let Some(text) = used.what.condition().filter(|_| used.what.is_simple()) else {
            continue;
        };
        if is_spread(used.what) {
            continue;
        }
        let Some(malformed) = condition(text.value, cx.version).malformed else {
            continue;
        };
        // Where an expression is broken, nobody knows where it was meant to end.
        let is_consequence = references(text.value, cx.version).iter().any(|reference| {
            reference.malformed.is_some() && reference.text.start <= malformed.range.start
        });
        let span = text.part(malformed.range.clone());
        if is_consequence || reporter.has_reported(span) {
            continue;
        }
        let diagnostic = reporter.report(span, malformed.message);
        diagnostic.help = malformed.help;
    }
}

/// Whether the criterion spreads a comparison over fields that do not exist: `context: $statusCode`, `condition: ==`,
/// `value: 200`. The unknown field is reported, with what to write.
fn is_spread(criterion: Criterion<'_>) -> bool {
    let operators = ["==", "!=", "<", "<=", ">", ">="];
    let condition = criterion.condition().map(|text| text.value.trim());
    criterion.node().get("value").is_some()
        && condition.is_some_and(|text| operators.contains(&text))
}
