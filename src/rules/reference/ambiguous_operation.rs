use crate::rules::{Context, Reporter, rule};
use crate::workspace::{Fault, Target};

rule! {
    /// Reports a bare `operationId` that several source descriptions have.
    ///
    /// ## Why is this bad?
    ///
    /// Nobody can tell which of them the step calls. With several sources the specification demands
    /// `$sourceDescriptions.<name>.<operationId>`.
    ///
    /// ## Example
    ///
    /// Both sources have an operation `createOrder`.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: order, operationId: createOrder }
    /// ```
    name: "ambiguous-operation",
    level: Error,
    requirements: [118],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let Target::Fault(Fault::AmbiguousOperation { text, candidates }) = &found.target else {
            continue;
        };
        let count = candidates.len();
        let diagnostic = reporter.report(
            *text,
            format!("{count} sources have an operation `{}`", text.value),
        );
        diagnostic.here("which one?");
        for (source, operation) in candidates {
            let span = operation
                .operation_id()
                .map_or(operation.place(), |id| id.span);
            diagnostic.label(
                span,
                format!("`{}`: {}", source.name, operation.signature()),
            );
        }
        let ways: Vec<String> = candidates
            .iter()
            .map(|(source, _)| format!("`$sourceDescriptions.{}.{}`", source.name, text.value))
            .collect();
        diagnostic.help(format!("write {}", ways.join(" or ")));
    }
}
