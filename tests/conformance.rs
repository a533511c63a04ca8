//! How exactly the linter reads the specification: against small documents whose verdict is known, against the official
//! schemas, and against the official tests and examples. They stand beside the repository; without them there is nothing
//! to compare with.

mod shared;

#[path = "conformance/differences.rs"]
mod differences;
#[path = "conformance/expected.rs"]
mod expected;
#[path = "conformance/faults.rs"]
mod faults;
#[path = "conformance/official.rs"]
mod official;
#[path = "conformance/probes.rs"]
mod probes;
#[path = "conformance/readings.rs"]
mod readings;
#[path = "conformance/schemas.rs"]
mod schemas;
#[path = "conformance/texts.rs"]
mod texts;

use std::path::Path;

use arazzo_lint::Run;
use arazzo_lint::diagnostic::{Diagnostic, Outcome, Severity};
use arazzo_lint::load::{Found, Loader, Mapping, Settings};
use arazzo_lint::rules::Levels;
use arazzo_lint::syntax::Document;

/// What is told of a document, as the tests compare it.
#[derive(Debug)]
struct Told {
    rule: &'static str,
    severity: Severity,
    /// The JSON Pointer of the value at fault.
    pointer: String,
    /// The line, from one.
    line: usize,
    message: String,
}

/// Lints a text as if it stood in a file of that folder, with every rule on.
fn lint(folder: &Path, name: &str, text: &str) -> Vec<Told> {
    lint_with(folder, name, text, Vec::new())
}

/// The same, with files for descriptions that stand elsewhere.
fn lint_with(folder: &Path, name: &str, text: &str, mappings: Vec<Mapping>) -> Vec<Told> {
    let folder = &folder.canonicalize().expect("a folder");
    let settings = Settings {
        mappings,
        ..Settings::new(folder)
    };
    let loader = Loader::new(settings).expect("a folder that can be used");
    let found = Found {
        name: name.to_owned(),
        path: None,
        base: loader.base(folder, folder),
        text: text.to_owned(),
        is_named: true,
        is_stdin: false,
    };
    let run = Run {
        is_offline: true,
        levels: Levels::new(true),
        ..Run::default()
    };
    let (outcome, documents) = arazzo_lint::lint(vec![found], &loader, &run);
    told(&outcome, &documents, name)
}

/// The findings in the document of that name; those in its sources are not its own.
fn told(outcome: &Outcome, documents: &[Document], name: &str) -> Vec<Told> {
    let own = |found: &&Diagnostic| {
        let document = &documents[found.primary.span.source.0 as usize];
        document.source().name() == name
    };
    let tell = |found: &Diagnostic| {
        let document = &documents[found.primary.span.source.0 as usize];
        let node = document.node_at(found.primary.span);
        Told {
            rule: found.rule,
            severity: found.severity,
            pointer: found
                .pointer
                .clone()
                .or_else(|| node.map(|node| node.pointer()))
                .unwrap_or_default(),
            line: document.source().position(found.primary.span.start).line as usize,
            message: found.message.clone(),
        }
    };
    outcome.diagnostics.iter().filter(own).map(tell).collect()
}
