//! One API in every version of OpenAPI, and one workflow over it: the same is found whatever the version.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use arazzo_lint::Run;
use arazzo_lint::diagnostic::{Outcome, Severity};
use arazzo_lint::load::{Found, Loader, Settings};
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::rules::Levels;
use arazzo_lint::syntax::Document;

/// The folders of the descriptions. Their names are equally long, so that nothing moves in the workflow.
const VERSIONS: [&str; 4] = ["2.0", "3.0", "3.1", "3.2"];

/// The rules that every step of the faulty workflow would break, and that ask no description.
const ASIDE: [&str; 2] = ["missing-success-criteria", "unused-output"];

/// Lints a workflow with the description of a version as its source, every rule being on.
fn lint(workflow: &str, version: &str) -> (Outcome, Vec<Document>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = root.join("versions");
    let loader = Loader::new(Settings {
        root: Some(root),
        ..Settings::new(&folder)
    })
    .expect("the folder exists");
    let text = fs::read_to_string(folder.join(workflow)).expect("a workflow");
    let found = Found {
        name: workflow.to_owned(),
        path: None,
        base: loader.base(&folder, &folder),
        text: text.replace("./3.1/", &format!("./{version}/")),
        is_named: true,
        is_stdin: false,
    };
    let run = Run {
        is_offline: true,
        levels: Levels::new(true),
        jobs: None,
    };
    arazzo_lint::lint(vec![found], &loader, &run)
}

/// What is said of the workflow: the place in it, rule, level, message and help.
fn told(workflow: &str, version: &str) -> String {
    let (outcome, documents) = lint(workflow, version);
    let mut text = String::new();
    for found in &outcome.diagnostics {
        if ASIDE.contains(&found.rule) {
            continue;
        }
        let span = found.primary.span;
        let source = documents[span.source.0 as usize].source();
        let line = source.text()[..span.start as usize].lines().count();
        let place = &source.text()[span.start as usize..span.end as usize];
        let place = place.lines().next().unwrap_or_default();
        let (level, rule) = (found.severity, found.rule);
        writeln!(text, "{line}: {level:?} {rule} at `{place}`").expect("a string takes it");
        writeln!(text, "    {}", found.message).expect("a string takes it");
        if let Some(help) = &found.help {
            writeln!(text, "    {help}").expect("a string takes it");
        }
    }
    text
}

#[test]
fn every_version_tells_the_same() {
    let expected = told("faulty.arazzo.yaml", "3.1");
    keep("faulty.arazzo.yaml", &expected);
    for version in VERSIONS {
        assert_equal(version, &expected, &told("faulty.arazzo.yaml", version));
    }
}

/// What only one version can say is judged as well.
#[test]
fn what_only_one_version_says_is_told() {
    for (workflow, version) in [
        ("only-2-0.arazzo.yaml", "2.0"),
        ("only-3-2.arazzo.yaml", "3.2"),
    ] {
        keep(workflow, &told(workflow, version));
    }
}

/// Holds a report against the one that lies beside the workflow.
fn keep(workflow: &str, report: &str) {
    insta::with_settings!({
        snapshot_path => "../fixtures/versions",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(workflow, report);
    });
}

/// Compares two reports line by line, so that a difference is found at once.
fn assert_equal(version: &str, expected: &str, found: &str) {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (expected, found) = (lines(expected), lines(found));
    for (number, line) in found.iter().enumerate() {
        assert_eq!(expected.get(number), Some(line), "{version}, line {number}");
    }
    assert_eq!(found.len(), expected.len(), "{version}");
}

/// Each step is named for the rule that speaks there, or says what it is about.
#[test]
fn the_faults_are_of_many_families() {
    let (outcome, _) = lint("faulty.arazzo.yaml", "3.1");
    let rules: BTreeSet<&str> = outcome.diagnostics.iter().map(|found| found.rule).collect();
    assert!(rules.len() >= 28, "only {} rules speak", rules.len());
}

#[test]
fn a_sound_workflow_is_silent_in_every_version() {
    for version in VERSIONS {
        let (outcome, documents) = lint("sound.arazzo.yaml", version);
        let text = report::render(Format::Text, &outcome, &documents, &Style::PLAIN);
        let speaks = outcome
            .diagnostics
            .iter()
            .any(|found| found.severity >= Severity::Warning);
        assert!(!speaks, "{version}: {text}");
        assert_eq!(outcome.summary.skipped, 0, "{version}: {text}");
    }
}
