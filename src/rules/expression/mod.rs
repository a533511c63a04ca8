//! Runtime expressions are well-formed, and have a value where they stand.

mod malformed_expression;
mod unavailable_expression;
mod unevaluated_expression;
mod unquoted_condition;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    malformed_expression::RULE,
    unevaluated_expression::RULE,
    unavailable_expression::RULE,
    unquoted_condition::RULE,
];
