//! What can be wrong with a value, as data for the rules to put into words.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde_json::{Number, Value};

use super::fit::Clash;
use super::instance::{Place, Spot};
use super::schema::{self, JsonType};
use crate::syntax::{Kind, Node};

/// One way in which a value does not fit.
#[derive(Clone, Debug)]
pub struct Misfit<'p, 's> {
    /// The value at fault: the object that lacks a property, the undeclared member's value.
    pub place: Spot<'p>,
    /// The keyword's value that is broken: the entry of `required`, the list of `enum`, the `type`.
    pub schema: Option<Node<'s>>,
    /// What the description calls the schema that the keyword is part of.
    pub name: Option<&'s str>,
    /// What is wrong.
    pub kind: MisfitKind<'s>,
    /// The place that the keyword looks at.
    pub(super) at: u32,
}

/// The names that the schemas of an object declare. They may be thousands, so they are listed only for who tells them.
#[derive(Clone, Debug, Default)]
pub struct Names<'s>(Arc<[Node<'s>]>);

impl<'s> Names<'s> {
    /// Those that these mappings declare.
    pub(super) fn of(maps: &[Node<'s>]) -> Self {
        Self(maps.into())
    }

    /// The names, each once.
    pub fn list(&self) -> Vec<&'s str> {
        let mut seen = FxHashSet::default();
        let entries = self.0.iter().flat_map(|map| map.entries());
        let names = entries.map(|entry| entry.key.value);
        names.filter(|name| seen.insert(*name)).collect()
    }
}

/// What is wrong with a value.
#[derive(Clone, Debug)]
pub enum MisfitKind<'s> {
    /// A required property is not there.
    Missing {
        /// Its name.
        property: String,
        /// Its schema.
        declared: Option<Node<'s>>,
    },
    /// A property that no schema declares.
    Undeclared {
        /// Its name.
        property: String,
        /// Whether the schema forbids it; else it only does not know it.
        closed: bool,
        /// The names that are known.
        declared: Names<'s>,
        /// The required property that this one seems to stand for, which is not told separately.
        instead_of: Option<String>,
    },
    /// A property that only the server sets.
    ReadOnly {
        /// Its name.
        property: String,
    },
    /// A value of another type.
    Type {
        /// The types that fit.
        expected: Vec<JsonType>,
        /// What stands there.
        found: Kind,
    },
    /// None of the values that are allowed; one with `const`.
    Enum {
        /// Those.
        allowed: Arc<[Value]>,
    },
    /// A number out of bounds.
    Range {
        /// The side.
        bound: Bound,
        /// Whether the limit itself fits.
        inclusive: bool,
        /// The limit.
        limit: Number,
    },
    /// A string that is too short or too long.
    Length {
        /// The side.
        bound: Bound,
        /// The limit in characters.
        limit: u64,
        /// How many there are.
        found: u64,
    },
    /// Too few or too many items of a list.
    Items {
        /// The side.
        bound: Bound,
        /// The limit.
        limit: u64,
        /// How many there are.
        found: u64,
    },
    /// Too few or too many properties of an object.
    Properties {
        /// The side.
        bound: Bound,
        /// The limit.
        limit: u64,
        /// How many there are.
        found: u64,
    },
    /// A string that its pattern does not match.
    Pattern {
        /// The pattern.
        pattern: String,
    },
    /// A number that is no multiple.
    MultipleOf {
        /// Of what.
        factor: Number,
    },
    /// A string that its format does not allow.
    Format {
        /// The name of the format.
        format: String,
    },
    /// Each alternative asks for properties, and none has all of its own.
    NoBranch {
        /// What each alternative misses.
        missing: Vec<Vec<String>>,
    },
    /// An expression whose value never fits.
    Never {
        /// Which of the known holes it is.
        hole: u32,
        /// Why.
        clash: Clash,
    },
    /// An expression whose value may fit or not.
    Perhaps {
        /// Which of the known holes it is.
        hole: u32,
    },
    /// An expression that may have no value, where one is required.
    PerhapsAbsent {
        /// Which of the known holes it is.
        hole: u32,
    },
    /// Another keyword.
    Other {
        /// Its name.
        keyword: &'static str,
    },
}

/// Which side of an interval a value lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Below the least.
    AtLeast,
    /// Above the most.
    AtMost,
}

impl<'p, 's> Misfit<'p, 's> {
    /// A value that breaks the keyword which `keyword` is the value of, in `schema`.
    pub(super) fn new(
        place: &Place<'p>,
        schema: Node<'s>,
        keyword: Node<'s>,
        kind: MisfitKind<'s>,
    ) -> Self {
        Self {
            place: place.spot,
            schema: Some(keyword),
            name: schema::name(schema),
            kind,
            at: place.id,
        }
    }

    /// The same mistake seen through another schema has the same key.
    pub(super) fn key(&self) -> (u32, u8, &str) {
        let (rank, name) = match &self.kind {
            MisfitKind::Missing { property, .. } => (0, property.as_str()),
            MisfitKind::Undeclared { property, .. } => (1, property.as_str()),
            MisfitKind::ReadOnly { property } => (2, property.as_str()),
            MisfitKind::NoBranch { .. } => (3, ""),
            MisfitKind::Properties { .. } => (4, ""),
            MisfitKind::Items { .. } => (5, ""),
            MisfitKind::Other { keyword } => (6, *keyword),
            MisfitKind::PerhapsAbsent { .. } => (8, ""),
            // Of a scalar one thing is told: see `weight`.
            _ => (7, ""),
        };
        (self.at, rank, name)
    }

    /// Of several misfits with one key the lightest is told: a wrong type says more than the pattern it breaks too.
    pub(super) fn weight(&self) -> u8 {
        match self.kind {
            MisfitKind::Type { .. } => 0,
            MisfitKind::Enum { .. } => 1,
            MisfitKind::Undeclared { closed: true, .. } => 2,
            MisfitKind::Format { .. } | MisfitKind::Perhaps { .. } => 4,
            _ => 3,
        }
    }
}
