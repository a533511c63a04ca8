//! Conditions.

mod compared;
mod constant_condition;
mod contradictory_criteria;
mod malformed_condition;
mod malformed_jsonpath;
mod malformed_regex;
mod malformed_xpath;
mod mismatched_comparison;
mod mismatched_selector;
mod missing_context;
mod missing_success_criteria;
mod queries;
mod undocumented_status;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    malformed_condition::RULE,
    malformed_regex::RULE,
    malformed_jsonpath::RULE,
    malformed_xpath::RULE,
    missing_context::RULE,
    undocumented_status::RULE,
    contradictory_criteria::RULE,
    constant_condition::RULE,
    mismatched_comparison::RULE,
    mismatched_selector::RULE,
    missing_success_criteria::RULE,
];
