use crate::rules::{Context, Reporter, rule};
use crate::source::Span;
use crate::syntax::Problem;

rule! {
    /// Reports text that is neither YAML 1.2 nor JSON.
    ///
    /// ## Why is this bad?
    ///
    /// Nothing behind the broken place can be read. What stands before it is still checked, but nothing is called missing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// info: title: Shop
    /// ```
    name: "syntax-error",
    level: Error,
    requirements: [1],
    when_cut: Everything,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for problem in cx.problems() {
        if let Problem::Syntax {
            span,
            message,
            help,
        } = problem
        {
            let diagnostic = reporter.report(*span, message.clone());
            diagnostic.help = help.clone().or_else(|| unquoted_expression(cx, *span));
        }
    }
}

/// What to do where the brace of an embedded expression, to YAML the beginning of a mapping, stands before the place.
fn unquoted_expression(cx: &Context<'_>, span: Span) -> Option<String> {
    let text = cx.read_document(span.source).source().text();
    let line = text.get(..span.start as usize)?.lines().last()?;
    let (_, rest) = line.rsplit_once("{$")?;
    let expression = rest.split(['}', ' ']).next()?;
    Some(format!(
        "put a text that holds `{{${expression}}}` in quotes"
    ))
}
