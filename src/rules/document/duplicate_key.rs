use crate::rules::{Context, Reporter, rule};
use crate::syntax::Problem;

rule! {
    /// Reports a key that stands twice in one mapping.
    ///
    /// ## Why is this bad?
    ///
    /// YAML and JSON demand unique keys. Some readers refuse the document, others take the first or the last value.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     operationId: capturePayment
    /// ```
    name: "duplicate-key",
    level: Error,
    requirements: [7],
    when_cut: Everything,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for problem in cx.problems() {
        if let Problem::DuplicateKey { key, first, second } = problem {
            reporter
                .report(*second, format!("`{key}` is set twice in this mapping"))
                .here("second")
                .label(*first, "first")
                .help("keep one of them");
        }
    }
}
