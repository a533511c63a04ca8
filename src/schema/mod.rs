//! A document against the JSON Schema of its version: reports wrong shapes.
//!
//! The schemas in `schemas/` are compiled into the binary. They decide the kind of an object by its own fields first, so
//! an error of theirs is one mistake at its place; `translate` puts it into the words of the specification, and `fold`
//! drops what only follows from another mistake. Nothing looks into `inputs`, payloads, values and extensions, whose
//! shape others decide; the inputs have a walk of their own, in `meta`. The schemas are as strict as our warnings: what is less than an error is told in `translate`.
//!
//! Left to rules of their own, although the schemas hold it: the value of `arazzo` (`unsupported-version`) and the
//! `context` of a criterion (`missing-context`).

mod fault;
mod fold;
mod format;
mod keyword;
mod meta;
mod object;
mod objects;
mod place;
mod translate;

use std::sync::LazyLock;

use serde_json::Value;

pub use fault::{Conflict, Fault, FaultKind, Problem, Shape};
pub use keyword::{TYPES, Takes, takes};
pub use meta::{Flaw, FlawKind, Schemas};
pub use object::Object;
pub use objects::objects;

use crate::version::Version;

#[jsonschema::validator(
    path = "schemas/arazzo-1.0.schema.json",
    validate_formats = true,
    formats = { "media-type" => crate::schema::format::is_media_type },
    methods = { is_valid = false, validate = false }
)]
struct Arazzo10;

#[jsonschema::validator(
    path = "schemas/arazzo-1.1.schema.json",
    validate_formats = true,
    formats = { "media-type" => crate::schema::format::is_media_type },
    methods = { is_valid = false, validate = false }
)]
struct Arazzo11;

/// Checks the shape of a whole Arazzo document by the feature set of `version`; the faults are sorted by pointer.
pub fn check(document: &Value, version: Version) -> Vec<Fault> {
    let errors = match version {
        Version::V1_0 => Arazzo10::iter_errors(document),
        Version::V1_1 => Arazzo11::iter_errors(document),
    };
    let faults = errors
        .flat_map(|error| translate::faults(&error, document, version))
        .collect();
    fold::one_per_mistake(faults)
}

/// The text of the schema for `version`, as an editor can use it.
pub fn text(version: Version) -> &'static str {
    match version {
        Version::V1_0 => include_str!("../../schemas/arazzo-1.0.schema.json"),
        Version::V1_1 => include_str!("../../schemas/arazzo-1.1.schema.json"),
    }
}

/// The schema for `version` as a value: the one list of which object has which fields.
fn value(version: Version) -> &'static Value {
    static VALUES: LazyLock<[Value; 2]> = LazyLock::new(|| {
        [Version::V1_0, Version::V1_1]
            .map(|version| serde_json::from_str(text(version)).expect("our schemas are JSON"))
    });
    match version {
        Version::V1_0 => &VALUES[0],
        Version::V1_1 => &VALUES[1],
    }
}

/// The names of the fields that `object` has in `version`, in the order of the schema.
fn fields(object: Object, version: Version) -> impl Iterator<Item = &'static str> {
    value(version)["$defs"][object.definition()]["properties"]
        .as_object()
        .into_iter()
        .flat_map(|properties| properties.keys().map(String::as_str))
}

#[cfg(test)]
mod tests;
