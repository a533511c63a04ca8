//! Conditions.

mod malformed_condition;
mod malformed_jsonpath;
mod malformed_regex;
mod malformed_xpath;
mod missing_context;
mod missing_success_criteria;
mod queries;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    malformed_condition::RULE,
    malformed_regex::RULE,
    malformed_jsonpath::RULE,
    malformed_xpath::RULE,
    missing_context::RULE,
    missing_success_criteria::RULE,
];
