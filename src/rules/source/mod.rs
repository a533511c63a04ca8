//! The documents behind a workflow.

mod duplicate_operation_id;
mod insecure_source_url;
mod malformed_description;
mod mismatched_self;
mod mismatched_source_type;
mod unchecked_source;
mod unreadable_source;
mod unused_source;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    unreadable_source::RULE,
    mismatched_source_type::RULE,
    mismatched_self::RULE,
    unchecked_source::RULE,
    insecure_source_url::RULE,
    duplicate_operation_id::RULE,
    malformed_description::RULE,
    unused_source::RULE,
];
