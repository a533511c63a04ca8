//! What colours and dashes mean.

use crate::diagnostic::Severity;
use crate::graph::EdgeKind;

pub(super) const INK: &str = "#1f2328";
const ERROR: &str = "#c40000";
const WARNING: &str = "#a86400";
const FAILURE: &str = "#b4483c";
const DATA: &str = "#2468b4";
const ORDER: &str = "#707880";
/// Every colour that a line can have: each needs an arrow head of its own.
pub(super) const COLOURS: [&str; 6] = [INK, ERROR, WARNING, FAILURE, DATA, ORDER];

/// The word for a level that is marked.
pub(super) fn mark(level: Option<Severity>) -> Option<&'static str> {
    match level {
        Some(Severity::Error) => Some("error"),
        Some(Severity::Warning) => Some("warning"),
        _ => None,
    }
}

/// The colour for a level that is marked.
pub(super) fn mark_colour(level: Option<Severity>) -> Option<&'static str> {
    match level {
        Some(Severity::Error) => Some(ERROR),
        Some(Severity::Warning) => Some(WARNING),
        _ => None,
    }
}

/// The colour, the dashes and the meaning of a line.
pub(super) fn line(kind: EdgeKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        EdgeKind::Next => (INK, "", "next step, or an action after success"),
        EdgeKind::Success => (INK, "", ""),
        EdgeKind::Failure => (FAILURE, "6 4", "an action after failure"),
        EdgeKind::Retry => (FAILURE, "2 3", "a retry"),
        EdgeKind::Data => (DATA, "1 4", "outputs that are read"),
        EdgeKind::Requires => (ORDER, "8 3 2 3", "waits for"),
        EdgeKind::Calls => (ORDER, "", "calls a workflow"),
    }
}
