//! Runtime expressions are well-formed.

mod malformed_expression;

use super::Rule;

pub(super) const RULES: &[Rule] = &[malformed_expression::RULE];
