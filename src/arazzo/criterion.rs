//! The Criterion Object.

use super::{ExpressionType, Language};
use crate::syntax::{Node, Text};

/// A condition, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub struct Criterion<'doc> {
    node: Node<'doc>,
}

impl<'doc> Criterion<'doc> {
    /// Takes a Criterion Object.
    pub fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The expression whose value a regex, JSONPath or XPath condition looks at.
    pub fn context(self) -> Option<Text<'doc>> {
        self.node.string("context")
    }

    /// The condition.
    pub fn condition(self) -> Option<Text<'doc>> {
        self.node.string("condition")
    }

    /// Whether the condition is a simple one, which is also what an omitted type means.
    pub fn is_simple(self) -> bool {
        self.node.get("type").is_none()
            || self
                .r#type()
                .is_some_and(|kind| kind.language == Language::Simple)
    }

    /// The language of the condition where one is named; `None` also where the word names none.
    pub fn r#type(self) -> Option<ExpressionType<'doc>> {
        ExpressionType::of(self.node.get("type")?)
    }
}
