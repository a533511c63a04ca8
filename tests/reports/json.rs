//! The JSON report: what is in it, and that its schema says so.

use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::report::{Format, render, schema};
use arazzo_lint::syntax::Document;
use serde_json::{Value, json};

use crate::run::{PLAIN, documents, error, fixtures, hostile, outcome, run, span};

#[test]
fn json_tells_everything() {
    let (documents, outcome) = run();
    let json = render(Format::Json, &outcome, &documents, &PLAIN);
    assert!(json.ends_with("}\n"));
    let mut report: Value = serde_json::from_str(&json).expect("the report is JSON");
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    report["tool"]["version"] = json!("0.0.0");
    insta::assert_json_snapshot!("json", report);

    let keys = |value: &Value| -> Vec<String> {
        let object = value.as_object().expect("an object");
        object.keys().cloned().collect()
    };
    assert_eq!(
        keys(&report),
        ["version", "tool", "diagnostics", "skipped", "summary"]
    );
    assert_eq!(report["version"], 1);
    let findings = report["diagnostics"].as_array().expect("a list");
    assert_eq!(findings.len(), outcome.diagnostics.len());
    for (found, diagnostic) in findings.iter().zip(&outcome.diagnostics) {
        assert_eq!(
            keys(found),
            [
                "rule", "severity", "message", "help", "url", "file", "pointer", "range",
                "related", "fixes"
            ]
        );
        let fixes = found["fixes"].as_array().expect("a list");
        assert_eq!(fixes.len(), diagnostic.fixes.len());
        assert_eq!(found["rule"], diagnostic.rule);
        assert_eq!(found["severity"], diagnostic.severity.name());
        let url = found["url"].as_str().expect("a string");
        assert!(url.ends_with(&format!("docs/rules.md#{}", diagnostic.rule)));
        let start = &found["range"]["start"];
        assert_eq!(start["offset"], diagnostic.primary.span.start);
        assert_eq!(found["range"]["end"]["offset"], diagnostic.primary.span.end);
        let related = found["related"].as_array().expect("a list");
        assert_eq!(related.len(), diagnostic.related.len());
        for other in related {
            assert_eq!(keys(other), ["file", "pointer", "range", "message"]);
        }
    }
}

#[test]
fn a_document_without_nodes_has_the_empty_pointer() {
    let documents = documents(&[("empty.yaml", "")]);
    let outcome = outcome(vec![error(span(0, 0, 0), "nothing here")]);
    let json = render(Format::Json, &outcome, &documents, &PLAIN);
    let report: Value = serde_json::from_str(&json).expect("the report is JSON");
    assert_eq!(report["diagnostics"][0]["pointer"], "");
    let place = json!({ "line": 1, "column": 1, "offset": 0 });
    assert_eq!(
        report["diagnostics"][0]["range"],
        json!({ "start": place, "end": place })
    );
}

/// The schema with every object closed: a field that it does not know is a mistake of ours, though not of a reader's.
fn closed(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.get("type") == Some(&json!("object")) {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(closed);
    }
}

#[test]
fn the_schema_describes_every_report() {
    let mut schema: Value = serde_json::from_str(schema()).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema));
    closed(&mut schema);
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let check = |outcome: &Outcome, documents: &[Document]| {
        let report = render(Format::Json, outcome, documents, &PLAIN);
        let report = serde_json::from_str(&report).expect("the report is JSON");
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    };
    for (documents, outcome) in [run(), hostile(), fixtures()] {
        check(&outcome, &documents);
    }
    check(&Outcome::default(), &[]);
}
