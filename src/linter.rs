//! Runs the rules over every document of a workspace and puts what they found in order.

mod keep_back;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Outcome, Severity, Skipped, Summary};
use crate::load::Store;
use crate::rules::{self, Context, Levels, Reporter, WhenCut};
use crate::schema::{self, Fault};
use crate::syntax::{Node, to_value};
use crate::types::Patterns;
use crate::version::Version;
use crate::workspace::{Peers, Workspace};
use keep_back::keep_back;
pub(crate) use keep_back::sort_kept;

/// What one document gives.
struct Checked {
    diagnostics: Vec<Diagnostic>,
    skipped: Vec<Skipped>,
    references: usize,
}

/// Checks every Arazzo document that was loaded, by the rules that are not turned off in it. `levels` lie at the indexes
/// of the documents that were asked for, in their order.
pub fn check(store: &Store, levels: &[Arc<Levels>]) -> Outcome {
    let workspace = Workspace::new(store);
    let patterns = Patterns::default();
    let roots: Vec<Node<'_>> = store.roots().map(|(root, _)| root).collect();
    let all: Vec<Node<'_>> = store.all_roots().map(|(root, _)| root).collect();
    let shapes = all.into_par_iter().map(|root| {
        let (version, faults) = shape(root);
        (root, version, faults)
    });
    let peers = Peers::new(&workspace, shapes.collect::<Vec<_>>());
    let checked: Vec<Checked> = roots
        .par_iter()
        .map(|root| check_document(&workspace, &peers, &patterns, &levels[index(*root)], *root))
        .collect();
    let mut outcome = Outcome {
        documents: roots.iter().map(|root| root.document().id()).collect(),
        ..Outcome::default()
    };
    outcome.summary.documents = roots.len();
    outcome.summary.sources = store.sources();
    for document in checked {
        outcome.diagnostics.extend(document.diagnostics);
        outcome.skipped.extend(document.skipped);
        outcome.summary.checked += document.references;
    }
    sort(&mut outcome.diagnostics, store);
    keep_back(&mut outcome, store, &roots, levels);
    count(&mut outcome);
    outcome
}

/// Where the levels of a document lie.
fn index(root: Node<'_>) -> usize {
    root.document().id().0 as usize
}

fn check_document<'d>(
    workspace: &'d Workspace<'d>,
    peers: &'d Peers<'d>,
    patterns: &Patterns,
    levels: &Levels,
    root: Node<'d>,
) -> Checked {
    let document = root.document();
    let peer = peers
        .get(root)
        .expect("every document to check has been looked at");
    let cx = Context::new(workspace, peers, patterns, peer);
    let mut diagnostics = Vec::new();
    for rule in rules::all() {
        if document.is_cut() && rule.when_cut == WhenCut::Nothing {
            continue;
        }
        let Some(level) = levels.of(rule) else {
            continue;
        };
        let mut reporter = Reporter::new(rule, level);
        (rule.check)(&cx, &mut reporter);
        let is_believed = |found: &Diagnostic| {
            rule.when_cut == WhenCut::Everything || !document.is_cut_at(found.primary.span)
        };
        let mut found = reporter.finish();
        found.retain(is_believed);
        for diagnostic in &mut found {
            diagnostic.severity = levels.weigh(rule, diagnostic.severity);
        }
        diagnostics.append(&mut found);
    }
    let sources = cx.scope.sources.iter().enumerate();
    let skipped = sources.flat_map(|(index, source)| {
        cx.coverage
            .skipped_for(index)
            .iter()
            .map(|(gap, references)| {
                let (reason, explanation) = gap.explain(source);
                Skipped {
                    file: root.document().id(),
                    source: source.name.to_owned(),
                    reason,
                    explanation,
                    references: *references,
                }
            })
    });
    Checked {
        diagnostics,
        skipped: skipped.collect(),
        references: cx.coverage.checked,
    }
}

/// The feature set to read a document by, and what is wrong with its shape: the one it asks for, else the nearest. What
/// names no version at all is read as 1.0, unless it uses what only 1.1 has.
pub(crate) fn shape(root: Node<'_>) -> (Version, Vec<Fault>) {
    let asked = root
        .get("arazzo")
        .map_or("", |node| node.as_written().value);
    let value = to_value(root);
    let version = Version::of(asked).unwrap_or_else(|| Version::nearest(asked));
    let faults = schema::check(&value, version);
    let is_told = asked.starts_with(|first: char| first.is_ascii_digit());
    if !is_told && faults.iter().any(Fault::is_new_in_1_1) {
        return (Version::V1_1, schema::check(&value, Version::V1_1));
    }
    (version, faults)
}

fn sort(diagnostics: &mut Vec<Diagnostic>, store: &Store) {
    let name = |diagnostic: &Diagnostic| {
        store.documents[diagnostic.primary.span.source.0 as usize]
            .source()
            .name()
    };
    diagnostics.sort_by(|one, other| {
        let key =
            |diagnostic: &Diagnostic| (diagnostic.primary.span.start, diagnostic.primary.span.end);
        name(one)
            .cmp(name(other))
            .then_with(|| key(one).cmp(&key(other)))
            .then_with(|| one.rule.cmp(other.rule))
    });
    // A place in an API description that several documents use is told once.
    diagnostics.dedup_by(|one, other| {
        one.rule == other.rule && one.primary == other.primary && one.message == other.message
    });
}

/// Counts the findings anew, once some were taken out.
pub(crate) fn count(outcome: &mut Outcome) {
    let of = |severity| {
        outcome
            .diagnostics
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    };
    let skipped = outcome
        .skipped
        .iter()
        .map(|skipped| skipped.references)
        .sum();
    outcome.summary = Summary {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
        skipped,
        suppressed: outcome.suppressed.len(),
        ..outcome.summary
    };
}
