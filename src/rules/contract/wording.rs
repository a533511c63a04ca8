//! What is wrong with a value, in words.

use serde_json::Value;

use crate::near::near;
use crate::openapi::reference::follow;
use crate::syntax::{Kind, Node};
use crate::types::{Bound, JsonType, MisfitKind, Mistake};

/// Message and help for a value that breaks its schema; `subject` begins the sentence.
pub(super) fn describe(subject: &str, mistake: &Mistake<'_>) -> (String, Option<String>) {
    let written = &mistake.written;
    match &mistake.kind {
        MisfitKind::Type { expected, found } => {
            let expected: Vec<&str> = expected.iter().map(|kind| type_words(*kind)).collect();
            let expected = join(&expected, "or");
            let is = match (found, written) {
                (Kind::Sequence | Kind::Mapping | Kind::Null, _) | (_, None) => {
                    found.with_article().to_owned()
                }
                (_, Some(written)) => format!("{}, `{}`", found.with_article(), short(written)),
            };
            (format!("{subject} must be {expected}, not {is}"), None)
        }
        MisfitKind::Enum { allowed } => {
            let texts: Vec<String> = allowed.iter().map(plain).collect();
            let shown: Vec<String> = texts
                .iter()
                .take(6)
                .map(|text| format!("`{}`", short(text)))
                .collect();
            let more = if texts.len() > 6 {
                format!(" and {} more", texts.len() - 6)
            } else {
                String::new()
            };
            let message = match shown.as_slice() {
                [one] if more.is_empty() => format!("{subject} must be {one}"),
                _ => format!("{subject} must be one of {}{more}", shown.join(", ")),
            };
            let close = written.as_ref().and_then(|written| {
                near(written, texts.iter().map(String::as_str))
                    .into_iter()
                    .next()
            });
            (
                message,
                close.map(|close| format!("did you mean `{close}`?")),
            )
        }
        MisfitKind::Range {
            bound,
            inclusive,
            limit,
        } => {
            let words = match (bound, inclusive) {
                (Bound::AtLeast, true) => format!("at least {limit}"),
                (Bound::AtLeast, false) => format!("more than {limit}"),
                (Bound::AtMost, true) => format!("at most {limit}"),
                (Bound::AtMost, false) => format!("less than {limit}"),
            };
            (format!("{subject} must be {words}"), None)
        }
        MisfitKind::Length {
            bound,
            limit,
            found,
        } => (
            format!(
                "{subject} must have {} {}, not {found}",
                side(*bound),
                count(*limit, "character")
            ),
            None,
        ),
        MisfitKind::Items {
            bound,
            limit,
            found,
        } => (
            format!(
                "{subject} must have {} {}, not {found}",
                side(*bound),
                count(*limit, "item")
            ),
            None,
        ),
        MisfitKind::Properties {
            bound,
            limit,
            found,
        } => {
            let properties = if *limit == 1 {
                "property"
            } else {
                "properties"
            };
            (
                format!(
                    "{subject} must have {} {limit} {properties}, not {found}",
                    side(*bound)
                ),
                None,
            )
        }
        MisfitKind::Pattern { pattern } => (
            format!("{subject} must match the pattern `{}`", short(pattern)),
            None,
        ),
        MisfitKind::MultipleOf { factor } => {
            (format!("{subject} must be a multiple of {factor}"), None)
        }
        MisfitKind::Format { format } => {
            (format!("{subject} is no `{format}`"), format_help(format))
        }
        MisfitKind::Other { keyword: "false" } => (
            format!("{subject} cannot have any value here"),
            Some("remove it".to_owned()),
        ),
        MisfitKind::Other { keyword } => {
            (format!("{subject} breaks `{keyword}` of its schema"), None)
        }
        MisfitKind::Missing { property, .. } => (format!("{subject} lacks `{property}`"), None),
        MisfitKind::NoBranch { .. } => (format!("{subject} fits none of the alternatives"), None),
        MisfitKind::Undeclared { property, .. } => {
            (format!("{subject} has no property `{property}`"), None)
        }
        MisfitKind::ReadOnly { property } => (format!("`{property}` is set by the API only"), None),
    }
}

/// What is known of a property, in brackets: its type, its allowed values, its description.
pub(super) fn detail(schema: Option<Node<'_>>) -> String {
    let Some(schema) = schema.and_then(|schema| follow(schema).found()) else {
        return String::new();
    };
    let allowed = schema.get("enum").map(|list| {
        let values: Vec<String> = list
            .items()
            .take(6)
            .map(|item| format!("`{}`", short(item.as_written().value)))
            .collect();
        let rest = list.items().count().saturating_sub(6);
        let more = if rest > 0 {
            format!(" and {rest} more")
        } else {
            String::new()
        };
        format!("one of {}{more}", values.join(", "))
    });
    let kind = allowed.or_else(|| type_of(Some(schema)));
    let description = schema
        .get("description")
        .and_then(Node::text)
        .and_then(|text| first_line(text.value));
    let parts: Vec<String> = kind.into_iter().chain(description).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join(", "))
    }
}

/// The type that a schema names, in a word.
pub(super) fn type_of(schema: Option<Node<'_>>) -> Option<String> {
    let schema = follow(schema?).found()?;
    let kind = schema.get("type")?;
    match kind.text() {
        Some(text) => Some(text.value.to_owned()),
        None => kind
            .items()
            .filter_map(Node::text)
            .map(|text| text.value.to_owned())
            .find(|text| text != "null"),
    }
}

/// The beginning of a description: its first line, if that is short enough for a help text.
pub(super) fn first_line(description: &str) -> Option<String> {
    let line = description.lines().next()?.trim().trim_end_matches('.');
    let short = !line.is_empty() && line.chars().count() <= 80;
    short.then(|| line.to_owned())
}

fn type_words(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    }
}

fn join(words: &[&str], last: &str) -> String {
    match words {
        [] => "something else".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

fn side(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
    }
}

fn count(number: u64, thing: &str) -> String {
    if number == 1 {
        format!("1 {thing}")
    } else {
        format!("{number} {thing}s")
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A text short enough for a sentence.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn format_help(format: &str) -> Option<String> {
    let example = match format {
        "date-time" => "2026-01-31T12:00:00Z",
        "date" => "2026-01-31",
        "email" => "name@example.com",
        "uri" => "https://example.com/",
        "uuid" => "123e4567-e89b-12d3-a456-426614174000",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        _ => return None,
    };
    Some(format!("it looks like `{example}`"))
}
