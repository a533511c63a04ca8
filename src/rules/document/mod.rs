//! Text and shape.
//!
//! The parser and the shape check have found everything already; the rules of this family put it into words.

mod conflicting_fields;
mod duplicate_key;
mod ineffective_field;
mod invalid_value;
mod malformed_inputs;
mod missing_field;
mod non_json_yaml;
mod placement;
mod reserved_extension;
mod syntax_error;
mod unknown_field;
mod unneeded_place;
mod unsupported_version;
mod wrong_type;

use super::{Context, Rule, Spot};
use crate::schema::Fault;
use crate::syntax::{Kind, Node, Text};

pub(super) const RULES: &[Rule] = &[
    syntax_error::RULE,
    duplicate_key::RULE,
    non_json_yaml::RULE,
    unsupported_version::RULE,
    missing_field::RULE,
    unknown_field::RULE,
    wrong_type::RULE,
    invalid_value::RULE,
    conflicting_fields::RULE,
    ineffective_field::RULE,
    malformed_inputs::RULE,
    reserved_extension::RULE,
];

/// The value that a fault is about.
fn node_of<'d>(cx: &Context<'d>, fault: &Fault) -> Option<Node<'d>> {
    cx.document.node().at_pointer(&fault.pointer)
}

/// The key of the value that a fault is about.
fn key_text<'d>(cx: &Context<'d>, fault: &Fault) -> Option<Text<'d>> {
    let (parent, token) = fault.pointer.rsplit_once('/')?;
    let parent = cx.document.node().at_pointer(parent)?;
    Some(parent.entry(&crate::syntax::unescape_token(token))?.key)
}

/// The key of the value that a fault is about; the value itself where it has none.
fn key_of(cx: &Context<'_>, fault: &Fault) -> Option<Spot> {
    let (parent, token) = fault.pointer.rsplit_once('/')?;
    let parent = cx.document.node().at_pointer(parent)?;
    let token = crate::syntax::unescape_token(token);
    // An alias as value stands elsewhere, so the key is asked of the mapping and not of the value.
    match parent.entry(&token) {
        Some(entry) => Some(Spot::from(entry.key)),
        None => parent.child(&token).map(Spot::from),
    }
}

/// Whether the key of the value that a fault is about is a string; that it is none is reported as such.
fn has_string_key(cx: &Context<'_>, fault: &Fault) -> bool {
    let entry = fault.pointer.rsplit_once('/').and_then(|(parent, token)| {
        let parent = cx.document.node().at_pointer(parent)?;
        parent.entry(&crate::syntax::unescape_token(token))
    });
    entry.is_none_or(|entry| entry.key.node().kind() == Kind::String)
}

/// Names as a list in a sentence: `a`, `b` or `c`; at most six, then how many more.
fn listed(names: &[String], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] if quoted.len() <= 6 => format!("{} {last} {end}", first.join(", ")),
        more => format!("{} and {} more", more[..6].join(", "), more.len() - 6),
    }
}
