//! What experience advises.

mod credential;
mod hardcoded_secret;
mod missing_description;
mod missing_summary;
mod unbounded_wait;
mod unused_component;
mod unused_ignore;
mod unused_input;
mod unused_output;

pub(crate) use unused_ignore::report_unused;

use super::{Context, Reporter, Rule, Spot};
use crate::syntax::{Node, Text};

pub(super) const RULES: &[Rule] = &[
    hardcoded_secret::RULE,
    unused_input::RULE,
    unused_component::RULE,
    unused_output::RULE,
    missing_description::RULE,
    missing_summary::RULE,
    unbounded_wait::RULE,
    unused_ignore::RULE,
];

/// Reports an object without words for people in a field that is there for them.
fn report_wordless(
    cx: &Context<'_>,
    (node, id): (Node<'_>, Option<Text<'_>>),
    what: &str,
    (field, help): (&str, &str),
    reporter: &mut Reporter,
) {
    let words = node.get(field);
    // Words of another type are reported as that.
    let has_words = words.is_some_and(|words| {
        words
            .text()
            .is_none_or(|text| !text.value.trim().is_empty())
    });
    if has_words || cx.is_unreadable(node, field) {
        return;
    }
    let (spot, name) = match id {
        Some(id) => (Spot::at(id.span, node), format!("{what} `{}`", id.value)),
        None => (Spot::lacking(node), format!("this {what}")),
    };
    let message = match words {
        Some(_) => format!("the {field} of {name} is empty"),
        None => format!("{name} has no {field}"),
    };
    reporter.report(spot, message).help(help);
}
