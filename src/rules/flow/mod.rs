//! Order, reachability, cycles.

mod dependency_cycle;
mod premature_reference;

use super::Rule;

pub(super) const RULES: &[Rule] = &[premature_reference::RULE, dependency_cycle::RULE];
