//! Whether values fit a schema that travel as text: parameters, and the fields of forms.

use std::rc::Rc;

use serde_json::Value;

use super::contains::Contains;
use super::disjoint::Disjoint;
use super::expand::Expander;
use super::expectation::Expectation;
use super::facts::listed;
use super::fit::{Clash, Fit, fit};
use super::fuel::Fuel;
use super::inferred::Inferred;
use super::instance::{Instance, Spot};
use super::judge::Judge;
use super::kinds::Kinds;
use super::leaf::Patterns;
use super::schema;
use super::shape::{Fact, Shape, Typed};
use crate::syntax::Node;

/// What the value of a hole can be, and how it travels.
#[derive(Clone, Debug)]
pub struct Known<'d> {
    /// What it can be.
    pub inferred: Inferred<'d>,
    /// How it travels.
    pub carrier: Carrier,
    /// The expression as it is written.
    pub written: String,
    /// What is left of the work for its document.
    pub fuel: Rc<Fuel>,
}

/// How a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// As JSON, with its type.
    Json,
    /// As the text of a parameter.
    Parameter,
    /// As a field of a form, where an object may be written as JSON.
    Form,
    /// Alone between the quotes of a JSON text: as a string, or as what the quotes are taken away for.
    Quoted,
    /// In a JSON text outside of quotes.
    Bare,
}

/// Holds a shape against a schema, as it travels.
pub(super) fn fit_carried<'d>(
    shape: &Shape<'d>,
    expected: Typed<'d>,
    carrier: Carrier,
    patterns: &Patterns,
    fuel: &Fuel,
) -> Fit {
    match carrier {
        Carrier::Json => return fit(shape, expected, patterns, fuel),
        Carrier::Quoted | Carrier::Bare => {
            return fit_written(shape, expected, carrier, patterns, fuel);
        }
        Carrier::Parameter | Carrier::Form => {}
    }
    if shape.is_unknown() || schema::is_binary(expected.node) {
        return Fit::Unknown;
    }
    let fit = fit_as_text(shape, expected, carrier, patterns, fuel);
    // What allows nothing at all is a mistake of the description, and nothing can be said about it.
    let is_void = || Disjoint::new(patterns, fuel).is_empty(&[Fact::Schema(expected)]);
    match fit {
        Fit::Never(_) | Fit::Sometimes if is_void() => Fit::Unknown,
        fit => fit,
    }
}

fn fit_as_text<'d>(
    shape: &Shape<'d>,
    expected: Typed<'d>,
    carrier: Carrier,
    patterns: &Patterns,
    fuel: &Fuel,
) -> Fit {
    let facts = [Fact::Schema(expected)];
    let mut disjoint = Disjoint::new(patterns, fuel);
    let wanted = disjoint.kinds(&facts);
    let found = shape
        .parts
        .iter()
        .fold(Kinds::NONE, |kinds, part| kinds.or(disjoint.kinds(part)));
    if found.is_empty() || wanted.is_empty() || Contains::new(patterns, fuel).says_nothing(&facts) {
        return Fit::Unknown;
    }
    if !readable(found, carrier).has(wanted) {
        let expected = wanted;
        return Fit::Never(Clash::Types { found, expected });
    }
    if let Some(values) = all_listed(shape, fuel)
        && !values
            .iter()
            .any(|(value, node)| may_be(value, *node, expected, patterns))
    {
        return Fit::Never(Clash::Values);
    }
    let both = |kinds: Kinds| found.is_within(kinds) && wanted.is_within(kinds);
    if both(Kinds::STRING) || both(Kinds::NUMBER) || both(Kinds::BOOLEAN) {
        return fit(shape, expected, patterns, fuel);
    }
    let scalars = Kinds::STRING.or(Kinds::NUMBER).or(Kinds::BOOLEAN);
    if found.is_within(scalars) && Contains::new(patterns, fuel).all(&[Fact::Text], &facts) {
        return Fit::Always;
    }
    if found.is_within(scalars) && wanted.is_within(scalars) {
        return Fit::Sometimes;
    }
    Fit::Unknown
}

/// Holds a shape against a schema that is written into a JSON text. Only that it never fits can be told.
fn fit_written<'d>(
    shape: &Shape<'d>,
    expected: Typed<'d>,
    carrier: Carrier,
    patterns: &Patterns,
    fuel: &Fuel,
) -> Fit {
    let never = |shape: &Shape<'d>| match fit(shape, expected, patterns, fuel) {
        Fit::Never(clash) => Some(clash),
        _ => None,
    };
    let as_text = match carrier {
        Carrier::Quoted => never(&Shape::of(Fact::Text)).is_some(),
        // A string without quotes is whatever JSON it holds.
        _ => !shape.kinds().has(Kinds::STRING),
    };
    let clash = never(shape).filter(|_| as_text);
    clash.map_or(Fit::Unknown, Fit::Never)
}

/// What a receiver may take the text of such a value for.
fn readable(found: Kinds, carrier: Carrier) -> Kinds {
    let nested = Kinds::ARRAY.or(Kinds::OBJECT);
    let text = nested.or(Kinds::STRING);
    let mut readable = Kinds::NONE;
    if found.has(Kinds::NULL.or(Kinds::STRING)) {
        return Kinds::ALL;
    }
    if found.has(Kinds::BOOLEAN) {
        readable = readable.or(text).or(Kinds::BOOLEAN);
    }
    if found.has(Kinds::NUMBER) {
        readable = readable.or(text).or(Kinds::NUMBER);
    }
    if found.has(nested) {
        readable = readable.or(nested);
        // An object may be written as JSON, and of a list one item may be taken.
        if carrier == Carrier::Form {
            readable = readable.or(Kinds::STRING);
        }
        if carrier == Carrier::Form && found.has(Kinds::ARRAY) {
            return Kinds::ALL;
        }
    }
    readable
}

/// The values of the shape, if all of them are listed and none has parts.
pub(super) fn all_listed<'d>(shape: &Shape<'d>, fuel: &Fuel) -> Option<Vec<(Value, Node<'d>)>> {
    let mut expander = Expander { fuel };
    let mut values = Vec::new();
    for part in &shape.parts {
        for reading in expander.all(part) {
            if reading.is_open {
                return None;
            }
            values.extend(listed(&reading.facts)?);
        }
    }
    let is_plain = |(value, _): &(Value, Node<'_>)| !value.is_array() && !value.is_object();
    (values.len() <= 100 && values.iter().all(is_plain)).then_some(values)
}

fn may_be(value: &Value, node: Node<'_>, expected: Typed<'_>, patterns: &Patterns) -> bool {
    let instance = Instance::carried(value.clone(), Spot::of(node));
    let expectation = Expectation::new(expected.root, expected.dialect, expected.direction);
    let mut judge = Judge::new(expectation, patterns, instance.size);
    judge.meet(expected.node, &instance.root).may_fit()
}
