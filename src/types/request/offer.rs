//! The bodies that a call may send: those of the media types that an operation takes, or of the messages of a channel.

use super::super::schema::{Dialect, Direction};
use super::super::shape::Typed;
use crate::asyncapi::{Message, Payload, SchemaFormat};
use crate::openapi::media_type::{self, Syntax};
use crate::openapi::{ApiVersion, MediaType};
use crate::reference::Target;
use crate::syntax::Text;
use crate::workspace::{Callee, Sending};

/// One body that may be meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'d> {
    /// The media type by which it is read where the step names none; none where the description names none either.
    pub(super) media_type: Option<&'d str>,
    /// What it has to be; none where nobody knows.
    pub(super) schema: Option<Typed<'d>>,
    /// The message that it is that of.
    pub(super) message: Option<Message<'d>>,
}

/// What may be sent to a callee.
pub(super) struct Offers<'d> {
    pub(super) all: Vec<Offer<'d>>,
    /// References that lead into other documents, so that nothing can be said.
    pub(super) elsewhere: Vec<Text<'d>>,
}

impl<'d> Offers<'d> {
    /// What is offered for a body of a media type, or of none that is named.
    pub(super) fn of(
        callee: Callee<'d>,
        sending: Option<&Sending<'d>>,
        content_type: Option<Text<'d>>,
    ) -> Self {
        let mut offers = Self {
            all: Vec::new(),
            elsewhere: Vec::new(),
        };
        match (callee, sending) {
            (Callee::Operation(operation), _) => match operation.request_body() {
                Some(Ok(declared)) => {
                    let offered: Vec<MediaType<'d>> = declared.content().collect();
                    let version = operation.version();
                    let candidates = candidates(content_type, &offered).into_iter();
                    offers.all = candidates
                        .map(|media_type| of_media_type(media_type, version))
                        .collect();
                }
                Some(Err(Target::Elsewhere(reference))) => offers.elsewhere.push(reference),
                Some(Err(_)) | None => {}
            },
            (Callee::Endpoint(_), Some(sending)) => {
                let messages = &sending.messages;
                if messages.are_all() {
                    offers.all = messages.known.iter().copied().map(of_message).collect();
                }
                let outside = messages.unknown.iter().filter_map(|target| match target {
                    Target::Elsewhere(reference) => Some(*reference),
                    _ => None,
                });
                offers.elsewhere.extend(outside);
            }
            (Callee::Endpoint(_), None) => {}
        }
        offers
    }
}

fn of_media_type(media_type: MediaType<'_>, version: ApiVersion) -> Offer<'_> {
    Offer {
        media_type: Some(media_type.name.value),
        schema: media_type
            .schema
            .map(|schema| Typed::of_request(schema, version)),
        message: None,
    }
}

fn of_message(message: Message<'_>) -> Offer<'_> {
    Offer {
        media_type: message.content_type().map(|name| name.value),
        schema: typed_message(message),
        message: Some(message),
    }
}

/// What a message carries, by its schema.
pub(in crate::types) fn typed_message(message: Message<'_>) -> Option<Typed<'_>> {
    match message.payload() {
        Payload::Schema(node, format) => Some(Typed::new(
            node,
            dialect_of_format(format),
            Direction::Message,
        )),
        Payload::Unknown => None,
    }
}

/// The words that the schemas of a description are written in.
pub(in crate::types) fn dialect_of(version: ApiVersion) -> Dialect {
    match version {
        ApiVersion::V2_0 | ApiVersion::V3_0 => Dialect::OpenApi30,
        ApiVersion::V3_1 | ApiVersion::V3_2 => Dialect::JsonSchema202012,
    }
}

/// The words that a schema of a message is written in.
fn dialect_of_format(format: SchemaFormat) -> Dialect {
    match format {
        SchemaFormat::AsyncApi => Dialect::JsonSchema07,
        SchemaFormat::OpenApi30 => Dialect::OpenApi30,
        SchemaFormat::JsonSchema202012 => Dialect::JsonSchema202012,
    }
}

/// The media types that the payload may be sent as: the one that is named, or all that are offered, JSON first.
fn candidates<'d>(content_type: Option<Text<'d>>, offered: &[MediaType<'d>]) -> Vec<MediaType<'d>> {
    let Some(text) = content_type else {
        let mut all = offered.to_vec();
        all.sort_by_key(|media_type| media_type::syntax(media_type.name.value) != Syntax::Json);
        return all;
    };
    let fitting = offered
        .iter()
        .filter(|media_type| media_type.describes(text.value));
    // The media type itself describes the body better than a range does.
    let best = fitting.max_by_key(|media_type| {
        let specificity = media_type::specificity(media_type.name.value);
        (!media_type.is_assumed, specificity)
    });
    best.copied().into_iter().collect()
}
