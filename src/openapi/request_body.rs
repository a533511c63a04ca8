//! The Request Body Object and its Media Type Objects.

use super::{ApiVersion, decode};
use crate::syntax::{Node, Text};

/// The body that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct RequestBody<'doc> {
    /// The object itself.
    pub node: Node<'doc>,
    /// Whether the operation demands it.
    pub required: bool,
}

/// One of the media types that a body may have.
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'doc> {
    /// The media type or range as it is written.
    pub name: Text<'doc>,
    /// The object itself.
    pub node: Node<'doc>,
    /// The schema of the body.
    pub schema: Option<Node<'doc>>,
}

impl<'doc> RequestBody<'doc> {
    pub(super) fn new(version: ApiVersion, node: Node<'doc>) -> Self {
        let typed = if version == ApiVersion::V3_0 {
            decode::request_body_required(node)
        } else {
            None
        };
        let required = typed.unwrap_or_else(|| {
            node.get("required")
                .and_then(Node::as_bool)
                .unwrap_or(false)
        });
        Self { node, required }
    }

    /// The media types that the operation takes, in their order.
    pub fn content(self) -> impl Iterator<Item = MediaType<'doc>> {
        self.node.members("content").map(|entry| MediaType {
            name: entry.key,
            node: entry.value,
            schema: entry.value.get("schema"),
        })
    }
}
