//! Workflow commands of GitHub: each finding as an annotation at its line.
//!
//! A step may have ten annotations of each level; what comes after them is dropped without a word. So the rest stands in
//! the log as plain lines, and an annotation tells how many.

use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::syntax::Document;
use crate::visible::{leading_path, visible};

use super::{Style, position, source, summary, words};

/// How many annotations of one level are shown.
const SHOWN: usize = 10;
/// How many characters of a message are shown.
const LONGEST: usize = 4096;

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let mut lines = Vec::new();
    let mut rest = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        // The last note is kept for what is told at the end.
        let room = SHOWN - usize::from(severity == Severity::Note);
        let found = style.shown(outcome);
        let found = found.filter(|diagnostic| diagnostic.severity == severity);
        for (index, diagnostic) in found.enumerate() {
            if index < room {
                lines.push(annotation(diagnostic, documents, style));
            } else {
                rest.push(line(diagnostic, documents, style));
            }
        }
    }
    if !rest.is_empty() {
        let more = summary::count(rest.len(), "more finding");
        let verb = if rest.len() == 1 { "stands" } else { "stand" };
        rest.push(format!(
            "::notice title=arazzo-lint::{more} {verb} in the log of this step: GitHub shows {SHOWN} of each level"
        ));
    }
    lines.extend(rest);
    if !style.is_quiet {
        lines.push(summary::line(outcome, style));
    }
    lines
        .iter()
        .map(|line| format!("{line}\n"))
        .collect::<Vec<_>>()
        .concat()
}

fn annotation(diagnostic: &Diagnostic, documents: &[Document], style: &Style<'_>) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let span = diagnostic.primary.span;
    let source = source(documents, span.source);
    let (start, end) = (source.position(span.start), source.position(span.end));
    let file = property(&style.path(source.name()));
    // Columns of more than one line are thrown away, with a warning.
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let place = format!(
        "file={file},line={},endLine={}{columns}",
        start.line, end.line
    );
    let title = property(diagnostic.rule);
    let message = data(&message(diagnostic, documents, style));
    format!("::{command} {place},title={title}::{message}")
}

/// The finding with its other ends and its help, a line each.
fn message(diagnostic: &Diagnostic, documents: &[Document], style: &Style<'_>) -> String {
    let mut lines = vec![visible(&diagnostic.message).into_owned()];
    lines.extend(diagnostic.related.iter().map(|label| {
        let file = style.path(source(documents, label.span.source).name());
        let position = position(documents, label.span);
        format!("{}: {}:{position}", words(label), visible(&file))
    }));
    let help = diagnostic.help.as_deref();
    lines.extend(help.map(|help| format!("help: {}", visible(help))));
    let message = lines.join("\n");
    match message.char_indices().nth(LONGEST - 1) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}

fn line(diagnostic: &Diagnostic, documents: &[Document], style: &Style<'_>) -> String {
    let span = diagnostic.primary.span;
    let file = style.path(source(documents, span.source).name());
    format!(
        "{}:{}: {}[{}]: {}",
        leading_path(&file),
        position(documents, span),
        diagnostic.severity.name(),
        diagnostic.rule,
        visible(&diagnostic.message)
    )
}

/// A message as the runner reads it.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// A value in front of the message.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
