//! Which inputs a workflow declares.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::reference::{Target, resolve};
use crate::syntax::{Node, Text};

/// What an inputs schema says about the names of inputs.
#[derive(Debug, Default)]
pub struct Inputs<'d> {
    /// The declared names with their keys and schemas, in order; the first of each name counts.
    pub declared: Vec<(Text<'d>, Node<'d>)>,
    /// The names without which no value fits, whichever branch of the schema it takes; each once.
    pub required: Vec<Text<'d>>,
    /// Whether the schema allows names that it does not list, in so many words.
    pub open: bool,
    /// Whether a part of the schema is not known: a reference out of the document, or names told by a pattern.
    pub incomplete: bool,
}

impl<'d> Inputs<'d> {
    /// Reads an inputs schema through `$ref`, `allOf`, `anyOf`, `oneOf` and the conditional keywords.
    pub fn of(schema: Node<'d>) -> Self {
        let mut inputs = Self::default();
        inputs.read(schema);
        inputs.required = required(schema);
        inputs
    }

    /// The schema of an input.
    pub fn get(&self, name: &str) -> Option<Node<'d>> {
        self.declared
            .iter()
            .find(|(key, _)| key.value == name)
            .map(|(_, schema)| *schema)
    }

    /// Whether an input has a value although nobody passes it, or may have one: a default that stands somewhere in its
    /// schemas, or that cannot be looked for.
    pub fn may_have_default(&self, name: &str) -> bool {
        let mut schemas = self.declared.iter().filter(|(key, _)| key.value == name);
        schemas.any(|(_, schema)| {
            let (parts, is_whole) = certain_parts(*schema);
            !is_whole || parts.iter().any(|part| part.get("default").is_some())
        })
    }

    /// The inputs that can only be objects or lists, each with the `type` that says so.
    pub fn structured(&self) -> FxHashMap<&'d str, Node<'d>> {
        let mut kinds: FxHashMap<&'d str, Option<Node<'d>>> = FxHashMap::default();
        for (name, schema) in &self.declared {
            let own = structure(*schema);
            // Of several declarations each may be the one that counts.
            kinds
                .entry(name.value)
                .and_modify(|kind| *kind = kind.and(own))
                .or_insert(own);
        }
        let sure = kinds.into_iter();
        sure.filter_map(|(name, kind)| Some((name, kind?)))
            .collect()
    }

    /// The names, in their order.
    pub fn names(&self) -> impl Iterator<Item = &'d str> {
        self.declared.iter().map(|(key, _)| key.value)
    }

    /// Reads the schemas one after the other: references may lead through any number of them, and the stack ends.
    fn read(&mut self, schema: Node<'d>) {
        let mut visited = HashSet::new();
        // What is to be read next stands at the end.
        let mut waiting = vec![Task::Schema(schema)];
        while let Some(task) = waiting.pop() {
            match task {
                Task::Names(schema) => {
                    let properties = schema.members("properties");
                    let properties = properties.map(|property| (property.key, property.value));
                    self.declared.extend(properties);
                }
                // Aliases and references share nodes, so the visited set keeps a recursive schema finite.
                Task::Schema(schema) if visited.insert(schema) => {
                    let start = waiting.len();
                    self.look_into(schema, &mut waiting);
                    waiting[start..].reverse();
                }
                Task::Schema(_) => {}
            }
        }
    }

    /// Looks at one schema, and says what to read of it in which order.
    fn look_into(&mut self, schema: Node<'d>, next: &mut Vec<Task<'d>>) {
        if let Some(reference) = schema.get("$ref").and_then(Node::text) {
            match resolve(reference) {
                Target::Found(target) => next.push(Task::Schema(target)),
                _ => self.incomplete = true,
            }
        }
        if schema.get("$dynamicRef").is_some() || schema.get("patternProperties").is_some() {
            self.incomplete = true;
        }
        next.push(Task::Names(schema));
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            self.open |= schema
                .get(keyword)
                .is_some_and(|value| value.as_bool() != Some(false));
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let branches = schema.get(keyword).into_iter().flat_map(Node::items);
            next.extend(branches.map(Task::Schema));
        }
        for keyword in ["if", "then", "else"] {
            next.extend(schema.get(keyword).map(Task::Schema));
        }
        let dependent = schema.members("dependentSchemas");
        next.extend(dependent.map(|branch| Task::Schema(branch.value)));
    }
}

/// The names that a schema requires of every value, its references and all branches of `allOf` included.
fn required(schema: Node<'_>) -> Vec<Text<'_>> {
    let mut seen = HashSet::new();
    let (parts, _) = certain_parts(schema);
    // A default of the whole may hold every one of them.
    if parts.iter().any(|part| part.get("default").is_some()) {
        return Vec::new();
    }
    let names = parts.iter().flat_map(|part| part.texts("required"));
    names.filter(|name| seen.insert(name.value)).collect()
}

/// The `type` by which a schema allows nothing but objects and lists.
fn structure(schema: Node<'_>) -> Option<Node<'_>> {
    let (parts, _) = certain_parts(schema);
    let mut kinds = parts.into_iter().filter_map(|part| part.get("type"));
    kinds.find(|kind| {
        let is_structure = |node: Node<'_>| {
            node.text()
                .is_some_and(|text| matches!(text.value, "object" | "array"))
        };
        let mut words = kind.items().peekable();
        is_structure(*kind) || words.peek().is_some() && words.all(is_structure)
    })
}

/// The schemas that a value has to fit in any case: the schema itself, and what leads on from it by `$ref` and `allOf`.
/// Also whether each of these references could be followed.
fn certain_parts(schema: Node<'_>) -> (Vec<Node<'_>>, bool) {
    let mut visited = HashSet::new();
    let mut parts = Vec::new();
    let mut is_whole = true;
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        if !visited.insert(schema) {
            continue;
        }
        parts.push(schema);
        waiting.extend(schema.list("allOf"));
        if let Some(reference) = schema.get("$ref").and_then(Node::text) {
            match resolve(reference) {
                Target::Found(target) => waiting.push(target),
                _ => is_whole = false,
            }
        }
    }
    (parts, is_whole)
}

/// What is still to be read.
enum Task<'d> {
    /// A schema with all that it leads to.
    Schema(Node<'d>),
    /// The properties of a schema itself.
    Names(Node<'d>),
}
