//! One fault for one mistake: drops what only follows from another fault.

use std::collections::HashMap;

use super::{Conflict, Fault, FaultKind, Object, Problem, place::parent};

/// The faults without consequences of others, sorted by pointer.
pub(super) fn one_per_mistake(mut faults: Vec<Fault>) -> Vec<Fault> {
    // The validator promises no order. At one place the type comes first: a value of the wrong type breaks whatever else
    // is asked of it.
    faults.sort_by(|a, b| (&a.pointer, weight(a)).cmp(&(&b.pointer, weight(b))));
    faults.dedup_by(|later, earlier| {
        later == earlier || (later.pointer == earlier.pointer && is_about_value(later))
    });

    let mut by_object: HashMap<&str, Vec<&FaultKind>> = HashMap::new();
    for fault in &faults {
        by_object
            .entry(object_pointer(fault))
            .or_default()
            .push(&fault.kind);
    }
    let follows: Vec<bool> = faults
        .iter()
        .map(|fault| {
            by_object[object_pointer(fault)]
                .iter()
                .any(|cause| explains(cause, &fault.kind))
        })
        .collect();
    faults
        .into_iter()
        .zip(follows)
        .filter_map(|(fault, follows)| (!follows).then_some(fault))
        .collect()
}

fn weight(fault: &Fault) -> u8 {
    match fault.kind {
        FaultKind::WrongType { .. } => 0,
        FaultKind::MissingField { .. } => 1,
        _ => 2,
    }
}

/// A missing field is about a member that has no place of its own, a malformed key about the key beside the value.
fn is_about_value(fault: &Fault) -> bool {
    !matches!(
        fault.kind,
        FaultKind::MissingField { .. }
            | FaultKind::InvalidValue {
                problem: Problem::MalformedKey { .. },
                ..
            }
    )
}

/// The pointer of the object that the fault is about.
fn object_pointer(fault: &Fault) -> &str {
    match fault.kind {
        FaultKind::MissingField { .. } => &fault.pointer,
        _ => parent(&fault.pointer),
    }
}

/// Whether `fault` is gone once `cause`, in the same object, is mended.
fn explains(cause: &FaultKind, fault: &FaultKind) -> bool {
    match (cause, fault) {
        (
            FaultKind::UnknownField {
                object,
                field,
                suggestions,
                new_in_1_1,
            },
            FaultKind::MissingField { fields, .. },
        ) => {
            let is_misspelt = |name: &str| suggestions.iter().any(|meant| meant == name);
            match field.as_str() {
                // What refers to another object has none of its fields.
                "$ref" | "reference" => true,
                // The step has a target, only not one of this version.
                "channelPath" if *new_in_1_1 => fields.iter().any(|name| name == "operationId"),
                _ => {
                    fields.iter().any(|name| is_misspelt(name))
                        || (object.is_reusable() && is_misspelt("reference"))
                }
            }
        }
        (
            FaultKind::MissingField { fields, .. },
            FaultKind::ConflictingFields {
                conflict: Conflict::Needs(needed),
                ..
            },
        ) => fields.contains(needed),
        // Somebody who retries after a success says so in several fields.
        (
            FaultKind::InvalidValue {
                object: Object::SuccessAction,
                problem: Problem::NotOneOf { found, .. },
                ..
            },
            FaultKind::UnknownField { field, .. },
        ) => found == "retry" && matches!(field.as_str(), "retryAfter" | "retryLimit"),
        _ => false,
    }
}
