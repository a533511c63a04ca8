use crate::rules::{Context, Reporter, rule};
use crate::workspace::{Fault, Target};

rule! {
    /// Reports an `operationId` that a source description has several times, where this document uses it: once, and
    /// nothing else is said about that operation.
    ///
    /// ## Why is this bad?
    ///
    /// Ids have to be unique in an API description. Nobody can tell which of the operations a step calls.
    ///
    /// ## Example
    ///
    /// The description has `listSites` for two paths.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: sites, operationId: listSites }
    /// ```
    name: "duplicate-operation-id",
    level: Warning,
    requirements: [117],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut told: Vec<crate::source::Span> = Vec::new();
    for found in &cx.steps {
        let Target::Fault(Fault::RepeatedOperation {
            text,
            source,
            operations,
        }) = &found.target
        else {
            continue;
        };
        let places: Vec<_> = operations
            .iter()
            .filter_map(|operation| operation.operation_id())
            .collect();
        if places
            .first()
            .is_none_or(|first| told.contains(&first.span))
        {
            continue;
        }
        told.extend(places.first().map(|first| first.span));
        let id = places.first().map_or(text.value, |first| first.value);
        let count = operations.len();
        let diagnostic = reporter.report(
            *text,
            format!(
                "source `{}` has {count} operations with the id `{id}`",
                source.name
            ),
        );
        diagnostic.here("which one is meant cannot be told");
        for (operation, place) in operations.iter().zip(&places).take(6) {
            diagnostic.label(place.span, operation.signature());
        }
        let way = match source.async_api() {
            None => "name the operation by `operationPath`",
            Some(_) => "name the channel by `channelPath`",
        };
        diagnostic.help(format!(
            "{way}, or make the ids unique in the API description"
        ));
    }
}
