use crate::rules::{Context, Reporter, rule};
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
    severity: Error,
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
            diagnostic.help.clone_from(help);
        }
    }
}
