//! The Responses Object and the Response Objects in it.

use super::{ApiVersion, MediaType, swagger};
use crate::reference::{Target, follow};
use crate::syntax::{Entry, Node, Text};

/// What an operation answers with one status, or with a range of them.
#[derive(Clone, Copy, Debug)]
pub struct Response<'doc> {
    /// The key: `200`, `2XX` or `default`.
    pub status: Text<'doc>,
    /// The object behind its references; none where these lead out of the document or nowhere.
    pub node: Option<Node<'doc>>,
    version: ApiVersion,
    /// The media types that a description of Swagger 2.0 lists.
    produces: Option<Entry<'doc>>,
}

/// A header that a response declares.
#[derive(Clone, Copy, Debug)]
pub struct Header<'doc> {
    /// Its name.
    pub name: Text<'doc>,
    /// The schema of its value, if that is known.
    pub schema: Option<Node<'doc>>,
}

impl<'doc> Response<'doc> {
    pub(super) fn new(
        version: ApiVersion,
        produces: Option<Entry<'doc>>,
        entry: Entry<'doc>,
    ) -> Self {
        let node = match follow(entry.value) {
            Target::Found(node) if node.is_mapping() => Some(node),
            _ => None,
        };
        Self {
            status: entry.key,
            node,
            version,
            produces,
        }
    }

    /// The version of OpenAPI that it is written in.
    pub fn version(self) -> ApiVersion {
        self.version
    }

    /// The media types that it may have, in their order; none also where it has no body.
    pub fn content(self) -> impl Iterator<Item = MediaType<'doc>> {
        let members = self
            .node
            .into_iter()
            .flat_map(|node| node.members("content"));
        let is_old = self.version == ApiVersion::V2_0;
        let schema = self.node.filter(|_| is_old).and_then(|node| {
            let schema = node.entry("schema")?;
            Some(swagger::listed(self.produces, schema.key, schema.value))
        });
        members
            .map(MediaType::of)
            .filter(move |_| !is_old)
            .chain(schema.into_iter().flatten())
    }

    /// The references of its headers that lead nowhere or out of the document.
    pub fn unread_headers(self) -> impl Iterator<Item = Target<'doc>> {
        let entries = self
            .node
            .into_iter()
            .flat_map(|node| node.members("headers"));
        let targets = entries.map(|entry| follow(entry.value));
        targets.filter(|target| target.found().is_none())
    }

    /// The headers that it declares.
    pub fn headers(self) -> impl Iterator<Item = Header<'doc>> {
        let entries = self
            .node
            .into_iter()
            .flat_map(|node| node.members("headers"));
        entries.map(move |entry| {
            let header = follow(entry.value).found();
            let schema = match self.version {
                ApiVersion::V2_0 => header,
                _ => header.and_then(|header| header.get("schema")),
            };
            Header {
                name: entry.key,
                schema,
            }
        })
    }
}
