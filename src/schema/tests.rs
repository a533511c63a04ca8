//! What `check` says about small documents, one line for each fault.

use serde_json::json;

use super::*;
use crate::diagnostic::Severity;

/// A fault in one line: level, pointer within the step or document, what.
fn line(fault: &Fault) -> String {
    let what = match &fault.kind {
        FaultKind::MissingField { fields, .. } => format!("missing {}", fields.join(" | ")),
        FaultKind::UnknownField {
            suggestions,
            new_in_1_1,
            ..
        } => match (new_in_1_1, suggestions.as_slice()) {
            (true, _) => "unknown, new in 1.1".to_owned(),
            (false, []) => "unknown".to_owned(),
            (false, names) => format!("unknown, near {}", names.join(" | ")),
        },
        FaultKind::WrongType {
            expected, found, ..
        } => {
            let expected: Vec<_> = expected.iter().map(|shape| shape.with_article()).collect();
            format!("{} for {}", found.with_article(), expected.join(" | "))
        }
        FaultKind::InvalidValue { problem, .. } => format!("{problem:?}"),
        FaultKind::ConflictingFields { conflict, .. } => format!("{conflict:?}"),
    };
    let place = fault.pointer.replace("/workflows/0/steps/0", "~");
    let level = match fault.level {
        Severity::Error => "",
        Severity::Warning => "warning ",
        Severity::Note => "note ",
    };
    format!("{level}{place}: {what}")
}

fn check_document(document: &Value, version: Version, expected: &[&str]) {
    let found: Vec<_> = check(document, version).iter().map(line).collect();
    assert_eq!(found, expected, "{document:#}");
}

/// Checks a document whose only step is `step`, in the version named by `arazzo`.
fn check_step(arazzo: &str, step: &Value, expected: &[&str]) {
    let document = json!({
        "arazzo": arazzo,
        "info": { "title": "t", "version": "1" },
        "sourceDescriptions": [{ "name": "api", "url": "api.yaml" }],
        "workflows": [{ "workflowId": "w", "steps": [step] }],
    });
    let version = Version::of(arazzo).expect("a supported version");
    check_document(&document, version, expected);
}

#[test]
fn a_document_has_a_shape() {
    let check = |document, expected| check_document(&document, Version::V1_1, expected);
    check(json!([]), &[": a list for an object"]);
    check(json!(null), &[": null for an object"]);
    check(
        json!({ "arazzo": 1.1, "info": { "title": "t", "version": 1.0 }, "sourceDescriptions": [], "workflows": {} }),
        &[
            "/arazzo: a number for a string",
            "/info/version: a number for a string",
            "/sourceDescriptions: EmptyList",
            "/workflows: an object for a list",
        ],
    );
    check(
        json!({
            "arazzo": "3.0", "$self": "a#b", "info": { "title": "t", "version": "1" },
            "sourceDescriptions": [{ "name": "a", "url": "my file.yaml", "tipe": "openapi" }, 5],
            "workflows": [{ "workflowId": "w", "steps": null }],
        }),
        &[
            "/$self: Fragment",
            "/sourceDescriptions/0/tipe: unknown, near type",
            "/sourceDescriptions/0/url: MalformedUri { found: \"my file.yaml\" }",
            "/sourceDescriptions/1: a number for an object",
            "/workflows/0/steps: null for a list",
        ],
    );
}

#[test]
fn a_step_has_one_target() {
    check_step(
        "1.0.1",
        &json!({ "stepId": "s" }),
        &["~: missing operationId | operationPath | workflowId"],
    );
    check_step(
        "1.1.0",
        &json!({ "stepId": "s", "workflowId": "w", "operationId": "o", "parameters": [{ "name": "a", "value": 1 }] }),
        &["~/operationId: Excludes(\"workflowId\")"],
    );
    check_step(
        "1.0.1",
        &json!({ "stepId": "s", "x-operation": {} }),
        &["note ~: missing operationId | operationPath | workflowId"],
    );
    check_step(
        "1.0.1",
        &json!({ "stepId": "s", "channelPath": "c", "action": "send" }),
        &[
            "~/action: unknown, new in 1.1",
            "~/channelPath: unknown, new in 1.1",
        ],
    );
    check_step(
        "1.1.0",
        &json!({ "stepId": "s", "channelPath": "c", "correlationId": "i" }),
        &["~: missing action"],
    );
    check_step(
        "1.1.0",
        &json!({ "stepId": "s", "operationId": "o", "action": "send", "correlationId": "i" }),
        &["~/correlationId: NeedsReceive"],
    );
}

#[test]
fn a_misspelt_field_is_one_fault() {
    check_step(
        "1.0.1",
        &json!({ "stepid": "s", "operationID": "o" }),
        &[
            "~/operationID: unknown, near operationId",
            "~/stepid: unknown, near stepId",
        ],
    );
    check_step(
        "1.0.1",
        &json!({ "stepId": "s", "operationId": "o", "sucessCriteria": [], "parameters": [{ "referense": "$components.parameters.a" }] }),
        &[
            "~/parameters/0/referense: unknown, near reference",
            "~/sucessCriteria: unknown, near successCriteria",
        ],
    );
    check_step(
        "1.0.1",
        &json!({ "$ref": "#/components/steps/a" }),
        &["~/$ref: unknown"],
    );
    check_step(
        "1.0.1",
        &json!({ "stepId": "s", "operationId": "o", "successCriteria": [{ "conditon": "true" }] }),
        &["~/successCriteria/0/conditon: unknown, near condition"],
    );
}

#[test]
fn a_parameter_of_an_operation_has_a_place() {
    let parameters =
        json!([{ "name": "a", "value": { "free": 1 } }, { "reference": "r", "note": 1 }]);
    let note = "warning ~/parameters/1/note: unknown";
    check_step(
        "1.1.0",
        &json!({ "stepId": "s", "workflowId": "w", "parameters": parameters }),
        &[note],
    );
    for target in ["operationId", "operationPath"] {
        let step = json!({ "stepId": "s", target: "o", "parameters": parameters });
        check_step("1.0.0", &step, &["~/parameters/0: missing in", note]);
    }
}

#[test]
fn a_place_of_a_parameter_depends_on_the_version() {
    let check = |arazzo, place, action: Option<&str>, expected: &[&str]| {
        let mut step = json!({ "stepId": "s", "operationId": "o", "parameters": [{ "name": "a", "in": place, "value": 1 }] });
        if let Some(action) = action {
            step["action"] = json!(action);
        }
        let document = json!({
            "arazzo": arazzo,
            "info": { "title": "t", "version": "1" },
            "sourceDescriptions": [{ "name": "api", "url": "api.yaml" }],
            "workflows": [{ "workflowId": "w", "steps": [step] }],
        });
        let version = Version::of(arazzo).expect("a supported version");
        let levels: Vec<_> = super::check(&document, version)
            .iter()
            .map(|fault| {
                line(fault)
                    .split_once("~/parameters/0/in")
                    .map_or("?".to_owned(), |(level, _)| level.to_owned())
            })
            .collect();
        assert_eq!(levels, expected, "{arazzo} {place}");
    };
    check("1.0.0", "body", None, &["warning "]);
    check("1.0.1", "body", None, &[""]);
    check("1.0.1", "querystring", None, &[""]);
    check("1.1.0", "querystring", None, &[]);
    check("1.1.0", "channel", None, &[""]);
    check("1.1.0", "channel", Some("send"), &["note "]);
}

#[test]
fn an_action_has_the_fields_of_its_kind() {
    let check = |arazzo, list: &str, action: Value, expected: &[&str]| {
        check_step(
            arazzo,
            &json!({ "stepId": "s", "operationId": "o", list: [action] }),
            expected,
        );
    };
    check(
        "1.0.1",
        "onSuccess",
        json!({ "name": "a", "type": "goto" }),
        &["~/onSuccess/0: missing stepId | workflowId"],
    );
    check(
        "1.0.1",
        "onSuccess",
        json!({ "name": "a", "type": "end", "retryAfter": 1 }),
        &["~/onSuccess/0/retryAfter: unknown"],
    );
    check(
        "1.0.1",
        "onFailure",
        json!({ "name": "a", "type": "retry" }),
        &[],
    );
    check(
        "1.0.1",
        "onFailure",
        json!({ "name": "a", "type": "retry", "retryAfter": -0.5 }),
        &["~/onFailure/0/retryAfter: BelowMinimum { minimum: \"0\" }"],
    );
    check(
        "1.0.1",
        "onFailure",
        json!({ "name": "a", "type": "end", "workflowId": "w", "stepId": "s" }),
        &["~/onFailure/0/stepId: Excludes(\"workflowId\")"],
    );
    check(
        "1.1.0",
        "onFailure",
        json!({ "name": "a", "type": "goto", "workflowId": "w", "parameters": [{ "name": "a", "in": "query", "value": 1 }] }),
        &["~/onFailure/0/parameters/0/in: PassedToWorkflow"],
    );
    check(
        "1.1.0",
        "onFailure",
        json!({ "name": "a", "type": "goto", "stepId": "s", "parameters": [] }),
        &["~/onFailure/0/parameters: Needs(\"workflowId\")"],
    );
    check(
        "1.1.0",
        "onFailure",
        json!({ "name": "a", "type": "goto", "parameters": [] }),
        &["~/onFailure/0: missing stepId | workflowId"],
    );
}

#[test]
fn a_selector_is_known_by_its_fields() {
    let selector = json!({ "context": "$inputs.a", "selector": "/a", "type": "regex" });
    let step = json!({
        "stepId": "s", "operationId": "o",
        "parameters": [{ "name": "a", "in": "query", "value": selector }],
        "outputs": { "a b": "$response.body", "b": selector },
    });
    let kinds =
        "allowed: [\"jsonpath\", \"xpath\", \"jsonpointer\"], suggestions: [], new_in_1_1: false }";
    check_step(
        "1.1.0",
        &step,
        &[
            "~/outputs/a b: MalformedKey { key: \"a b\" }",
            &format!("~/outputs/b/type: NotOneOf {{ found: \"regex\", {kinds}"),
            &format!("~/parameters/0/value/type: NotOneOf {{ found: \"regex\", {kinds}"),
        ],
    );
    check_step(
        "1.0.1",
        &step,
        &[
            "~/outputs/a b: MalformedKey { key: \"a b\" }",
            "~/outputs/b: an object for a string",
        ],
    );
}

#[test]
fn less_than_the_text_forbids_is_a_warning() {
    let step = json!({ "stepId": "s", "operationId": "o", "successCriteria": [] });
    check_step("1.0.1", &step, &["warning ~/successCriteria: EmptyList"]);
    check_step("1.1.0", &step, &["~/successCriteria: EmptyList"]);
    let step = json!({ "stepId": "s", "operationId": "o", "dependsOn": [], "timeout": 1.5 });
    check_step(
        "1.1.0",
        &step,
        &[
            "warning ~/dependsOn: EmptyList",
            "~/timeout: a number for an integer",
        ],
    );
}

#[test]
fn the_schemas_know_every_object() {
    for version in [Version::V1_0, Version::V1_1] {
        let definitions = value(version)["$defs"].as_object().expect("an object");
        for (name, definition) in definitions {
            let is_closed = definition["additionalProperties"] == false;
            assert_eq!(is_closed, definition.get("properties").is_some(), "{name}");
        }
        let objects = [
            Object::ArazzoDocument,
            Object::Info,
            Object::SourceDescription,
            Object::Workflow,
            Object::Step,
            Object::Parameter,
            Object::ReusableObject,
            Object::SuccessAction,
            Object::FailureAction,
            Object::Components,
            Object::Criterion,
            Object::ExpressionType,
            Object::RequestBody,
            Object::PayloadReplacement,
        ];
        for object in objects {
            assert!(fields(object, version).next().is_some(), "{object}");
        }
    }
}
