use crate::arazzo::Criterion;
use crate::expression::references;
use crate::query::as_simple_condition;
use crate::rules::untyped::untyped;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;

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
        if let Some(language) = untyped(used.what, cx.version) {
            report_untyped(text, language, used.what, reporter);
            continue;
        }
        let condition = cx.conditions.simple(used.what);
        let Some(malformed) = condition.and_then(|found| found.malformed.as_ref()) else {
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
        let diagnostic = reporter.report(span, malformed.message.clone());
        diagnostic.help.clone_from(&malformed.help);
    }
}

/// A condition of another language, which nothing says.
fn report_untyped(
    text: Text<'_>,
    language: &str,
    criterion: Criterion<'_>,
    reporter: &mut Reporter,
) {
    if reporter.has_reported(text.span) {
        return;
    }
    let context = criterion.context().map_or("", |context| context.value);
    let simple = match language {
        "jsonpath" => as_simple_condition(text.value, context),
        _ => None,
    };
    let diagnostic = reporter.report(
        text,
        "without `type` a condition is a simple one, and this is none",
    );
    match simple {
        Some(condition) => diagnostic.help(format!("write `{condition}`")),
        None => diagnostic.help(format!("add `type: {language}`")),
    };
}

/// Whether the criterion spreads a comparison over fields that do not exist: `context: $statusCode`, `condition: ==`,
/// `value: 200`. The unknown field is reported, with what to write.
fn is_spread(criterion: Criterion<'_>) -> bool {
    let operators = ["==", "!=", "<", "<=", ">", ">="];
    let condition = criterion.condition().map(|text| text.value.trim());
    criterion.node().get("value").is_some()
        && condition.is_some_and(|text| operators.contains(&text))
}
