//! The language in which the target of a replacement is written.

use super::StepTarget;
use crate::arazzo::{Language, Replacement};
use crate::asyncapi::Endpoint;
use crate::expression::{Value, value};
use crate::openapi::media_type::{Syntax, syntax};
use crate::version::Version;
use crate::workspace::Target;

/// How a target is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TargetLanguage {
    /// In this language.
    Known(Language),
    /// The body is of a media type for which nothing is defined (A25).
    Undefined(String),
    /// The media type of the body is not known.
    Unknown,
}

impl TargetLanguage {
    /// By `targetSelectorType`; without it, and in 1.0, by the media type of the body (Arazzo 1.1.0, Payload Replacement
    /// Object).
    pub(super) fn of(
        found: &StepTarget<'_>,
        replacement: Replacement<'_>,
        version: Version,
    ) -> Self {
        if replacement.node().get("targetSelectorType").is_some() {
            let named = replacement.target_selector_type();
            return named.map_or(Self::Unknown, |kind| Self::Known(kind.language));
        }
        let Some(media_type) = media_type(found, version) else {
            return Self::Unknown;
        };
        match syntax(&media_type) {
            Syntax::Json => Self::Known(Language::JsonPointer),
            Syntax::Xml => Self::Known(Language::XPath),
            _ => Self::Undefined(media_type),
        }
    }
}

/// The media type of a step's body: the one that it names, else the only one that its operation takes.
pub(super) fn media_type(found: &StepTarget<'_>, version: Version) -> Option<String> {
    let body = found.step.request_body()?;
    if body.node().get("contentType").is_some() {
        let text = body.content_type()?.value;
        let is_literal = matches!(value(text, version), Value::Literal);
        return is_literal.then(|| text.to_owned());
    }
    if let Target::Endpoint { endpoint, .. } = &found.target {
        return media_type_of_messages(*endpoint);
    }
    let Target::Operation { operation, .. } = &found.target else {
        return None;
    };
    let declared = operation.request_body()?.ok()?;
    let mut content = declared.content();
    let only = content.next()?.name.value;
    (content.next().is_none() && !only.contains('*')).then(|| only.to_owned())
}

/// The media type that all messages have which may be sent.
fn media_type_of_messages(endpoint: Endpoint<'_>) -> Option<String> {
    let messages = endpoint.sent();
    let mut names = messages.known.iter().map(|message| message.content_type());
    let first = names.next()??;
    let is_same = names.all(|name| name.is_some_and(|name| name.value == first.value));
    (messages.are_all() && is_same).then(|| first.value.to_owned())
}
