use super::queries;
use crate::arazzo::Language;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a condition, a selector or the target of a replacement that is no XPath expression. All versions are read
    /// as 3.1, which takes what the older ones take; prefixes and functions need no declaration. An embedded `{$...}`
    /// stands for any text.
    ///
    /// ## Why is this bad?
    ///
    /// An expression that cannot be read selects nothing, and a condition never holds.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - { context: $response.body, condition: count(/orders/order > 0, type: xpath }
    /// ```
    name: "malformed-xpath",
    level: Error,
    requirements: [331, 332, 335, 382, 421, 425],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    queries::report(cx, Language::XPath, reporter);
}
