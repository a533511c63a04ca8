//! Whether two values are equal, holes considered.

use serde_json::Number;

use super::instance::{Place, Shape};

/// An answer that the holes may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    Maybe,
}

impl Truth {
    pub(super) fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    fn all(parts: impl Iterator<Item = Self>) -> Self {
        let mut all = Self::Yes;
        for part in parts {
            match part {
                Self::No => return Self::No,
                Self::Maybe => all = Self::Maybe,
                Self::Yes => {}
            }
        }
        all
    }
}

/// Equality as JSON Schema has it: `1` is `1.0`, the order of members does not matter.
pub(super) fn equal(left: &Place<'_>, right: &Place<'_>) -> Truth {
    if left.kind().is_none() || right.kind().is_none() {
        return Truth::Maybe;
    }
    match (&left.shape, &right.shape) {
        (Shape::Hole(_) | Shape::Opaque, _) | (_, Shape::Hole(_) | Shape::Opaque) => {
            if left.kind() == right.kind() {
                Truth::Maybe
            } else {
                Truth::No
            }
        }
        (Shape::Null, Shape::Null) => Truth::Yes,
        (Shape::Bool(left), Shape::Bool(right)) => Truth::of(left == right),
        (Shape::Number(left), Shape::Number(right)) => Truth::of(compare(left, right).is_eq()),
        (Shape::Text(left), Shape::Text(right)) => Truth::of(left == right),
        (Shape::List(left), Shape::List(right)) if left.len() == right.len() => Truth::all(
            left.iter()
                .zip(right)
                .map(|(left, right)| equal(left, right)),
        ),
        (Shape::Object(members), Shape::Object(others)) if members.len() == others.len() => {
            Truth::all(
                members
                    .iter()
                    .map(|member| match right.member(&member.name) {
                        Some(other) => equal(&member.value, other),
                        None => Truth::No,
                    }),
            )
        }
        _ => Truth::No,
    }
}

/// The order of two numbers; JSON has no number that cannot be ordered.
pub(super) fn compare(left: &Number, right: &Number) -> std::cmp::Ordering {
    if let (Some(left), Some(right)) = (integer(left), integer(right)) {
        return left.cmp(&right);
    }
    // Adding zero makes -0.0 the same as 0.0.
    let float = |number: &Number| number.as_f64().unwrap_or_default() + 0.0;
    float(left).total_cmp(&float(right))
}

pub(super) fn integer(number: &Number) -> Option<i128> {
    let signed = number.as_i64().map(i128::from);
    signed.or_else(|| number.as_u64().map(i128::from))
}
