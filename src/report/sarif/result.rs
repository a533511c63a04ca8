//! One finding as a result.

use serde_json::{Value, json};

use crate::diagnostic::{Fix, Label, Suppression};
use crate::syntax::Document;
use crate::visible::visible;

use super::super::{Style, document, words};
use super::Found;
use super::location::{of, physical, region};

/// How many locations of a result are shown.
const LOCATIONS: usize = 100;

pub(super) fn result(
    found: &Found<'_>,
    rule_index: usize,
    documents: &[Document],
    style: &Style<'_>,
) -> Value {
    let diagnostic = found.diagnostic;
    let related: Vec<&Label> = diagnostic.related.iter().take(LOCATIONS - 1).collect();
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": rule_index,
        "level": diagnostic.severity.name(),
        "message": { "text": message(found, &related) },
        "locations": [location(&diagnostic.primary, documents, style)],
        "partialFingerprints": { "arazzo-lint/v1": found.fingerprint },
    });
    let mut put = |key: &str, value: Vec<Value>| {
        if !value.is_empty() {
            result[key] = Value::Array(value);
        }
    };
    let related = (1..).zip(related).map(|(id, label)| {
        let mut location = location(label, documents, style);
        location["id"] = json!(id);
        location
    });
    put("relatedLocations", related.collect());
    let fixes = diagnostic.fixes.iter();
    put(
        "fixes",
        fixes.map(|found| fix(found, documents, style)).collect(),
    );
    put(
        "suppressions",
        found.suppression.map(suppression).into_iter().collect(),
    );
    result
}

/// The sentence; below it the other ends as links, and what to do.
fn message(found: &Found<'_>, related: &[&Label]) -> String {
    let mut lines = vec![plain(&found.diagnostic.message)];
    lines.extend((1..).zip(related).map(|(id, label)| {
        let words = words(label).replace('[', "\\[").replace(']', "\\]");
        format!("[{words}]({id})")
    }));
    let help = found.diagnostic.help.as_deref();
    lines.extend(help.map(|help| format!("help: {}", plain(help))));
    lines.join("\n")
}

/// Text in which no `[words](target)` is a link.
fn plain(text: &str) -> String {
    visible(text).replace("](", "] (")
}

fn location(label: &Label, documents: &[Document], style: &Style<'_>) -> Value {
    let mut location = json!({ "physicalLocation": physical(documents, label.span, style) });
    if !label.message.is_empty() {
        location["message"] = json!({ "text": plain(&label.message) });
    }
    location
}

/// All edits of a fix lie in one document.
fn fix(fix: &Fix, documents: &[Document], style: &Style<'_>) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(documents, edit.span),
            "insertedContent": { "text": edit.text },
        })
    });
    let file = fix.edits.first().map(|edit| edit.span.source);
    let changes = file.map(|file| {
        json!({
            "artifactLocation": of(document(documents, file), style),
            "replacements": replacements.collect::<Vec<_>>(),
        })
    });
    json!({
        "description": { "text": plain(&fix.title) },
        "artifactChanges": changes.into_iter().collect::<Vec<_>>(),
        "properties": { "safety": fix.safety.name() },
    })
}

fn suppression(by: &Suppression) -> Value {
    match by {
        Suppression::InSource { reason: None } => json!({ "kind": "inSource" }),
        Suppression::InSource {
            reason: Some(reason),
        } => json!({ "kind": "inSource", "justification": visible(reason) }),
        Suppression::Baseline => {
            json!({ "kind": "external", "justification": "it is part of the baseline" })
        }
    }
}
