use super::queries;
use crate::arazzo::Language;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a condition of type `regex` that no reader of regular expressions takes. Arazzo names no dialect, so one
    /// that ECMAScript, RE2 or the family of Perl reads is fine; an embedded `{$...}` stands for any text.
    ///
    /// ## Why is this bad?
    ///
    /// A condition that cannot be read never holds.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - { context: $statusCode, condition: '^(200|201$', type: regex }
    /// ```
    name: "malformed-regex",
    level: Error,
    requirements: [329, 335],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    queries::report(cx, Language::Regex, reporter);
}
