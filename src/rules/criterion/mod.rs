//! Conditions.

mod malformed_condition;

use super::Rule;

pub(super) const RULES: &[Rule] = &[malformed_condition::RULE];
