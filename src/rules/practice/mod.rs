//! What experience advises.

use super::Rule;

pub(super) const RULES: &[Rule] = &[];
