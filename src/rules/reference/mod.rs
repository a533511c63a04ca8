//! Names exist.

mod ambiguous_operation;
mod avoidable_operation_path;
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

use super::{Context, Rule};
use crate::diagnostic::Diagnostic;
use crate::near::near;
use crate::syntax::{Kind, Node};
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

/// Says which names exist: the close ones as a question, else all of them if they are few.
fn suggest<'a>(
    diagnostic: &mut Diagnostic,
    name: &str,
    names: impl Iterator<Item = &'a str>,
    what: &str,
) {
    if diagnostic.is_one_of_many {
        return;
    }
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let close = near(name, names.iter().copied());
    let quoted = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if !close.is_empty() {
        let close: Vec<String> = close.iter().map(|name| format!("`{name}`")).collect();
        let case_only = close.len() == 1 && close[0].trim_matches('`').eq_ignore_ascii_case(name);
        let hint = if case_only {
            " names are case-sensitive"
        } else {
            ""
        };
        diagnostic.help(format!("did you mean {}?{hint}", close.join(" or ")));
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
}

/// Whether one of the objects may have that id after all, in a field that is misspelt or absent.
fn has_misread_id<'d>(
    cx: &Context<'_>,
    mut objects: impl Iterator<Item = Node<'d>>,
    field: &str,
    id: &str,
) -> bool {
    !cx.faults.is_empty()
        && objects.any(|object| {
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
