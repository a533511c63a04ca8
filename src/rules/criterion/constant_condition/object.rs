//! What an API description says of the objects in its responses, as far as it is certain.

use crate::flow::StatusSet;
use crate::openapi::Operation;
use crate::openapi::media_type::{Syntax, syntax};
use crate::reference::follow;
use crate::syntax::{Entry, Node, Text};

/// How deep `allOf` is followed.
const DEPTH: usize = 8;

/// How many responses and how many properties are looked at. Beyond, nothing is certain.
const MOST_RESPONSES: usize = 64;
const MOST: usize = 4000;

/// An object with declared members.
#[derive(Default)]
pub(super) struct Object<'d> {
    /// The members that it declares, each with its schema.
    pub(super) properties: Vec<(Text<'d>, Node<'d>)>,
    /// The field that declares them, if it can have no others and has at least one.
    pub(super) closed: Option<Entry<'d>>,
}

/// Reads schemas until it has read enough.
pub(super) struct Objects {
    left: usize,
}

impl Default for Objects {
    fn default() -> Self {
        Self { left: MOST }
    }
}

impl Objects {
    /// Reads a schema that is surely of objects with declared members. `None` of any other.
    pub(super) fn read<'d>(&mut self, schema: Node<'d>) -> Option<Object<'d>> {
        let mut object = Object::default();
        self.collect(schema, DEPTH, &mut object)?;
        Some(object)
    }

    fn collect<'d>(
        &mut self,
        schema: Node<'d>,
        depth: usize,
        object: &mut Object<'d>,
    ) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let schema = follow(schema).found().filter(|_| depth > 0)?;
        let is_object = kind(schema).is_none_or(|kind| kind == "object");
        let others = [
            "anyOf",
            "oneOf",
            "patternProperties",
            "unevaluatedProperties",
            "if",
        ];
        let additional = schema.get("additionalProperties").map(Node::as_bool);
        let is_open = additional.is_some_and(|value| value != Some(false));
        if !is_object || is_open || others.iter().any(|keyword| schema.get(keyword).is_some()) {
            return None;
        }
        let own = schema.entry("properties");
        let parts = schema.get("allOf");
        if own.is_none() && parts.is_none() {
            return None;
        }
        for entry in own.into_iter().flat_map(|own| own.value.entries()) {
            self.left = self.left.checked_sub(1)?;
            object.properties.push((entry.key, entry.value));
        }
        for part in parts.into_iter().flat_map(Node::items) {
            self.collect(part, depth - 1, object)?;
        }
        let is_closed = parts.is_none() && additional.is_some();
        let has_members = |own: &Entry<'_>| own.value.entries().next().is_some();
        object.closed = own.filter(|own| is_closed && has_members(own));
        Some(())
    }

    /// Whether one of the members may have a member of its own by that name.
    pub(super) fn member_may_have(&mut self, object: &Object<'_>, name: &str) -> bool {
        object.properties.iter().any(|(_, schema)| {
            let scalars = ["string", "number", "integer", "boolean", "array", "null"];
            let is_without = follow(*schema)
                .found()
                .and_then(kind)
                .is_some_and(|kind| scalars.contains(&kind));
            let declares =
                |object: Object<'_>| object.properties.iter().any(|(key, _)| key.value == name);
            !is_without && self.read(*schema).is_none_or(declares)
        })
    }
}

/// The type of a schema, if it is one.
fn kind(schema: Node<'_>) -> Option<&str> {
    let kind = schema.get("type")?;
    // Several types, or one that is misspelt, are no object for certain.
    Some(kind.text().map_or("", |text| text.value))
}

/// The schemas of the JSON bodies that come with one of the codes. `None` where some are not known.
pub(super) fn bodies(operation: Operation<'_>, codes: StatusSet) -> Option<Vec<Node<'_>>> {
    if operation.responses().nth(MOST_RESPONSES).is_some() {
        return None;
    }
    let mut left = codes;
    let mut default = None;
    let mut possible = Vec::new();
    for response in operation.responses() {
        match response.status.value {
            "default" => default = Some(response),
            key => {
                let own = StatusSet::of_key(key)?;
                left = left.difference(own);
                if !own.is_disjoint(codes) {
                    possible.push(response);
                }
            }
        }
    }
    possible.extend(default.filter(|_| !left.is_empty()));
    let mut schemas = Vec::new();
    for response in possible {
        response.node?;
        for media_type in response.content() {
            if syntax(media_type.name.value) == Syntax::Json {
                schemas.push(media_type.schema?);
            }
        }
    }
    Some(schemas)
}
