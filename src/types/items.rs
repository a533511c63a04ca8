//! The keywords that look at the items of lists.

use super::equality::{Truth, equal};
use super::instance::Place;
use super::judge::Judge;
use super::misfit::{Bound, Misfit, MisfitKind};
use super::outcome::{Outcome, Seen};
use super::scalars::bounds;
use super::schema;
use crate::syntax::Node;

/// A longer list is not searched for equal items.
const COMPARED: usize = 1_000;

impl<'p, 's> Judge<'_, 'p, 's> {
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

    /// `unevaluatedItems`: the items that none of the schemas here has looked at.
    pub(super) fn leftover_items(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        items: &[Place<'p>],
        outcome: &mut Outcome<'p, 's>,
    ) {
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
