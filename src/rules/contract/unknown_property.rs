use super::{key_at, wording};
use crate::diagnostic::{Safety, Severity};
use crate::edit;
use crate::near::{is_slip, near};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::Node;
use crate::types::MisfitKind;

rule! {
    /// Reports a property that the request schema does not declare: an error where the schema forbids others or where a
    /// required property is misspelt, a warning where it merely does not know it. Silent where the schema allows others
    /// in so many words, or declares none.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the property or passes over it, so a misspelt one has no effect.
    ///
    /// ## Example
    ///
    /// The operation's schema has `amount`.
    ///
    /// ```yaml
    /// requestBody:
    ///   contentType: application/json
    ///   payload: { amuont: 10 }
    /// ```
    name: "unknown-property",
    level: Warning,
    requirements: [407],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, request) in cx.requests() {
        for mistake in &request.body {
            let MisfitKind::Undeclared {
                property,
                closed,
                declared,
                instead_of,
            } = &mistake.kind
            else {
                continue;
            };
            // A place that only a replacement names is `unresolved-replacement`.
            if is_replaced(&mistake.pointer) {
                continue;
            }
            let owner = mistake
                .name
                .map_or_else(|| request.taker(call), str::to_owned);
            let diagnostic = reporter.report(
                Spot::from(mistake.head),
                format!("`{owner}` has no property `{property}`"),
            );
            diagnostic.here("set here").at(mistake.pointer.clone());
            if *closed || instead_of.is_some() {
                diagnostic.severity(Severity::Error);
            }
            let declared = declared.list();
            let close = match diagnostic.is_one_of_many {
                true => Vec::new(),
                false => near(property, declared.iter().copied()),
            };
            let meant = instead_of.as_ref().or(close.first());
            let declaration = mistake
                .schema
                .zip(meant)
                .and_then(|(properties, name)| properties.entry(name));
            if let Some(declaration) = declaration {
                diagnostic.label(declaration.key.span, "declared here");
            } else if let Some(schema) = mistake.schema {
                let (place, words) = match (schema.key(), closed) {
                    (Some(key), true) => (key.span, "no others are allowed"),
                    (Some(key), false) => (key.span, "properties are declared here"),
                    (None, _) => (schema.head(), "properties are declared here"),
                };
                diagnostic.label(place, words);
            }
            match (instead_of, close.first()) {
                (Some(required), _) => {
                    diagnostic.help(format!("did you mean `{required}`, which is required?"))
                }
                (None, Some(close)) => diagnostic.help(format!("did you mean `{close}`?")),
                (None, None) if declared.is_empty() => diagnostic.help("remove it"),
                (None, None) => diagnostic.help(format!("it has {}", wording::listed(&declared))),
            };
            let Some(meant) = meant.filter(|meant| is_slip(property, meant)) else {
                continue;
            };
            let title = format!("rename `{property}` to `{meant}`");
            let key = key_at(cx, &mistake.pointer, mistake.head);
            if let Some(key) = key.filter(|key| key.value == property) {
                let mut others = key.node().parent().into_iter().flat_map(Node::entries);
                let is_set = others.any(|other| other.key.value == meant);
                diagnostic.offer(Safety::Unsafe, title, || {
                    edit::rewrite(key, meant).filter(|_| !is_set)
                });
            } else if instead_of.is_some() {
                // What is required and absent is not set in the text already.
                let document = cx.document.node().document();
                diagnostic.offer(Safety::Unsafe, title, || {
                    edit::word(document, mistake.head, property, meant)
                });
            }
        }
    }
}

/// Whether a pointer leads to the value of a replacement.
fn is_replaced(pointer: &str) -> bool {
    let mut tokens = pointer.rsplit('/');
    tokens.next() == Some("value") && tokens.nth(1) == Some("replacements")
}
