//! The code quality report of GitLab: a list of issues, in the shape that Code Climate has begun.
//!
//! It has no place for what was not checked; the other reports of the same run tell it.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::fingerprint::fingerprints_below;
use crate::syntax::Document;
use crate::visible::{printable_json, visible};

use super::{Style, source};

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let fingerprints = fingerprints_below(style.folder, &outcome.diagnostics, documents);
    let issues = outcome.diagnostics.iter().zip(fingerprints);
    let issues: Vec<Value> = issues
        .map(|(diagnostic, fingerprint)| issue(diagnostic, &fingerprint, documents, style))
        .collect();
    printable_json(&Value::Array(issues))
}

fn issue(
    diagnostic: &Diagnostic,
    fingerprint: &str,
    documents: &[Document],
    style: &Style<'_>,
) -> Value {
    let span = diagnostic.primary.span;
    let source = source(documents, span.source);
    let message = visible(&diagnostic.message);
    let description = match &diagnostic.help {
        Some(help) => format!("{message} -- {}", visible(help)),
        None => message.into_owned(),
    };
    let severity = match diagnostic.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    json!({
        "description": description,
        "check_name": diagnostic.rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": visible(&style.path(source.name())),
            "lines": {
                "begin": source.position(span.start).line,
                "end": source.position(span.end).line,
            },
        },
    })
}
