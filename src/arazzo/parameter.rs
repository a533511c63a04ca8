//! The Parameter Object, or the Reusable Object in its place.

use super::Reusable;
use crate::syntax::{Node, Text};

/// A value that a step passes, or a reference to one.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'doc> {
    node: Node<'doc>,
}

impl<'doc> Parameter<'doc> {
    pub(super) fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The reference, if the parameter is kept in the components.
    pub fn reusable(self) -> Option<Reusable<'doc>> {
        Reusable::new(self.node)
    }

    /// The parameter's name.
    pub fn name(self) -> Option<Text<'doc>> {
        self.node.string("name")
    }

    /// Where the parameter goes: `path`, `query`, `querystring`, `header` or `cookie`.
    pub fn r#in(self) -> Option<Text<'doc>> {
        self.node.string("in")
    }

    /// The value to pass.
    pub fn value(self) -> Option<Node<'doc>> {
        self.node.get("value")
    }
}
