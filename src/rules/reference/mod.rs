//! Names exist.

mod ambiguous_operation;
mod avoidable_operation_path;
mod missed_channel;
mod unknown_component;
mod unknown_input;
mod unknown_operation;
mod unknown_output;
mod unknown_source;
mod unknown_step;
mod unknown_workflow;
mod unqualified_operation;
mod unresolved_operation_path;
mod unresolved_ref;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Context, Rule};
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit;
use crate::expression::Part;
use crate::near::{is_slip, near};
use crate::syntax::{Kind, Node, Text};
use crate::workspace::Site;

pub(super) const RULES: &[Rule] = &[
    unknown_source::RULE,
    unknown_operation::RULE,
    ambiguous_operation::RULE,
    unqualified_operation::RULE,
    unresolved_operation_path::RULE,
    avoidable_operation_path::RULE,
    unknown_workflow::RULE,
    unknown_step::RULE,
    unknown_output::RULE,
    unknown_input::RULE,
    unknown_component::RULE,
    unresolved_ref::RULE,
];

/// Whether one of those that are told apart by a name has it twice, and any of the two fits. Which of them has lost a name
/// of its own cannot be told.
fn is_taken_twice<'d>(names: impl Iterator<Item = (Text<'d>, bool)>) -> bool {
    let mut seen: HashMap<&str, bool> = HashMap::new();
    for (name, fits) in names {
        match seen.entry(name.value) {
            Entry::Vacant(vacant) => {
                vacant.insert(fits);
            }
            Entry::Occupied(occupied) if fits || *occupied.get() => return true,
            Entry::Occupied(_) => {}
        }
    }
    false
}

/// Says which names exist, as [`list`] does. A single close one can be put into the place of `written`, which stands in
/// `text`. Gives back the one that is meant, if it is only one.
fn suggest<'a>(
    diagnostic: &mut Diagnostic,
    text: Text<'_>,
    written: Part<'_>,
    names: impl Iterator<Item = &'a str>,
    what: &str,
) -> Option<String> {
    let meant = list(diagnostic, written.text, names, what);
    if let Some(meant) = meant.as_ref().filter(|meant| is_slip(written.text, meant)) {
        replace_name(diagnostic, text, written, meant);
    }
    meant
}

/// Says which names exist: the close ones as a question, else all of them if they are few. Gives back the one that is
/// meant, if it is only one.
fn list<'a>(
    diagnostic: &mut Diagnostic,
    name: &str,
    names: impl Iterator<Item = &'a str>,
    what: &str,
) -> Option<String> {
    if diagnostic.is_one_of_many {
        return None;
    }
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let close = near(name, names.iter().copied());
    let is_single = close.len() == 1;
    let quoted = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if !close.is_empty() {
        let quoted: Vec<String> = close.iter().map(|name| format!("`{name}`")).collect();
        let case_only = is_single && close[0].eq_ignore_ascii_case(name);
        let hint = if case_only {
            " names are case-sensitive"
        } else {
            ""
        };
        diagnostic.help(format!("did you mean {}?{hint}", quoted.join(" or ")));
    } else if names.is_empty() {
        diagnostic.help(format!("there are no {what}"));
    } else if names.len() <= 6 {
        diagnostic.help(format!("{what}: {}", quoted(&names)));
    } else {
        diagnostic.help(format!(
            "{what}: {} and {} more",
            quoted(&names[..6]),
            names.len() - 6
        ));
    }
    close.into_iter().next().filter(|_| is_single)
}

/// Offers to put another name into the place of one that does not exist.
pub(super) fn replace_name(
    diagnostic: &mut Diagnostic,
    text: Text<'_>,
    written: Part<'_>,
    meant: &str,
) {
    // Inside of an expression the grammar of names holds, and there may be names that it cannot say.
    let is_whole = written.text == text.value;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if is_whole || meant.chars().all(is_plain) {
        let title = format!("replace `{}` by `{meant}`", written.text);
        let edits = edit::part(text, written.range(), meant);
        diagnostic.offer(Safety::Unsafe, title, || edits);
    }
}

/// Offers to reach a member by a pointer instead of by the text behind its name.
fn replace_member(diagnostic: &mut Diagnostic, text: Text<'_>, rest: Part<'_>, pointer: &str) {
    diagnostic.offer(
        Safety::Unsafe,
        format!("replace `{}` by `#{pointer}`", rest.text),
        || edit::part(text, rest.range(), &format!("#{pointer}")),
    );
}

/// Whether one of the objects may have that id after all, in a field that is misspelt or absent.
fn has_misread_id<'d>(
    cx: &Context<'_>,
    mut objects: impl Iterator<Item = Node<'d>>,
    field: &str,
    id: &str,
) -> bool {
    let is_own = |object: Node<'_>| object.document().id() == cx.document.node().document().id();
    objects.any(|object| {
        // Where the shape is sound nothing is misspelt.
        if is_own(object) && cx.faults.is_empty() {
            return false;
        }
        if !object.is_mapping() || object.string(field).is_some() {
            return false;
        }
        // What is written there in place of a string may have been meant as the id.
        let is_written = || {
            object
                .entries()
                .any(|entry| entry.value.as_written().value == id)
        };
        let is_empty = object
            .get(field)
            .is_none_or(|value| value.kind() == Kind::Null);
        match cx.is_unreadable(object, field) {
            true => is_written() || object.get(field).is_some() && is_empty,
            false => is_empty,
        }
    })
}

/// Shows the use of a component by which an expression of it came to be evaluated.
pub(super) fn show_use(diagnostic: &mut Diagnostic, site: &Site<'_>) {
    if let Some(via) = site.via {
        let by = match site.step.and_then(|step| step.step_id()) {
            Some(id) => format!("used by step `{}` here", id.value),
            None => "used here".to_owned(),
        };
        diagnostic.label(
            via.get("reference")
                .map_or_else(|| via.head(), |node| node.span()),
            by,
        );
    }
}
