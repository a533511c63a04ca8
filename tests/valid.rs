//! Whole realistic documents with their descriptions, about which there is nothing to say.

use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::{Outcome, Severity};
use arazzo_lint::load::{Loader, Request, Settings, discover};
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::syntax::Document;

const STYLE: Style<'_> = Style {
    notes: true,
    ..Style::PLAIN
};

#[test]
fn sound_documents_stay_silent() {
    let (outcome, documents) = lint("fixtures/valid");
    assert!(
        outcome.summary.documents >= 12,
        "only {} documents were found",
        outcome.summary.documents
    );
    let speaks = outcome
        .diagnostics
        .iter()
        .any(|found| found.severity >= Severity::Warning);
    let text = report::render(Format::Text, &outcome, &documents, &STYLE);
    assert!(!speaks, "{text}");
    // Every source is read. Three bodies are of formats that nobody looks into, and the report says so.
    let is_body = |reason: &str| ["format", "replacement"].contains(&reason);
    assert!(
        outcome
            .skipped
            .iter()
            .all(|skipped| is_body(skipped.reason)),
        "{text}"
    );
    assert_eq!(outcome.summary.skipped, 3, "{text}");
}

#[test]
fn the_demo_has_one_fault_with_two_sides() {
    let (outcome, documents) = lint("fixtures/demo");
    let text = report::render(Format::Text, &outcome, &documents, &STYLE);
    let [found] = outcome.diagnostics.as_slice() else {
        panic!("the README shows one finding, not these:\n{text}");
    };
    assert_eq!(found.rule, "missing-property", "{text}");
    let is_other_side = |span: arazzo_lint::source::Span| span.source != found.primary.span.source;
    assert!(
        found.related.iter().any(|label| is_other_side(label.span)),
        "{text}"
    );
}

/// Checks a folder of this repository, and makes no connection.
fn lint(folder: &str) -> (Outcome, Vec<Document>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loader = Loader::new(Settings {
        root: Some(root.to_path_buf()),
        ..Settings::new(root)
    })
    .expect("the repository exists");
    let paths = [PathBuf::from(folder)];
    let request = Request {
        paths: &paths,
        stdin_name: None,
    };
    let (found, errors) = discover(&request, std::io::empty(), &loader);
    assert!(errors.is_empty(), "{errors:?}");
    arazzo_lint::lint(
        found,
        &loader,
        &Run {
            is_offline: true,
            ..Run::default()
        },
    )
}
