//! What the messages of an endpoint carry.

use super::inferred::{Inferred, Origin};
use super::request::typed_message;
use super::schema::{JsonType, types};
use super::shape::{Fact, Shape};
use crate::asyncapi::{Endpoint, Message};
use crate::openapi::media_type::{Syntax, syntax};
use crate::reference::follow;

/// What a message that is exchanged at an endpoint carries: that of any of its messages. Unknown where one of them is
/// not known, or travels in another format than JSON.
pub fn carried(endpoint: Endpoint<'_>) -> Inferred<'_> {
    let messages = endpoint.exchanged();
    let mut shape = Shape::default();
    for message in &messages.known {
        match payload(*message) {
            Some(one) => shape.join(&one),
            None => return Inferred::unknown(),
        }
    }
    if !messages.are_all() || shape.is_unknown() {
        return Inferred::unknown();
    }
    Inferred {
        shape,
        origin: Origin::Message(endpoint),
        ..Inferred::unknown()
    }
}

fn payload(message: Message<'_>) -> Option<Shape<'_>> {
    let media_type = message.content_type();
    let is_json = media_type.is_none_or(|text| syntax(text.value) == Syntax::Json);
    let typed = typed_message(message).filter(|_| is_json)?;
    Some(Shape::of(Fact::Schema(typed)))
}

/// A header of such a message: text where each of the messages says so, and else unknown, since nobody knows what a tool
/// makes of it.
pub(super) fn header<'d>(endpoint: Endpoint<'d>, name: &str) -> Inferred<'d> {
    let messages = endpoint.exchanged();
    let is_text = |message: &Message<'d>| {
        let headers = message.headers();
        let mut declared = headers.declared.iter();
        let field = declared.find(|field| field.name.value.eq_ignore_ascii_case(name));
        let schema = field.and_then(|field| follow(field.schema).found());
        schema.is_some_and(|schema| types(schema) == Some(vec![JsonType::String]))
    };
    if messages.are_all() && messages.known.iter().all(is_text) {
        Inferred {
            is_optional: true,
            ..Inferred::plain(Fact::Text, Origin::Header)
        }
    } else {
        Inferred::unknown()
    }
}
