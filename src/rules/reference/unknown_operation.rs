use super::{replace_name, show_use, suggest};
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit;
use crate::expression::Root;
use crate::near::{is_slip, near};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::workspace::{Fault, Source, Target};

rule! {
    /// Reports an `operationId` that no source description, or not the named one, has, and an expression
    /// `$sourceDescriptions.<name>.<id>` where the source has neither such an operation nor such a field. Silent while a
    /// source that may have it is not read.
    ///
    /// ## Why is this bad?
    ///
    /// The step calls nothing. Ids are case-sensitive.
    ///
    /// ## Example
    ///
    /// The description has `ingestMeterEvents`.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: ingest, operationId: ingestMeterEvent }
    /// ```
    name: "unknown-operation",
    level: Error,
    requirements: [116, 120, 172, 437],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    check_values(cx, reporter);
    for found in &cx.steps {
        // No source can have it, read or not.
        if let Some(id) = found.step.operation_id().filter(|id| id.value.is_empty()) {
            reporter
                .report(id, "this `operationId` is empty")
                .help("write the id of the operation to call");
            continue;
        }
        let Target::Fault(Fault::UnknownOperation { text, id, source }) = &found.target else {
            continue;
        };
        let has_operations = cx.scope.sources.iter().any(Source::may_have_operations);
        // A document without any source description is reported as that.
        if cx.scope.sources.is_empty() {
            continue;
        }
        let message = match source {
            Some(source) => format!("source `{}` has no operation `{}`", source.name, id.text),
            None if has_operations => format!("no source has an operation `{}`", id.text),
            None => format!(
                "this document has no source with an operation `{}`",
                id.text
            ),
        };
        let diagnostic = reporter.report(text.part(id.range()), message);
        diagnostic.here("not found");
        // `shop.createOrder` lacks only the beginning of the expression that it means.
        if let Some(qualified) = unfinished_expression(cx, id.text) {
            diagnostic.help(format!("write `{qualified}`"));
            replace(diagnostic, *text, &qualified);
            continue;
        }
        if diagnostic.is_one_of_many {
            continue;
        }
        let searched = || {
            cx.scope
                .sources
                .iter()
                .filter(|other| source.is_none_or(|source| source.name == other.name))
        };
        let ids: Vec<&str> = searched().flat_map(Source::operation_ids).collect();
        let close = near(id.text, ids.iter().copied());
        let Some(best) = close.first() else {
            if let Some(other) = source.and_then(|_| elsewhere(cx, id.text)) {
                let qualified = format!("$sourceDescriptions.{other}.{}", id.text);
                diagnostic.help(format!("source `{other}` has it: `{qualified}`"));
                replace(diagnostic, *text, &qualified);
            } else if ids.len() <= 6 {
                suggest(
                    diagnostic,
                    *text,
                    *id,
                    ids.into_iter(),
                    "operations with an id",
                );
            } else {
                diagnostic.help("look the id up in the API description: ids are case-sensitive");
            }
            continue;
        };
        let operation = searched().find_map(|source| {
            let operation = source.operations_by_id(best).into_iter().next()?;
            Some((source.name, operation))
        });
        let named: Vec<String> = close.iter().map(|name| format!("`{name}`")).collect();
        let detail = match operation {
            Some((name, operation)) if close.len() == 1 => {
                diagnostic.label(
                    operation
                        .operation_id()
                        .map_or(operation.place(), |id| id.span),
                    "declared here",
                );
                format!(" (`{name}`, {})", operation.signature())
            }
            _ => String::new(),
        };
        diagnostic.help(format!("did you mean {}?{detail}", named.join(" or ")));
        if close.len() == 1 && is_slip(id.text, best) {
            replace_name(diagnostic, *text, *id, best);
        }
    }
}

/// Offers to write another id.
fn replace(diagnostic: &mut Diagnostic, text: Text<'_>, id: &str) {
    let title = format!("replace `{}` by `{id}`", text.value);
    diagnostic.offer(Safety::Unsafe, title, || edit::rewrite(text, id));
}

/// Reports expressions that name neither an operation of an API description nor a field of its source.
fn check_values(cx: &Context<'_>, reporter: &mut Reporter) {
    for occurrence in &cx.occurrences {
        let Some(Root::SourceDescriptions(text)) =
            occurrence.expression.map(|expression| expression.root)
        else {
            continue;
        };
        let reference = cx.scope.split(text);
        let source = cx.scope.source(reference.source.text);
        let (Some(source), Some(id)) = (source, reference.id) else {
            continue;
        };
        if source.unread_parts().is_none_or(|parts| !parts.is_empty()) {
            continue;
        }
        let node = source.description.node();
        let is_field = ["name", "url", "type"].contains(&id.text) || node.get(id.text).is_some();
        // A pointer behind a field (A11) is not looked into.
        let is_known =
            is_field || id.text.contains('#') || !source.operations_by_id(id.text).is_empty();
        let span = occurrence.span(id);
        if is_known || reporter.has_reported(span) {
            continue;
        }
        let message = format!(
            "source `{}` has neither an operation nor a field `{}`",
            source.name, id.text
        );
        let diagnostic = reporter.report(span, message);
        let fields = ["name", "url", "type"].into_iter();
        let names = fields.chain(source.operation_ids());
        let close = near(id.text, names);
        if let [meant] = close.as_slice()
            && is_slip(id.text, meant)
        {
            replace_name(diagnostic, occurrence.text, id, meant);
        }
        let close: Vec<String> = close.iter().map(|name| format!("`{name}`")).collect();
        diagnostic.here("not found");
        if close.is_empty() {
            diagnostic.help("its fields are `name`, `url` and `type`");
        } else {
            diagnostic.help(format!("did you mean {}?", close.join(" or ")));
        }
        show_use(diagnostic, &occurrence.site);
    }
}

/// The expression that `<source>.<operationId>` stands for.
fn unfinished_expression(cx: &Context<'_>, id: &str) -> Option<String> {
    let (name, id) = id.trim_start_matches('$').split_once('.')?;
    let source = cx.scope.source(name)?;
    source.operations_by_id(id).first()?;
    Some(format!("$sourceDescriptions.{name}.{id}"))
}

/// Another source that has the operation.
fn elsewhere<'d>(cx: &Context<'d>, id: &str) -> Option<&'d str> {
    let has = |source: &&Source<'_>| !source.operations_by_id(id).is_empty();
    cx.scope.sources.iter().find(has).map(|source| source.name)
}
