//! Whether the values of a shape fit a schema: always, sometimes, never, or nobody knows.
//!
//! *Never* is said only where no value can be in both, *always* only where every value is; what neither can be said of is
//! *sometimes*, and *unknown* where a part could not be read or says nothing.

use super::contains::Contains;
use super::disjoint::Disjoint;
use super::fuel::Fuel;
use super::kinds::Kinds;
use super::leaf::Patterns;
use super::shape::{Fact, Shape, Typed};

/// How the values of a shape and those of a schema relate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Every value of the shape fits.
    Always,
    /// Some values of the shape may fit, others do not.
    Sometimes,
    /// No value of the shape fits.
    Never(Clash),
    /// It cannot be told.
    Unknown,
}

/// Why no value fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They are of other types.
    Types {
        /// Those that the values have.
        found: Kinds,
        /// Those that fit.
        expected: Kinds,
    },
    /// They are written in formats that no text has both of.
    Formats {
        /// That of the values.
        found: String,
        /// The one that fits.
        expected: String,
    },
    /// The objects can never have a property that is required.
    Lacks(String),
    /// The objects always have a property that is forbidden.
    Refuses(String),
    /// A property that they always have is never as it should be.
    Member(String),
    /// The items of the lists are never as they should be.
    Items,
    /// None of the allowed values is among them.
    Values,
}

/// Holds a shape against a schema, as JSON.
pub fn fit<'d>(shape: &Shape<'d>, expected: Typed<'d>, patterns: &Patterns, fuel: &Fuel) -> Fit {
    if shape.is_unknown() {
        return Fit::Unknown;
    }
    let expected = [Fact::Schema(expected)];
    let clash = |uses_formats| {
        let mut disjoint = Disjoint::new(patterns, fuel);
        disjoint.uses_formats = uses_formats;
        let mut parts = shape.parts.iter();
        let is_never = parts.all(|part| disjoint.are_disjoint(part, &expected));
        is_never.then(|| disjoint.clash(shape, &expected))
    };
    if let Some(by_format) = clash(true) {
        // What allows nothing at all is a mistake of the description, and nothing can be said about it. It has nothing in
        // common with anything, so it is enough to ask here.
        let is_void = |facts: &[Fact<'d>]| Disjoint::new(patterns, fuel).is_empty(facts);
        if shape.parts.iter().all(|part| is_void(part)) || is_void(&expected) {
            return Fit::Unknown;
        }
        return Fit::Never(clash(false).unwrap_or(by_format));
    }
    let mut contains = Contains::new(patterns, fuel);
    let mut is_unclear = false;
    for part in &shape.parts {
        if !contains.all(part, &expected) {
            is_unclear |= contains.says_nothing(part) || contains.says_nothing(&expected);
            if is_unclear {
                return Fit::Unknown;
            }
            return Fit::Sometimes;
        }
    }
    Fit::Always
}
