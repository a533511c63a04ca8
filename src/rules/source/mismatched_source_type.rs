use crate::diagnostic::Safety;
use crate::edit;
use crate::load::{DocumentKind, Link};
use crate::rules::{Context, Reporter, rule};
use crate::workspace::State;

rule! {
    /// Reports a source description whose `type` and document disagree, or whose document is neither OpenAPI nor AsyncAPI
    /// nor Arazzo.
    ///
    /// ## Why is this bad?
    ///
    /// A tool reads the document as something that it is not, and finds nothing in it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: shop, url: ./openapi.yaml, type: arazzo }
    /// ```
    name: "mismatched-source-type",
    level: Error,
    requirements: [56, 57],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (source, link) in cx.sources() {
        let (State::Mismatched, Link::Read { document, .. }) = (source.state, link) else {
            continue;
        };
        let document = cx.read_document(*document);
        let kind = DocumentKind::of(document);
        let declared = source.description.r#type();
        let (place, url) = (
            declared.or(source.description.url()),
            source.description.url(),
        );
        let (Some(place), Some(url)) = (place, url) else {
            continue;
        };
        let root = document
            .root()
            .and_then(|root| root.entries().next())
            .map(|entry| entry.key.span);
        match kind.type_name() {
            None if root.is_none() => {
                let message = format!("the document of source `{}` is empty", source.name);
                reporter.report(url, message);
            }
            None => {
                let what = "neither OpenAPI nor AsyncAPI nor Arazzo";
                let diagnostic = reporter.report(
                    url,
                    format!("the document of source `{}` is {what}", source.name),
                );
                let looks_like_openapi = document
                    .root()
                    .is_some_and(|root| root.get("paths").is_some());
                diagnostic.help(if looks_like_openapi {
                    "add `openapi` with the version to the root of the document"
                } else {
                    "its root has none of `openapi`, `swagger`, `asyncapi`, `arazzo`"
                });
                if let Some(root) = root {
                    diagnostic.label(root, "the document begins here");
                }
            }
            Some(actual) => {
                let words = match actual {
                    "openapi" => "an OpenAPI description",
                    "asyncapi" => "an AsyncAPI description",
                    _ => "an Arazzo description",
                };
                let message = format!(
                    "source `{}` says `{}`, but its document is {words}",
                    source.name, place.value
                );
                let diagnostic = reporter.report(place, message);
                let key = document.root().and_then(|root| {
                    ["openapi", "swagger", "asyncapi", "arazzo"]
                        .iter()
                        .find_map(|key| root.entry(key))
                });
                if let Some(key) = key {
                    diagnostic.label(key.key.span, "says what it is");
                }
                diagnostic.help(format!("write `type: {actual}`")).offer(
                    Safety::Safe,
                    format!("write `type: {actual}`"),
                    || declared.and_then(|declared| edit::rewrite(declared, actual)),
                );
            }
        }
    }
}
