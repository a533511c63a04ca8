//! From a `channelPath` to the channel that it names.

use std::borrow::Cow;

use super::Scope;
use super::lookup::suitable;
use super::sources::Source;
use super::target::{Fault, Miss, Target};
use crate::asyncapi::{AsyncApi, Channel, Endpoint};
use crate::expression::{OperationPath, Part, PathForm, operation_path};
use crate::reference::{Target as Followed, follow};
use crate::syntax::Text;

pub(super) fn by_channel_path<'d>(scope: &Scope<'d>, text: Text<'d>) -> Target<'d> {
    let OperationPath {
        form,
        source,
        pointer,
    } = operation_path(text.value);
    let name = match form {
        PathForm::Canonical | PathForm::MissingBraces | PathForm::MissingUrl => source,
        _ => None,
    };
    let (Some(name), Some(pointer)) = (name, pointer) else {
        return Target::Fault(Fault::PathForm { text });
    };
    let fits = |source: &Source<'_>| {
        source.api().is_none()
            && source
                .description
                .r#type()
                .is_none_or(|kind| kind.value == "asyncapi")
    };
    let source = match suitable(scope, text, name, fits) {
        Err(fault) => return Target::Fault(fault),
        Ok(source) => source,
    };
    let Some(api) = source.async_api() else {
        return Target::Unread(source);
    };
    let plain: Vec<_> = pointer
        .tokens()
        .map(|token| (token.written, token.decoded))
        .collect();
    let encoded: Vec<_> = pointer
        .fragment_tokens()
        .map(|token| (token.written, token.decoded))
        .collect();
    // People write the pointer with and without percent-encoding (A34).
    let found = match channel_at(api, pointer.text, &plain) {
        Err(missed) => channel_at(api, pointer.text, &encoded).map_err(|_| missed),
        found => found,
    };
    match found {
        Ok(Some(channel)) => Target::Endpoint {
            endpoint: Endpoint::Channel(channel),
            source,
        },
        Ok(None) => Target::Unread(source),
        Err((part, miss)) => Target::Fault(Fault::PathTarget {
            text,
            part,
            source,
            miss,
        }),
    }
}

/// Follows `/channels/<id>`, also among the components; `None` for a channel behind a reference that does not
/// lead to it.
fn channel_at<'d, 'a>(
    api: &AsyncApi<'d>,
    whole: Part<'a>,
    tokens: &[(Part<'a>, Cow<'a, str>)],
) -> Result<Option<Channel<'d>>, (Part<'a>, Miss)> {
    let (family, rest) = match tokens {
        [(_, components), (_, channels), rest @ ..]
            if components == "components" && channels == "channels" =>
        {
            let components = api.root().get("components");
            (components.and_then(|node| node.get("channels")), rest)
        }
        [(_, channels), rest @ ..] if channels == "channels" => (api.root().get("channels"), rest),
        [(first, _), ..] => return Err((*first, Miss::ChannelRoot)),
        [] => return Err((whole, Miss::ChannelRoot)),
    };
    let [(written, name), behind @ ..] = rest else {
        return Err((whole, Miss::ChannelRoot));
    };
    let family = match family.map(follow) {
        Some(Followed::Found(family)) => Some(family),
        // The channels stand in a document that was not read.
        Some(_) => return Ok(None),
        None => None,
    };
    let Some(entry) = family.and_then(|family| family.entry(name)) else {
        return Err((*written, Miss::Channel));
    };
    if let [(next, _), ..] = behind {
        return Err((*next, Miss::BehindChannel));
    }
    Ok(api.channel(entry.key, entry.value))
}
