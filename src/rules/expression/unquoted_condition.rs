use crate::diagnostic::Safety;
use crate::edit::{self, Quotes};
use crate::expression::{Segment, template};
use crate::rules::{Context, Reporter, rule};
use crate::version::Version;

rule! {
    /// Reports a condition with an embedded expression, `{$...}`, that is written in YAML without quotes.
    ///
    /// Arazzo 1.1 asks for the quotes; a document that says 1.0 need not have them. A simple condition embeds no
    /// expressions.
    ///
    /// ## Why is this bad?
    ///
    /// To YAML a brace begins a mapping: without quotes, one more blank or a brace at the beginning makes something else of
    /// the text.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - context: $response.body#/state
    ///     type: regex
    ///     condition: ^{$inputs.state}$
    /// ```
    name: "unquoted-condition",
    level: Warning,
    requirements: [334],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version < Version::V1_1 {
        return;
    }
    for criterion in &cx.criteria {
        let Some(condition) = criterion.what.condition() else {
            continue;
        };
        // Braces in a simple condition are a mistake of their own.
        let is_meant = condition.node().is_plain() && !criterion.what.is_simple();
        let embeds = |segment: &Segment<'_>| matches!(segment, Segment::Embedded { .. });
        if !is_meant
            || reporter.has_reported(condition.span)
            || !template(condition.value, cx.version).iter().any(embeds)
        {
            continue;
        }
        let diagnostic = reporter.report(
            condition,
            "a condition that embeds an expression needs quotes",
        );
        diagnostic.help = Some(match condition.value.contains(['\'', '\n']) {
            true => {
                "put the condition in double quotes, or write it as a block with `|-`".to_owned()
            }
            false => format!("write `'{}'`", condition.value),
        });
        diagnostic.offer(Safety::Safe, "put quotes around the condition", || {
            edit::quote(condition.node(), Quotes::Single)
        });
    }
}
