use super::credential::{Credential, by_form, by_name};
use crate::expression::{Segment, Value, value};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Document, Node, Text, unescape_token};
use crate::workspace::Place;

rule! {
    /// Reports a credential that is written into a parameter, a payload, a replacement or the default of an input: a key
    /// that shows by its form (AWS, GitHub, Slack, Stripe and others, private keys, JSON Web Tokens), `Basic` with a user
    /// and a password, and a random text in a field such as `X-API-Key` or `client_secret`. Placeholders and keys for
    /// tests (`sk_test_`) are none.
    ///
    /// ## Why is this bad?
    ///
    /// Everybody who can read the document can use the credential, today and in its history, and it cannot be changed
    /// without changing the document.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: Authorization, in: header, value: Basic YWRtaW46aHVudGVyMg== }
    /// ```
    name: "hardcoded-secret",
    level: Warning,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for used in &cx.texts {
        if matches!(used.place, Place::Request | Place::ActionParameter) {
            let name = name_of(cx, used.what);
            check_text(cx, used.what, name.as_deref(), reporter);
        }
    }
    let kept = cx.document.components().entries("inputs");
    for entry in kept {
        check_schema(entry.value, Some(entry.key.value), reporter);
    }
    for schema in cx
        .document
        .workflows()
        .filter_map(|workflow| workflow.inputs())
    {
        check_schema(schema, None, reporter);
    }
}

/// A text that is sent. It may be a document itself.
fn check_text(cx: &Context<'_>, text: Text<'_>, name: Option<&str>, reporter: &mut Reporter) {
    let is_json = text.value.trim_start().starts_with(['{', '[']);
    if is_json && let Some(document) = Document::embedded_json(text, text.value.to_owned()) {
        document
            .root()
            .into_iter()
            .for_each(|root| check_members(cx, root, name, reporter));
    } else {
        check_string(cx, text, name, reporter);
    }
}

fn check_string(cx: &Context<'_>, text: Text<'_>, name: Option<&str>, reporter: &mut Reporter) {
    match value(text.value, cx.version) {
        Value::Literal => {
            let found = by_form(text.value)
                .or_else(|| by_name(name?, text.value))
                .or_else(|| in_form(text.value));
            let named = name.filter(|_| text.node().key().is_none_or(|key| key.value != "payload"));
            report(text, named, found, WRITTEN, reporter);
        }
        Value::Template(segments) => {
            for segment in segments {
                if let Segment::Literal(part) = segment {
                    let found = by_form(part.text).map(|found| Credential {
                        range: found.range.start + part.start..found.range.end + part.start,
                        ..found
                    });
                    report(text, name, found, WRITTEN, reporter);
                }
            }
        }
        Value::Expression(_) => {}
    }
}

fn check_members(cx: &Context<'_>, node: Node<'_>, name: Option<&str>, reporter: &mut Reporter) {
    if let Some(text) = node.text() {
        check_string(cx, text, name, reporter);
    }
    for entry in node.entries() {
        check_members(cx, entry.value, Some(entry.key.value), reporter);
    }
    node.items()
        .for_each(|item| check_members(cx, item, name, reporter));
}

/// The defaults in a schema of inputs.
fn check_schema(schema: Node<'_>, name: Option<&str>, reporter: &mut Reporter) {
    for entry in schema.entries() {
        match entry.key.value {
            "default" => check_default(entry.value, name, reporter),
            "enum" | "const" | "example" | "examples" => {}
            "properties" | "patternProperties" | "$defs" => {
                let schemas = entry.value.entries();
                schemas.for_each(|one| check_schema(one.value, Some(one.key.value), reporter));
            }
            _ => check_schema(entry.value, name, reporter),
        }
    }
    schema
        .items()
        .for_each(|item| check_schema(item, name, reporter));
}

fn check_default(node: Node<'_>, name: Option<&str>, reporter: &mut Reporter) {
    if let Some(text) = node.text() {
        let found = by_form(text.value).or_else(|| by_name(name?, text.value));
        report(text, name, found, AS_DEFAULT, reporter);
    }
    for entry in node.entries() {
        check_default(entry.value, Some(entry.key.value), reporter);
    }
    node.items()
        .for_each(|item| check_default(item, name, reporter));
}

const WRITTEN: &str =
    "pass it as an input, `$inputs.<name>`, and renew it, for readers of this document know it";
const AS_DEFAULT: &str = "remove the default, so that it is passed to each run, and renew it, for readers of this document know it";

fn report(
    text: Text<'_>,
    name: Option<&str>,
    found: Option<Credential>,
    help: &str,
    reporter: &mut Reporter,
) {
    let Some(Credential { range, what }) = found else {
        return;
    };
    let span = text.part(range.clone());
    if reporter.has_reported(span) {
        return;
    }
    // Reports are kept and shown around, so they do not repeat what they warn of.
    let start: String = text.value[range].chars().take(4).collect();
    let message = match name {
        Some(name) => format!("`{name}` holds {what}: `{start}…`"),
        None => format!("{what} stands in this text: `{start}…`"),
    };
    reporter.report(span, message).help(help);
}

/// A pair of a form, `client_secret=...`, that holds a credential.
fn in_form(text: &str) -> Option<Credential> {
    let mut start = 0;
    for pair in text.split('&') {
        if let Some((name, secret)) = pair.split_once('=')
            && let Some(found) = by_name(name, secret)
        {
            let start = start + name.len() + 1;
            return Some(Credential {
                range: start + found.range.start..start + found.range.end,
                ..found
            });
        }
        start += pair.len() + 1;
    }
    None
}

/// What the value is called: the parameter that it belongs to, the place that it is put at, its key.
fn name_of(cx: &Context<'_>, text: Text<'_>) -> Option<String> {
    let mut node = text.node();
    while node.key().is_none() {
        node = node.parent()?;
    }
    let key = node.key()?;
    let object = node.parent()?;
    if key.value != "value" {
        return Some(key.value.to_owned());
    }
    if let Some(name) = object.string("name") {
        return Some(name.value.to_owned());
    }
    if let Some(target) = object.string("target") {
        let last = target.value.rsplit(['/', '.']).next()?;
        return Some(unescape_token(last).into_owned());
    }
    let reference = object.string("reference")?.value;
    let key = reference.strip_prefix("$components.parameters.")?;
    let component = cx.document.components().section("parameters")?.get(key);
    let name = component.and_then(|component| component.string("name"));
    Some(name.map_or(key, |name| name.value).to_owned())
}
