//! What became of fixes, in a few lines for people.

use crate::diagnostic::Diagnostic;
use crate::fix::{Fixed, Mode};
use crate::visible::visible;

/// Says how many fixes were made, or would be; which were left out; and how many more there are. A line each.
pub fn fixed(fixed: &Fixed, mode: Mode, is_written: bool) -> String {
    let mut lines = Vec::new();
    let count: usize = fixed.made.values().sum();
    let verb = match is_written {
        true => "fixed",
        false => "would fix",
    };
    if count == 0 {
        lines.push("nothing to fix".to_owned());
    } else {
        let rules = fixed.made.iter();
        let rules: Vec<String> = rules
            .map(|(rule, count)| format!("{count} {rule}"))
            .collect();
        let documents = fixed.changes.len();
        lines.push(format!(
            "{verb} {} in {} ({})",
            number(count, "finding"),
            number(documents, "document"),
            rules.join(", ")
        ));
    }
    for dropped in &fixed.dropped {
        lines.push(format!(
            "left out in `{}`: {} ({}), for the document could not be read any more",
            visible(&dropped.name),
            visible(&dropped.title),
            dropped.rule
        ));
    }
    let findings = fixed.outcome.diagnostics.iter();
    let is_left =
        |found: &&Diagnostic| mode.pick(found).is_none() && Mode::All.pick(found).is_some();
    let left = findings.filter(is_left).count();
    if left > 0 {
        lines.push(format!(
            "{} could be fixed by `--unsafe-fixes`, which may change what the document means",
            number(left, "more finding")
        ));
    }
    lines.join("\n") + "\n"
}

fn number(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
