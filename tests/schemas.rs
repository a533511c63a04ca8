//! The shape check against documents whose verdict is known: the probes that go with the requirements, and the tests of
//! the specification. They stand beside the repository; without them there is nothing to compare with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::diagnostic::Severity;
use arazzo_lint::schema::{Fault, check};
use arazzo_lint::version::Version;
use serde_json::Value;

/// Invalid by a requirement that a schema can hold, and yet not an error here.
const SILENT_PROBES: &[(&str, &str)] = &[
    ("src-dup-identical@1.1", "`duplicate-source-name` says it"),
    ("crit-type-nocontext@1.0", "`missing-context` says it"),
    ("crit-type-nocontext@1.1", "`missing-context` says it"),
    ("crit-simple-nocontext@1.0", "`missing-context` says it"),
    ("crit-simple-nocontext@1.1", "`missing-context` says it"),
    ("comp-inputs-badschema@1.0", "`malformed-inputs` says it"),
];

/// One deviation in words, but several mistakes in the document.
const SEVERAL_MISTAKES: &[(&str, &str)] = &[
    ("st-all-three@1.0", "two targets too many"),
    ("st-all-three@1.1", "two targets too many"),
    ("wf-outputs-badkey-badval@1.0", "a key and a value"),
    ("wf-outputs-badkey-badval@1.1", "a key and a value"),
    (
        "onSuccess-params-junk@1.1",
        "a number, and an object that is no parameter in any way",
    ),
];

/// Tests that the official schema must reject, and that are no error of shape here.
const SILENT_FAILURES: &[(&str, &str)] = &[
    (
        "async-depends-on-duplicate-values.arazzo.yaml",
        "`duplicate-entry` says it",
    ),
    (
        "async-depends-on-empty.arazzo.yaml",
        "a warning, since the text does not forbid it",
    ),
    (
        "openapi-duplicate-parameters.arazzo.yaml",
        "`duplicate-parameter` says it",
    ),
    (
        "workflow-duplicate-parameters.arazzo.yaml",
        "`duplicate-parameter` says it",
    ),
    (
        "workflow-step-with-action.arazzo.yaml",
        "a field without effect: `ineffective-field` says it",
    ),
];

#[expect(
    clippy::print_stderr,
    reason = "a skipped comparison is told where somebody looks for it"
)]
fn spec(path: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/spec");
    let found = root.join(path);
    if !found.exists() {
        eprintln!("skipped: {} is not there", found.display());
        return None;
    }
    Some(found)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a listed file can be read")
}

fn errors(document: &Value, version: Version) -> Vec<Fault> {
    let mut faults = check(document, version);
    faults.retain(|fault| fault.level == Severity::Error);
    faults
}

fn is_listed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter().any(|(listed, _)| *listed == name)
}

/// The ids of the requirements whose `Chk` column says that a schema alone can hold them.
fn schema_requirements(page: &str) -> BTreeSet<&str> {
    page.lines()
        .filter(|line| line.starts_with("| ARZ-REQ-"))
        .filter_map(|line| {
            let columns: Vec<_> = line.split(" | ").collect();
            let checked_by = columns.get(5)?;
            (*checked_by == "S").then(|| columns[0].trim_start_matches("| "))
        })
        .collect()
}

#[test]
fn agrees_with_the_probes() {
    let (Some(probes), Some(page)) = (spec("probes.json"), spec("requirements.md")) else {
        return;
    };
    let page = read(&page);
    let by_schema = schema_requirements(&page);
    let probes: Value = serde_json::from_str(&read(&probes)).expect("the probes are JSON");
    let mut wrong = Vec::new();
    for probe in probes["probes"].as_array().expect("a list of probes") {
        let id = probe["id"].as_str().expect("a probe has an id");
        let version = if id.ends_with("@1.0") {
            Version::V1_0
        } else {
            Version::V1_1
        };
        let faults = errors(&probe["document"], version);
        let is_ours = probe["rules"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|rule| rule.as_str().is_some_and(|rule| by_schema.contains(rule)));
        let agrees = match probe["text_verdict"].as_str() {
            Some("valid") => faults.is_empty(),
            Some("invalid") if is_ours => {
                if is_listed(SILENT_PROBES, id) {
                    faults.is_empty()
                } else if is_listed(SEVERAL_MISTAKES, id) {
                    faults.len() > 1
                } else {
                    faults.len() == 1
                }
            }
            // Elsewhere the text is silent or another stage decides; more than one fault is a cascade all the same.
            _ => faults.len() <= 1 || is_listed(SEVERAL_MISTAKES, id),
        };
        if !agrees {
            wrong.push(format!("{id}: {faults:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn official(folder: &str) -> Vec<(String, Value)> {
    let Some(folder) = spec(&format!("official/{folder}")) else {
        return Vec::new();
    };
    let mut documents: Vec<_> = fs::read_dir(folder)
        .expect("a listed folder can be read")
        .map(|entry| entry.expect("an entry can be read").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("an entry has a name")
                .to_string_lossy();
            let document = serde_yaml::from_str(&read(&path)).expect("the tests are YAML");
            (name.into_owned(), document)
        })
        .collect();
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    documents
}

#[test]
fn accepts_what_the_official_tests_accept() {
    for (folder, version) in [
        ("tests-1.0/pass", Version::V1_0),
        ("tests-1.1/pass", Version::V1_1),
    ] {
        for (name, document) in official(folder) {
            assert_eq!(errors(&document, version), [], "{folder}/{name}");
        }
    }
}

#[test]
fn rejects_what_the_official_tests_reject() {
    let mut wrong = Vec::new();
    for (folder, version) in [
        ("tests-1.0/fail", Version::V1_0),
        ("tests-1.1/fail", Version::V1_1),
    ] {
        for (name, document) in official(folder) {
            let faults = errors(&document, version);
            if faults.is_empty() != is_listed(SILENT_FAILURES, &name) {
                wrong.push(format!("{folder}/{name}: {faults:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
