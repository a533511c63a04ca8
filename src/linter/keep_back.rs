//! Takes out what the documents themselves ignore, and tells what they ignore in vain.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::sort;
use crate::diagnostic::{Diagnostic, Outcome, Severity, Suppressed};
use crate::load::Store;
use crate::rules::{self, Levels, Reporter, Rule};
use crate::source::SourceId;
use crate::suppression::{NEVER_SILENT, Silencer};
use crate::syntax::{Document, Node};

/// The rule that watches the ignores. An ignore of its own findings is looked at last.
const WATCHER: &str = "unused-ignore";

/// Moves the findings that a document ignores to those that are kept back.
pub(super) fn keep_back(
    outcome: &mut Outcome,
    store: &Store,
    roots: &[Node<'_>],
    levels: &[Arc<Levels>],
) {
    let mut silencer = Silencer::new(&store.documents, roots);
    let has_gaps = has_gaps(outcome);
    take_out(outcome, &mut silencer);
    let mut seen = FxHashSet::default();
    for is_last in [false, true] {
        seen.clear();
        for root in roots {
            let id = root.document().id();
            if seen.insert(id) {
                let levels = &levels[id.0 as usize];
                let could_run = |rule: &Rule| {
                    (rule.name == WATCHER) == is_last
                        && rule.name != NEVER_SILENT
                        && levels.is_on(rule)
                        && !(has_gaps.contains(&id) && needs_all(rule))
                };
                let unused = unused(&mut silencer, *root, levels, could_run);
                outcome.diagnostics.extend(unused);
            }
        }
        sort(&mut outcome.diagnostics, store);
        if !is_last {
            take_out(outcome, &mut silencer);
        }
    }
    sort_kept(&mut outcome.suppressed, &store.documents);
}

/// Puts what is kept back in the order of the findings.
pub(crate) fn sort_kept(kept: &mut [Suppressed], documents: &[Document]) {
    fn key<'k>(kept: &'k Suppressed, documents: &'k [Document]) -> (&'k str, u32, u32, &'k str) {
        let span = kept.diagnostic.primary.span;
        let name = documents[span.source.0 as usize].source().name();
        (name, span.start, span.end, kept.diagnostic.rule)
    }

    kept.sort_by(|one, other| key(one, documents).cmp(&key(other, documents)));
}

/// The documents of which some rules could not see everything: a source was not read, or a fault stands before what it
/// would make wrong.
fn has_gaps(outcome: &Outcome) -> FxHashSet<SourceId> {
    const BASIC: [&str; 5] = ["document", "identity", "reference", "source", "expression"];
    let skipped = outcome.skipped.iter().map(|gap| gap.file);
    let basic: FxHashSet<&str> = rules::FAMILIES
        .iter()
        .filter(|family| BASIC.contains(&family.title))
        .flat_map(|family| family.rules.iter().map(|rule| rule.name))
        .collect();
    let faults = outcome
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error && basic.contains(found.rule));
    skipped
        .chain(faults.map(|found| found.primary.span.source))
        .collect()
}

/// Whether a rule finds all that it looks for only in a document without gaps.
fn needs_all(rule: &Rule) -> bool {
    !matches!(rule.family(), "document" | "identity" | "practice")
}

fn take_out(outcome: &mut Outcome, silencer: &mut Silencer<'_>) {
    let mut kept = Vec::with_capacity(outcome.diagnostics.len());
    for diagnostic in outcome.diagnostics.drain(..) {
        match silencer.silences(&diagnostic) {
            Some(by) => outcome.suppressed.push(Suppressed { diagnostic, by }),
            None => kept.push(diagnostic),
        }
    }
    outcome.diagnostics = kept;
}

/// The ignores of a document that have kept nothing back although their rules could have found something.
fn unused(
    silencer: &mut Silencer<'_>,
    root: Node<'_>,
    levels: &Levels,
    could_run: impl Fn(&Rule) -> bool,
) -> Vec<Diagnostic> {
    let watcher = rules::find(WATCHER).expect("the rule is in the catalogue");
    // What stands behind a syntax error may be what a comment is about.
    let level = match levels.of(watcher) {
        Some(level) if !root.document().is_cut() => level,
        _ => return Vec::new(),
    };
    let mut reporter = Reporter::new(watcher, level);
    for (ignore, name) in silencer.unused(root.document().id()) {
        if rules::find(&name.rule).is_some_and(&could_run) {
            let text = root.document().source().text();
            rules::report_unused(text, &ignore, &name, &mut reporter);
        }
    }
    let mut found = reporter.finish();
    for diagnostic in &mut found {
        diagnostic.severity = levels.weigh(watcher, diagnostic.severity);
    }
    found
}
