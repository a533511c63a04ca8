//! The headers that a message has, as its schema of them declares them.

use crate::reference::{Target, follow};
use crate::syntax::{Node, Text};

/// What is known of the headers of a message.
#[derive(Clone, Debug)]
pub struct Headers<'doc> {
    /// Those that are declared.
    pub declared: Vec<HeaderField<'doc>>,
    /// Whether these are all that the description knows of.
    pub are_all: bool,
    /// Whether there can be no others.
    pub is_closed: bool,
    /// References that lead nowhere or out of the document: what they declare is not known.
    pub unknown: Vec<Target<'doc>>,
}

/// A header that a message declares.
#[derive(Clone, Copy, Debug)]
pub struct HeaderField<'doc> {
    /// Its name.
    pub name: Text<'doc>,
    /// The schema of its value.
    pub schema: Node<'doc>,
    /// Whether every such message has it.
    pub required: bool,
}

/// Schemas of headers that take more parts than these are not read to their end.
const PARTS: usize = 32;

/// Of more headers than these not all are known.
const FIELDS: usize = 64;

/// Words of a schema by which it may declare headers that are not looked for.
const MORE: [&str; 9] = [
    "anyOf",
    "oneOf",
    "not",
    "if",
    "patternProperties",
    "propertyNames",
    "dependencies",
    "discriminator",
    "$dynamicRef",
];

impl<'doc> Headers<'doc> {
    /// Nobody knows.
    pub(super) fn unknown() -> Self {
        Self {
            declared: Vec::new(),
            are_all: false,
            is_closed: false,
            unknown: Vec::new(),
        }
    }

    /// Reads the schema of the headers, with what `allOf` adds to it.
    pub(super) fn of(schema: Node<'doc>) -> Self {
        // The references of a schema with definitions of its own start from there.
        let start = follow(schema).found();
        if start.is_some_and(|start| start.has_any(&["$id", "definitions", "$defs"])) {
            return Self::unknown();
        }
        let mut headers = Self {
            are_all: true,
            ..Self::unknown()
        };
        let mut required: Vec<Text<'doc>> = Vec::new();
        let mut waiting = vec![schema];
        let mut seen = 0;
        while let Some(part) = waiting.pop() {
            seen += 1;
            if seen > PARTS {
                headers.are_all = false;
                break;
            }
            let part = match follow(part) {
                Target::Found(part) if part.is_mapping() => part,
                Target::Found(_) => {
                    headers.are_all = false;
                    continue;
                }
                unknown => {
                    headers.unknown.push(unknown);
                    headers.are_all = false;
                    continue;
                }
            };
            let rest = part.get("additionalProperties");
            headers.is_closed |= rest.and_then(Node::as_bool) == Some(false);
            // What is open in words is meant to be.
            headers.are_all &= !part.has_any(&MORE)
                && rest.is_none_or(|rest| rest.as_bool() == Some(false))
                && part.get("properties").is_some_and(Node::is_mapping) | part.has_any(&["allOf"]);
            required.extend(part.texts("required").take(2 * FIELDS));
            waiting.extend(part.list("allOf"));
            let fields = part.members("properties").map(|entry| HeaderField {
                name: entry.key,
                schema: entry.value,
                required: false,
            });
            headers.declared.extend(fields.take(FIELDS + 1));
            if headers.declared.len() > FIELDS {
                headers.are_all = false;
                break;
            }
        }
        // A closed part of several may forbid what another declares: the usual slip.
        headers.is_closed &= headers.are_all && seen == 1;
        let required: rustc_hash::FxHashSet<&str> =
            required.iter().map(|name| name.value).collect();
        for field in &mut headers.declared {
            field.required = required.contains(field.name.value);
        }
        headers
    }
}
