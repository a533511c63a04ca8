//! The linter on the real documents that are shared beside the repository.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::{Diagnostic, Outcome, Severity};
use arazzo_lint::load::{Loader, Mapping, Request, Settings, discover};
use arazzo_lint::syntax::Document;
use serde_json::Value;

mod shared;

/// The rules that report what the reference checker calls by a class; none where a later issue builds the rule, or where
/// the class must not be reported.
const CLASSES: &[(&str, &[&str])] = &[
    (
        "a-schema",
        &[
            "missing-field",
            "unknown-field",
            "wrong-type",
            "invalid-value",
            "conflicting-fields",
        ],
    ),
    ("a-schema-retry", &[]),    // a mistake of the official schema
    ("a-schema-exprtype", &[]), // the same
    ("b-operationId", &["unknown-operation"]),
    ("b-operationPath", &["unresolved-operation-path"]),
    ("b-operationPath-form", &["unresolved-operation-path"]),
    ("b-unqualified", &["unqualified-operation"]),
    ("b-ambiguous", &["ambiguous-operation"]),
    ("b-duplicate", &["duplicate-operation-id"]),
    ("b-source", &["unknown-source"]),
    ("b-workflowId", &["unknown-workflow"]),
    ("c-output", &["unknown-output"]),
    ("c-step", &["unknown-step"]),
    ("c-forward", &["premature-reference"]),
    ("d-required", &["missing-property"]),
    ("d-extra", &["unknown-property"]),
    ("d-type", &["mismatched-payload"]),
    ("d-enum", &["mismatched-payload"]),
    ("d-variant", &["missing-property", "mismatched-payload"]),
    ("d-contentType", &["unknown-content-type"]),
    ("d-body-missing", &["missing-request-body"]),
    ("d-body-unexpected", &["unexpected-request-body"]),
    ("e-required", &["missing-parameter"]),
    ("e-unknown", &["unknown-parameter"]),
    ("f-input", &["unknown-input"]),
    ("g-missing", &["unreadable-source"]),
    (
        "h-duplicate",
        &[
            "duplicate-step-id",
            "duplicate-workflow-id",
            "duplicate-source-name",
        ],
    ),
    ("r-response", &["unknown-response-property"]),
];

/// Expected findings that are not reported as such: a part of the path, the class, a part of the message, and why.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    (
        "asana-build-enum",
        "b-unqualified",
        "createEnumOptionForCustomField",
        "`ambiguous-operation` says it",
    ),
    (
        "postman-",
        "b-unqualified",
        "Network",
        "`unknown-operation` says it",
    ),
    (
        "postman-",
        "b-unqualified",
        "EntityTags",
        "`unknown-operation` says it",
    ),
    (
        "postman-",
        "e-required",
        "x-api-key",
        "a security scheme brings the header: it is known and not missed",
    ),
    (
        "arazzo-go/v1/test_specs/invalid",
        "b-source",
        "petstoreDescription",
        "the document has no source descriptions at all, which is told once",
    ),
    (
        "bnpl-arazzo",
        "d-extra",
        "termsAndConditionsAccepted",
        "a sibling of the closed branch of the `allOf` declares it",
    ),
    (
        "pet-coupons",
        "e-required",
        "petId",
        "the misspelt `pet_id` carries the finding (`unknown-parameter`)",
    ),
    (
        "highwaysengland",
        "b-duplicate",
        "",
        "each repeated id is told once",
    ),
];

/// Lints documents below a folder as the command line would.
fn lint(folder: &Path, paths: &[PathBuf], mappings: Vec<Mapping>) -> (Outcome, Vec<Document>) {
    let settings = Settings {
        root: Some(folder.to_path_buf()),
        mappings,
        ..Settings::new(folder)
    };
    let loader = Loader::new(settings).expect("a folder that can be used");
    let request = Request {
        paths,
        stdin_name: None,
    };
    let (found, errors) = discover(&request, io::empty(), &loader);
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

/// Lints the whole corpus, and reads what is expected of it.
fn lint_corpus(folder: &Path) -> (Outcome, Vec<Document>, Vec<Value>) {
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file of the corpus");
    let remotes: BTreeMap<String, PathBuf> =
        serde_json::from_str(&read("remotes.json")).expect("a map");
    let mappings = remotes
        .into_iter()
        .map(|(from, to)| Mapping { from, to })
        .collect();
    let (outcome, documents) = lint(folder, &[], mappings);
    let expected = read("expected.jsonl");
    let expected = expected
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"));
    (outcome, documents, expected.collect())
}

/// A finding as the reference checker would put it.
struct Finding {
    rule: &'static str,
    severity: Severity,
    pointer: String,
    line: u32,
    message: String,
}

fn findings(outcome: &Outcome, documents: &[Document]) -> BTreeMap<String, Vec<Finding>> {
    let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for diagnostic in &outcome.diagnostics {
        let document = &documents[diagnostic.primary.span.source.0 as usize];
        let source = document.source();
        found
            .entry(source.name().to_owned())
            .or_default()
            .push(Finding {
                rule: diagnostic.rule,
                severity: diagnostic.severity,
                pointer: pointer(document, diagnostic),
                line: source.position(diagnostic.primary.span.start).line,
                message: diagnostic.message.clone(),
            });
    }
    found
}

fn pointer(document: &Document, diagnostic: &Diagnostic) -> String {
    let innermost = || {
        document
            .node_at(diagnostic.primary.span)
            .map(|node| node.pointer())
    };
    diagnostic
        .pointer
        .clone()
        .or_else(innermost)
        .unwrap_or_default()
}

fn same_place(one: &str, other: &str) -> bool {
    let inside = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    inside(one, other) || inside(other, one)
}

#[test]
fn every_expected_finding_of_the_corpus_is_reported() {
    let Some(folder) = shared::folder("corpus") else {
        return;
    };
    let (outcome, documents, expected) = lint_corpus(&folder);
    assert_eq!(outcome.summary.documents, expected.len());

    let found = findings(&outcome, &documents);
    let mut missing = Vec::new();
    let mut excused = vec![0; EXCEPTIONS.len()];
    for document in &expected {
        let path = document["path"].as_str().expect("a path");
        let own: &[Finding] = found.get(path).map_or(&[], Vec::as_slice);
        for finding in document["findings"].as_array().expect("findings") {
            let text = |key: &str| finding[key].as_str().expect("a string");
            let (class, at, message) = (text("class"), text("at"), text("msg"));
            let (_, rules) = CLASSES
                .iter()
                .find(|(name, _)| *name == class)
                .expect("a known class");
            // Of two workflows with one id the checker names the first, we name the second.
            let here =
                |finding: &&Finding| class == "h-duplicate" || same_place(&finding.pointer, at);
            if rules.is_empty()
                || own
                    .iter()
                    .filter(here)
                    .any(|finding| rules.contains(&finding.rule))
            {
                continue;
            }
            let exception = EXCEPTIONS.iter().position(|(part, name, words, _)| {
                path.contains(part) && *name == class && message.contains(words)
            });
            match exception {
                Some(index) => excused[index] += 1,
                None => missing.push(format!("{path}: {class} at {at}: {message}")),
            }
        }
    }
    assert!(
        missing.is_empty(),
        "{} not reported:\n{}",
        missing.len(),
        missing.join("\n")
    );
    for ((part, class, _, why), count) in EXCEPTIONS.iter().zip(excused) {
        assert!(
            count > 0,
            "the exception {part} {class} ({why}) is not needed any more"
        );
    }
}

/// Errors in documents of which the reference checker says nothing: what it does not look at.
const FURTHER_ERRORS: &[(&str, &str)] = &[
    ("journeyforge", "malformed-expression"), // `$response.body.journeyId`
    ("complex_flow", "malformed-expression"), // the same, and constants as outputs
    ("amberflo-offboard", "malformed-jsonpath"), // `$.length == 0`
    ("sentry-investigate", "malformed-jsonpath"), // the same
    ("jira-stale-issue", "malformed-jsonpath"), // `$.issues.length > 0`
];

#[test]
fn documents_without_an_expected_finding_have_no_error() {
    let Some(folder) = shared::folder("corpus") else {
        return;
    };
    let (outcome, documents, expected) = lint_corpus(&folder);
    let found = findings(&outcome, &documents);
    let is_silent = |document: &&Value| document["findings"].as_array().is_some_and(Vec::is_empty);
    let mut wrong = Vec::new();
    for document in expected.iter().filter(is_silent) {
        let path = document["path"].as_str().expect("a path");
        let own = found.get(path).into_iter().flatten();
        for finding in own.filter(|finding| finding.severity == Severity::Error) {
            let known = |(part, rule): &(&str, &str)| path.contains(part) && *rule == finding.rule;
            if !FURTHER_ERRORS.iter().any(known) {
                wrong.push(format!(
                    "{path}:{}: {}: {}",
                    finding.line, finding.rule, finding.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_seed_documents_get_what_must_be_said_of_them() {
    let Some(folder) = shared::folder("seeds") else {
        return;
    };
    let base = "https://raw.githubusercontent.com/api-evangelist";
    let mappings = ["amberflo", "stripe"].map(|repository| Mapping {
        from: format!("{base}/{repository}/refs/heads/main/openapi/"),
        to: PathBuf::from("openapi"),
    });
    let (outcome, documents) = lint(&folder, &[], mappings.to_vec());
    let found = findings(&outcome, &documents);
    let told = |name: &str| -> Vec<String> {
        let own = found
            .iter()
            .find(|(path, _)| path.ends_with(name))
            .map(|(_, findings)| findings);
        let line = |finding: &Finding| {
            format!(
                "{} {} {}",
                finding.severity.name(),
                finding.rule,
                finding.message
            )
        };
        own.into_iter().flatten().map(line).collect()
    };
    assert_eq!(
        told("create-meter-and-ingest-event-workflow.yml"),
        Vec::<String>::new()
    );
    for (name, count) in [
        ("launch-usage-based-product-workflow.yml", 4),
        ("onboard-customer-and-meter-usage-workflow.yml", 3),
    ] {
        let told = told(name);
        assert_eq!(told.len(), count, "{told:?}");
        assert!(
            told.iter()
                .all(|line| line.starts_with("warning unqualified-operation")),
            "{told:?}"
        );
    }
    let errors: Vec<String> = told("fin-amberflo-usage-to-stripe-meter.yml")
        .into_iter()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        errors,
        [
            "error missing-property `queryUsage` requires `startTimeInSeconds`, and the payload does not set it",
            "error missing-property `queryUsage` requires `endTimeInSeconds`, and the payload does not set it",
        ]
    );
}
