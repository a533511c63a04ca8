use crate::diagnostic::Safety;
use crate::edit;
use crate::expression::{Target as Named, reference_id};
use crate::rules::{Context, Reporter, rule};
use crate::workspace::{Source, Target};

rule! {
    /// Reports a bare `operationId` in a document with several source descriptions that have operations.
    ///
    /// ## Why is this bad?
    ///
    /// The specification demands `$sourceDescriptions.<name>.<operationId>` there, so that an id which a second source
    /// gets one day does not change what the step calls.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: billing, url: ./billing.yaml, type: openapi }
    ///   - { name: metering, url: ./metering.yaml, type: openapi }
    /// workflows:
    ///   - workflowId: bill
    ///     steps:
    ///       - { stepId: customer, operationId: createCustomer }
    /// ```
    name: "unqualified-operation",
    level: Warning,
    requirements: [118],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !cx.scope.wants_qualified_operations() {
        return;
    }
    let names: Vec<&str> = cx.scope.source_names(Source::may_have_operations).collect();
    for found in &cx.steps {
        let Some(text) = found.step.operation_id() else {
            continue;
        };
        let Some(Named::Bare(id)) = reference_id(text.value, cx.version).target else {
            continue;
        };
        let source: Option<&Source<'_>> = match &found.target {
            Target::Operation { source, .. } | Target::Endpoint { source, .. } => Some(source),
            Target::Unread(_) => None,
            // What is not found, or found twice, is reported as that.
            _ => continue,
        };
        let message = format!(
            "`{}` should name its source: this document has {} sources",
            id.text,
            names.len()
        );
        let diagnostic = reporter.report(text, message);
        let way = |name: &str| format!("`$sourceDescriptions.{name}.{}`", id.text);
        match source {
            Some(source) => {
                let qualified = format!("$sourceDescriptions.{}.{}", source.name, id.text);
                diagnostic
                    .here(format!("only `{}` has it", source.name))
                    .help(format!("write {}", way(source.name)))
                    .offer(
                        Safety::Safe,
                        format!("name the source `{}`", source.name),
                        || edit::rewrite(text, &qualified),
                    )
            }
            // `shop.createOrder` lacks only the beginning of the expression that it means.
            None if names_source(cx, id.text) => {
                diagnostic.help(format!("write `$sourceDescriptions.{}`", id.text))
            }
            None if names.len() <= 3 => {
                let ways: Vec<String> = names.iter().map(|name| way(name)).collect();
                diagnostic.help(format!("write {}", ways.join(" or ")))
            }
            None => diagnostic.help(format!("write {}", way("<name>"))),
        };
    }
}

/// Whether an id begins with the name of a source.
fn names_source(cx: &Context<'_>, id: &str) -> bool {
    id.split_once('.')
        .is_some_and(|(name, _)| cx.scope.source(name).is_some())
}
