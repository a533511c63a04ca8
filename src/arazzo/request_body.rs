//! The Request Body Object and the Payload Replacement Object.

use super::ExpressionType;
use crate::syntax::{Kind, Node, Text};

/// The body that a step sends.
#[derive(Clone, Copy, Debug)]
pub struct RequestBody<'doc> {
    node: Node<'doc>,
}

impl<'doc> RequestBody<'doc> {
    pub(super) fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The media type of the payload.
    pub fn content_type(self) -> Option<Text<'doc>> {
        self.node.string("contentType")
    }

    /// The body, of any type. Nothing behind `payload:` is none; a written `null` is a value.
    pub fn payload(self) -> Option<Node<'doc>> {
        let is_empty =
            |node: &Node<'_>| node.kind() == Kind::Null && node.as_written().value.is_empty();
        self.node.get("payload").filter(|node| !is_empty(node))
    }

    /// What is put into the payload before it is sent.
    pub fn replacements(self) -> impl Iterator<Item = Replacement<'doc>> {
        self.node
            .list("replacements")
            .map(|node| Replacement { node })
    }
}

/// A place of the payload and the value to put there.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'doc> {
    node: Node<'doc>,
}

impl<'doc> Replacement<'doc> {
    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The place: a JSON Pointer, an XPath, or what `targetSelectorType` says.
    pub fn target(self) -> Option<Text<'doc>> {
        self.node.string("target")
    }

    /// The language of the target, where it is not the media type's own (1.1).
    pub fn target_selector_type(self) -> Option<ExpressionType<'doc>> {
        ExpressionType::of(self.node.get("targetSelectorType")?)
    }

    /// The value to put there.
    pub fn value(self) -> Option<Node<'doc>> {
        self.node.get("value")
    }
}
