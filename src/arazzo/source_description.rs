//! The Source Description Object.

use crate::syntax::{Node, Text};

/// One document that the workflows use.
#[derive(Clone, Copy, Debug)]
pub struct SourceDescription<'doc> {
    node: Node<'doc>,
}

impl<'doc> SourceDescription<'doc> {
    pub(super) fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// What expressions call it.
    pub fn name(self) -> Option<Text<'doc>> {
        self.node.string("name")
    }

    /// Where it stands.
    pub fn url(self) -> Option<Text<'doc>> {
        self.node.string("url")
    }

    /// `openapi`, `arazzo` or `asyncapi`; a tool looks into the document where it is omitted (A07).
    pub fn r#type(self) -> Option<Text<'doc>> {
        self.node.string("type")
    }
}
