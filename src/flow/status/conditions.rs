//! The criteria of a document, each read once for everybody who asks.

use rustc_hash::FxHashMap;

use super::{StatusSet, Statuses};
use crate::arazzo::Criterion;
use crate::expression::{Condition, condition};
use crate::syntax::Node;
use crate::version::Version;

/// What the criteria of a document say.
#[derive(Debug)]
pub struct Conditions<'d> {
    version: Version,
    known: FxHashMap<Node<'d>, Known<'d>>,
}

#[derive(Debug)]
struct Known<'d> {
    simple: Option<Condition<'d>>,
    statuses: Statuses,
}

impl<'d> Conditions<'d> {
    /// Reads the criteria.
    pub fn new(criteria: impl Iterator<Item = Criterion<'d>>, version: Version) -> Self {
        let mut known = FxHashMap::default();
        for criterion in criteria {
            // A component is met wherever it is used.
            known.entry(criterion.node()).or_insert_with(|| {
                let text = criterion.condition().filter(|_| criterion.is_simple());
                let simple = text.map(|text| condition(text.value, version));
                let statuses = match &simple {
                    Some(condition) => Statuses::of_condition(condition),
                    None => Statuses::of(criterion, version),
                };
                Known { simple, statuses }
            });
        }
        Self { version, known }
    }

    /// The condition of a criterion, if it is a simple one.
    pub fn simple(&self, criterion: Criterion<'d>) -> Option<&Condition<'d>> {
        self.known.get(&criterion.node())?.simple.as_ref()
    }

    /// The codes that a criterion allows.
    pub fn statuses(&self, criterion: Criterion<'d>) -> Statuses {
        let known = self.known.get(&criterion.node());
        known.map_or_else(
            || Statuses::of(criterion, self.version),
            |known| known.statuses,
        )
    }

    /// The codes that can occur when all criteria hold; every code for none.
    pub fn statuses_of_all(&self, criteria: impl Iterator<Item = Criterion<'d>>) -> StatusSet {
        criteria.fold(StatusSet::ALL, |allowed, criterion| {
            allowed.intersection(self.statuses(criterion).holding)
        })
    }
}
