//! One value against one schema, and everything that looks at the same value.

use std::cell::Cell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::coverage::Coverages;
use super::expectation::{Broken, Expectation, Why};
use super::fit::Fit;
use super::instance::{Hole, Place, Shape, Spot};
use super::leaf::Patterns;
use super::listed::List;
use super::misfit::{Misfit, MisfitKind};
use super::outcome::{Outcome, Seen};
use super::schema::{self, JsonType};
use super::wire::{Known, fit_carried};
use crate::reference::{Target, follow};
use crate::syntax::{Kind, Node, Text};

/// How deep schemas and values may nest together before the judge gives up: far below what the stack holds.
const DEPTH: usize = 160;

/// How many schemas are looked at in search of declarations: a quarter of a second. Each mistake in a branch asks all that
/// stand beside it.
const SEARCHES: usize = 3_000_000;

/// The judgement of one instance.
pub(super) struct Judge<'c, 'p, 's> {
    pub(super) expectation: Expectation<'s>,
    pub(super) patterns: &'c Patterns,
    pub(super) broken: Vec<Broken<'s>>,
    pub(super) elsewhere: Vec<Text<'s>>,
    /// What came of each meeting; nothing while it is going on.
    memo: FxHashMap<(Node<'s>, u32, bool), Option<Rc<Outcome<'p, 's>>>>,
    pub(super) coverages: Coverages<'s>,
    /// The lists of values that were met.
    pub(super) lists: FxHashMap<Node<'s>, Rc<List<'s>>>,
    /// Which reading of a text was taken.
    pub(super) chosen: FxHashMap<u32, usize>,
    /// Whether what is declared counts; not inside of `not`.
    is_recording: bool,
    depth: usize,
    next: u32,
    /// How many schemas may still be looked at in search of a declaration.
    pub(super) searches: Cell<usize>,
    /// What the holes can be.
    known: &'c [Known<'s>],
}

impl<'c, 'p, 's> Judge<'c, 'p, 's> {
    pub(super) fn new(
        expectation: Expectation<'s>,
        patterns: &'c Patterns,
        first_free: u32,
    ) -> Self {
        Self {
            expectation,
            patterns,
            broken: Vec::new(),
            elsewhere: Vec::new(),
            memo: FxHashMap::default(),
            coverages: Coverages::default(),
            lists: FxHashMap::default(),
            chosen: FxHashMap::default(),
            is_recording: true,
            depth: 0,
            next: first_free,
            searches: Cell::new(SEARCHES),
            known: &[],
        }
    }

    /// Says what the holes can be.
    pub(super) fn knowing(mut self, known: &'c [Known<'s>]) -> Self {
        self.known = known;
        self
    }

    /// Holds a value against a schema. The same meeting happens once.
    pub(super) fn meet(&mut self, schema: Node<'s>, place: &Place<'p>) -> Rc<Outcome<'p, 's>> {
        if let Shape::Readings(readings) = &place.shape {
            return self.read(schema, place, readings);
        }
        let key = (schema, place.id, self.is_recording);
        match self.memo.get(&key) {
            Some(Some(known)) => return Rc::clone(known),
            // A schema that refers to itself asks nothing more of the same value. It says nothing for sure either:
            // `not` of itself would hold and not hold.
            Some(None) => {
                return Rc::new(Outcome {
                    doubt: true,
                    ..Outcome::default()
                });
            }
            None => {}
        }
        if self.depth >= DEPTH {
            self.free(place);
            return Rc::new(Outcome::unknown());
        }
        self.memo.insert(key, None);
        self.depth += 1;
        let outcome = Rc::new(self.judge(schema, place));
        self.depth -= 1;
        self.memo.insert(key, Some(Rc::clone(&outcome)));
        outcome
    }

    /// Whether the schema is being held against the value right now.
    pub(super) fn is_meeting(&self, schema: Node<'s>, place: &Place<'p>) -> bool {
        let key = (schema, place.id, self.is_recording);
        matches!(self.memo.get(&key), Some(None))
    }

    /// A text takes the reading that fits, else the one that comes nearest.
    fn read(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        readings: &[Place<'p>],
    ) -> Rc<Outcome<'p, 's>> {
        let outcomes: Vec<_> = readings
            .iter()
            .map(|reading| self.meet(schema, reading))
            .collect();
        let rank = |index: &usize| {
            let (reading, outcome) = (&readings[*index], &outcomes[*index]);
            let is_type = |misfit: &Misfit| {
                misfit.at == reading.id && matches!(misfit.kind, MisfitKind::Type { .. })
            };
            let coverage = self.coverages.at(reading.id);
            let strangers = coverage.map_or(0, |coverage| coverage.strangers().count());
            (
                outcome.errors.iter().any(is_type),
                // Names that the schema knows tell how a form is meant, whatever is wrong with its values.
                strangers,
                !outcome.errors.is_empty(),
                outcome.soft.len(),
            )
        };
        let best = (0..readings.len()).min_by_key(rank).unwrap_or_default();
        self.chosen.insert(place.id, best);
        outcomes.into_iter().nth(best).unwrap_or_default()
    }

    /// Nothing can be said about members that nobody declares here.
    pub(super) fn free(&mut self, place: &Place<'p>) {
        if self.is_recording {
            self.coverages.free(place);
        }
    }

    fn judge(&mut self, schema: Node<'s>, place: &Place<'p>) -> Outcome<'p, 's> {
        let mut outcome = Outcome::default();
        match schema.kind() {
            Kind::Mapping => {}
            Kind::Bool if schema.as_bool() == Some(false) => {
                let kind = MisfitKind::Other { keyword: "false" };
                outcome.error(Misfit::new(place, schema, schema, kind));
                return outcome;
            }
            Kind::Bool | Kind::Null => return outcome,
            kind => {
                self.broken.push(Broken {
                    node: schema,
                    why: Why::NotASchema(kind),
                });
                self.free(place);
                return Outcome::unknown();
            }
        }
        if let Shape::Hole(Hole::Known(index)) = place.shape {
            match self.fit(schema, index) {
                Fit::Never(clash) => {
                    let kind = MisfitKind::Never { hole: index, clash };
                    outcome.error(Misfit::new(place, schema, schema, kind));
                    return outcome;
                }
                Fit::Always => return outcome,
                Fit::Sometimes => {
                    let kind = MisfitKind::Perhaps { hole: index };
                    outcome.soft.push(Misfit::new(place, schema, schema, kind));
                    outcome.doubt = true;
                    return outcome;
                }
                Fit::Unknown => {}
            }
        }
        let reference = schema::reference(schema);
        let is_read = reference.is_none() || !self.expectation.drops_siblings();
        // Strictly nothing counts beside a 3.0 `$ref`, yet `nullable` there has one reading and is common.
        if matches!(place.shape, Shape::Null) && schema::is_nullable(schema) {
            outcome.seen = Seen::All;
            return outcome;
        }
        if let Some(reference) = reference {
            if let Some(target) = self.referred(schema, reference) {
                self.beside(schema, target, place, &[target], &mut outcome);
            } else {
                self.free(place);
                outcome.doubt = true;
                outcome.seen = Seen::All;
            }
            if !is_read {
                if self.expectation.dialect.may_add_parts(schema) {
                    self.free(place);
                    outcome.seen = Seen::All;
                }
                return outcome;
            }
        }
        if schema::has_open_reference(schema) {
            self.free(place);
            outcome.doubt = true;
            outcome.seen = Seen::All;
        }
        if matches!(place.shape, Shape::Hole(Hole::Any | Hole::Known(_))) {
            outcome.doubt = true;
            return outcome;
        }
        if place.is_wire && schema::is_binary(schema) {
            outcome.seen = Seen::All;
            return outcome;
        }
        self.own_keywords(schema, place, &mut outcome);
        self.branches(schema, place, &mut outcome);
        match &place.shape {
            Shape::Object(_) => self.leftover_members(schema, place, &mut outcome),
            Shape::List(items) => self.leftover_items(schema, place, items, &mut outcome),
            _ => {}
        }
        outcome
    }

    /// Whether what a hole can be fits a schema.
    fn fit(&self, schema: Node<'s>, hole: u32) -> Fit {
        let Some(known) = self.known.get(hole as usize) else {
            return Fit::Unknown;
        };
        let expected = self.expectation.typed(schema);
        known.fuel.ask(|fuel| {
            fit_carried(
                &known.inferred.shape,
                expected,
                known.carrier,
                self.patterns,
                fuel,
            )
        })
    }

    /// Whether the place is a hole that may have no value.
    pub(super) fn may_lack(&self, place: &Place<'_>) -> Option<u32> {
        let Shape::Hole(Hole::Known(hole)) = place.shape else {
            return None;
        };
        let known = self.known.get(hole as usize)?;
        known.inferred.is_optional.then_some(hole)
    }

    /// Where the reference of a schema leads; what leads nowhere is noted.
    fn referred(&mut self, schema: Node<'s>, reference: Text<'s>) -> Option<Node<'s>> {
        let (reference, why) = match self.expectation.resolve(reference) {
            Target::Found(target) => {
                let goes_on = schema::reference(target).is_some();
                if goes_on && matches!(follow(schema), Target::Circular(_)) {
                    // What stands beside the references of a circle counts all the same.
                    let (node, why) = (reference.node(), Why::Circular);
                    self.broken.push(Broken { node, why });
                }
                return Some(target);
            }
            Target::Dangling(reference) => (reference, Why::Dangling),
            Target::Circular(reference) => (reference, Why::Circular),
            Target::Elsewhere(reference) => {
                self.elsewhere.push(reference);
                return None;
            }
        };
        self.broken.push(Broken {
            node: reference.node(),
            why,
        });
        None
    }

    fn own_keywords(&mut self, schema: Node<'s>, place: &Place<'p>, outcome: &mut Outcome<'p, 's>) {
        if let (Some(mut expected), Some(found)) = (schema::types(schema), place.kind())
            && !expected.iter().any(|expected| expected.holds(found))
        {
            // Every version's way of saying so is told alike.
            if schema::is_nullable(schema) && !expected.contains(&JsonType::Null) {
                expected.push(JsonType::Null);
            }
            let keyword = schema.get("type").unwrap_or(schema);
            let kind = MisfitKind::Type { expected, found };
            outcome.error(Misfit::new(place, schema, keyword, kind));
        }
        match &place.shape {
            Shape::Hole(_) | Shape::Opaque => outcome.doubt = true,
            Shape::Text(text) => self.text(schema, place, text, outcome),
            Shape::Number(number) => Self::number(schema, place, number, outcome),
            Shape::List(items) => self.items(schema, place, items, outcome),
            Shape::Object(_) => self.members(schema, place, outcome),
            Shape::Null | Shape::Bool(_) | Shape::Readings(_) => {}
        }
        self.enumerated(schema, place, outcome);
    }

    /// Whether what is met now is only a condition, which declares nothing.
    pub(super) fn is_within_not(&self) -> bool {
        !self.is_recording
    }

    /// Holds a value against a condition: what it says of members is no declaration.
    pub(super) fn unrecorded(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
    ) -> Rc<Outcome<'p, 's>> {
        let before = std::mem::replace(&mut self.is_recording, false);
        let outcome = self.meet(schema, place);
        self.is_recording = before;
        outcome
    }

    /// A place that is not in the instance, such as a property's name.
    pub(super) fn passing(&mut self, spot: Spot<'p>, shape: Shape<'p>) -> Place<'p> {
        self.next += 1;
        Place {
            id: self.next,
            spot,
            is_wire: false,
            shape,
        }
    }
}
