//! The Request Body Object and its Media Type Objects.

use super::media_type::{self, Syntax};
use super::{ApiVersion, decode, swagger};
use crate::reference::follow;
use crate::source::Span;
use crate::syntax::{Entry, Node, Text};

/// The body that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct RequestBody<'doc> {
    kind: Kind<'doc>,
}

/// How a body is described.
#[derive(Clone, Copy, Debug)]
enum Kind<'doc> {
    /// By a Request Body Object.
    Object(ApiVersion, Node<'doc>),
    /// By parameters of Swagger 2.0.
    Parameters(swagger::Body<'doc>),
}

/// One of the media types that a body may have.
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'doc> {
    /// The media type or range as it is written.
    pub name: Text<'doc>,
    /// The schema of the body.
    pub schema: Option<Node<'doc>>,
    /// Whether the description names none, so that this is only the likely one.
    pub is_assumed: bool,
}

impl<'doc> RequestBody<'doc> {
    pub(super) fn new(version: ApiVersion, node: Node<'doc>) -> Self {
        let kind = Kind::Object(version, node);
        Self { kind }
    }

    pub(super) fn of_parameters(body: swagger::Body<'doc>) -> Self {
        let kind = Kind::Parameters(body);
        Self { kind }
    }

    /// Whether the operation demands it.
    pub fn required(self) -> bool {
        match self.kind {
            Kind::Object(ApiVersion::V3_0, node) => {
                decode::request_body_required(node).unwrap_or_else(|| is_required(node))
            }
            Kind::Object(_, node) => is_required(node),
            Kind::Parameters(body) => body.required.is_some(),
        }
    }

    /// The spot that says whether it is required, else the spot that names it.
    pub fn required_at(self) -> Span {
        match self.kind {
            Kind::Object(_, node) => field(node, "required"),
            Kind::Parameters(body) => field(body.required.unwrap_or(body.node), "required"),
        }
    }

    /// The media types that the operation takes, in their order.
    pub fn content(self) -> impl Iterator<Item = MediaType<'doc>> {
        let (members, listed) = match self.kind {
            Kind::Object(_, node) => (node.get("content"), Vec::new()),
            Kind::Parameters(body) => (None, body.content()),
        };
        let members = members.into_iter().flat_map(Node::entries);
        members.map(MediaType::of).chain(listed)
    }

    /// The spot that names the media types.
    pub fn content_at(self) -> Span {
        match self.kind {
            Kind::Object(_, node) => field(node, "content"),
            Kind::Parameters(body) => body
                .consumes
                .map_or_else(|| body.node.head(), |entry| entry.key.span),
        }
    }
}

pub(super) fn is_required(node: Node<'_>) -> bool {
    node.get("required").and_then(Node::as_bool) == Some(true)
}

/// The key of a field, else the spot that names the object.
fn field(node: Node<'_>, name: &str) -> Span {
    node.entry(name)
        .map_or_else(|| node.head(), |entry| entry.key.span)
}

impl<'doc> MediaType<'doc> {
    /// The view of a Media Type Object under its name. OpenAPI 3.2 keeps some of them among the components.
    pub(super) fn of(entry: Entry<'doc>) -> Self {
        let node = follow(entry.value).found();
        Self {
            name: entry.key,
            schema: node.and_then(|node| node.get("schema")),
            is_assumed: false,
        }
    }

    /// Whether a body of a media type may be meant.
    pub fn takes(&self, media_type: &str) -> bool {
        self.is_assumed || media_type::matches(self.name.value, media_type)
    }

    /// Whether its schema is that of a body of a media type: what the fields of a form are in another format nobody knows.
    pub fn describes(&self, media_type: &str) -> bool {
        let is_form =
            |name: &str| matches!(media_type::syntax(name), Syntax::Form | Syntax::Multipart);
        let is_other = self.is_assumed && is_form(self.name.value) && !is_form(media_type);
        self.takes(media_type) && !is_other
    }
}
