//! Which inputs a workflow declares.

use std::collections::HashSet;

use crate::reference::{Target, resolve};
use crate::syntax::{Node, Text};

/// What an inputs schema says about the names of inputs.
#[derive(Debug, Default)]
pub struct Inputs<'d> {
    /// The declared names with their keys and schemas, in order; the first of each name counts.
    pub declared: Vec<(Text<'d>, Node<'d>)>,
    /// Whether the schema allows names that it does not list, in so many words.
    pub open: bool,
    /// Whether a part of the schema is not known: a reference out of the document, or names told by a pattern.
    pub incomplete: bool,
}

impl<'d> Inputs<'d> {
    /// Reads an inputs schema through `$ref`, `allOf`, `anyOf`, `oneOf` and the conditional keywords.
    pub fn of(schema: Node<'d>) -> Self {
        let mut inputs = Self::default();
        inputs.read(schema, &mut HashSet::new());
        inputs
    }

    /// The schema of an input.
    pub fn get(&self, name: &str) -> Option<Node<'d>> {
        self.declared
            .iter()
            .find(|(key, _)| key.value == name)
            .map(|(_, schema)| *schema)
    }

    /// The names, in their order.
    pub fn names(&self) -> impl Iterator<Item = &'d str> {
        self.declared.iter().map(|(key, _)| key.value)
    }

    fn read(&mut self, schema: Node<'d>, visited: &mut HashSet<Node<'d>>) {
        // Aliases and references share nodes, so the visited set keeps a recursive schema finite.
        if !visited.insert(schema) {
            return;
        }
        if let Some(reference) = schema.get("$ref").and_then(Node::text) {
            match resolve(reference) {
                Target::Found(target) => self.read(target, visited),
                _ => self.incomplete = true,
            }
        }
        if schema.get("$dynamicRef").is_some() || schema.get("patternProperties").is_some() {
            self.incomplete = true;
        }
        for property in schema.members("properties") {
            self.declared.push((property.key, property.value));
        }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            self.open |= schema
                .get(keyword)
                .is_some_and(|value| value.as_bool() != Some(false));
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            schema
                .get(keyword)
                .into_iter()
                .flat_map(Node::items)
                .for_each(|branch| self.read(branch, visited));
        }
        for keyword in ["if", "then", "else"] {
            schema
                .get(keyword)
                .into_iter()
                .for_each(|branch| self.read(branch, visited));
        }
        for branch in schema.members("dependentSchemas") {
            self.read(branch.value, visited);
        }
    }
}
