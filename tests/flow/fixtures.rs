//! The workflows of `fixtures/flow/`: each says at the end of a line what is found there, as `# -> warning rule-name`,
//! several separated by commas. What is not said must not be found.

use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::load::{Found, Loader, Settings};
use arazzo_lint::rules::{FAMILIES, Level, Levels};

/// A line, and what is found there.
type Verdict = (u32, String);

#[test]
fn every_line_has_its_verdict() {
    let mut complaints = Vec::new();
    let mut count = 0;
    for path in fixtures() {
        let name = path.file_name().expect("a file").to_string_lossy();
        let text = fs::read_to_string(&path).expect("a text");
        count += 1;
        if !text.starts_with("# ") {
            complaints.push(format!("{name}: say in the first line what happens"));
        }
        let mut said = said(&text);
        for verdict in found(&path, &text) {
            match said.iter().position(|other| *other == verdict) {
                Some(at) => drop(said.remove(at)),
                None => complaints.push(format!("{name}:{}: found: {}", verdict.0, verdict.1)),
            }
        }
        let missing = said.iter();
        complaints.extend(missing.map(|(line, what)| format!("{name}:{line}: not found: {what}")));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(count >= 40, "only {count} workflows");
}

#[test]
fn every_rule_of_the_family_has_a_verdict() {
    let family = FAMILIES.iter().find(|family| family.title == "flow");
    let texts = fixtures().into_iter().map(fs::read_to_string);
    let said: Vec<Verdict> = texts
        .flat_map(|text| said(&text.expect("a text")))
        .collect();
    let rules = family.expect("the family").rules.iter();
    // What is an opinion is no verdict.
    for rule in rules.filter(|rule| rule.level != Level::Off) {
        let is_said = said
            .iter()
            .any(|(_, what)| what.ends_with(&format!(" {}", rule.name)));
        assert!(is_said, "nothing in fixtures/flow/ shows `{}`", rule.name);
    }
}

/// What a workflow says about itself. Rules of other families are named where a reference leads to nothing or a shape is
/// wrong: there the analysis of the flow has to be silent.
fn said(text: &str) -> Vec<Verdict> {
    let mut said = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if let Some((_, verdicts)) = text.split_once("# -> ") {
            said.extend(
                verdicts
                    .split(',')
                    .map(|what| (line, what.trim().to_owned())),
            );
        }
    }
    said
}

/// What is found, with nothing read but what lies beside it.
fn found(path: &Path, text: &str) -> Vec<Verdict> {
    let folder = folder().canonicalize().expect("a folder");
    let settings = Settings {
        root: Some(folder.clone()),
        ..Settings::new(&folder)
    };
    let loader = Loader::new(settings).expect("a folder that can be used");
    let document = Found {
        name: path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned(),
        path: None,
        base: loader.base(&folder, &folder),
        text: text.to_owned(),
        is_named: true,
        is_stdin: false,
    };
    let options = Run {
        is_offline: true,
        levels: Levels::default(),
        jobs: None,
    };
    let (outcome, documents) = arazzo_lint::lint(vec![document], &loader, &options);
    let mut found = Vec::new();
    for diagnostic in &outcome.diagnostics {
        let span = diagnostic.primary.span;
        let source = documents[span.source.0 as usize].source();
        let line = source.position(span.start).line;
        let what = format!("{} {}", diagnostic.severity.name(), diagnostic.rule);
        found.push((line, what));
    }
    found
}

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".arazzo.yaml"));
    paths.sort();
    paths
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/flow")
}
