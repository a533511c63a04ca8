//! The Selector Object (1.1).

use super::ExpressionType;
use crate::expression::{self, Value};
use crate::syntax::{Node, Text};
use crate::version::Version;

/// A part of a value, chosen by a query.
#[derive(Clone, Copy, Debug)]
pub struct Selector<'doc> {
    node: Node<'doc>,
}

impl<'doc> Selector<'doc> {
    /// Takes a value for a Selector Object rather than for an object that merely looks like one: `context`, `selector` and
    /// `type` and nothing but extensions beside them, the context being an expression (A13).
    pub fn of(node: Node<'doc>, version: Version) -> Option<Self> {
        let fields = ["context", "selector", "type"];
        let is_expression = |context: Text<'_>| {
            matches!(
                expression::value(context.value, version),
                Value::Expression(_)
            )
        };
        let is_selector = version >= Version::V1_1
            && node.is_mapping()
            && fields.iter().all(|field| node.get(field).is_some())
            && node.entries().all(|entry| {
                fields.contains(&entry.key.value) || entry.key.value.starts_with("x-")
            })
            && node
                .get("context")
                .and_then(Node::text)
                .is_some_and(is_expression);
        is_selector.then_some(Self { node })
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The expression whose value is looked into.
    pub fn context(self) -> Option<Text<'doc>> {
        self.node.string("context")
    }

    /// The query.
    pub fn selector(self) -> Option<Text<'doc>> {
        self.node.string("selector")
    }

    /// The language of the query.
    pub fn r#type(self) -> Option<ExpressionType<'doc>> {
        ExpressionType::of(self.node.get("type")?)
    }
}
