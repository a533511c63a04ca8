//! Markdown for the summary of a job: a table of the files, the findings folded below it, and the workflows that have
//! some as charts.
//!
//! GitHub drops a summary of more than 1 MiB as a whole, so the gravest findings come first into it and the rest is counted.

mod text;

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::graph::{self, Chart};
use crate::source::SourceId;
use crate::syntax::Document;

use super::{Style, place, position, rule_url, source, summary, words};
use text::{code, sentence};

/// How many bytes the findings may take, and the charts; both and the table together stay below 1 MiB.
const FINDINGS: usize = 500_000;
const CHARTS: usize = 200_000;
/// How many files the table lists.
const FILES: usize = 300;
/// What GitHub draws: so many characters and edges a chart. And nobody looks at more charts than these.
const CHART_LENGTH: usize = 50_000;
const CHART_EDGES: usize = 500;
const MOST_CHARTS: usize = 20;

/// What was found in one file.
struct File<'a> {
    id: SourceId,
    counts: [usize; 3],
    shown: Vec<(usize, String)>,
    name: &'a str,
}

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let mut report = String::from("## arazzo-lint\n\n");
    write(&mut report, &sentence(&summary::whole_line(outcome)));
    let mut files = files(outcome, documents);
    let left_out = fill(&mut files, outcome, documents);
    if !files.is_empty() {
        report.push('\n');
        table(&mut report, &files);
    }
    for file in &files {
        details(&mut report, file);
    }
    if left_out > 0 {
        let more = summary::count(left_out, "more finding");
        write(&mut report, &format!("\n{more}: too much for a summary."));
    }
    charts(&mut report, style.charts);
    report
}

fn files<'a>(outcome: &Outcome, documents: &'a [Document]) -> Vec<File<'a>> {
    let mut files: Vec<File<'_>> = Vec::new();
    for diagnostic in &outcome.diagnostics {
        let id = diagnostic.primary.span.source;
        if files.last().is_none_or(|file| file.id != id) {
            files.push(File {
                id,
                counts: [0; 3],
                shown: Vec::new(),
                name: source(documents, id).name(),
            });
        }
        let file = files.last_mut().expect("one was added if there was none");
        file.counts[column(diagnostic.severity)] += 1;
    }
    files
}

fn column(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    }
}

/// Writes findings, the gravest first, as long as there is room. Gives back how many there was no room for.
fn fill(files: &mut [File<'_>], outcome: &Outcome, documents: &[Document]) -> usize {
    let positions = files.iter().enumerate();
    let positions: FxHashMap<SourceId, usize> =
        positions.map(|(index, file)| (file.id, index)).collect();
    let mut order: Vec<(usize, &Diagnostic)> = outcome.diagnostics.iter().enumerate().collect();
    order.sort_by_key(|(_, diagnostic)| column(diagnostic.severity));
    let mut room = FINDINGS;
    let mut left_out = 0;
    for (index, diagnostic) in order {
        let text = finding(diagnostic, documents);
        let file = &mut files[positions[&diagnostic.primary.span.source]];
        let head = match file.shown.is_empty() {
            true => head(file).len(),
            false => 0,
        };
        match room.checked_sub(text.len() + head) {
            Some(rest) => {
                room = rest;
                file.shown.push((index, text));
            }
            None => left_out += 1,
        }
    }
    for file in files {
        file.shown.sort_unstable_by_key(|(index, _)| *index);
    }
    left_out
}

fn table(report: &mut String, files: &[File<'_>]) {
    write(report, "| File | Errors | Warnings | Notes |");
    write(report, "| --- | ---: | ---: | ---: |");
    for file in files.iter().take(FILES) {
        let [errors, warnings, notes] = file.counts;
        let name = code(&tail(file.name));
        write(
            report,
            &format!("| {name} | {errors} | {warnings} | {notes} |"),
        );
    }
    if let Some(rest @ 1..) = files.len().checked_sub(FILES) {
        let more = summary::count(rest, "more file");
        write(report, &format!("\n{more}."));
    }
}

/// The end of a path, which tells more than its beginning. Nobody has to scroll past a path of a thousand letters.
fn tail(name: &str) -> String {
    const LONGEST: usize = 100;
    match name.char_indices().rev().nth(LONGEST) {
        Some((start, char)) => format!("…{}", &name[start + char.len_utf8()..]),
        None => name.to_owned(),
    }
}

fn details(report: &mut String, file: &File<'_>) {
    if file.shown.is_empty() {
        return;
    }
    report.push_str(&head(file));
    for (_, text) in &file.shown {
        report.push_str(text);
    }
    write(report, "\n</details>");
}

fn head(file: &File<'_>) -> String {
    let counts = file.counts.iter().zip(["error", "warning", "note"]);
    let counts: Vec<String> = counts
        .filter(|(number, _)| **number > 0)
        .map(|(number, name)| summary::count(*number, name))
        .collect();
    let counts = counts.join(", ");
    let name = code(&tail(file.name));
    format!("\n<details>\n<summary>{name}: {counts}</summary>\n\n")
}

/// An entry of a list, with the other ends and the help below it.
fn finding(diagnostic: &Diagnostic, documents: &[Document]) -> String {
    let rule = diagnostic.rule;
    let mut text = String::new();
    write(
        &mut text,
        &format!(
            "- **{}** [{rule}]({}) {}: {}",
            diagnostic.severity.name(),
            rule_url(rule),
            position(documents, diagnostic.primary.span),
            sentence(&diagnostic.message)
        ),
    );
    for label in &diagnostic.related {
        let place = code(&tail(&place(documents, label.span)));
        write(
            &mut text,
            &format!("  - {place}: {}", sentence(&words(label))),
        );
    }
    if let Some(help) = &diagnostic.help {
        write(&mut text, &format!("  - help: {}", sentence(help)));
    }
    text
}

fn charts(report: &mut String, charts: &[Chart]) {
    let mut room = CHARTS;
    let mut drawn = 0;
    for chart in charts {
        let picture = graph::render(std::slice::from_ref(chart), graph::Format::Mermaid);
        let is_drawable =
            picture.len() <= CHART_LENGTH.min(room) && chart.edges.len() <= CHART_EDGES;
        if !is_drawable || drawn == MOST_CHARTS {
            continue;
        }
        room -= picture.len();
        drawn += 1;
        let (workflow, file) = (code(&tail(&chart.workflow)), code(&tail(&chart.file)));
        write(
            report,
            &format!(
                "\n<details>\n<summary>Workflow {workflow} of {file}</summary>\n\n```mermaid\n{picture}```\n\n</details>"
            ),
        );
    }
    if let Some(rest @ 1..) = charts.len().checked_sub(drawn) {
        let more = summary::count(rest, "more workflow");
        let verb = if rest == 1 { "has" } else { "have" };
        write(
            report,
            &format!("\n{more} with findings {verb} no chart here: too many, or too large."),
        );
    }
}

fn write(report: &mut String, line: &str) {
    writeln!(report, "{line}").expect("a string takes whatever is written to it");
}
