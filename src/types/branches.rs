//! The keywords that hold other schemas against the same value.

use super::instance::Place;
use super::judge::Judge;
use super::misfit::{Misfit, MisfitKind};
use super::outcome::Outcome;
use super::schema;
use crate::syntax::Node;

/// All of these keywords.
const BRANCHING: [&str; 7] = [
    "allOf",
    "anyOf",
    "oneOf",
    "discriminator",
    "not",
    "if",
    "dependentSchemas",
];

impl<'p, 's> Judge<'_, 'p, 's> {
    /// `allOf`, `anyOf`, `oneOf`, `discriminator`, `not`, `if`, `dependentSchemas`.
    pub(super) fn branches(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        // Most schemas have none of them.
        if !schema.has_any(&BRANCHING) {
            return;
        }
        let all = schema::list(schema, "allOf");
        for branch in all.into_iter().flat_map(|list| list.items()) {
            self.beside(schema, branch, place, &[branch], outcome);
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(group) = schema::list(schema, keyword) {
                self.group(schema, group, place, outcome);
            }
        }
        self.subtype(schema, place, outcome);
        if let Some(not) = schema::sub(schema, "not") {
            let inner = self.unrecorded(not, place);
            outcome.doubt |= inner.may_fit() && inner.doubt;
            if inner.surely_fits() {
                let kind = MisfitKind::Other { keyword: "not" };
                outcome.error(Misfit::new(place, schema, not, kind));
            }
        }
        if let Some(condition) = schema::sub(schema, "if") {
            self.conditional(schema, condition, place, outcome);
        }
        let dependents = schema::map(schema, "dependentSchemas");
        for entry in dependents.into_iter().flat_map(|map| map.entries()) {
            if place.member(entry.key.value).is_some() {
                self.beside(schema, entry.value, place, &[entry.value], outcome);
            }
        }
    }

    fn conditional(
        &mut self,
        schema: Node<'s>,
        condition: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        let holds = self.meet(condition, place);
        // Both arms are looked at, for what they declare; only the one that counts is heard.
        for (keyword, counts) in [("then", holds.surely_fits()), ("else", !holds.may_fit())] {
            let Some(arm) = schema::sub(schema, keyword) else {
                continue;
            };
            if counts {
                self.beside(schema, arm, place, &[arm], outcome);
            } else {
                let silent = self.meet(arm, place);
                if holds.may_fit() && holds.doubt {
                    outcome.doubt = true;
                    outcome.seen.join(&silent.seen);
                }
            }
        }
        if holds.may_fit() {
            outcome.seen.join(&holds.seen);
        }
    }

    /// A schema that looks at the same value; its errors count unless the schemas around it take them back.
    pub(super) fn beside(
        &mut self,
        schema: Node<'s>,
        branch: Node<'s>,
        place: &Place<'p>,
        alternatives: &[Node<'s>],
        outcome: &mut Outcome<'p, 's>,
    ) {
        let below = self.meet(branch, place);
        let declared = |property: &str| self.declaration(schema, property, alternatives);
        outcome.take(&below, |misfit| self.stands(place, misfit, declared));
        outcome.seen.join(&below.seen);
        outcome.declares |= below.declares;
    }

    /// Whether what a branch found stands: a closed branch does not forbid what is declared beside it, and a required
    /// property that is declared beside it as the server's own is not required.
    pub(super) fn stands(
        &self,
        place: &Place<'p>,
        misfit: &Misfit<'p, 's>,
        declared: impl Fn(&str) -> Option<Node<'s>>,
    ) -> bool {
        if misfit.at != place.id {
            return true;
        }
        // Where nobody can look any more, what stands beside may make it right.
        let is_asked = matches!(
            misfit.kind,
            MisfitKind::Undeclared { .. } | MisfitKind::Missing { .. }
        );
        if is_asked && self.searches.get() == 0 {
            return false;
        }
        match &misfit.kind {
            MisfitKind::Undeclared { property, .. } => declared(property).is_none(),
            MisfitKind::Missing { property, .. } => {
                !declared(property).is_some_and(|found| self.is_hidden(found))
            }
            _ => true,
        }
    }
}
