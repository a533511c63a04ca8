//! Order, reachability, cycles.

mod completed;
mod dependency_cycle;
mod endless_loop;
mod possibly_unset_output;
mod premature_reference;
mod reading;
mod recursive_workflow;
mod shadowed_action;
mod undeclared_dependency;
mod unmet_dependency;
mod unreachable_step;
mod unsafe_retry;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    premature_reference::RULE,
    possibly_unset_output::RULE,
    unreachable_step::RULE,
    endless_loop::RULE,
    dependency_cycle::RULE,
    recursive_workflow::RULE,
    unmet_dependency::RULE,
    undeclared_dependency::RULE,
    shadowed_action::RULE,
    unsafe_retry::RULE,
];
