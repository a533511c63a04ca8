//! What the messages of an endpoint carry.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::infer::Inference;
use super::inferred::{Inferred, Origin};
use super::request::typed_message;
use super::schema::{JsonType, types};
use super::shape::{Fact, Shape};
use crate::asyncapi::{Endpoint, Identity, Message, Messages};
use crate::openapi::media_type::{Syntax, syntax};
use crate::reference::follow;

/// What is known of the messages that are exchanged; each endpoint is looked at once, however many steps ask.
#[derive(Debug, Default)]
pub(super) struct Exchanges<'d> {
    carried: RefCell<FxHashMap<Identity<'d>, Inferred<'d>>>,
    headers: RefCell<FxHashMap<Identity<'d>, HeadersOfAll<'d>>>,
}

/// The headers that are text: how many of the messages declare each, by its name in small letters.
#[derive(Debug)]
struct HeadersOfAll<'d> {
    texts: FxHashMap<String, usize>,
    messages: Messages<'d>,
}

impl<'d> Inference<'d> {
    /// What a message that is exchanged at an endpoint carries: that of any of its messages. Unknown where one of them is
    /// not known, or travels in another format than JSON.
    pub fn carried(&self, endpoint: Endpoint<'d>) -> Inferred<'d> {
        let mut known = self.exchanges.carried.borrow_mut();
        let inferred = known.entry(endpoint.identity());
        inferred.or_insert_with(|| carried(endpoint)).clone()
    }

    /// A header of such a message: text where each of the messages says so, and else unknown, since nobody knows what a
    /// tool makes of it.
    pub(super) fn header_of_message(&self, endpoint: Endpoint<'d>, name: &str) -> Inferred<'d> {
        let mut known = self.exchanges.headers.borrow_mut();
        let headers = known.entry(endpoint.identity());
        let headers = headers.or_insert_with(|| HeadersOfAll::of(endpoint));
        let declaring = headers.texts.get(&name.to_ascii_lowercase()).copied();
        let is_text = declaring == Some(headers.messages.known.len());
        if headers.messages.are_all() && is_text {
            Inferred {
                is_optional: true,
                ..Inferred::plain(Fact::Text, Origin::Header)
            }
        } else {
            Inferred::unknown()
        }
    }
}

fn carried(endpoint: Endpoint<'_>) -> Inferred<'_> {
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

impl<'d> HeadersOfAll<'d> {
    fn of(endpoint: Endpoint<'d>) -> Self {
        let messages = endpoint.exchanged();
        let mut texts: FxHashMap<String, usize> = FxHashMap::default();
        for message in &messages.known {
            let headers = message.headers();
            let mut seen = FxHashSet::default();
            for field in &headers.declared {
                // Of several of one name the first counts.
                let name = field.name.value.to_ascii_lowercase();
                let schema = follow(field.schema).found();
                let is_text =
                    schema.is_some_and(|schema| types(schema) == Some(vec![JsonType::String]));
                if seen.insert(name.clone()) && is_text {
                    *texts.entry(name).or_default() += 1;
                }
            }
        }
        Self { texts, messages }
    }
}
