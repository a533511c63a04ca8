//! Steps agree with their API.

mod broken_template;
mod deprecated_operation;
mod mismatched_input;
mod mismatched_parameter;
mod mismatched_payload;
pub(super) mod mismatched_type;
mod misplaced_parameter;
mod missing_credentials;
mod missing_parameter;
mod missing_property;
mod missing_request_body;
mod missing_workflow_input;
mod possibly_absent_value;
mod possibly_mismatched_type;
mod queried;
mod read_only_property;
mod unexpected_request_body;
mod unknown_content_type;
mod unknown_parameter;
mod unknown_property;
mod unknown_request_value;
mod unknown_response_header;
mod unknown_response_property;
mod unknown_workflow_input;
mod unresolved_replacement;
pub(super) mod wording;
mod workflow_calls;

use super::{Context, Rule};
use crate::openapi::{Location, Parameter};
use crate::source::Span;
use crate::syntax::{Text, unescape_token};
use crate::workspace::Call;

pub(super) const RULES: &[Rule] = &[
    missing_parameter::RULE,
    unknown_parameter::RULE,
    misplaced_parameter::RULE,
    mismatched_parameter::RULE,
    missing_request_body::RULE,
    unexpected_request_body::RULE,
    unknown_content_type::RULE,
    missing_property::RULE,
    unknown_property::RULE,
    mismatched_payload::RULE,
    mismatched_type::RULE,
    possibly_mismatched_type::RULE,
    possibly_absent_value::RULE,
    broken_template::RULE,
    unresolved_replacement::RULE,
    read_only_property::RULE,
    unknown_request_value::RULE,
    missing_workflow_input::RULE,
    unknown_workflow_input::RULE,
    deprecated_operation::RULE,
    missing_credentials::RULE,
    unknown_response_property::RULE,
    unknown_response_header::RULE,
];

/// Headers that every request may have, whether the description declares them or not.
const COMMON_HEADERS: [&str; 6] = [
    "Authorization",
    "Cookie",
    "User-Agent",
    "Accept",
    "Content-Type",
    "Host",
];

/// The key of a value that a mistake points at, where it is the document's own.
fn key_at<'d>(cx: &Context<'d>, pointer: &str, head: Span) -> Option<Text<'d>> {
    let (parent, token) = pointer.rsplit_once('/')?;
    let parent = cx.document.node().at_pointer(parent)?;
    let key = parent.entry(&unescape_token(token))?.key;
    (key.span == head).then_some(key)
}

/// Whether a parameter needs no declaration: those of the description's security schemes, common headers, and names that
/// stand in the path template.
fn is_known(call: &Call<'_>, location: Location, name: &str) -> bool {
    let of_security =
        |(place, other): (&str, &str)| place == location.name() && location.same_name(other, name);
    let security = call
        .source
        .api()
        .is_some_and(|api| api.security_parameters().any(of_security));
    match location {
        Location::Header => {
            security
                || COMMON_HEADERS
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(name))
        }
        Location::Path => {
            let operation = call.http();
            operation.is_some_and(|operation| operation.path_names().any(|known| known == name))
        }
        // A whole query string may hold any query parameter.
        Location::Query => security || call.parameters.query_string.is_some(),
        Location::Cookie => security,
    }
}

/// The declared parameter that a name and a place mean. The members of an object that is spread over the query are
/// parameters themselves: `filter[status]` of `filter`, or `status` of an object without a name of its own in the URL.
fn declared<'d>(call: &Call<'d>, location: Location, name: &str) -> Option<Parameter<'d>> {
    let declared = &call.parameters.declared;
    let exact = declared
        .iter()
        .find(|other| other.location == location && other.has_name(name));
    let spread = || {
        declared
            .iter()
            .find(|other| other.location == location && spreads_to(other, name))
    };
    exact.or_else(spread).copied()
}

/// Whether an object or list parameter comes to be written under this name: `filter[status]`, `ids[]`, `status`.
fn spreads_to(parameter: &Parameter<'_>, name: &str) -> bool {
    if parameter.location != Location::Query {
        return false;
    }
    let base = parameter
        .name
        .value
        .strip_suffix("[]")
        .unwrap_or(parameter.name.value);
    if name
        .strip_prefix(base)
        .is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
        || name == base
    {
        return true;
    }
    let schema = parameter
        .schema
        .and_then(|schema| crate::reference::follow(schema).found());
    parameter.spreads_objects
        && schema.is_some_and(|schema| {
            schema
                .get("properties")
                .is_some_and(|properties| properties.get(name).is_some())
        })
}
