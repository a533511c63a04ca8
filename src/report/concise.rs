//! One line per finding: `path:line:column: error[rule]: message -- help`.
//!
//! The shape that editors and problem matchers know from compilers. Other ends of a finding are left to the other formats.

use crate::diagnostic::{Diagnostic, Outcome};
use crate::syntax::Document;

use super::{Style, source, summary};
use crate::visible::{leading_path, visible};

/// A help that is longer than this would bury the message.
const SHORT: usize = 100;

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let mut report = String::new();
    for diagnostic in style.shown(outcome) {
        report.push_str(&line(diagnostic, documents, style));
        report.push('\n');
    }
    if !style.is_quiet {
        report.push_str(&summary::line(outcome, style));
        report.push('\n');
    }
    report
}

fn line(diagnostic: &Diagnostic, documents: &[Document], style: &Style<'_>) -> String {
    let span = diagnostic.primary.span;
    let source = source(documents, span.source);
    let position = source.position(span.start);
    let severity = diagnostic.severity;
    let head = format!("{}[{}]", severity.name(), diagnostic.rule);
    let mut line = format!(
        "{}:{}:{}: {}: {}",
        leading_path(source.name()),
        position.line,
        position.column,
        style.paint(severity, &head),
        visible(&diagnostic.message)
    );
    let help = diagnostic.help.as_deref().map(visible);
    if let Some(help) = help.filter(|help| help.chars().count() <= SHORT) {
        line.push_str(" -- ");
        line.push_str(&help);
    }
    line
}
