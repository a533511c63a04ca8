use crate::load::self_uri;
use crate::load::{BESIDE, Link};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::Problem;

rule! {
    /// Reports a source description whose document is not there, lies where nothing may be read, cannot be downloaded, is
    /// too large, or is neither YAML nor JSON.
    ///
    /// ## Why is this bad?
    ///
    /// No step that uses the source can be checked, or run.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: billing, url: ./openapi/biling.yaml, type: openapi }
    /// ```
    name: "unreadable-source",
    level: Error,
    requirements: [58],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (source, link) in cx.sources() {
        let Some(url) = source.description.url() else {
            continue;
        };
        // A URL of the wrong form is `invalid-value`, which says how to write it.
        let pointer = url.node().pointer();
        if cx.faults.iter().any(|fault| fault.pointer == pointer) {
            continue;
        }
        match link {
            Link::Unreadable {
                reason,
                help,
                document,
            } => {
                // Else it looks as if the URL started where the document lies.
                let own = self_uri(cx.document).filter(|own| !own.value.contains(':'));
                let own = own.filter(|_| document.is_none());
                let reason = match own.and_then(|own| Some((own, reason.strip_suffix(BESIDE)?))) {
                    Some((own, missing)) => format!("{missing}beside `{}`", own.value),
                    None => reason.clone(),
                };
                let message = format!("{} cannot be read: {reason}", source.title());
                let diagnostic = reporter.report(Spot::from(url), message);
                diagnostic.help.clone_from(help);
                if let Some(own) = own {
                    diagnostic.label(own.span, "URLs are relative to this");
                }
                let problems = document.map(|id| cx.problems_of(id)).unwrap_or_default();
                for problem in problems.iter().take(3) {
                    if let Problem::Syntax { span, message, .. } = problem {
                        diagnostic.label(*span, message.clone());
                    }
                }
            }
            Link::Read {
                misplaced: Some(misplaced),
                ..
            } => {
                let message = format!("{} cannot be read: {}", source.title(), misplaced.reason);
                reporter
                    .report(Spot::from(url), message)
                    .help(misplaced.help.clone());
            }
            _ => {}
        }
    }
}
