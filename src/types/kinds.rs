//! Sets of JSON types.

use super::schema::{self, JsonType};
use super::shape::Fact;
use crate::syntax::{Kind, Node, to_value};
use serde_json::Value;

/// A set of JSON types, in which whole numbers and others are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    pub(super) const FRACTION: Self = Self(8);
    pub(super) const NUMBER: Self = Self(4 | 8);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const ALL: Self = Self(127);

    pub(super) fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether all of the others are among these.
    pub fn includes(self, others: Self) -> bool {
        others.is_within(self)
    }

    fn of(kind: JsonType) -> Self {
        match kind {
            JsonType::Null => Self::NULL,
            JsonType::Boolean => Self::BOOLEAN,
            JsonType::Integer => Self::INTEGER,
            JsonType::Number => Self::NUMBER,
            JsonType::String => Self::STRING,
            JsonType::Array => Self::ARRAY,
            JsonType::Object => Self::OBJECT,
        }
    }

    /// The types that a fact allows by itself.
    pub(super) fn of_fact(fact: Fact<'_>) -> Self {
        match fact {
            Fact::Text => Self::STRING,
            Fact::Status => Self::INTEGER,
            Fact::Null => Self::NULL,
            Fact::Literal(node) => match node.kind() {
                Kind::Integer | Kind::Float => Self::of_value(&to_value(node)),
                kind => Self::of_kind(kind),
            },
            Fact::Schema(typed) => match schema::types(typed.node) {
                Some(named) => named
                    .into_iter()
                    .fold(Self::NONE, |set, kind| set.or(Self::of(kind))),
                None => Self::of_listed(typed.node),
            },
        }
    }

    /// The types of the values that a schema lists, if it lists any.
    fn of_listed(schema: Node<'_>) -> Self {
        let list = schema::list(schema, "enum")
            .into_iter()
            .flat_map(Node::items);
        let listed = list.chain(schema.get("const"));
        let kinds = listed.fold(Self::NONE, |set, value| set.or(Self::of_kind(value.kind())));
        match kinds.is_empty() {
            true => Self::ALL,
            // `nullable` without a type has one reading.
            false if schema::is_nullable(schema) => kinds.or(Self::NULL),
            false => kinds,
        }
    }

    fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::NULL,
            Kind::Bool => Self::BOOLEAN,
            // `1.0` is an integer too.
            Kind::Integer | Kind::Float => Self::NUMBER,
            Kind::String => Self::STRING,
            Kind::Sequence => Self::ARRAY,
            Kind::Mapping => Self::OBJECT,
        }
    }

    /// The type of a value.
    pub(super) fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) => {
                let is_whole = number.is_i64()
                    || number.is_u64()
                    || number.as_f64().is_some_and(|float| float.fract() == 0.0);
                if is_whole {
                    Self::INTEGER
                } else {
                    Self::FRACTION
                }
            }
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// The types by their names.
    pub fn types(self) -> Vec<JsonType> {
        let mut types = Vec::new();
        for kind in [
            JsonType::Boolean,
            JsonType::Integer,
            JsonType::Number,
            JsonType::String,
            JsonType::Array,
            JsonType::Object,
            JsonType::Null,
        ] {
            let is_in = Self::of(kind).is_within(self);
            let is_said = kind == JsonType::Integer && Self::NUMBER.is_within(self);
            if is_in && !is_said {
                types.push(kind);
            }
        }
        types
    }
}
