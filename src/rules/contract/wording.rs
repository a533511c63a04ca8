//! What is wrong with a value, in words.

use std::borrow::Cow;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity};
use crate::near::near;
use crate::openapi::Parameter;
use crate::reference::follow;
use crate::rules::{Reporter, Spot};
use crate::source::Span;
use crate::syntax::{Kind, Node};
use crate::types::{Bound, JsonType, Kinds, MisfitKind, Mistake};

/// How many names a message tells.
const SHOWN: usize = 6;

/// In a list of more values than this nobody looks for a close one.
const MOST: usize = 2_000;

/// Reports a value that breaks its schema, and shows the schema; `subject` begins the sentence.
pub(super) fn report<'r>(
    subject: &str,
    mistake: &Mistake<'_>,
    spot: Span,
    reporter: &'r mut Reporter,
) -> &'r mut Diagnostic {
    let (message, help) = describe(subject, mistake);
    let diagnostic = reporter.report(Spot::from(spot), message);
    diagnostic.help = help;
    diagnostic.at(mistake.pointer.clone());
    if let Some(schema) = mistake.schema {
        diagnostic.label(place(schema), "declared here");
    }
    // What a format allows is read differently by different programs.
    if matches!(mistake.kind, MisfitKind::Format { .. }) {
        diagnostic.severity(Severity::Warning);
    }
    diagnostic
}

/// Message and help for a value that breaks its schema; `subject` begins the sentence.
fn describe(subject: &str, mistake: &Mistake<'_>) -> (String, Option<String>) {
    let written = &mistake.written;
    match &mistake.kind {
        MisfitKind::Type { expected, found } => {
            describe_type(subject, expected, *found, written.as_deref())
        }
        MisfitKind::Enum { allowed } => describe_enum(subject, allowed, written.as_deref()),
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
        } => {
            let words = count(*bound, *limit, "character", "characters");
            (format!("{subject} must have {words}, not {found}"), None)
        }
        MisfitKind::Items {
            bound,
            limit,
            found,
        } => {
            let words = count(*bound, *limit, "item", "items");
            (format!("{subject} must have {words}, not {found}"), None)
        }
        MisfitKind::Properties {
            bound,
            limit,
            found,
        } => {
            let words = count(*bound, *limit, "property", "properties");
            (format!("{subject} must have {words}, not {found}"), None)
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
        MisfitKind::Other {
            keyword: "uniqueItems",
        } => (format!("{subject} must not hold the same item twice"), None),
        MisfitKind::Other { keyword: "not" } => (
            format!("{subject} is what its schema rules out by `not`"),
            None,
        ),
        MisfitKind::Other {
            keyword: "contains",
        } => (
            format!("{subject} does not hold the items that `contains` asks for"),
            None,
        ),
        MisfitKind::Other { keyword } => {
            (format!("{subject} breaks `{keyword}` of its schema"), None)
        }
        MisfitKind::Never { .. }
        | MisfitKind::Perhaps { .. }
        | MisfitKind::PerhapsAbsent { .. } => (format!("{subject} may not fit"), None),
        MisfitKind::Missing { property, .. } => (format!("{subject} lacks `{property}`"), None),
        MisfitKind::NoBranch { .. } => (format!("{subject} fits none of the alternatives"), None),
        MisfitKind::Undeclared { property, .. } => {
            (format!("{subject} has no property `{property}`"), None)
        }
        MisfitKind::ReadOnly { property } => (format!("`{property}` is set by the API only"), None),
    }
}

fn describe_type(
    subject: &str,
    expected: &[JsonType],
    found: Kind,
    written: Option<&str>,
) -> (String, Option<String>) {
    let words: Vec<&str> = expected.iter().map(|kind| type_words(*kind)).collect();
    let words = join(&words, "or");
    let is = found.with_article();
    match (found, written) {
        (Kind::Sequence | Kind::Mapping | Kind::Null, _) | (_, None) => {
            (format!("{subject} must be {words}, not {is}"), None)
        }
        (_, Some("")) => (
            format!("{subject} must be {words}, not an empty string"),
            None,
        ),
        (_, Some(written)) => {
            let shown = short(written);
            let message = format!("{subject} must be {words}, and `{shown}` is {is}");
            (message, type_help(expected, found, written))
        }
    }
}

fn describe_enum(
    subject: &str,
    allowed: &[Value],
    written: Option<&str>,
) -> (String, Option<String>) {
    let message = match allowed {
        [one] => format!("{subject} must be `{}`", short(&plain(one))),
        _ => {
            let texts: Vec<_> = allowed.iter().take(SHOWN).map(plain).collect();
            let listed = listed_of(&texts, allowed.len());
            format!("{subject} must be one of {listed}")
        }
    };
    let is_short = allowed.len() <= MOST;
    let close = written.filter(|_| is_short).and_then(|written| {
        let texts: Vec<_> = allowed.iter().map(plain).collect();
        let close = near(written, texts.iter().map(AsRef::as_ref));
        close.into_iter().next()
    });
    let help = close.map(|close| format!("did you mean `{close}`?"));
    (message, help)
}

/// The first six of some names, and how many more there are.
pub(in crate::rules) fn listed(names: &[impl AsRef<str>]) -> String {
    listed_of(names, names.len())
}

/// The same where only the first of the names are at hand.
fn listed_of(names: &[impl AsRef<str>], count: usize) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{}`", short(name.as_ref())))
        .collect();
    let more = match count {
        ..=SHOWN => String::new(),
        many => format!(" and {} more", many - SHOWN),
    };
    format!("{}{more}", shown.join(", "))
}

/// Where to point for what a schema says: at the value of a keyword, or at its key where the value is a schema or a list
/// of them.
pub(super) fn place(keyword: Node<'_>) -> Span {
    let is_large = keyword.is_mapping() || keyword.items().any(Node::is_mapping);
    if is_large {
        keyword.head()
    } else {
        keyword.span()
    }
}

/// How to write a value of another type so that it is one that fits.
fn type_help(expected: &[JsonType], found: Kind, written: &str) -> Option<String> {
    let takes = |kind| expected.contains(&kind);
    if takes(JsonType::Boolean) {
        let value = match written.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some("true"),
            "false" | "no" | "off" | "0" => Some("false"),
            _ => None,
        };
        if let Some(value) = value {
            return Some(format!("write `{value}`"));
        }
    }
    if found != Kind::String {
        let is_scalar = !matches!(found, Kind::Sequence | Kind::Mapping | Kind::Null);
        return (is_scalar && takes(JsonType::String))
            .then(|| format!("write it in quotes: `\"{written}\"`"));
    }
    let embedded = written
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .filter(|inner| inner.starts_with('$') && !inner.contains(['{', '}']));
    if let Some(expression) = embedded {
        return Some(format!(
            "write `{expression}` without braces, so that the value keeps its type"
        ));
    }
    let is_number = written.parse::<serde_json::Number>().is_ok();
    if is_number && (takes(JsonType::Integer) || takes(JsonType::Number)) {
        return Some(format!("write `{written}` without quotes"));
    }
    None
}

/// What is known of a property, in brackets: its type, its allowed values, its description.
pub(super) fn detail(schema: Option<Node<'_>>) -> String {
    let Some(schema) = schema.and_then(|schema| follow(schema).found()) else {
        return String::new();
    };
    let description = schema
        .get("description")
        .and_then(Node::text)
        .and_then(|text| first_line(text.value));
    brackets(values(schema).into_iter().chain(description))
}

/// What is known of a parameter, in brackets: its type or its allowed values, its description.
pub(super) fn parameter_detail(parameter: &Parameter<'_>) -> String {
    let schema = parameter.schema.and_then(|schema| follow(schema).found());
    let description = parameter.node.get("description").and_then(Node::text);
    let description = description.and_then(|text| first_line(text.value));
    brackets(schema.and_then(values).into_iter().chain(description))
}

fn brackets(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        String::new()
    } else {
        // A list of values has commas of its own.
        let separator = if parts[0].starts_with("one of") {
            "; "
        } else {
            ", "
        };
        format!(" ({})", parts.join(separator))
    }
}

/// The allowed values of a schema, else its type.
fn values(schema: Node<'_>) -> Option<String> {
    let allowed = schema.get("enum").map(|list| {
        let values: Vec<&str> = list.items().map(|item| item.as_written().value).collect();
        format!("one of {}", listed(&values))
    });
    allowed.or_else(|| type_of(schema))
}

/// The type that a schema names, in a word.
fn type_of(schema: Node<'_>) -> Option<String> {
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
fn first_line(description: &str) -> Option<String> {
    let line = description.lines().next()?.trim().trim_end_matches('.');
    let short = !line.is_empty() && line.chars().count() <= 80;
    short.then(|| line.to_owned())
}

/// A set of types, with an article for each.
pub(in crate::rules) fn kinds(kinds: Kinds) -> String {
    let types = kinds.types();
    let words: Vec<&str> = types.iter().map(|kind| type_words(*kind)).collect();
    join(&words, "or")
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

fn count(bound: Bound, limit: u64, one: &str, several: &str) -> String {
    let side = match bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
    };
    let things = if limit == 1 { one } else { several };
    format!("{side} {limit} {things}")
}

fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
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
    Some(format!("write it like `{example}`"))
}
