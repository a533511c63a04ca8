//! SARIF 2.1.0, for code scanning and other places that collect findings.
//!
//! GitHub refuses a run of more than 25,000 results, so the gravest are kept and a notification tells how many are
//! missing. Text is made visible, since it is meant to be read, and cannot be taken for the links of a message.

mod location;
mod result;
mod rule;

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Outcome, Suppressed, Suppression};
use crate::fingerprint::fingerprints_below;
use crate::syntax::Document;
use crate::visible::{printable_json, visible};

use super::{Style, document, summary};
use location::{ROOT, artifact};

/// How many results a run may have.
const MOST: usize = 25_000;

/// A finding with what the run knows of it.
struct Found<'a> {
    diagnostic: &'a Diagnostic,
    suppression: Option<&'a Suppression>,
    fingerprint: String,
}

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let all = found(outcome, documents, style);
    let total = all.len();
    let kept = gravest(all);
    let mut names: Vec<&str> = kept.iter().map(|found| found.diagnostic.rule).collect();
    names.sort_unstable();
    names.dedup();
    let results = kept.iter().map(|found| {
        let index = names.binary_search(&found.diagnostic.rule);
        let index = index.expect("every rule with a finding is listed");
        result::result(found, index, documents, style)
    });
    let results: Vec<Value> = results.collect();
    let mut roots: Vec<_> = documents.iter().collect();
    roots.sort_by_key(|document| document.source().name());
    let artifacts = roots.into_iter().map(|document| artifact(document, style));
    let url = env!("CARGO_PKG_REPOSITORY");
    printable_json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": url,
                "rules": names.iter().map(|name| rule::descriptor(name)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "The root of the repository" } },
            },
            "invocations": [{
                "executionSuccessful": style.is_complete,
                "toolExecutionNotifications": notifications(outcome, total, results.len(), documents, style),
            }],
            "artifacts": artifacts.collect::<Vec<_>>(),
            "results": results,
        }],
    }))
}

/// Every finding, those that are kept back at the end.
fn found<'a>(outcome: &'a Outcome, documents: &[Document], style: &Style<'_>) -> Vec<Found<'a>> {
    let shown = outcome.diagnostics.iter().map(|found| (found, None));
    let suppressed = outcome.suppressed.iter();
    let suppressed = suppressed.map(|Suppressed { diagnostic, by }| (diagnostic, Some(by)));
    let all: Vec<_> = shown.chain(suppressed).collect();
    let diagnostics = all.iter().map(|(diagnostic, _)| *diagnostic);
    let fingerprints = fingerprints_below(style.folder, diagnostics, documents);
    let all = all.into_iter().zip(fingerprints);
    all.map(|((diagnostic, suppression), fingerprint)| Found {
        diagnostic,
        suppression,
        fingerprint,
    })
    .collect()
}

/// As many as a run may have, in their order.
fn gravest(all: Vec<Found<'_>>) -> Vec<Found<'_>> {
    if all.len() <= MOST {
        return all;
    }
    let mut all: Vec<_> = all.into_iter().enumerate().collect();
    all.sort_by_key(|(index, found)| {
        let severity = found.diagnostic.severity;
        (found.suppression.is_some(), Reverse(severity), *index)
    });
    all.truncate(MOST);
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, found)| found).collect()
}

/// What the run could not look at or could not tell.
fn notifications(
    outcome: &Outcome,
    total: usize,
    kept: usize,
    documents: &[Document],
    style: &Style<'_>,
) -> Vec<Value> {
    let mut told = vec![json!({
        "level": "note",
        "message": { "text": summary::whole_line(outcome) },
    })];
    if total > kept {
        let text = format!(
            "{} of {total} findings are left out: a run may have {MOST}, and the gravest are kept",
            total - kept
        );
        told.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    told.extend(outcome.skipped.iter().map(|skipped| {
        let document = document(documents, skipped.file);
        let references = summary::count(skipped.references, "reference");
        let explanation = visible(&skipped.explanation);
        json!({
            "level": "note",
            "message": { "text": format!("{references} skipped: {explanation}") },
            "locations": [{ "physicalLocation": {
                "artifactLocation": location::of(document, style),
            } }],
        })
    }));
    told
}
