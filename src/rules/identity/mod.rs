//! Names are unique and usable.

mod duplicate_action;
mod duplicate_entry;
mod duplicate_parameter;
mod duplicate_source_name;
mod duplicate_step_id;
mod duplicate_workflow_id;
mod repeated;
mod unconventional_id;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    duplicate_workflow_id::RULE,
    duplicate_step_id::RULE,
    duplicate_source_name::RULE,
    duplicate_parameter::RULE,
    duplicate_action::RULE,
    duplicate_entry::RULE,
    unconventional_id::RULE,
];
