//! The status codes that an operation documents.

use super::StatusSet;
use crate::openapi::Operation;
use crate::syntax::{Entry, Text};

/// What the Responses Object of an operation says about status codes.
#[derive(Clone, Copy, Debug)]
pub struct Documented<'d> {
    /// The codes; all of them where there is a `default`.
    pub statuses: StatusSet,
    /// The field `responses`.
    pub field: Entry<'d>,
}

impl<'d> Documented<'d> {
    /// What an operation documents. `None` where nothing can be concluded from it: no responses, or keys of another kind.
    pub fn of(operation: Operation<'d>) -> Option<Self> {
        let field = operation.node().entry("responses")?;
        let documented = Self {
            statuses: StatusSet::NONE,
            field,
        };
        let statuses = documented.keys().try_fold(StatusSet::NONE, |all, key| {
            let own = match key.value {
                "default" => StatusSet::ALL,
                other => StatusSet::of_key(other)?,
            };
            Some(all.union(own))
        })?;
        (!statuses.is_empty()).then_some(Self { statuses, field })
    }

    /// The codes, ranges and `default` in their order.
    pub fn keys(self) -> impl Iterator<Item = Text<'d>> {
        let keys = self.field.value.entries().map(|entry| entry.key);
        keys.filter(|key| !key.value.starts_with("x-"))
    }
}
