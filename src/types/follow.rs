//! Follows a JSON Pointer into what a value can be.

use super::expand::{Alternative, Expander};
use super::facts::schemas;
use super::fuel::Fuel;
use super::kinds::Kinds;
use super::leaf::Patterns;
use super::parts::{declared, has_more, hides_more, is_closed_to, is_hidden, item_facts};
use super::schema;
use super::shape::{Fact, Shape};
use crate::syntax::Node;

/// What a token of a pointer leads to.
#[derive(Clone, Debug)]
pub struct Followed<'d> {
    /// The value there.
    pub shape: Shape<'d>,
    /// Whether there may be none.
    pub is_optional: bool,
}

/// One reading of the value.
enum Found<'d> {
    /// The schemas say what is there, and whether something has to be.
    Declared(Vec<Fact<'d>>, bool),
    /// Anything may be there.
    Open,
    /// Nothing can be there.
    Nothing,
}

impl<'d> Shape<'d> {
    /// What is at a member or an item. `None` if no value has it: none of the schemas declares it, and none says that it
    /// allows more.
    pub fn follow(&self, token: &str, patterns: &Patterns, fuel: &Fuel) -> Option<Followed<'d>> {
        let mut expander = Expander { fuel };
        let mut found: Option<Followed<'d>> = None;
        let mut lacks = false;
        let mut add = |shape: Shape<'d>, is_optional: bool| match &mut found {
            Some(known) => {
                known.shape.join(&shape);
                known.is_optional |= is_optional;
            }
            None => found = Some(Followed { shape, is_optional }),
        };
        if self.is_unknown() {
            add(Shape::unknown(), false);
        }
        for part in &self.parts {
            for reading in expander.all(part) {
                match look(&reading, token, patterns) {
                    Found::Declared(facts, is_required) => {
                        let shape = Shape {
                            parts: vec![facts],
                            is_open: false,
                        };
                        add(shape, !is_required);
                    }
                    Found::Open => add(Shape::unknown(), false),
                    Found::Nothing => lacks = true,
                }
            }
        }
        if let Some(found) = &mut found {
            found.is_optional |= lacks;
        }
        found
    }
}

fn look<'d>(reading: &Alternative<'d>, token: &str, patterns: &Patterns) -> Found<'d> {
    let facts = &reading.facts;
    let written = facts.iter().find_map(|fact| match fact {
        Fact::Literal(node) => Some(*node),
        _ => None,
    });
    if let Some(node) = written {
        let found = match node.is_sequence() {
            true => {
                let index = token.parse().ok();
                index.and_then(|index| node.items().nth(index))
            }
            false => node.get(token),
        };
        return found.map_or(Found::Nothing, |node| {
            Found::Declared(vec![Fact::Literal(node)], true)
        });
    }
    let kinds = facts
        .iter()
        .fold(Kinds::ALL, |all, fact| all.both(Kinds::of_fact(*fact)));
    let nothing = if reading.is_open {
        Found::Open
    } else {
        Found::Nothing
    };
    if !kinds.has(Kinds::OBJECT.or(Kinds::ARRAY)) {
        return nothing;
    }
    let is_index = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    if kinds.has(Kinds::ARRAY) && is_index {
        let items = item_facts(facts, token.parse().unwrap_or(usize::MAX));
        if !items.is_empty() {
            return Found::Declared(items, false);
        }
        return Found::Open;
    }
    if !kinds.has(Kinds::OBJECT) {
        // `-` names the item behind the last one.
        return if token == "-" { Found::Open } else { nothing };
    }
    let own = declared(facts, token, patterns);
    if !own.is_empty() {
        let is_required = schemas(facts)
            .any(|typed| typed.node.texts("required").any(|text| text.value == token))
            && !is_hidden(facts, token);
        return Found::Declared(own, is_required);
    }
    let is_closed = is_closed_to(facts, token);
    let has_properties = schemas(facts).any(|typed| {
        schema::map(typed.node, "properties").is_some_and(|map| map.entries().next().is_some())
    });
    let allows_more = schemas(facts).any(|typed| is_open(typed.node));
    if !is_closed && (allows_more || !has_properties) {
        return Found::Open;
    }
    nothing
}

/// Whether a schema allows what it does not declare in so many words, or may declare it where nobody looks.
fn is_open(schema: Node<'_>) -> bool {
    let welcomes = |keyword: &str| {
        schema
            .get(keyword)
            .is_some_and(|value| value.as_bool() != Some(false))
    };
    // By itself a discriminator names schemas that extend this one, beside a list of branches only one of these.
    let lists_branches = ["oneOf", "anyOf"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some());
    welcomes("additionalProperties")
        || welcomes("unevaluatedProperties")
        || schema.get("patternProperties").is_some()
        || schema.get("propertyNames").is_some()
        || hides_more(schema)
        || has_more(schema) && !lists_branches
}

impl<'d> Shape<'d> {
    /// The names of the members that the schemas declare, in their order.
    pub fn names(&self) -> Vec<&'d str> {
        let fuel = Fuel::default();
        let mut expander = Expander { fuel: &fuel };
        let mut names = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        for part in &self.parts {
            for reading in expander.all(part) {
                for typed in schemas(&reading.facts) {
                    let map = schema::map(typed.node, "properties");
                    let keys = map.into_iter().flat_map(Node::entries);
                    let keys = keys.map(|entry| entry.key.value);
                    names.extend(keys.filter(|name| seen.insert(*name)));
                }
            }
        }
        names
    }

    /// Whether every value is a list.
    pub fn is_list(&self) -> bool {
        self.kinds() == Kinds::ARRAY
    }

    /// Whether no value has members or items.
    pub fn is_scalar(&self) -> bool {
        let kinds = self.kinds();
        !kinds.is_empty() && !kinds.has(Kinds::ARRAY.or(Kinds::OBJECT))
    }

    /// The types that the values can have.
    pub fn kinds(&self) -> Kinds {
        if self.is_unknown() {
            return Kinds::ALL;
        }
        let fuel = Fuel::default();
        let mut expander = Expander { fuel: &fuel };
        let mut kinds = Kinds::NONE;
        for part in &self.parts {
            for reading in expander.all(part) {
                let facts = reading.facts.iter();
                kinds =
                    kinds.or(facts.fold(Kinds::ALL, |all, fact| all.both(Kinds::of_fact(*fact))));
            }
        }
        kinds
    }
}
