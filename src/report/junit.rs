//! `JUnit` XML: a suite for each document, a case for each rule that has found something there.
//!
//! A case fails where the run does; other findings stand in its output. A clean document has one case that passes, since
//! a report without cases reads as if nothing had been checked.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Outcome};
use crate::source::SourceId;
use crate::syntax::Document;
use crate::visible::{leading_path, visible, xml};

use super::{Style, place, position, source, summary, words};

/// What one rule has found in one document.
struct Case<'a> {
    rule: &'static str,
    findings: Vec<&'a Diagnostic>,
}

/// One document.
struct Suite<'a> {
    id: SourceId,
    cases: Vec<Case<'a>>,
}

impl Case<'_> {
    fn fails(&self, style: &Style<'_>) -> bool {
        let least = style.fails_on;
        let mut findings = self.findings.iter();
        findings.any(|found| least.is_some_and(|least| found.severity >= least))
    }
}

impl Suite<'_> {
    fn failures(&self, style: &Style<'_>) -> usize {
        self.cases.iter().filter(|case| case.fails(style)).count()
    }

    fn tests(&self) -> usize {
        self.cases.len().max(1)
    }
}

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let suites = suites(outcome, documents);
    let mut report = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let tests: usize = suites.iter().map(Suite::tests).sum();
    let failures: usize = suites.iter().map(|suite| suite.failures(style)).sum();
    line(
        &mut report,
        0,
        &format!(
            "<testsuites name=\"arazzo-lint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
        ),
    );
    let closing = summary::whole_line(outcome);
    for suite in &suites {
        write_suite(&mut report, suite, &closing, outcome, documents, style);
    }
    line(&mut report, 0, "</testsuites>");
    report
}

/// The documents that were checked and the descriptions in which something was found, by name.
fn suites<'a>(outcome: &'a Outcome, documents: &[Document]) -> Vec<Suite<'a>> {
    let found = outcome.diagnostics.iter();
    let mut ids: Vec<SourceId> = found.map(|found| found.primary.span.source).collect();
    ids.extend(&outcome.documents);
    ids.sort_by_key(|id| (source(documents, *id).name(), *id));
    ids.dedup();
    let mut suites: Vec<Suite<'_>> = ids
        .into_iter()
        .map(|id| Suite {
            id,
            cases: Vec::new(),
        })
        .collect();
    let mut at = 0;
    for diagnostic in &outcome.diagnostics {
        // Both are sorted by file, so the next one is near; nothing is wrong where it is not.
        let id = diagnostic.primary.span.source;
        if suites[at].id != id {
            at = suites
                .iter()
                .position(|suite| suite.id == id)
                .expect("each document with a finding has a suite");
        }
        let cases = &mut suites[at].cases;
        match cases.iter_mut().find(|case| case.rule == diagnostic.rule) {
            Some(case) => case.findings.push(diagnostic),
            None => cases.push(Case {
                rule: diagnostic.rule,
                findings: vec![diagnostic],
            }),
        }
    }
    suites
}

fn write_suite(
    report: &mut String,
    suite: &Suite<'_>,
    closing: &str,
    outcome: &Outcome,
    documents: &[Document],
    style: &Style<'_>,
) {
    let name = xml(source(documents, suite.id).name());
    let (tests, failures) = (suite.tests(), suite.failures(style));
    line(
        report,
        1,
        &format!(
            "<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
        ),
    );
    line(report, 2, "<properties>");
    let closing = xml(closing);
    line(
        report,
        3,
        &format!("<property name=\"summary\" value=\"{closing}\"/>"),
    );
    line(report, 2, "</properties>");
    for case in &suite.cases {
        write_case(report, case, &name, documents, style);
    }
    if suite.cases.is_empty() {
        line(
            report,
            2,
            &format!("<testcase name=\"no findings\" classname=\"{name}\"/>"),
        );
    }
    let skipped = outcome.skipped.iter();
    let skipped: Vec<String> = skipped
        .filter(|skipped| skipped.file == suite.id)
        .map(|skipped| {
            let references = summary::count(skipped.references, "reference");
            xml(&format!("{references} skipped: {}", skipped.explanation))
        })
        .collect();
    if !skipped.is_empty() {
        let skipped = skipped.join("\n");
        line(report, 2, &format!("<system-out>{skipped}</system-out>"));
    }
    line(report, 1, "</testsuite>");
}

fn write_case(
    report: &mut String,
    case: &Case<'_>,
    name: &str,
    documents: &[Document],
    style: &Style<'_>,
) {
    let rule = xml(case.rule);
    line(
        report,
        2,
        &format!("<testcase name=\"{rule}\" classname=\"{name}\">"),
    );
    let texts = case.findings.iter();
    let texts: Vec<String> = texts.map(|found| finding(found, documents)).collect();
    let text = texts.join("\n");
    if case.fails(style) {
        let severities = case.findings.iter().map(|found| found.severity);
        let severity = severities.max().map_or("", |severity| severity.name());
        let message = match &case.findings[..] {
            [found] => xml(&found.message),
            found => summary::count(found.len(), "finding"),
        };
        line(
            report,
            3,
            &format!("<failure type=\"{severity}\" message=\"{message}\">{text}</failure>"),
        );
    } else {
        line(report, 3, &format!("<system-out>{text}</system-out>"));
    }
    line(report, 2, "</testcase>");
}

/// The finding with its other ends and its help, a line each.
fn finding(diagnostic: &Diagnostic, documents: &[Document]) -> String {
    let span = diagnostic.primary.span;
    let mut lines = vec![format!(
        "{}:{}: {}: {}",
        leading_path(source(documents, span.source).name()),
        position(documents, span),
        diagnostic.severity.name(),
        visible(&diagnostic.message)
    )];
    lines.extend(diagnostic.related.iter().map(|label| {
        let place = place(documents, label.span);
        format!("  at {place}: {}", words(label))
    }));
    let help = diagnostic.help.as_deref();
    lines.extend(help.map(|help| format!("  help: {}", visible(help))));
    let lines: Vec<String> = lines.iter().map(|line| xml(line)).collect();
    lines.join("\n")
}

fn line(report: &mut String, depth: usize, line: &str) {
    writeln!(report, "{:1$}{line}", "", depth * 2)
        .expect("a string takes whatever is written to it");
}
