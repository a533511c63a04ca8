//! The Criterion Object.

use crate::syntax::{Node, Text};

/// A condition, and what it looks at.
#[derive(Clone, Copy, Debug)]
pub struct Criterion<'doc> {
    node: Node<'doc>,
}

impl<'doc> Criterion<'doc> {
    pub(super) fn new(node: Node<'doc>) -> Self {
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
        let kind = self
            .node
            .get("type")
            .map(|kind| kind.get("type").unwrap_or(kind));
        kind.and_then(Node::text)
            .is_none_or(|text| text.value == "simple")
    }
}
