//! The Responses Object and the Response Objects in it.

use super::{ApiVersion, MediaType};
use crate::reference::{Target, follow};
use crate::syntax::{Node, Text};

/// What an operation answers with one status, or with a range of them.
#[derive(Clone, Copy, Debug)]
pub struct Response<'doc> {
    /// The key: `200`, `2XX` or `default`.
    pub status: Text<'doc>,
    /// The object behind its references; none where these lead out of the document or nowhere.
    pub node: Option<Node<'doc>>,
    version: ApiVersion,
}

impl<'doc> Response<'doc> {
    pub(super) fn new(version: ApiVersion, status: Text<'doc>, node: Node<'doc>) -> Self {
        let node = match follow(node) {
            Target::Found(node) if node.is_mapping() => Some(node),
            _ => None,
        };
        Self {
            status,
            node,
            version,
        }
    }

    /// The version of OpenAPI that it is written in.
    pub fn version(self) -> ApiVersion {
        self.version
    }

    /// The media types that it may have, in their order; none also where it has no body.
    pub fn content(self) -> impl Iterator<Item = MediaType<'doc>> {
        let entries = self
            .node
            .into_iter()
            .flat_map(|node| node.members("content"));
        entries.map(MediaType::of)
    }

    /// The headers that it declares: name and the Header Object, if that is known.
    pub fn headers(self) -> impl Iterator<Item = (Text<'doc>, Option<Node<'doc>>)> {
        let entries = self
            .node
            .into_iter()
            .flat_map(|node| node.members("headers"));
        entries.map(|entry| (entry.key, follow(entry.value).found()))
    }
}
