use super::queries;
use crate::arazzo::Language;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a condition, a selector or the target of a replacement that is no JSONPath query by RFC 9535, or by the
    /// draft that its type names. An embedded `{$...}` stands for any text.
    ///
    /// ## Why is this bad?
    ///
    /// A query that cannot be read selects nothing, and a condition never holds. The common mistake is a comparison: a
    /// query selects values, and compares only inside of `[?...]`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - { context: $response.body, condition: $.status == 'ok', type: jsonpath }
    /// ```
    name: "malformed-jsonpath",
    level: Error,
    requirements: [330, 332, 335, 382, 421, 425],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    queries::report(cx, Language::JsonPath, reporter);
}
