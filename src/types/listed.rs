//! `enum` and `const`: whether a value is one of those that are listed.

use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde_json::{Number, Value};

use super::build::{Builder, Carrier};
use super::equality::{Truth, equal};
use super::instance::{Holes, Place, Shape, Spot};
use super::judge::Judge;
use super::misfit::{Misfit, MisfitKind};
use super::outcome::Outcome;
use super::schema::{self, JsonType};
use crate::syntax::{Kind, Node, to_value};

/// Values of a schema, in groups of those that may be equal.
#[derive(Debug, Default)]
pub(super) struct List<'s> {
    values: Vec<Node<'s>>,
    /// Scalars by what is written.
    texts: FxHashMap<&'s str, Vec<Node<'s>>>,
    /// Numbers by their nearest float.
    numbers: FxHashMap<u64, Vec<Node<'s>>>,
    /// All that are neither texts nor numbers.
    others: Vec<Node<'s>>,
    allowed: OnceLock<Arc<[Value]>>,
}

impl<'s> List<'s> {
    fn of(values: Vec<Node<'s>>) -> Self {
        let mut list = Self::default();
        for value in &values {
            let is_scalar = !value.is_mapping() && !value.is_sequence();
            if is_scalar {
                let written = value.as_written().value;
                list.texts.entry(written).or_default().push(*value);
            }
            match to_number(*value) {
                Some(number) => list.numbers.entry(key(&number)).or_default().push(*value),
                None if value.kind() != Kind::String => list.others.push(*value),
                None => {}
            }
        }
        Self { values, ..list }
    }

    /// The values that a place may be equal to.
    fn candidates(&self, place: &Place<'_>) -> &[Node<'s>] {
        let found = match &place.shape {
            Shape::Text(text) => self.texts.get(text.as_str()),
            Shape::Number(number) => self.numbers.get(&key(number)),
            Shape::Readings(_) => Some(&self.values),
            _ => Some(&self.others),
        };
        found.map_or(&[], Vec::as_slice)
    }

    fn allowed(&self) -> Arc<[Value]> {
        let read = || self.values.iter().copied().map(to_value).collect();
        Arc::clone(self.allowed.get_or_init(read))
    }
}

fn to_number(value: Node<'_>) -> Option<Number> {
    if value.is_mapping() || value.is_sequence() || value.kind() == Kind::String {
        return None;
    }
    match to_value(value) {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The same for numbers that are equal. Adding zero makes -0.0 the same as 0.0.
fn key(number: &Number) -> u64 {
    (number.as_f64().unwrap_or_default() + 0.0).to_bits()
}

impl<'p, 's> Judge<'_, 'p, 's> {
    /// `enum` and `const`.
    pub(super) fn enumerated(
        &mut self,
        schema: Node<'s>,
        place: &Place<'p>,
        outcome: &mut Outcome<'p, 's>,
    ) {
        // Text with embeddings may be any string, so it is only held against types.
        if matches!(place.shape, Shape::Hole(_) | Shape::Opaque) {
            return;
        }
        let listed = schema::list(schema, "enum");
        let single = schema.get("const");
        for keyword in listed.into_iter().chain(single) {
            let list = self.list(keyword, Some(keyword) == listed);
            let mut found = Truth::No;
            for value in list.candidates(place) {
                found = match is_value(schema, place, *value) {
                    Truth::No => found,
                    other => other,
                };
                if found == Truth::Yes {
                    break;
                }
            }
            match found {
                Truth::Yes => {}
                Truth::Maybe => outcome.doubt = true,
                Truth::No => {
                    let allowed = list.allowed();
                    let kind = MisfitKind::Enum { allowed };
                    outcome.error(Misfit::new(place, schema, keyword, kind));
                }
            }
        }
    }

    /// The values that a keyword lists, which are looked at once.
    fn list(&mut self, keyword: Node<'s>, is_enum: bool) -> Rc<List<'s>> {
        let values = || match is_enum {
            true => keyword.items().collect(),
            false => vec![keyword],
        };
        let list = self.lists.entry(keyword);
        Rc::clone(list.or_insert_with(|| Rc::new(List::of(values()))))
    }
}

fn is_value<'s>(schema: Node<'s>, place: &Place<'_>, value: Node<'s>) -> Truth {
    let is_scalar = !value.is_mapping() && !value.is_sequence();
    if let (Shape::Text(text), true) = (&place.shape, is_scalar) {
        // `enum: [1.0, 2.0]` beside `type: string` is YAML's doing: the author meant what stands there.
        let is_string = || schema::types(schema) == Some(vec![JsonType::String]);
        let counts = value.kind() == Kind::String || is_string();
        return Truth::of(counts && value.as_written().value == text);
    }
    let holes = Holes {
        text: &|_| None,
        selector: &|_| None,
    };
    let value = Builder::new(holes, Carrier::Json).place(value, Spot::of(value));
    equal(place, &value)
}
