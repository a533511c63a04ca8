//! The message that a step sends.

use rustc_hash::FxHashMap;

use crate::arazzo::Step;
use crate::asyncapi::{Endpoint, HeaderField, Headers, Message, Messages};
use crate::openapi::{Location, Parameter, Parameters};
use crate::syntax::unescape_token;

/// The messages of which a step sends one.
#[derive(Clone, Debug)]
pub struct Sending<'d> {
    /// The messages that may be meant.
    pub messages: Messages<'d>,
    headers: Vec<Headers<'d>>,
}

impl<'d> Sending<'d> {
    /// What a step sends that does.
    pub(super) fn to(endpoint: Endpoint<'d>) -> Self {
        let messages = endpoint.sent();
        let headers = messages.known.iter().map(|message| message.headers());
        let headers = headers.collect();
        Self { messages, headers }
    }

    /// Whether all headers that any of the messages may have are known.
    pub fn knows_headers(&self) -> bool {
        self.messages.are_all() && self.headers.iter().all(|headers| headers.are_all)
    }

    /// Whether none of the messages may have a header that it does not declare.
    pub fn is_closed(&self) -> bool {
        self.messages.are_all() && self.headers.iter().all(|headers| headers.is_closed)
    }

    /// The headers as parameters: what holds of each of the messages holds of the one that is sent.
    pub(super) fn parameters(&self) -> Parameters<'d> {
        let mut positions: FxHashMap<&str, usize> = FxHashMap::default();
        let mut found: Vec<Shared<'d>> = Vec::new();
        for (message, headers) in self.headers.iter().enumerate() {
            for field in &headers.declared {
                let next = found.len();
                let position = *positions.entry(field.name.value).or_insert(next);
                if position == next {
                    found.push(Shared::new(*field, message));
                } else {
                    found[position].add(*field, message);
                }
            }
        }
        let all = self.messages.known.len();
        let are_all = self.messages.are_all();
        let correlations = self.messages.known.iter().filter_map(correlation_header);
        let correlations: Vec<String> = correlations.collect();
        let declared = found.into_iter().map(|shared| {
            let field = shared.field;
            let is_everywhere = are_all && shared.messages == all;
            // A tool may set the id by which it finds the answer.
            let is_correlation = correlations.iter().any(|name| name == field.name.value);
            Parameter {
                node: field.schema,
                name: field.name,
                location: Location::Header,
                required: field.required && is_everywhere && !is_correlation,
                spreads_objects: false,
                schema: (is_everywhere && shared.is_same).then_some(field.schema),
            }
        });
        let unknown = self.headers.iter().flat_map(|headers| &headers.unknown);
        Parameters {
            declared: declared.collect(),
            query_string: None,
            unknown: unknown.copied().collect(),
        }
    }
}

/// Whether a step sends, rather than receives; one that does not say so and has nothing to send does neither.
pub(super) fn sends(step: Step<'_>) -> bool {
    match step.node().get("action") {
        Some(_) => step.action().is_some_and(|action| action.value == "send"),
        // That it is missing is reported; what only a step that sends can have says what is meant.
        None => step.node().get("requestBody").is_some(),
    }
}

/// A header that one message declares, or several.
struct Shared<'d> {
    field: HeaderField<'d>,
    /// How many messages declare it.
    messages: usize,
    /// The last of these.
    last: usize,
    /// Whether all say the same of it.
    is_same: bool,
}

impl<'d> Shared<'d> {
    fn new(field: HeaderField<'d>, message: usize) -> Self {
        Self {
            field,
            messages: 1,
            last: message,
            is_same: true,
        }
    }

    fn add(&mut self, field: HeaderField<'d>, message: usize) {
        self.messages += usize::from(self.last != message);
        self.last = message;
        self.is_same &= self.field.schema == field.schema;
        self.field.required &= field.required;
    }
}

/// The header that holds the correlation id of a message: `$message.header#/requestId`.
fn correlation_header(message: &Message<'_>) -> Option<String> {
    let location = message.correlation()?.value;
    let pointer = location.strip_prefix("$message.header#/")?;
    let name = pointer.split('/').next()?;
    Some(unescape_token(name).into_owned())
}
