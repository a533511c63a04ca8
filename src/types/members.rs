//! The keywords that look at the members of objects.

use rustc_hash::FxHashSet;

use super::instance::{Place, Shape};
use super::judge::Judge;
use super::misfit::{Misfit, MisfitKind, Names};
use super::outcome::{Outcome, Seen};
use super::scalars::bounds;
use super::schema;
use crate::syntax::Node;

impl<'p, 's> Judge<'_, 'p, 's> {
    /// Everything that a schema itself says about an object.
    pub(super) fn members(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        self.record(schema, place, outcome);
        self.required(schema, place, outcome);
        let found = place.members().len() as u64;
        for (bound, limit, keyword) in bounds(schema, "minProperties", "maxProperties", found) {
            let kind = MisfitKind::Properties {
                bound,
                limit,
                found,
            };
            outcome.error(Misfit::new(place, schema, keyword, kind));
        }
        let properties = schema::map(schema, "properties");
        let patterns = schema::map(schema, "patternProperties");
        let names = schema::sub(schema, "propertyNames");
        for (index, member) in place.members().iter().enumerate() {
            if let Some(names) = names {
                let name = Shape::Text(member.name.clone());
                let name = self.passing(member.value.spot, name);
                let below = self.meet(names, &name);
                outcome.take(&below, |_| true);
            }
            let mut is_declared = false;
            if let Some(property) = properties.and_then(|map| map.get(&member.name)) {
                is_declared = true;
                self.member(property, place, index, outcome);
            }
            for entry in patterns.into_iter().flat_map(|map| map.entries()) {
                match self.patterns.matches(entry.key.value, &member.name) {
                    Some(false) => {}
                    Some(true) => {
                        is_declared = true;
                        self.member(entry.value, place, index, outcome);
                    }
                    None => {
                        is_declared = true;
                        outcome.doubt = true;
                        self.free(place);
                    }
                }
            }
            if is_declared {
                outcome.seen.mark(index);
            } else if let Some(additional) = schema::sub(schema, "additionalProperties")
                && !self.is_built_in(schema, additional, &member.name)
            {
                self.rest(schema, additional, place, index, outcome);
            }
        }
    }

    /// A schema that closes itself and builds on others means what they declare to be in.
    fn is_built_in(&self, schema: Node<'s>, additional: Node<'s>, name: &str) -> bool {
        additional.as_bool() == Some(false) && self.declaration(schema, name, &[]).is_some()
    }

    /// Notes which members the schema knows, for the properties that nobody declares.
    fn record(&mut self, schema: Node<'s>, place: &Place<'p>, outcome: &mut Outcome<'p, 's>) {
        let properties = schema::map(schema, "properties");
        let properties = properties.filter(|map| map.entries().next().is_some());
        outcome.declares |= properties.is_some();
        let is_welcome = |keyword| {
            schema::sub(schema, keyword).is_some_and(|value| value.as_bool() != Some(false))
        };
        let is_open = [
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
        ]
        .into_iter()
        .any(is_welcome);
        if is_open {
            self.free(place);
        }
        if let Some(properties) = properties
            && !self.is_within_not()
        {
            self.coverages.of(place).names(schema, properties);
        }
    }

    fn member(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        index: usize,
        outcome: &mut Outcome<'p, 's>,
    ) {
        if !self.is_within_not() {
            let is_hidden = self.is_hidden(schema);
            self.coverages.of(place).declares(index, is_hidden);
        }
        let Some(member) = place.members().get(index) else {
            return;
        };
        let below = self.meet(schema, &member.value);
        outcome.take(&below, |_| true);
    }

    /// A member that a schema knows only by what it says of all others.
    fn rest(
        &mut self,
        schema: Node<'s>,
        rest: Node<'s>,
        place: &Place<'p>,
        index: usize,
        outcome: &mut Outcome<'p, 's>,
    ) {
        outcome.seen.mark(index);
        let Some(member) = place.members().get(index) else {
            return;
        };
        if rest.as_bool() != Some(false) {
            let below = self.meet(rest, &member.value);
            outcome.take(&below, |_| true);
            return;
        }
        let kind = MisfitKind::Undeclared {
            property: member.name.clone(),
            closed: true,
            declared: Names::default(),
            instead_of: None,
        };
        outcome.error(Misfit {
            place: member.value.spot,
            ..Misfit::new(place, schema, rest, kind)
        });
    }

    fn required(&mut self, schema: Node<'s>, place: &Place<'p>, outcome: &mut Outcome<'p, 's>) {
        let names: FxHashSet<&str> = place
            .members()
            .iter()
            .map(|member| member.name.as_str())
            .collect();
        let own = schema::list(schema, "required");
        for item in own.into_iter().flat_map(|list| list.items()) {
            let name = item.text().map(|text| text.value);
            let member = name.and_then(|name| place.member(name));
            if let Some((member, hole)) =
                member.and_then(|member| Some((member, self.may_lack(member)?)))
            {
                let kind = MisfitKind::PerhapsAbsent { hole };
                outcome.soft.push(Misfit::new(member, schema, item, kind));
            }
        }
        let own = own.into_iter().flat_map(|list| list.items());
        let dependent = schema::map(schema, "dependentRequired");
        let dependent = dependent
            .into_iter()
            .flat_map(|map| map.entries())
            .filter(|entry| names.contains(entry.key.value))
            .flat_map(|entry| entry.value.items());
        for item in own.chain(dependent) {
            let Some(name) = item.text().map(|text| text.value) else {
                continue;
            };
            let is_hidden = || {
                let declared = self.declaration(schema, name, &[]);
                declared.is_some_and(|property| self.is_hidden(property))
            };
            if !names.contains(name) && !is_hidden() {
                let kind = MisfitKind::Missing {
                    property: name.to_owned(),
                    declared: None,
                };
                outcome.error(Misfit::new(place, schema, item, kind));
            }
        }
    }

    /// `unevaluatedProperties`: the members that none of the schemas here has looked at.
    pub(super) fn leftover_members(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        let Some(rest) = schema::sub(schema, "unevaluatedProperties") else {
            return;
        };
        for index in 0..place.members().len() {
            if !outcome.seen.has(index) {
                self.rest(schema, rest, place, index, outcome);
            }
        }
        outcome.seen = Seen::All;
    }
}
