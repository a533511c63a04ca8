//! What the schemas of a used operation are made of, whether or not a value meets it.

use std::collections::{HashSet, VecDeque};

use super::expectation::{Broken, Why};
use super::schema::{lookup, reference};
use crate::reference::{Target, follow};
use crate::syntax::{Kind, Node};

/// How many schemas of used operations are looked at, the nearest first: with all that it leads to, one operation of a large
/// description can reach most of that.
const LIMIT: usize = 3_000;

/// Keywords whose value is a schema, or a list of them.
const SCHEMAS: [&str; 15] = [
    "items",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
];

/// Keywords whose value is a map of schemas.
const MAPS: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Walks schemas, each once.
#[derive(Debug, Default)]
pub struct Reach<'s> {
    seen: HashSet<Node<'s>>,
}

impl<'s> Reach<'s> {
    /// The parts of a schema that have no sane reading, without those that were told before.
    pub fn broken(&mut self, schema: Node<'s>) -> Vec<Broken<'s>> {
        let mut broken = Vec::new();
        let mut open = VecDeque::from([(schema, schema)]);
        while let Some((node, root)) = open.pop_front() {
            if self.seen.len() >= LIMIT || !self.seen.insert(node) {
                continue;
            }
            match node.kind() {
                Kind::Mapping => {}
                Kind::Bool | Kind::Null => continue,
                kind => {
                    let why = Why::NotASchema(kind);
                    broken.push(Broken { node, why });
                    continue;
                }
            }
            if let Some(text) = reference(node) {
                let (text, why) = match lookup(root, text) {
                    // Whoever leads into a circle meets no schema.
                    Target::Found(_) if matches!(follow(node), Target::Circular(_)) => {
                        (text, Why::Circular)
                    }
                    Target::Found(target) => {
                        let is_near = target.document().id() == root.document().id();
                        open.push_back((target, if is_near { root } else { target }));
                        continue;
                    }
                    Target::Dangling(text) => (text, Why::Dangling),
                    Target::Circular(text) => (text, Why::Circular),
                    Target::Elsewhere(_) => continue,
                };
                let node = text.node();
                broken.push(Broken { node, why });
                continue;
            }
            for entry in node.entries() {
                let (name, value) = (entry.key.value, entry.value);
                if MAPS.contains(&name) {
                    open.extend(value.entries().map(|entry| (entry.value, root)));
                } else if SCHEMAS.contains(&name) {
                    match value.kind() {
                        Kind::Mapping => open.push_back((value, root)),
                        Kind::Sequence => open.extend(value.items().map(|item| (item, root))),
                        _ => {}
                    }
                }
            }
        }
        broken
    }
}
