//! The line that closes a report for people: the findings by level, and what the run could not look at.

use crate::diagnostic::{Outcome, Severity, Summary};

use super::Style;
use crate::visible::visible;

/// How many reasons for skipped references are told before the rest is only counted.
const REASONS: usize = 3;

pub(super) fn line(outcome: &Outcome, style: &Style<'_>) -> String {
    let summary = outcome.summary;
    if summary.documents == 0 && summary.errors + summary.warnings + summary.notes == 0 {
        return "no documents to check".to_owned();
    }
    let mut counts = vec![
        (summary.errors, Severity::Error),
        (summary.warnings, Severity::Warning),
    ];
    if style.notes {
        counts.push((summary.notes, Severity::Note));
    }
    let found: Vec<String> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, severity)| style.paint(severity, &count(number, severity.name())))
        .collect();
    let found = if found.is_empty() {
        "no problems".to_owned()
    } else {
        found.join(", ")
    };

    let mut asides = Vec::new();
    asides.extend(references(&summary));
    asides.extend(skipped(outcome));
    if summary.suppressed > 0 {
        asides.push(format!("{} suppressed", summary.suppressed));
    }
    if summary.stale > 0 {
        let matches = if summary.stale == 1 {
            "matches"
        } else {
            "match"
        };
        let entries = match summary.stale {
            1 => "1 entry".to_owned(),
            number => format!("{number} entries"),
        };
        asides.push(format!(
            "{entries} of the baseline {matches} nothing any more"
        ));
    }
    if summary.cut > 0 {
        asides.push(format!("{} not shown: --max-diagnostics", summary.cut));
    }
    if summary.notes > 0 && !style.notes {
        let notes = count(summary.notes, "note");
        let shows = if summary.notes == 1 { "it" } else { "them" };
        asides.push(format!("{notes} hidden, --notes shows {shows}"));
    }
    let asides = if asides.is_empty() {
        String::new()
    } else {
        format!(" ({})", asides.join("; "))
    };
    format!(
        "{found} in {}{asides}",
        count(summary.documents, "document")
    )
}

/// The line of a report that holds all findings and has no colours.
pub(super) fn whole_line(outcome: &Outcome) -> String {
    let style = Style {
        notes: true,
        ..Style::PLAIN
    };
    line(outcome, &style)
}

fn references(summary: &Summary) -> Option<String> {
    let all = summary.checked + summary.skipped;
    match (summary.checked, summary.skipped) {
        (0, 0) => None,
        (_, 0) => Some(format!("{} checked", count(all, "reference"))),
        (checked, _) => Some(format!("{checked} of {} checked", count(all, "reference"))),
    }
}

/// The reasons in the order of the documents; one that many documents share is told once.
fn skipped(outcome: &Outcome) -> Option<String> {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for skipped in &outcome.skipped {
        let known = reasons
            .iter_mut()
            .find(|(explanation, _)| *explanation == skipped.explanation);
        match known {
            Some((_, references)) => *references += skipped.references,
            None => reasons.push((&skipped.explanation, skipped.references)),
        }
    }
    let total: usize = reasons.iter().map(|(_, references)| references).sum();
    let mut told: Vec<String> = match &reasons[..] {
        [] => return None,
        [(explanation, _)] => vec![visible(explanation).into_owned()],
        several => several
            .iter()
            .take(REASONS)
            .map(|(explanation, references)| format!("{} ({references})", visible(explanation)))
            .collect(),
    };
    if let Some(rest @ 1..) = reasons.len().checked_sub(REASONS) {
        told.push(format!("and {rest} more"));
    }
    Some(format!("{total} skipped: {}", told.join(", ")))
}

pub(super) fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
