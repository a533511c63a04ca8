//! `anyOf` and `oneOf`: which branch the author of a value had in mind.
//!
//! Descriptions say `oneOf` where they mean `anyOf`, so several branches that fit are no mistake.

use std::rc::Rc;

use super::instance::{Place, Shape};
use super::judge::Judge;
use super::misfit::{Misfit, MisfitKind};
use super::outcome::Outcome;
use super::schema;
use crate::reference::{Target, follow};
use crate::syntax::{Kind, Node};

/// A branch with those of its errors that stand.
struct Branch<'p, 's> {
    schema: Node<'s>,
    outcome: Rc<Outcome<'p, 's>>,
    errors: Vec<Misfit<'p, 's>>,
}

impl<'p, 's> Judge<'_, 'p, 's> {
    /// One `anyOf` or `oneOf` of a schema.
    pub(super) fn group(
        &mut self,
        schema: Node<'s>,
        group: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        let branches: Vec<Node<'s>> = group.items().collect();
        if let Some(target) = self.selected(schema, place)
            && let Some(branch) = branches
                .iter()
                .find(|branch| self.leads_to(**branch, target))
        {
            return self.beside(schema, *branch, place, &branches, outcome);
        }
        let around = self.all_around(schema, &branches);
        let judged: Vec<_> = branches
            .iter()
            .map(|branch| self.branch(*branch, place, &around))
            .collect();
        let accepted: Vec<_> = judged
            .iter()
            .filter(|branch| branch.errors.is_empty())
            .collect();
        outcome.declares |= judged.iter().any(|branch| branch.outcome.declares);
        if accepted.is_empty() {
            let told = self.nearest(schema, group, place, &judged);
            outcome.take(&told, |_| true);
            return;
        }
        let is_strict = accepted.len() > 1 && group.key().is_some_and(|key| key.value == "oneOf");
        outcome.doubt |= is_strict || accepted.iter().all(|branch| branch.outcome.doubt);
        for branch in &accepted {
            outcome.seen.join(&branch.outcome.seen);
        }
        if accepted
            .iter()
            .all(|branch| !branch.outcome.soft.is_empty())
        {
            outcome.take_soft(&accepted[0].outcome);
        }
        let takes_anything = |branch: &&Branch| !branch.outcome.declares;
        if matches!(place.shape, Shape::Object(_)) && accepted.iter().any(takes_anything) {
            // An alternative that fits whatever the members are allows any; one that merely
            // `required`s is a condition on what is declared around it.
            let open = branches.iter().zip(&judged).any(|(branch, judged)| {
                judged.errors.is_empty()
                    && !judged.outcome.declares
                    && branch.get("required").is_none()
                    && branch.get("not").is_none()
            });
            if open {
                self.free(place);
            }
        }
    }

    /// One alternative; `around` are the schemas beside all of them.
    fn branch(
        &mut self,
        branch: Node<'s>,
        place: &Place<'p>,
        around: &[Node<'s>],
    ) -> Branch<'p, 's> {
        let outcome = self.meet(branch, place);
        let declared = |property: &str| {
            let mut schemas = around.iter();
            schemas.find_map(|schema| self.own_declaration(*schema, property))
        };
        let stands = |misfit: &&Misfit<'p, 's>| self.stands(place, misfit, declared);
        let errors = outcome.errors.iter().filter(stands).cloned().collect();
        Branch {
            schema: branch,
            outcome,
            errors,
        }
    }

    /// The schema that the discriminator's literal value names.
    fn selected(&self, schema: Node<'s>, place: &Place<'p>) -> Option<Node<'s>> {
        let discriminator = schema.get("discriminator")?;
        let property = match discriminator.kind() {
            // Swagger 2 gives only the name of the property.
            Kind::String => discriminator.text()?.value,
            _ => discriminator.get("propertyName")?.text()?.value,
        };
        let value = match &place.member(property)?.shape {
            Shape::Text(text) => text.as_str(),
            Shape::Readings(readings) => {
                readings.iter().find_map(|reading| match &reading.shape {
                    Shape::Text(text) => Some(text.as_str()),
                    _ => None,
                })?
            }
            _ => return None,
        };
        let mapped = discriminator
            .get("mapping")
            .and_then(|mapping| mapping.get(value)?.text());
        if let Some(target) = mapped {
            if let Target::Found(found) = self.expectation.resolve(target) {
                return Some(found);
            }
            return self.expectation.named(schema, target.value);
        }
        self.expectation.named(schema, value)
    }

    fn leads_to(&self, branch: Node<'s>, target: Node<'s>) -> bool {
        let referred = || self.expectation.resolve(schema::reference(branch)?).found();
        // Where schemas stand in files of their own, both names may only lead on to one.
        let end = |schema: Node<'s>| follow(schema).found();
        branch == target
            || referred() == Some(target)
            || end(branch).is_some_and(|found| end(target) == Some(found))
    }

    /// A discriminator without alternatives: the schema is the base of others, which the value may be one of.
    pub(super) fn subtype(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        let has_group = ["anyOf", "oneOf"]
            .into_iter()
            .any(|group| schema.get(group).is_some());
        if schema.get("discriminator").is_none()
            || has_group
            || !matches!(place.shape, Shape::Object(_))
        {
            return;
        }
        match self.selected(schema, place) {
            Some(target) if target == schema || self.is_meeting(target, place) => {}
            Some(target) => self.beside(schema, target, place, &[target], outcome),
            None => self.free(place),
        }
    }

    /// What to tell when no branch fits.
    fn nearest(
        &self,
        schema: Node<'s>,
        group: Node<'s>,
        place: &Place<'p>,
        branches: &[Branch<'p, 's>],
    ) -> Outcome<'p, 's> {
        let one = |kind| Outcome {
            errors: vec![Misfit::new(place, schema, group, kind)],
            ..Outcome::default()
        };
        if let Some(expected) = union(place, branches, |kind| match kind {
            MisfitKind::Type { expected, .. } => Some(expected.as_slice()),
            _ => None,
        }) && let Some(found) = place.kind()
        {
            return one(MisfitKind::Type { expected, found });
        }
        if let Some(allowed) = union(place, branches, |kind| match kind {
            MisfitKind::Enum { allowed } => Some(&**allowed),
            _ => None,
        }) {
            let allowed = allowed.into();
            return one(MisfitKind::Enum { allowed });
        }
        let missing = |branch: &Branch<'p, 's>| {
            let own = |misfit: &Misfit<'p, 's>| match &misfit.kind {
                MisfitKind::Missing { property, .. } if misfit.at == place.id => {
                    Some(property.clone())
                }
                _ => None,
            };
            branch.errors.iter().map(own).collect::<Option<Vec<_>>>()
        };
        let all_missing: Option<Vec<_>> = branches.iter().map(missing).collect();
        if let Some(missing) = all_missing.filter(|_| branches.len() > 1) {
            return one(MisfitKind::NoBranch { missing });
        }
        let children: Vec<u32> = place
            .members()
            .iter()
            .map(|member| member.value.id)
            .collect();
        let rank = |branch: &&Branch<'p, 's>| {
            let wrong_type = branch.errors.iter().any(|misfit| {
                misfit.at == place.id && matches!(misfit.kind, MisfitKind::Type { .. })
            });
            // A property with few possible values is what tells the branches apart.
            let wrong_tags = branch.errors.iter().filter(|misfit| {
                let few =
                    matches!(&misfit.kind, MisfitKind::Enum { allowed } if allowed.len() <= 1);
                few && children.contains(&misfit.at)
            });
            let declares = |name: &str| self.declaration(branch.schema, name, &[]).is_some();
            let strangers = place
                .members()
                .iter()
                .filter(|member| !declares(&member.name))
                .count();
            (
                wrong_type,
                wrong_tags.count(),
                branch.errors.len() + strangers,
                strangers,
            )
        };
        let best = branches.iter().min_by_key(rank);
        Outcome {
            errors: best.map(|branch| branch.errors.clone()).unwrap_or_default(),
            ..Outcome::default()
        }
    }
}

/// What all branches together allow, if each has the one mistake that `part` picks.
fn union<'p, 's, T: Clone + PartialEq>(
    place: &Place<'p>,
    branches: &[Branch<'p, 's>],
    part: impl for<'a> Fn(&'a MisfitKind<'s>) -> Option<&'a [T]>,
) -> Option<Vec<T>> {
    let mut union = Vec::new();
    for branch in branches {
        let found = branch.errors.iter().find(|misfit| misfit.at == place.id)?;
        for value in part(&found.kind)? {
            if !union.contains(value) {
                union.push(value.clone());
            }
        }
    }
    Some(union)
}
