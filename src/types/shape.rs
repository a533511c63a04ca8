//! What a value can be before a run: schemas at their places, put together.

use super::request::dialect_of;
use super::schema::{Dialect, Direction};
use crate::openapi::ApiVersion;
use crate::syntax::Node;

/// A schema at its place, and how it is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typed<'d> {
    /// The schema.
    pub node: Node<'d>,
    /// The schema that its references may be meant to start from.
    pub root: Node<'d>,
    /// The words that it is written in.
    pub dialect: Dialect,
    /// Which way the value travels.
    pub direction: Direction,
}

impl<'d> Typed<'d> {
    /// A schema that is no part of another one.
    pub fn new(node: Node<'d>, dialect: Dialect, direction: Direction) -> Self {
        Self {
            node,
            root: node,
            dialect,
            direction,
        }
    }

    /// A schema of a request, in a description of that version.
    pub fn of_request(node: Node<'d>, version: ApiVersion) -> Self {
        Self::new(node, dialect_of(version), Direction::Request)
    }

    /// A part of this schema, or one that it refers to.
    pub(super) fn part(self, node: Node<'d>) -> Self {
        Self { node, ..self }
    }
}

/// One thing that is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact<'d> {
    /// It is valid against a schema.
    Schema(Typed<'d>),
    /// It is a string.
    Text,
    /// It is a status code.
    Status,
    /// It is null.
    Null,
    /// It is the very value that is written there.
    Literal(Node<'d>),
}

/// The set of the values that an expression can have.
#[derive(Clone, Debug, Default)]
pub struct Shape<'d> {
    /// The value is of one of these; of each all facts hold.
    pub parts: Vec<Vec<Fact<'d>>>,
    /// Whether it may be anything else too.
    pub is_open: bool,
}

/// More alternatives than this say nothing that helps.
const PARTS: usize = 24;

impl<'d> Shape<'d> {
    /// Anything.
    pub fn unknown() -> Self {
        Self {
            parts: Vec::new(),
            is_open: true,
        }
    }

    /// What one fact holds of.
    pub fn of(fact: Fact<'d>) -> Self {
        Self {
            parts: vec![vec![fact]],
            is_open: false,
        }
    }

    /// Whether nothing is known that could be wrong.
    pub fn is_unknown(&self) -> bool {
        self.is_open || self.parts.is_empty()
    }

    /// Adds what the value may be as well.
    pub fn join(&mut self, other: &Self) {
        self.is_open |= other.is_open;
        for part in &other.parts {
            if self.parts.contains(part) {
                continue;
            }
            if self.parts.len() >= PARTS {
                self.is_open = true;
                return;
            }
            self.parts.push(part.clone());
        }
    }

    /// The schemas that the value is told by, in their order.
    pub fn schemas(&self) -> impl Iterator<Item = Typed<'d>> {
        let facts = self.parts.iter().flatten();
        facts.filter_map(|fact| match fact {
            Fact::Schema(typed) => Some(*typed),
            _ => None,
        })
    }
}
