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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::super::request_body::is_required;
    use super::super::{Api, ApiVersion, Parameter};
    use super::*;
    use crate::reference::follow;
    use crate::source::{Source, SourceId};
    use crate::syntax::{Limits, parse};

    #[test]
    fn the_model_and_the_views_agree_on_the_fixtures() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let compared = compare(&root.join("fixtures"));
        assert!(compared >= 100, "only {compared} objects were compared");
    }

    #[test]
    #[allow(clippy::print_stderr)] // Whoever runs the tests should know what was left out.
    fn the_model_and_the_views_agree_on_real_descriptions() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let corpus = root.join("../shared/corpus");
        if !corpus.exists() {
            eprintln!("skipped: there is no ../shared/corpus");
            return;
        }
        let compared = compare(&corpus);
        assert!(compared >= 1_000, "only {compared} objects were compared");
    }

    /// Reads each object of the 3.0 descriptions in a folder both ways, and tells how many the model accepts.
    fn compare(folder: &Path) -> usize {
        let mut compared = 0;
        for path in files(folder) {
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let name = path.display().to_string();
            let beginning: String = text.chars().take(2_000).collect();
            if beginning.contains("openapi") && beginning.contains("3.0.") {
                compared += compare_text(&name, text);
            }
        }
        compared
    }

    fn compare_text(name: &str, text: String) -> usize {
        let (document, _) = parse(
            Source::new(SourceId(0), name.to_owned(), text),
            Limits::default(),
        );
        let Some(root) = document.root() else {
            return 0;
        };
        let version = root.get("openapi").map(|node| node.as_written().value);
        if !version.is_some_and(|version| version.starts_with("3.0")) {
            return 0;
        }
        let api = Api::new(root, ApiVersion::V3_0);
        let mut compared = 0;
        for operation in api.operations() {
            let at = operation.signature();
            for declared in operation.parameters().declared {
                let view = Parameter::serialization(declared.node, declared.location);
                if let Some(typed) = parameter(declared.node) {
                    let name = declared.name.value;
                    assert_eq!(typed.required, view.required, "{name} of {at}");
                    assert_eq!(
                        typed.spreads_objects, view.spreads_objects,
                        "{name} of {at}"
                    );
                    compared += 1;
                }
            }
            let body = operation.node().get("requestBody").map(follow);
            if let Some(body) = body.and_then(crate::reference::Target::found)
                && let Some(required) = request_body_required(body)
            {
                assert_eq!(required, is_required(body), "body of {at}");
                compared += 1;
            }
        }
        compared
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let found = entries.map(|entry| entry.path()).flat_map(|path| {
            if path.is_dir() {
                return files(&path);
            }
            let extension = path.extension().and_then(|extension| extension.to_str());
            let is_wanted = matches!(extension, Some("yaml" | "yml" | "json"));
            if is_wanted { vec![path] } else { Vec::new() }
        });
        found.collect()
    }
}
