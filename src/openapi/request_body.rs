//! The Request Body Object and its Media Type Objects.

use super::{ApiVersion, decode};
use crate::reference::follow;
use crate::syntax::{Entry, Node, Text};

/// The body that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct RequestBody<'doc> {
    version: ApiVersion,
    /// The object itself.
    pub node: Node<'doc>,
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
        Self { version, node }
    }

    /// Whether the operation demands it.
    pub fn required(self) -> bool {
        let typed = if self.version == ApiVersion::V3_0 {
            decode::request_body_required(self.node)
        } else {
            None
        };
        typed.unwrap_or_else(|| {
            let required = self.node.get("required").and_then(Node::as_bool);
            required.unwrap_or(false)
        })
    }

    /// The media types that the operation takes, in their order.
    pub fn content(self) -> impl Iterator<Item = MediaType<'doc>> {
        self.node.members("content").map(MediaType::of)
    }
}

impl<'doc> MediaType<'doc> {
    /// The view of a Media Type Object under its name. OpenAPI 3.2 keeps some of them among the components.
    pub(super) fn of(entry: Entry<'doc>) -> Self {
        let node = follow(entry.value).found();
        Self {
            name: entry.key,
            node: node.unwrap_or(entry.value),
            schema: node.and_then(|node| node.get("schema")),
        }
    }
}
