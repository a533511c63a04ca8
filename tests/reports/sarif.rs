//! SARIF against its published schema and the limits of code scanning.

use std::path::PathBuf;
use std::process::Command;

use arazzo_lint::diagnostic::{Diagnostic, Outcome, Severity};
use arazzo_lint::report::{Format, Style, render};
use arazzo_lint::syntax::Document;
use serde_json::{Value, json};

use crate::run::{HOSTILE, PLAIN, at, documents, fixtures, hostile, outcome, run};

const SCHEMA: &str = "src/schema.json";

/// The schema of the standard, which a dependency of the tests holds.
fn schema() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs the tests, so it is there");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .expect("it is a dependency of the tests");
    let manifest = package["manifest_path"].as_str().expect("a path");
    let path = PathBuf::from(manifest).with_file_name(SCHEMA);
    let text = std::fs::read_to_string(path).expect("the package holds the schema");
    serde_json::from_str(&text).expect("the schema is JSON")
}

fn sarif(documents: &[Document], outcome: &Outcome, style: &Style<'_>) -> Value {
    let text = render(Format::Sarif, outcome, documents, style);
    serde_json::from_str(&text).expect("SARIF is JSON")
}

#[test]
fn it_is_sarif() {
    let mut schema = schema();
    // The one pattern in it that is no regular expression of ECMA-262.
    for holder in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][holder]["properties"]["language"];
        let language = language.as_object_mut().expect("it is there");
        language.remove("pattern").expect("it is there");
    }
    assert_eq!(
        schema["title"],
        "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    );
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema");
    let empty = (Vec::new(), Outcome::default());
    for (documents, outcome) in [run(), hostile(), fixtures(), empty] {
        let report = sarif(&documents, &outcome, &PLAIN);
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let typed = serde_json::from_value::<serde_sarif::sarif::Sarif>(report);
        let typed = typed.expect("it has the types of the standard");
        let results = typed.runs[0].results.as_ref().expect("a list");
        assert_eq!(
            results.len(),
            outcome.diagnostics.len() + outcome.suppressed.len()
        );
    }
}

#[test]
fn code_scanning_takes_it() {
    let longest = |value: &Value, most: usize| {
        let length = value.as_str().map_or(0, |text| text.chars().count());
        assert!((1..=most).contains(&length), "{value}");
    };
    let (documents, outcome) = fixtures();
    let report = sarif(&documents, &outcome, &PLAIN);
    let run = &report["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    assert!(rules.len() > 50);
    for rule in rules {
        longest(&rule["name"], 255);
        longest(&rule["shortDescription"]["text"], 1024);
        longest(&rule["fullDescription"]["text"], 1024);
        longest(&rule["help"]["markdown"], 30_000);
        longest(&rule["help"]["text"], 30_000);
        assert!(rule["properties"]["tags"].as_array().expect("tags").len() <= 10);
    }
    let mut fingerprints = Vec::new();
    for result in run["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number"));
        assert_eq!(rules[index.expect("small")]["id"], result["ruleId"]);
        let related = result["relatedLocations"].as_array();
        assert!(related.is_none_or(|related| related.len() < 100));
        let locations = result["locations"].as_array().expect("a list");
        assert_eq!(locations.len(), 1);
        let place = &locations[0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(!uri.contains(':') && !uri.starts_with('/'), "{uri}");
        fingerprints.push(result["partialFingerprints"]["arazzo-lint/v1"].to_string());
    }
    let total = fingerprints.len();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), total);
}

#[test]
fn the_gravest_results_are_kept() {
    let documents = documents(&[("a.yaml", "a: 1")]);
    let found = |number: usize, severity| {
        let message = format!("finding `{number}`");
        Diagnostic::new("some-rule", severity, at(&documents, 0, "1"), message)
    };
    let notes = (0..24_999).map(|number| found(number, Severity::Note));
    let errors = (25_000..25_003).map(|number| found(number, Severity::Error));
    let outcome = outcome(notes.chain(errors).collect());
    let report = sarif(&documents, &outcome, &PLAIN);
    let run = &report["runs"][0];
    let results = run["results"].as_array().expect("a list");
    assert_eq!(results.len(), 25_000);
    assert_eq!(results[24_996]["message"]["text"], "finding `24996`");
    assert_eq!(results[24_997]["message"]["text"], "finding `25000`");
    let told = &run["invocations"][0]["toolExecutionNotifications"][1];
    let text = told["message"]["text"].as_str().expect("a text");
    assert!(
        text.starts_with("2 of 25002 findings are left out"),
        "{text}"
    );
}

#[test]
fn it_reads_well() {
    let (documents, outcome) = run();
    let style = Style {
        folder: "services/shop",
        is_complete: false,
        ..PLAIN
    };
    let mut report = sarif(&documents, &outcome, &style);
    let driver = &mut report["runs"][0]["tool"]["driver"];
    for key in ["version", "semanticVersion"] {
        assert_eq!(driver[key], env!("CARGO_PKG_VERSION"));
        driver[key] = json!("0.0.0");
    }
    // Their text is the rules page's.
    for rule in driver["rules"].as_array_mut().expect("a list") {
        if let Some(help) = rule.get_mut("help").and_then(Value::as_object_mut) {
            help.retain(|_, text| {
                let text = text.as_str().expect("a text");
                assert!(text.contains("## Why is this bad?"), "{text}");
                false
            });
        }
    }
    insta::assert_json_snapshot!("sarif", report);
}

#[test]
fn text_is_no_link() {
    let (documents, outcome) = hostile();
    let report = sarif(&documents, &outcome, &PLAIN);
    let result = &report["runs"][0]["results"][0];
    let message = result["message"]["text"].as_str().expect("a text");
    let links = message.matches("](").count();
    assert_eq!(links - message.matches("\\](").count(), 1, "{message}");
    assert!(!message.contains('\u{1b}'));
    let edit = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(edit["insertedContent"]["text"], HOSTILE, "an edit is exact");
}
