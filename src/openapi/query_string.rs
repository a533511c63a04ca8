//! The Parameter Object of a whole query string (OpenAPI 3.2).

use super::{ApiVersion, MediaType};
use crate::syntax::{Node, Text};

/// The word of its `in` field.
const LOCATION: &str = "querystring";

/// A parameter that is the whole query string, of which an operation has one at most. Its name has no meaning.
#[derive(Clone, Copy, Debug)]
pub struct QueryString<'doc> {
    /// The object itself.
    pub node: Node<'doc>,
    /// Its name.
    pub name: Text<'doc>,
    /// Whether the operation demands it.
    pub required: bool,
    /// What it holds.
    pub content: Option<MediaType<'doc>>,
}

impl<'doc> QueryString<'doc> {
    /// The view of a Parameter Object; `None` for one of another place, or one without a name.
    pub(super) fn new(version: ApiVersion, node: Node<'doc>) -> Option<Self> {
        let location = node.get("in")?.text()?;
        if version < ApiVersion::V3_2 || location.value != LOCATION {
            return None;
        }
        Some(Self {
            node,
            name: node.get("name")?.text()?,
            required: node.get("required").and_then(Node::as_bool) == Some(true),
            content: node.members("content").next().map(MediaType::of),
        })
    }
}
