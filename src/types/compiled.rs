//! A schema made ready: looked through once, then held against any number of values.

use rustc_hash::FxHashSet;

use super::instance::Instance;
use super::judge::Judge;
use super::leaf::Leaves;
use super::misfit::Misfit;
use super::schema::{self, Dialect, Direction};
use super::settle::settle;
use crate::openapi::reference::{Target, follow};
use crate::syntax::{Kind, Node, Text};

/// A schema with all it refers to. It can be shared between threads; keeping it is the caller's business.
#[derive(Debug)]
pub struct Compiled<'s> {
    schema: Node<'s>,
    dialect: Dialect,
    pub(super) direction: Direction,
    pub(super) leaves: Leaves<'s>,
    broken: Vec<Broken<'s>>,
    elsewhere: Vec<Text<'s>>,
}

/// A part of a schema that has no sane reading and therefore allows anything.
#[derive(Clone, Copy, Debug)]
pub struct Broken<'s> {
    /// The part, or the reference.
    pub node: Node<'s>,
    /// What is wrong with it.
    pub why: Why,
}

/// Why a part of a schema cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A schema is an object or a boolean.
    NotASchema(Kind),
    /// The `$ref` leads nowhere.
    Dangling,
    /// The `$ref` leads back to itself.
    Circular,
}

impl<'s> Compiled<'s> {
    /// Looks through everything that the schema reaches.
    pub fn new(schema: Node<'s>, dialect: Dialect, direction: Direction) -> Self {
        let mut compiled = Self {
            schema,
            dialect,
            direction,
            leaves: Leaves::default(),
            broken: Vec::new(),
            elsewhere: Vec::new(),
        };
        let mut visited = FxHashSet::default();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            if visited.insert(schema) {
                compiled.look_through(schema, &mut open);
            }
        }
        compiled.broken.sort_by_key(|broken| broken.node.span());
        compiled
    }

    /// The parts without a sane reading, in document order.
    pub fn broken(&self) -> &[Broken<'s>] {
        &self.broken
    }

    /// References that lead into other documents, so that anything goes there.
    pub fn elsewhere(&self) -> &[Text<'s>] {
        &self.elsewhere
    }

    /// What is wrong with a value, in the order of the value; only what no value of its holes could cure.
    pub fn judge<'p>(&self, instance: &Instance<'p>) -> Vec<Misfit<'p, 's>> {
        let mut judge = Judge::new(self, instance.size);
        let outcome = judge.meet(self.schema, &instance.root);
        settle(&judge, &instance.root, &outcome)
    }

    /// Whether what stands beside a `$ref` is ignored.
    pub(super) fn drops_siblings(&self) -> bool {
        self.dialect == Dialect::OpenApi30
    }

    /// Where a reference of this schema leads.
    pub(super) fn resolve(&self, reference: Text<'s>) -> Target<'s> {
        schema::lookup(self.schema, reference)
    }

    /// The named schema of the description that `schema` stands in.
    pub(super) fn named(&self, schema: Node<'s>, name: &str) -> Option<Node<'s>> {
        let root = schema.document().root()?;
        let components = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        components
            .or_else(|| root.get("definitions"))
            .or_else(|| self.schema.get("$defs"))?
            .get(name)
    }

    fn look_through(&mut self, schema: Node<'s>, open: &mut Vec<Node<'s>>) {
        match schema.kind() {
            Kind::Mapping => {}
            // An empty value (`name:`) is somebody who has nothing to say.
            Kind::Bool | Kind::Null => return,
            kind => return self.breaks(schema, Why::NotASchema(kind)),
        }
        if let Some(reference) = schema::reference(schema) {
            self.refer(schema, reference, open);
            if self.drops_siblings() {
                return;
            }
        }
        let text = |keyword| schema.get(keyword).and_then(|value| value.text());
        if let Some(pattern) = text("pattern") {
            self.leaves.note_pattern(pattern.value);
        }
        if let Some(format) = text("format") {
            self.leaves.note_format(format.value);
        }
        for entry in schema::map(schema, "patternProperties")
            .into_iter()
            .flat_map(|map| map.entries())
        {
            self.leaves.note_pattern(entry.key.value);
        }
        let before = open.len();
        let singles = schema::SINGLE
            .iter()
            .filter_map(|keyword| schema.get(keyword));
        open.extend(singles.filter(|value| !value.is_sequence() && value.kind() != Kind::Null));
        for keyword in schema::LISTS {
            open.extend(
                schema::list(schema, keyword)
                    .into_iter()
                    .flat_map(|list| list.items()),
            );
        }
        for keyword in schema::MAPS {
            let map = schema::map(schema, keyword);
            open.extend(
                map.into_iter()
                    .flat_map(|map| map.entries())
                    .map(|entry| entry.value),
            );
        }
        let mapping = schema
            .get("discriminator")
            .and_then(|value| value.get("mapping"));
        let targets = mapping.into_iter().flat_map(|mapping| mapping.entries());
        let targets = targets.filter_map(|entry| entry.value.text());
        open.extend(targets.filter_map(|target| self.resolve(target).found()));
        open[before..].reverse();
    }

    fn refer(&mut self, schema: Node<'s>, reference: Text<'s>, open: &mut Vec<Node<'s>>) {
        match self.resolve(reference) {
            Target::Found(target) => {
                if matches!(follow(schema), Target::Circular(_)) {
                    self.breaks(reference.node(), Why::Circular);
                }
                // What stands beside the references of a circle counts all the same.
                open.push(target);
            }
            Target::Dangling(_) => self.breaks(reference.node(), Why::Dangling),
            Target::Circular(_) => self.breaks(reference.node(), Why::Circular),
            Target::Elsewhere(reference) => self.elsewhere.push(reference),
        }
    }

    fn breaks(&mut self, node: Node<'s>, why: Why) {
        self.broken.push(Broken { node, why });
    }
}
