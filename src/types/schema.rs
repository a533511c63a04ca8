//! Reading a schema object leniently: keywords of every dialect, and none that is malformed.

use crate::reference::{Target, resolve, resolve_dynamic};
use crate::syntax::{Kind, Node, Text};

/// Which words a schema is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The schema object of `OpenAPI` 3.0 and Swagger 2.0, where nothing counts beside a `$ref`.
    OpenApi30,
    /// JSON Schema 2020-12: `OpenAPI` 3.1 and later, and the inputs of Arazzo.
    #[default]
    JsonSchema202012,
    /// JSON Schema draft 07, where nothing counts beside a `$ref`: the schema object of `AsyncAPI`.
    JsonSchema07,
}

impl Dialect {
    /// Whether what stands beside a `$ref` is ignored.
    pub(super) fn drops_siblings(self) -> bool {
        matches!(self, Self::OpenApi30 | Self::JsonSchema07)
    }

    /// Whether what stands beside the `$ref` of a schema may be meant to add parts nevertheless: the tools for `AsyncAPI`
    /// put both together.
    pub(super) fn may_add_parts(self, schema: Node<'_>) -> bool {
        let parts = [
            "properties",
            "patternProperties",
            "additionalProperties",
            "items",
            "allOf",
            "anyOf",
            "oneOf",
        ];
        self == Self::JsonSchema07 && schema.has_any(&parts)
    }
}

/// Which way the value travels: what is `readOnly` is not asked of a request, what is `writeOnly` not of a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the client to the server.
    #[default]
    Request,
    /// From the server to the client.
    Response,
    /// From one application to others, where nobody is the server and both words mean nothing.
    Message,
}

impl Direction {
    /// The keyword by which a property is not for the one who sends.
    pub(super) fn hidden(self) -> Option<&'static str> {
        match self {
            Self::Request => Some("readOnly"),
            Self::Response => Some("writeOnly"),
            Self::Message => None,
        }
    }
}

/// A type that a schema can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl JsonType {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    /// Whether a value of this kind has the type.
    pub fn holds(self, kind: Kind) -> bool {
        match self {
            Self::Null => kind == Kind::Null,
            Self::Boolean => kind == Kind::Bool,
            Self::Integer => kind == Kind::Integer,
            Self::Number => matches!(kind, Kind::Integer | Kind::Float),
            Self::String => kind == Kind::String,
            Self::Array => kind == Kind::Sequence,
            Self::Object => kind == Kind::Mapping,
        }
    }
}

/// The types a schema allows; `None` if it names none, or one that does not exist (`any`, `file`, `date`).
pub(super) fn types(schema: Node<'_>) -> Option<Vec<JsonType>> {
    let node = schema.get("type")?;
    let named = |node: Node<'_>| match node.kind() {
        // `null` without quotes inside of a list means the type.
        Kind::Null => Some(JsonType::Null),
        _ => JsonType::named(node.text()?.value),
    };
    match node.kind() {
        Kind::String => named(node).map(|one| vec![one]),
        Kind::Sequence => {
            let types: Option<Vec<_>> = node.items().map(named).collect();
            types.filter(|types| !types.is_empty())
        }
        _ => None,
    }
}

/// Whether null is allowed in the words of `OpenAPI` 3.0, whatever else the schema says.
pub(super) fn is_nullable(schema: Node<'_>) -> bool {
    schema.has_any(&["nullable", "x-nullable"])
        && (is_true(schema, "nullable") || is_true(schema, "x-nullable"))
}

/// Whether a flag is set.
pub(super) fn is_true(schema: Node<'_>, keyword: &str) -> bool {
    let value = schema.get(keyword);
    // In quotes it is a slip with one reading.
    value.is_some_and(|value| {
        value.as_bool() == Some(true) || value.text().is_some_and(|text| text.value == "true")
    })
}

/// Whether the schema stands for bytes, which are not written as they are.
pub(super) fn is_binary(schema: Node<'_>) -> bool {
    let is = |keyword: &str, names: &[&str]| {
        let value = schema.get(keyword).and_then(|value| value.text());
        value.is_some_and(|text| names.contains(&text.value))
    };
    is("format", &["binary", "byte", "base64"])
        || is("type", &["file"])
        || schema.get("contentMediaType").is_some()
        || schema.get("contentEncoding").is_some()
}

/// A keyword whose value is a mapping from names.
pub(super) fn map<'s>(schema: Node<'s>, keyword: &str) -> Option<Node<'s>> {
    schema.get(keyword).filter(|value| value.is_mapping())
}

/// A keyword whose value is a list that is not empty.
pub(super) fn list<'s>(schema: Node<'s>, keyword: &str) -> Option<Node<'s>> {
    schema
        .get(keyword)
        .filter(|value| value.is_sequence() && value.items().next().is_some())
}

/// A keyword whose value is a schema; an empty value says nothing.
pub(super) fn sub<'s>(schema: Node<'s>, keyword: &str) -> Option<Node<'s>> {
    schema
        .get(keyword)
        .filter(|value| matches!(value.kind(), Kind::Mapping | Kind::Bool))
}

/// A keyword whose value is a count.
pub(super) fn count<'s>(schema: Node<'s>, keyword: &str) -> Option<(u64, Node<'s>)> {
    let node = schema.get(keyword)?;
    let number = number(node)?;
    let whole = number.as_u64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        // Counts of people are far below the point where this is not exact.
        (0.0..9e15).contains(&float).then(|| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let whole = float as u64;
            whole
        })
    });
    Some((whole?, node))
}

/// A number as JSON has it.
pub(super) fn number(node: Node<'_>) -> Option<serde_json::Number> {
    match node.kind() {
        Kind::Integer | Kind::Float => crate::syntax::to_value(node).as_number().cloned(),
        _ => None,
    }
}

/// The reference of a schema, if it is one; a dynamic one only where it is the only one.
pub(super) fn reference(schema: Node<'_>) -> Option<Text<'_>> {
    if !schema.has_any(&["$ref", "$dynamicRef"]) {
        return None;
    }
    let named = schema.get("$ref").or_else(|| schema.get("$dynamicRef"));
    named?.text()
}

/// Whether a schema has a dynamic reference of which nobody knows here where it leads.
pub(super) fn has_open_reference(schema: Node<'_>) -> bool {
    schema.get("$dynamicRef").is_some_and(|reference| {
        let target = reference.text().map(resolve_dynamic);
        schema.get("$ref").is_some() || !matches!(target, Some(Target::Found(_)))
    })
}

/// Where a reference leads, `root` being the schema that it stands in.
pub(super) fn lookup<'s>(root: Node<'s>, reference: Text<'s>) -> Target<'s> {
    let is_dynamic = || {
        reference
            .node()
            .key()
            .is_some_and(|key| key.value == "$dynamicRef")
    };
    let target = if is_dynamic() {
        resolve_dynamic(reference)
    } else {
        resolve(reference)
    };
    match target {
        Target::Dangling(text) if text.value.starts_with('#') => {
            let fragment = text.value.trim_start_matches('#');
            // People who move a schema into another document forget that its `#` moves too.
            let own = root.at_pointer(fragment).filter(|_| !fragment.is_empty());
            match own {
                Some(found) => Target::Found(found),
                None => Target::Dangling(text),
            }
        }
        other => other,
    }
}

/// The name of a schema that stands among the named ones of its description, or is a part of one. Files that hold nothing else
/// than schemas name them as well.
pub(super) fn name(schema: Node<'_>) -> Option<&str> {
    let mut schema = schema;
    for _ in 0..8 {
        let Some(parent) = schema.parent() else {
            return file_name(schema);
        };
        if parent.is_mapping() {
            let Some(family) = parent.key() else {
                return schema
                    .key()
                    .filter(|_| is_part(parent))
                    .map(|key| key.value);
            };
            let is_named = matches!(family.value, "schemas" | "definitions" | "$defs");
            return schema.key().filter(|_| is_named).map(|key| key.value);
        }
        let group = parent.key()?.value;
        if !matches!(group, "allOf" | "anyOf" | "oneOf") {
            return None;
        }
        schema = parent.parent()?;
    }
    None
}

/// The name of a file that is one schema, without its ending.
fn file_name(schema: Node<'_>) -> Option<&str> {
    let name = schema.document().source().name();
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.split('.').next().filter(|stem| !stem.is_empty());
    stem.filter(|_| is_part(schema))
}

/// Whether a document is only a part of a description.
fn is_part(root: Node<'_>) -> bool {
    let is_whole = root.has_any(&["openapi", "swagger", "asyncapi", "arazzo"]);
    !is_whole && !root.document().is_embedded()
}
