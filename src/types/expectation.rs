//! What a value is held against: a schema and how it is to be read.

use super::instance::Instance;
use super::judge::Judge;
use super::leaf::Patterns;
use super::misfit::Misfit;
use super::schema::{self, Dialect, Direction};
use super::settle::settle;
use super::shape::Typed;
use super::wire::Known;
use crate::reference::Target;
use crate::syntax::{Kind, Node, Text};

/// A schema, the dialect that it is written in, and the way that the values travel.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'s> {
    schema: Node<'s>,
    pub(super) dialect: Dialect,
    pub(super) direction: Direction,
}

/// What came of holding a value against an expectation.
#[derive(Debug)]
pub struct Judgement<'p, 's> {
    /// What is wrong with the value, in its order; only what no value of its holes could cure.
    pub misfits: Vec<Misfit<'p, 's>>,
    /// The parts of the schema that the value met and that have no sane reading, in document order.
    pub broken: Vec<Broken<'s>>,
    /// References that the value met and that lead into other documents, so that anything goes there.
    pub elsewhere: Vec<Text<'s>>,
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

impl<'s> Expectation<'s> {
    /// Nothing is looked at before a value comes: only what it meets matters.
    pub fn new(schema: Node<'s>, dialect: Dialect, direction: Direction) -> Self {
        Self {
            schema,
            dialect,
            direction,
        }
    }

    /// Holds a value against the schema.
    pub fn judge<'p>(&self, instance: &Instance<'p>, patterns: &Patterns) -> Judgement<'p, 's> {
        self.judge_knowing(instance, patterns, &[])
    }

    /// The same where something is known of the holes.
    pub fn judge_knowing<'p>(
        &self,
        instance: &Instance<'p>,
        patterns: &Patterns,
        known: &[Known<'s>],
    ) -> Judgement<'p, 's> {
        self.judge_part(self.schema, instance, patterns, known)
    }

    /// The same for a schema inside of this one, or one that it refers to.
    pub(super) fn judge_part<'p>(
        &self,
        part: Node<'s>,
        instance: &Instance<'p>,
        patterns: &Patterns,
        known: &[Known<'s>],
    ) -> Judgement<'p, 's> {
        let mut judge = Judge::new(*self, patterns, instance.size).knowing(known);
        let outcome = judge.meet(part, &instance.root);
        let misfits = settle(&judge, &instance.root, &outcome);
        let Judge {
            mut broken,
            mut elsewhere,
            ..
        } = judge;
        broken.sort_by_key(|broken| broken.node.span());
        broken.dedup_by_key(|broken| broken.node);
        elsewhere.sort_by_key(|reference| reference.span);
        elsewhere.dedup_by_key(|reference| reference.span);
        Judgement {
            misfits,
            broken,
            elsewhere,
        }
    }

    /// A schema that is read the same way.
    pub(super) fn typed(&self, node: Node<'s>) -> Typed<'s> {
        Typed {
            node,
            root: self.schema,
            dialect: self.dialect,
            direction: self.direction,
        }
    }

    /// Whether what stands beside a `$ref` is ignored.
    pub(super) fn drops_siblings(&self) -> bool {
        self.dialect.drops_siblings()
    }

    /// Where a reference of this schema leads.
    pub(super) fn resolve(&self, reference: Text<'s>) -> Target<'s> {
        schema::lookup(self.schema, reference)
    }

    /// The named schema of the description that `schema` stands in.
    pub(super) fn named(&self, schema: Node<'s>, name: &str) -> Option<Node<'s>> {
        let root = schema.document_root()?;
        let components = root
            .get("components")
            .and_then(|components| components.get("schemas"));
        components
            .or_else(|| root.get("definitions"))
            .or_else(|| self.schema.get("$defs"))?
            .get(name)
    }
}
