use crate::diagnostic::Severity;
use crate::load::Link;
use crate::load::self_uri;
use crate::reference::uri::resolve;
use crate::rules::{Context, Reporter, rule};
use crate::version::Version;

rule! {
    /// Reports an Arazzo source whose document calls itself by another URI than the one it is named by (1.1): relative ones
    /// are resolved first, `url` against the `$self` of this document, the other `$self` against what `url` comes to.
    ///
    /// ## Why is this bad?
    ///
    /// Tools find a document by its `$self`. Where it was fetched from is something that each of them may see differently.
    ///
    /// ## Example
    ///
    /// The document says `$self: https://example.com/payments.arazzo.yaml`.
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: payments, url: ./payments.arazzo.yaml, type: arazzo }
    /// ```
    name: "mismatched-self",
    level: Warning,
    requirements: [483, 485],
    check: check,
}

/// Stands for the place of this document, with folders enough for every `..` that people write.
const PLACE: &str = "file:///1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/document";

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version < Version::V1_1 {
        return;
    }
    // A `$self` of the wrong form is reported as that, and says nothing about the base.
    let own = self_uri(cx.document);
    if own.is_none() && cx.document.node().get("$self").is_some() {
        return;
    }
    let base = own.map_or_else(|| PLACE.to_owned(), |own| resolve(PLACE, own.value));
    for (source, link) in cx.sources() {
        let is_in_place = matches!(
            link,
            Link::Read {
                misplaced: None,
                ..
            }
        );
        let Some(names) = source.workflows().filter(|_| is_in_place) else {
            continue;
        };
        let (Some(url), Some(identity)) = (source.description.url(), self_uri(names.description))
        else {
            continue;
        };
        let target = resolve(&base, url.value);
        let called = resolve(&target, identity.value);
        // Nobody knows here which file that is elsewhere.
        if target == called || identity.value.to_ascii_lowercase().starts_with("file:") {
            continue;
        }
        let message = format!(
            "{} is named by another URI than its document calls itself",
            source.title()
        );
        let diagnostic = reporter.report(url, message);
        diagnostic
            .severity(Severity::Warning)
            .here("named here")
            .label(identity.span, "calls itself this");
        // Relative ones would have to be seen from here.
        if called.starts_with("file:") {
            diagnostic.help("let the `$self` of that document and this `url` name one place");
        } else {
            diagnostic.help(format!("write `url: {called}`"));
        }
    }
}
