//! Whether every value of one set is in another one.

use serde_json::Value;

use super::disjoint::Disjoint;
use super::expand::{Alternative, Expander};
use super::expectation::Expectation;
use super::facts::{count, listed, schemas};
use super::fuel::Fuel;
use super::instance::{Instance, Spot};
use super::judge::Judge;
use super::kinds::Kinds;
use super::leaf::Patterns;
use super::limits::{takes_numbers, takes_scalar, takes_strings};
use super::parts::{declared, has_more, is_closed_to, is_hidden, item_facts};
use super::schema;
use super::shape::{Fact, Typed};
use crate::reference::Target;
use crate::syntax::{Kind, Node};

/// How deep schemas are followed.
const DEPTH: usize = 24;

/// Keywords by which a schema may refuse what is not looked at here.
const UNREAD: [&str; 14] = [
    "$dynamicRef",
    "if",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "prefixItems",
    "additionalItems",
];

/// Answers questions about one pair of sets.
pub(super) struct Contains<'c> {
    expander: Expander<'c>,
    patterns: &'c Patterns,
    depth: usize,
}

impl<'c> Contains<'c> {
    pub(super) fn new(patterns: &'c Patterns, fuel: &'c Fuel) -> Self {
        Self {
            expander: Expander { fuel },
            patterns,
            depth: 0,
        }
    }

    /// Whether each value that all facts of `values` hold of is one that all of `expected` hold of.
    pub(super) fn all<'d>(&mut self, values: &[Fact<'d>], expected: &[Fact<'d>]) -> bool {
        let readings = self.expander.all(values);
        readings.iter().all(|reading| {
            // A list of values is looked at value by value, since they may fit different alternatives.
            match listed(&reading.facts).filter(|values| values.len() <= 40) {
                Some(values) if is_written(reading) => values
                    .iter()
                    .all(|(value, node)| self.takes(value, *node, expected)),
                Some(values) => values.iter().all(|(value, _)| {
                    expected
                        .iter()
                        .all(|fact| self.holds(reading, Some(value), *fact))
                }),
                None => expected.iter().all(|fact| self.holds(reading, None, *fact)),
            }
        })
    }

    /// Whether a value fits without a doubt; `oneOf` is read as people mean it.
    fn takes(&self, value: &Value, node: Node<'_>, expected: &[Fact<'_>]) -> bool {
        expected.iter().all(|fact| match fact {
            Fact::Schema(typed) => {
                let instance = Instance::of_value(value.clone(), Spot::of(node));
                let expectation = Expectation::new(typed.root, typed.dialect, typed.direction);
                let mut judge = Judge::new(expectation, self.patterns, instance.size);
                judge.meet(typed.node, &instance.root).surely_fits()
            }
            _ => false,
        })
    }

    /// Whether nothing is said about the values, so that nothing can be said about them.
    pub(super) fn says_nothing(&mut self, facts: &[Fact<'_>]) -> bool {
        let readings = self.expander.all(facts);
        readings.iter().any(|reading| {
            reading.is_open
                || reading
                    .facts
                    .iter()
                    .all(|fact| Kinds::of_fact(*fact) == Kinds::ALL)
                    && listed(&reading.facts).is_none()
        })
    }

    /// Whether a fact holds of each value of a reading, or of the one value of it.
    fn holds<'d>(
        &mut self,
        reading: &Alternative<'d>,
        value: Option<&Value>,
        fact: Fact<'d>,
    ) -> bool {
        if reading.facts.contains(&fact) {
            return true;
        }
        let kinds = match value {
            Some(value) => Kinds::of_value(value),
            None => reading
                .facts
                .iter()
                .fold(Kinds::ALL, |all, fact| all.both(Kinds::of_fact(*fact))),
        };
        let Fact::Schema(typed) = fact else {
            return fact != Fact::Status && kinds.is_within(Kinds::of_fact(fact));
        };
        match typed.node.kind() {
            Kind::Mapping => {}
            Kind::Bool | Kind::Null => return typed.node.as_bool() != Some(false),
            _ => return false,
        }
        if self.depth >= DEPTH || !self.expander.fuel.take() {
            return false;
        }
        self.depth += 1;
        let holds = self.keywords(reading, value, kinds, typed);
        self.depth -= 1;
        holds
    }

    fn keywords<'d>(
        &mut self,
        reading: &Alternative<'d>,
        value: Option<&Value>,
        kinds: Kinds,
        typed: Typed<'d>,
    ) -> bool {
        let node = typed.node;
        if node.has_any(&UNREAD) {
            return false;
        }
        if schema::is_nullable(node) && kinds == Kinds::NULL {
            return true;
        }
        // Null is taken care of here; the rest has to hold of the others.
        let kinds = if schema::is_nullable(node) {
            kinds.without(Kinds::NULL)
        } else {
            kinds
        };
        if let Some(reference) = schema::reference(node) {
            let Target::Found(target) = schema::lookup(typed.root, reference) else {
                return false;
            };
            if !self.holds(reading, value, Fact::Schema(typed.part(target))) {
                return false;
            }
        }
        if !kinds.is_within(Kinds::of_fact(Fact::Schema(typed))) {
            return false;
        }
        let branch = |node| Fact::Schema(typed.part(node));
        for group in ["allOf", "anyOf", "oneOf"] {
            let Some(list) = schema::list(node, group) else {
                continue;
            };
            let mut held = 0;
            let mut others = Vec::new();
            for item in list.items() {
                if self.holds(reading, value, branch(item)) {
                    held += 1;
                } else {
                    others.push(branch(item));
                }
            }
            let fits = match group {
                "allOf" => others.is_empty(),
                "anyOf" => held > 0,
                // Exactly one of them.
                _ => {
                    held == 1
                        && value.is_none()
                        && others.iter().all(|other| {
                            Disjoint::new(self.patterns, self.expander.fuel)
                                .are_disjoint(&reading.facts, &[*other])
                        })
                }
            };
            if !fits {
                return false;
            }
        }
        if let Some(not) = node.get("not")
            && !Disjoint::new(self.patterns, self.expander.fuel)
                .are_disjoint(&reading.facts, &[branch(not)])
        {
            return false;
        }
        match value {
            Some(value) => takes_scalar(typed.node, value, self.patterns),
            None => {
                node.get("enum").is_none()
                    && node.get("const").is_none()
                    && node.get("multipleOf").is_none()
                    && (!kinds.has(Kinds::NUMBER) || takes_numbers(reading, typed))
                    && (!kinds.has(Kinds::STRING) || takes_strings(reading, typed))
                    && (!kinds.has(Kinds::ARRAY) || self.takes_lists(reading, typed))
                    && (!kinds.has(Kinds::OBJECT) || self.takes_objects(reading, typed))
            }
        }
    }

    fn takes_lists<'d>(&mut self, reading: &Alternative<'d>, typed: Typed<'d>) -> bool {
        let own = |keyword: &str| {
            schemas(&reading.facts)
                .filter_map(|typed| count(typed, keyword))
                .collect::<Vec<_>>()
        };
        if let Some(least) = count(typed, "minItems")
            && !own("minItems").iter().any(|own| *own >= least)
        {
            return false;
        }
        if let Some(most) = count(typed, "maxItems")
            && !own("maxItems").iter().any(|own| *own <= most)
        {
            return false;
        }
        let Some(items) = typed.node.get("items") else {
            return true;
        };
        // A list of schemas is read elsewhere, and items of different positions may differ.
        let is_even = schemas(&reading.facts).all(|typed| {
            typed.node.get("prefixItems").is_none()
                && !typed.node.get("items").is_some_and(Node::is_sequence)
        });
        is_even
            && !items.is_sequence()
            && self.all(
                &item_facts(&reading.facts, 0),
                &[Fact::Schema(typed.part(items))],
            )
    }

    fn takes_objects<'d>(&mut self, reading: &Alternative<'d>, typed: Typed<'d>) -> bool {
        let facts = &reading.facts;
        let is_required = |name: &str| {
            !is_hidden(facts, name)
                && schemas(facts)
                    .any(|typed| typed.node.texts("required").any(|text| text.value == name))
        };
        let expected = [Fact::Schema(typed)];
        let mut names = typed.node.texts("required");
        if !names.all(|text| is_required(text.value) || is_hidden(&expected, text.value)) {
            return false;
        }
        let rest = typed.node.get("additionalProperties");
        if rest.is_some_and(|rest| rest.as_bool() != Some(true) && rest.kind() != Kind::Null) {
            return false;
        }
        let properties = schema::map(typed.node, "properties");
        for property in properties.into_iter().flat_map(Node::entries) {
            let name = property.key.value;
            if is_closed_to(facts, name) && !schemas(facts).any(|typed| has_more(typed.node)) {
                continue;
            }
            let values = declared(facts, name, self.patterns);
            if !self.all(&values, &[Fact::Schema(typed.part(property.value))]) {
                return false;
            }
        }
        true
    }
}

/// Whether a reading is one value that stands in a document.
fn is_written(reading: &Alternative<'_>) -> bool {
    let mut facts = reading.facts.iter();
    facts.any(|fact| matches!(fact, Fact::Literal(_)))
}
