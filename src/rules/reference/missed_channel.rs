//! Paths into a description of messages that lead to nothing.

use super::list;
use crate::asyncapi::{AsyncApi, AsyncVersion};
use crate::expression::{Part, Pointer, operation_path};
use crate::reference::{follow, percent_decode};
use crate::rules::Reporter;
use crate::syntax::{Node, Text, escape_token};
use crate::workspace::{Miss, Source};

/// Reports where a `channelPath`, or an `operationPath` that should be none, goes wrong.
pub(super) fn report(
    text: Text<'_>,
    part: Part<'_>,
    (source, api): (&Source<'_>, &AsyncApi<'_>),
    miss: Miss,
    reporter: &mut Reporter,
) {
    let Some(pointer) = operation_path(text.value).pointer else {
        return;
    };
    let place = if part.is_empty() { pointer.text } else { part };
    let span = text.part(place.range());
    let operation = operation_named(api, pointer);
    let by_id = |id: &str| {
        format!(
            "write `operationId: $sourceDescriptions.{}.{id}`",
            source.name
        )
    };
    if matches!(miss, Miss::Channel | Miss::BehindChannel)
        && let Some((written, token)) = unescaped(api, pointer)
    {
        reporter
            .report(
                text.part(written.range()),
                "the slashes of this channel are not escaped",
            )
            .help(format!("write `~1` for each: `{token}`"));
        return;
    }
    match miss {
        Miss::NoPaths => {
            let message = format!(
                "`{}` describes messages, and an `operationPath` names an operation that takes requests",
                source.name
            );
            let diagnostic = reporter.report(text, message);
            let version = api.root().entry("asyncapi");
            if let Some(entry) = version {
                diagnostic.label(entry.key.span, "an AsyncAPI description");
            }
            diagnostic.help(match operation {
                Some(id) => by_id(&id),
                None => {
                    "write `operationId` with the id of the operation, or `channelPath`".to_owned()
                }
            });
        }
        Miss::ChannelRoot => {
            let diagnostic = reporter.report(span, "the pointer does not lead to a channel");
            diagnostic.help(match operation {
                Some(id) => format!("to use the operation, {}", by_id(&id)),
                None => "write `#/channels/<channel>`".to_owned(),
            });
        }
        Miss::Channel => {
            let name = percent_decode(part.text);
            let name = crate::syntax::unescape_token(&name);
            let message = format!("`{}` has no channel `{name}`", source.name);
            let diagnostic = reporter.report(span, message);
            diagnostic.here("not found");
            let channels = channels(api);
            let channels = channels.into_iter().flat_map(Node::entries);
            let escaped: Vec<_> = channels
                .map(|entry| escape_token(entry.key.value))
                .collect();
            list(
                diagnostic,
                part.text,
                escaped.iter().map(AsRef::as_ref),
                "channels",
            );
        }
        Miss::BehindChannel => {
            reporter
                .report(span, "the pointer goes on behind the channel")
                .help(match api.version() {
                    AsyncVersion::V2 => {
                        "end it at the channel, or name one of its operations by `operationId`"
                    }
                    AsyncVersion::V3 => "end it at the channel",
                });
        }
        // Of a description of requests.
        Miss::Root | Miss::Path | Miss::Method | Miss::NoMethod | Miss::TooLong => {}
    }
}

/// The id of the operation that a pointer names, which no field takes.
fn operation_named(api: &AsyncApi<'_>, pointer: Pointer<'_>) -> Option<String> {
    let mut tokens = pointer.fragment_tokens();
    let is_operation = tokens.next()?.decoded == "operations";
    let id = tokens.next()?.decoded;
    let is_known = is_operation && api.operations_by_id(&id).next().is_some();
    is_known.then(|| id.into_owned())
}

/// The channel in a pointer whose author left its slashes as they are, and how to write it.
fn unescaped<'a>(api: &AsyncApi<'_>, pointer: Pointer<'a>) -> Option<(Part<'a>, String)> {
    let written = pointer.text.text.strip_prefix("/channels/")?;
    let name = percent_decode(written);
    let channels = channels(api)?;
    let name = [name.as_ref(), &format!("/{name}")]
        .into_iter()
        .find(|name| name.contains('/') && channels.get(name).is_some())
        .map(str::to_owned)?;
    let start = pointer.text.start + "/channels/".len();
    let written = Part {
        text: written,
        start,
    };
    Some((written, escape_token(&name).into_owned()))
}

/// The channels of a description, wherever they stand.
fn channels<'d>(api: &AsyncApi<'d>) -> Option<Node<'d>> {
    follow(api.root().get("channels")?).found()
}
