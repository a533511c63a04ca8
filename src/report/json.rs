//! The JSON report, version 1: everything that is known about a run, for other tools to build on.
//!
//! Fields are added in time, none changes its meaning. Strings are exact: what must not be printed is written with JSON's
//! own escapes, so a reader gets the document's characters and a terminal does not.

use serde::Serialize;

use crate::diagnostic::{self, Diagnostic, Label, Outcome};
use crate::fingerprint;
use crate::source::{Position, Source, Span};
use crate::syntax::Document;
use crate::visible::printable_json;

use super::{document, rule_url, source};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    diagnostics: Vec<Finding<'a>>,
    skipped: Vec<Skipped<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    url: String,
    file: &'a str,
    pointer: String,
    range: Range,
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    file: &'a str,
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    pointer: String,
    range: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Skipped<'a> {
    file: &'a str,
    source: &'a str,
    reason: &'static str,
    references: usize,
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    sources: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    cut: usize,
    stale: usize,
    references: References,
}

#[derive(Serialize)]
struct References {
    checked: usize,
    skipped: usize,
}

pub(super) fn render(outcome: &Outcome, documents: &[Document]) -> String {
    let findings = outcome.diagnostics.iter();
    let skipped = outcome.skipped.iter();
    let summary = outcome.summary;
    let report = Report {
        version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        diagnostics: findings.map(|found| finding(found, documents)).collect(),
        skipped: skipped
            .map(|skipped| Skipped {
                file: source(documents, skipped.file).name(),
                source: &skipped.source,
                reason: skipped.reason,
                references: skipped.references,
            })
            .collect(),
        summary: Summary {
            documents: summary.documents,
            sources: summary.sources,
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            suppressed: summary.suppressed,
            cut: summary.cut,
            stale: summary.stale,
            references: References {
                checked: summary.checked,
                skipped: summary.skipped,
            },
        },
    };
    printable_json(&report)
}

fn finding<'a>(diagnostic: &'a Diagnostic, documents: &'a [Document]) -> Finding<'a> {
    let span = diagnostic.primary.span;
    let related = diagnostic.related.iter();
    Finding {
        rule: diagnostic.rule,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        url: rule_url(diagnostic.rule),
        file: source(documents, span.source).name(),
        pointer: fingerprint::pointer(diagnostic, documents),
        range: range(source(documents, span.source), span),
        related: related
            .map(|Label { span, message }| Related {
                file: source(documents, span.source).name(),
                pointer: pointer(documents, *span),
                range: range(source(documents, span.source), *span),
                message,
            })
            .collect(),
        fixes: diagnostic
            .fixes
            .iter()
            .map(|found| fix(found, documents))
            .collect(),
    }
}

fn fix<'a>(fix: &'a diagnostic::Fix, documents: &'a [Document]) -> Fix<'a> {
    let edits = fix.edits.iter().map(|edit| {
        let source = source(documents, edit.span.source);
        Edit {
            file: source.name(),
            range: range(source, edit.span),
            text: &edit.text,
        }
    });
    Fix {
        title: &fix.title,
        safety: fix.safety.name(),
        edits: edits.collect(),
    }
}

fn pointer(documents: &[Document], span: Span) -> String {
    let node = document(documents, span.source).node_at(span);
    node.map(|node| node.pointer()).unwrap_or_default()
}

fn range(source: &Source, span: Span) -> Range {
    let place = |at| {
        let Position {
            line,
            column,
            offset,
        } = source.position(at);
        Place {
            line,
            column,
            offset,
        }
    };
    Range {
        start: place(span.start),
        end: place(span.end),
    }
}
