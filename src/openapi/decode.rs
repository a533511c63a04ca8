//! Single objects of a 3.0 description through the typed model of the `openapiv3` crate.
//!
//! The model is strict and has no spans, so it never sees a whole description: only the objects that a step uses, each by
//! itself, and a refusal is no finding. It answers what is easily got wrong by hand: defaults that depend on other fields.

use openapiv3::{Parameter, QueryStyle, RequestBody};
use serde_json::{Map, Value};

use crate::syntax::{Node, to_value};

/// How a parameter is written into a request.
pub(super) struct Serialization {
    pub(super) required: bool,
    pub(super) spreads_objects: bool,
}

/// A 3.0 Parameter Object, or `None` if the model refuses it.
pub(super) fn parameter(node: Node<'_>) -> Option<Serialization> {
    let mut object = own_fields(node, &["schema", "content"]);
    // The model wants one of the two; what it says is the judge's business.
    object.insert("schema".to_owned(), Value::Object(Map::new()));
    let parameter: Parameter = serde_json::from_value(Value::Object(object)).ok()?;
    let data = parameter.parameter_data_ref();
    let explode = |form: bool| data.explode.unwrap_or(form);
    let spreads_objects = match &parameter {
        Parameter::Query { style, .. } => match style {
            QueryStyle::Form => explode(true),
            QueryStyle::DeepObject => true,
            QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited => false,
        },
        Parameter::Cookie { .. } => explode(true),
        Parameter::Path { .. } | Parameter::Header { .. } => false,
    };
    Some(Serialization {
        required: data.required,
        spreads_objects,
    })
}

/// Whether a 3.0 Request Body Object is required, or `None` if the model refuses it.
pub(super) fn request_body_required(node: Node<'_>) -> Option<bool> {
    let mut object = own_fields(node, &["content"]);
    object.insert("content".to_owned(), Value::Object(Map::new()));
    let body: RequestBody = serde_json::from_value(Value::Object(object)).ok()?;
    Some(body.required)
}

/// The fields of an object without those that hold other objects: these are large, and not the model's to judge.
fn own_fields(node: Node<'_>, except: &[&str]) -> Map<String, Value> {
    let is_own = |key: &str| {
        !key.starts_with("x-") && !matches!(key, "example" | "examples") && !except.contains(&key)
    };
    let entries = node.entries().filter(|entry| is_own(entry.key.value));
    entries
        .map(|entry| (entry.key.value.to_owned(), to_value(entry.value)))
        .collect()
}
