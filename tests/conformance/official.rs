//! The official tests and examples through the whole linter.

use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::diagnostic::Severity;
use arazzo_lint::load::Mapping;
use arazzo_lint::rules;

use super::faults::{FAILURES, FAULTS, Fault, MILDER_FAILURES, NOT_REPORTED};
use super::texts::TEXTS;
use super::{Told, lint, lint_with, shared};

/// The Arazzo documents of a folder below `official/`, by their paths from there.
pub(super) fn documents(root: &Path, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root.join(folder)).expect("a folder of the official data");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .filter_map(|name| name.into_string().ok())
        .filter(|name| !name.ends_with("openapi.yaml") && name != "README.md")
        .map(|name| format!("{folder}/{name}"))
        .collect();
    names.sort();
    names
}

fn root() -> Option<PathBuf> {
    shared::folder("spec/official")
}

/// What the linter tells of a document, with the descriptions of the examples at hand.
fn told_of(root: &Path, name: &str) -> Vec<Told> {
    let path = root.join(name);
    let text = fs::read_to_string(&path).expect("a listed file can be read");
    let folder = path.parent().expect("a file lies in a folder");
    let examples = root.join("examples/1.0.0");
    let mapping = Mapping {
        from: "https://raw.githubusercontent.com/OAI/Arazzo-Specification/main/examples/1.0.0/"
            .to_owned(),
        to: examples,
    };
    let mut told = lint_with(folder, name, &text, vec![mapping]);
    // Most of the descriptions that the tests name do not exist.
    told.retain(|told| !["unreadable-source", "unchecked-source"].contains(&told.rule));
    told
}

fn exists(rule: &str) -> bool {
    rules::all().any(|known| known.name == rule)
}

fn is_it(fault: &Fault, told: &Told) -> bool {
    let (_, rule, line, _) = fault;
    told.rule == *rule && (*line == 0 || *line == told.line)
}

#[test]
fn sound_documents_have_no_error_but_those_that_are_known() {
    let Some(root) = root() else { return };
    let mut wrong = Vec::new();
    for folder in ["tests-1.0/pass", "tests-1.1/pass", "examples/1.0.0"] {
        for name in documents(&root, folder) {
            let own = |fault: &&Fault| fault.0.contains(&name.as_str());
            for told in told_of(&root, &name) {
                let is_known = FAULTS.iter().filter(own).any(|fault| is_it(fault, &told));
                if told.severity == Severity::Error && !is_known {
                    wrong.push(format!(
                        "{name}:{} {}: {}",
                        told.line, told.rule, told.message
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn known_faults_are_found() {
    let Some(root) = root() else { return };
    let mut missed = Vec::new();
    // Faults whose rule is not in the code yet wait for it.
    for fault in FAULTS.iter().filter(|(_, rule, _, _)| exists(rule)) {
        let (names, rule, line, why) = fault;
        for name in *names {
            if !told_of(&root, name).iter().any(|told| is_it(fault, told)) {
                missed.push(format!("{name}:{line} {rule}: {why}"));
            }
        }
    }
    for (name, _, _) in NOT_REPORTED {
        assert!(root.join(name).exists(), "{name}");
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn wrong_documents_have_the_error_that_their_title_says() {
    let Some(root) = root() else { return };
    let mut wrong = Vec::new();
    for folder in ["tests-1.0/fail", "tests-1.1/fail"] {
        for name in documents(&root, folder) {
            let told = told_of(&root, &name);
            let is_error = told.iter().any(|told| told.severity == Severity::Error);
            let is_milder = MILDER_FAILURES.iter().any(|(milder, _)| *milder == name);
            if is_error == is_milder {
                wrong.push(format!("{name}: {told:#?}"));
            }
            let Some((_, rule, line)) = FAILURES.iter().find(|(known, _, _)| *known == name) else {
                wrong.push(format!("{name} is not listed"));
                continue;
            };
            let is_it = |told: &Told| told.rule == *rule && (*line == 0 || told.line == *line);
            if exists(rule) && !told.iter().any(is_it) {
                wrong.push(format!("{name}:{line} lacks {rule}: {told:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_of_the_examples_in_the_texts_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut wrong = Vec::new();
    for text in TEXTS {
        let told = lint(&folder, "text.arazzo.yaml", text.document);
        let told: Vec<&Told> = told
            .iter()
            .filter(|told| !["unreadable-source", "unchecked-source"].contains(&told.rule))
            .collect();
        let is_it = |told: &&&Told| Some(told.rule) == text.rule && told.line == text.line;
        if text.rule.is_some_and(exists) && !told.iter().any(|told| is_it(&told)) {
            wrong.push(format!(
                "{}: {:?} is not told: {told:#?}",
                text.what, text.rule
            ));
        }
        for other in told.iter().filter(|told| !is_it(told)) {
            if other.severity == Severity::Error {
                wrong.push(format!("{}: {other:?}", text.what));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
