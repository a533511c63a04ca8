//! The Arazzo Specification Object: the root of a document.

use super::{Components, SourceDescription, Workflow};
use crate::syntax::{Node, Text};

/// A whole Arazzo document.
#[derive(Clone, Copy, Debug)]
pub struct Description<'doc> {
    node: Node<'doc>,
}

impl<'doc> Description<'doc> {
    /// Takes the root of a document.
    pub fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The root itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The version of the specification that the document asks for.
    pub fn arazzo(self) -> Option<Text<'doc>> {
        self.node.string("arazzo")
    }

    /// The descriptions behind this document, in their order.
    pub fn source_descriptions(self) -> impl Iterator<Item = SourceDescription<'doc>> {
        let list = self.node.get("sourceDescriptions");
        list.into_iter()
            .flat_map(Node::items)
            .map(SourceDescription::new)
    }

    /// The workflows, in their order.
    pub fn workflows(self) -> impl Iterator<Item = Workflow<'doc>> {
        self.node.list("workflows").map(Workflow::new)
    }

    /// What the document keeps for reuse.
    pub fn components(self) -> Components<'doc> {
        Components::new(self.node.get("components"))
    }
}
