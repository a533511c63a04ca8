//! Whether no value can be in two sets at once.

use serde_json::Value;

use super::expand::{Alternative, Expander};
use super::expectation::Expectation;
use super::facts::{clashing, count, is_no_number, listed, schemas};
use super::fit::Clash;
use super::fuel::Fuel;
use super::instance::{Instance, Spot};
use super::judge::Judge;
use super::kinds::Kinds;
use super::leaf::Patterns;
use super::parts::{declared, is_closed_to, item_facts, required};
use super::shape::{Fact, Shape};
use crate::syntax::Node;

/// How deep properties and items are looked into.
const DEPTH: usize = 8;

/// How many values are tried for one question.
const TRIES: usize = 2_000;

/// Answers questions about one pair of sets.
pub(super) struct Disjoint<'c> {
    expander: Expander<'c>,
    patterns: &'c Patterns,
    tries: usize,
    depth: usize,
    /// Whether formats are believed.
    pub(super) uses_formats: bool,
    /// Why the last objects or lists at the top were found to have nothing in common.
    reason: Option<Clash>,
}

impl<'c> Disjoint<'c> {
    pub(super) fn new(patterns: &'c Patterns, fuel: &'c Fuel) -> Self {
        Self {
            expander: Expander { fuel },
            patterns,
            tries: TRIES,
            depth: 0,
            uses_formats: false,
            reason: None,
        }
    }

    /// Whether the facts contradict each other.
    pub(super) fn is_empty(&mut self, facts: &[Fact<'_>]) -> bool {
        self.are_disjoint(facts, &[])
    }

    /// Whether no value is in both.
    pub(super) fn are_disjoint<'d>(&mut self, left: &[Fact<'d>], right: &[Fact<'d>]) -> bool {
        if self.depth > DEPTH {
            return false;
        }
        let lefts = self.expander.all(left);
        let rights = self.expander.all(right);
        self.depth += 1;
        let disjoint = lefts
            .iter()
            .all(|left| rights.iter().all(|right| self.pair(left, right)));
        self.depth -= 1;
        disjoint
    }

    fn pair<'d>(&mut self, left: &Alternative<'d>, right: &Alternative<'d>) -> bool {
        if !self.expander.fuel.take() {
            return false;
        }
        let facts: Vec<Fact<'d>> = left.facts.iter().chain(&right.facts).copied().collect();
        let kinds = facts
            .iter()
            .fold(Kinds::ALL, |kinds, fact| kinds.both(Kinds::of_fact(*fact)));
        if kinds.is_empty() {
            return true;
        }
        if self.has_no_listed_value(&facts) {
            return true;
        }
        let mut left_over = kinds;
        if kinds.has(Kinds::NUMBER) && is_no_number(&facts) {
            left_over = left_over.without(Kinds::NUMBER);
        }
        if kinds.has(Kinds::STRING) && self.is_no_string(&facts) {
            left_over = left_over.without(Kinds::STRING);
        }
        if left_over.is_within(Kinds::ARRAY.or(Kinds::OBJECT)) {
            if left_over.has(Kinds::ARRAY) && self.is_no_list(left, right) {
                left_over = left_over.without(Kinds::ARRAY);
            }
            if left_over.has(Kinds::OBJECT) && self.is_no_object(left, right) {
                left_over = left_over.without(Kinds::OBJECT);
            }
        }
        left_over.is_empty()
    }

    /// Whether there is a list of values, and none of them fits everything.
    fn has_no_listed_value(&mut self, facts: &[Fact<'_>]) -> bool {
        let Some(values) = listed(facts) else {
            return false;
        };
        if values.len() > self.tries {
            return false;
        }
        self.tries -= values.len();
        values
            .iter()
            .all(|(value, node)| facts.iter().any(|fact| !self.may_be(value, *node, *fact)))
    }

    fn may_be(&self, value: &Value, node: Node<'_>, fact: Fact<'_>) -> bool {
        let Fact::Schema(typed) = fact else {
            return Kinds::of_value(value).is_within(Kinds::of_fact(fact));
        };
        let instance = Instance::of_value(value.clone(), Spot::of(node));
        let expectation = Expectation::new(typed.root, typed.dialect, typed.direction);
        let mut judge = Judge::new(expectation, self.patterns, instance.size);
        judge.meet(typed.node, &instance.root).may_fit()
    }

    fn is_no_string(&self, facts: &[Fact<'_>]) -> bool {
        let (mut least, mut most) = (0, u64::MAX);
        let mut formats: Vec<&str> = Vec::new();
        for typed in schemas(facts) {
            least = least.max(count(typed, "minLength").unwrap_or(0));
            most = most.min(count(typed, "maxLength").unwrap_or(u64::MAX));
            let format = typed.node.get("format").and_then(|format| format.text());
            formats.extend(format.map(|format| format.value));
        }
        least > most || self.uses_formats && clashing(&formats).is_some()
    }

    fn is_no_list<'d>(&mut self, left: &Alternative<'d>, right: &Alternative<'d>) -> bool {
        let (mut least, mut most) = (0, u64::MAX);
        for typed in schemas(&left.facts).chain(schemas(&right.facts)) {
            least = least.max(count(typed, "minItems").unwrap_or(0));
            most = most.min(count(typed, "maxItems").unwrap_or(u64::MAX));
        }
        if least > most {
            self.because(Clash::Items);
            return true;
        }
        for index in 0..usize::try_from(least.min(3)).unwrap_or(0) {
            let ours = item_facts(&left.facts, index);
            let theirs = item_facts(&right.facts, index);
            if self.are_disjoint(&ours, &theirs) {
                self.because(Clash::Items);
                return true;
            }
        }
        false
    }

    fn is_no_object<'d>(&mut self, left: &Alternative<'d>, right: &Alternative<'d>) -> bool {
        let most = schemas(&left.facts)
            .chain(schemas(&right.facts))
            .filter_map(|typed| count(typed, "maxProperties"))
            .min();
        let least = schemas(&left.facts)
            .chain(schemas(&right.facts))
            .filter_map(|typed| count(typed, "minProperties"))
            .max();
        let names = required(&left.facts, &right.facts);
        if let Some(most) = most
            && (most < names.len() as u64 || least.is_some_and(|least| least > most))
        {
            self.because(Clash::Values);
            return true;
        }
        for name in names {
            if is_closed_to(&left.facts, name) {
                self.because(Clash::Lacks(name.to_owned()));
                return true;
            }
            if is_closed_to(&right.facts, name) {
                self.because(Clash::Refuses(name.to_owned()));
                return true;
            }
            let ours = declared(&left.facts, name, self.patterns);
            let others = declared(&right.facts, name, self.patterns);
            if self.are_disjoint(&ours, &others) {
                self.because(Clash::Member(name.to_owned()));
                return true;
            }
        }
        false
    }

    fn because(&mut self, reason: Clash) {
        if self.depth <= 1 {
            self.reason.get_or_insert(reason);
        }
    }

    /// Why a shape and what is expected have nothing in common; asked after that was found.
    pub(super) fn clash(&mut self, shape: &Shape<'_>, expected: &[Fact<'_>]) -> Clash {
        let expected_kinds = self.kinds(expected);
        let found = shape
            .parts
            .iter()
            .fold(Kinds::NONE, |kinds, part| kinds.or(self.kinds(part)));
        if !found.has(expected_kinds) {
            return Clash::Types {
                found,
                expected: expected_kinds,
            };
        }
        if self.uses_formats
            && let Some(clash) = self.format_clash(shape, expected)
        {
            return clash;
        }
        self.reason.take().unwrap_or(Clash::Values)
    }

    /// The types that the facts allow, at most.
    pub(super) fn kinds(&mut self, facts: &[Fact<'_>]) -> Kinds {
        let readings = self.expander.all(facts);
        readings.iter().fold(Kinds::NONE, |kinds, reading| {
            let all = reading
                .facts
                .iter()
                .fold(Kinds::ALL, |all, fact| all.both(Kinds::of_fact(*fact)));
            kinds.or(all)
        })
    }

    fn format_clash(&mut self, shape: &Shape<'_>, expected: &[Fact<'_>]) -> Option<Clash> {
        let mut formats = |facts: &[Fact<'_>]| -> Vec<String> {
            let readings = self.expander.all(facts);
            let schemas = readings.iter().flat_map(|reading| schemas(&reading.facts));
            let formats = schemas.filter_map(|typed| typed.node.get("format")?.text());
            formats.map(|text| text.value.to_owned()).collect()
        };
        let found = shape.parts.first().and_then(|part| formats(part).pop())?;
        let expected = formats(expected).pop()?;
        Some(Clash::Formats { found, expected })
    }
}
