//! The keywords that look at the members of objects and the items of lists.

use super::equality::{Truth, equal};
use super::instance::{Place, Shape};
use super::judge::Judge;
use super::misfit::{Bound, Misfit, MisfitKind};
use super::outcome::{Outcome, Seen};
use super::scalars::bounds;
use super::schema;
use crate::syntax::Node;

/// A longer list is not searched for equal items.
const COMPARED: usize = 1_000;

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
            let mut is_declared = false;
            if let Some(property) = properties.and_then(|map| map.get(&member.name)) {
                is_declared = true;
                self.member(property, place, index, outcome);
            }
            for entry in patterns.into_iter().flat_map(|map| map.entries()) {
                match self.compiled.leaves.matches(entry.key.value, &member.name) {
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
            if let Some(additional) = schema::sub(schema, "additionalProperties")
                && !is_declared
            {
                self.rest(schema, additional, place, index, outcome);
            } else if is_declared {
                outcome.seen.mark(index);
            }
            if let Some(names) = names {
                let name = Shape::Text(member.name.clone());
                let name = self.passing(member.value.spot, name);
                let below = self.meet(names, &name);
                outcome.take(&below, |_| true);
            }
        }
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
            let is_hidden = self.compiled.is_hidden(schema);
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
            declared: Vec::new(),
            instead_of: None,
        };
        outcome.error(Misfit {
            place: member.value.spot,
            ..Misfit::new(place, schema, rest, kind)
        });
    }

    fn required(&mut self, schema: Node<'s>, place: &Place<'p>, outcome: &mut Outcome<'p, 's>) {
        let own = schema::list(schema, "required");
        let own = own.into_iter().flat_map(|list| list.items());
        let dependent = schema::map(schema, "dependentRequired");
        let dependent = dependent
            .into_iter()
            .flat_map(|map| map.entries())
            .filter(|entry| place.member(entry.key.value).is_some())
            .flat_map(|entry| entry.value.items());
        for item in own.chain(dependent) {
            let Some(name) = item.text().map(|text| text.value) else {
                continue;
            };
            let is_hidden = || {
                let declared = self.compiled.declaration(schema, name, &[]);
                declared.is_some_and(|property| self.compiled.is_hidden(property))
            };
            if place.member(name).is_none() && !is_hidden() {
                let kind = MisfitKind::Missing {
                    property: name.to_owned(),
                    declared: None,
                };
                outcome.error(Misfit::new(place, schema, item, kind));
            }
        }
    }

    /// Everything that a schema itself says about a list.
    pub(super) fn items(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        items: &[Place<'p>],
        outcome: &mut Outcome<'p, 's>,
    ) {
        let found = items.len() as u64;
        for (bound, limit, keyword) in bounds(schema, "minItems", "maxItems", found) {
            let kind = MisfitKind::Items {
                bound,
                limit,
                found,
            };
            outcome.error(Misfit::new(place, schema, keyword, kind));
        }
        // Before 2020-12 a list under `items` was what `prefixItems` is now.
        let old_prefix = schema::list(schema, "items");
        let prefix = schema::list(schema, "prefixItems").or(old_prefix);
        let prefix: Vec<_> = prefix.into_iter().flat_map(|list| list.items()).collect();
        let rest = match old_prefix {
            Some(_) => schema::sub(schema, "additionalItems"),
            None => schema::sub(schema, "items"),
        };
        for (index, item) in items.iter().enumerate() {
            if let Some(item_schema) = prefix.get(index).copied().or(rest) {
                outcome.seen.mark(index);
                let below = self.meet(item_schema, item);
                outcome.take(&below, |_| true);
            }
        }
        self.contained(schema, place, items, outcome);
        if schema::is_true(schema, "uniqueItems") {
            let keyword = schema.get("uniqueItems").unwrap_or(schema);
            match repeats(items) {
                Truth::No => {}
                Truth::Maybe => outcome.doubt = true,
                Truth::Yes => {
                    let keyword_name = "uniqueItems";
                    let kind = MisfitKind::Other {
                        keyword: keyword_name,
                    };
                    outcome.error(Misfit::new(place, schema, keyword, kind));
                }
            }
        }
    }

    /// `contains` with its bounds.
    fn contained(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        items: &[Place<'p>],
        outcome: &mut Outcome<'p, 's>,
    ) {
        let Some(contains) = schema::sub(schema, "contains") else {
            return;
        };
        let (mut surely, mut maybe) = (0, 0);
        for (index, item) in items.iter().enumerate() {
            let below = self.unrecorded(contains, item);
            surely += u64::from(below.surely_fits());
            if below.may_fit() {
                maybe += 1;
                outcome.seen.mark(index);
            }
        }
        let least = schema::count(schema, "minContains").map_or(1, |(least, _)| least);
        let most = schema::count(schema, "maxContains").map_or(u64::MAX, |(most, _)| most);
        if maybe < least || surely > most {
            let kind = MisfitKind::Other {
                keyword: "contains",
            };
            outcome.error(Misfit::new(place, schema, contains, kind));
        } else if surely < least || maybe > most {
            outcome.doubt = true;
        }
    }

    /// `unevaluatedProperties` and `unevaluatedItems`: what none of the schemas here has looked at.
    pub(super) fn leftovers(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        match &place.shape {
            Shape::Object(members) => {
                let Some(rest) = schema::sub(schema, "unevaluatedProperties") else {
                    return;
                };
                for index in 0..members.len() {
                    if !outcome.seen.has(index) {
                        self.rest(schema, rest, place, index, outcome);
                    }
                }
                outcome.seen = Seen::All;
            }
            Shape::List(items) => {
                let Some(rest) = schema::sub(schema, "unevaluatedItems") else {
                    return;
                };
                for (index, item) in items.iter().enumerate() {
                    if outcome.seen.has(index) {
                        continue;
                    }
                    if rest.as_bool() == Some(false) {
                        let (bound, limit) = (Bound::AtMost, index as u64);
                        let found = items.len() as u64;
                        let kind = MisfitKind::Items {
                            bound,
                            limit,
                            found,
                        };
                        outcome.error(Misfit::new(place, schema, rest, kind));
                        break;
                    }
                    let below = self.meet(rest, item);
                    outcome.take(&below, |_| true);
                }
                outcome.seen = Seen::All;
            }
            _ => {}
        }
    }
}

/// Whether two items are equal.
fn repeats(items: &[Place<'_>]) -> Truth {
    if items.len() > COMPARED {
        return Truth::Maybe;
    }
    let mut found = Truth::No;
    for (index, item) in items.iter().enumerate() {
        for earlier in &items[..index] {
            match equal(item, earlier) {
                Truth::Yes => return Truth::Yes,
                Truth::Maybe => found = Truth::Maybe,
                Truth::No => {}
            }
        }
    }
    found
}
