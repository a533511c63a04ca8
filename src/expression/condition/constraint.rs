//! What comparisons with a literal demand of the value of a reference, and which demands contradict each other.

use super::token::is_number;
use super::{Comparison, Term, TermKind};

/// A comparison of a reference with a literal, the reference on its left.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint<'a> {
    /// The reference as it is written, accessors included.
    pub reference: &'a str,
    /// How it is compared.
    pub comparison: Comparison,
    /// The literal as it is written.
    pub literal: &'a str,
    value: Literal,
}

/// The value of a literal.
#[derive(Clone, Debug, PartialEq)]
enum Literal {
    Null,
    Boolean(bool),
    Number(f64),
    /// In small letters: texts are compared without case.
    Text(String),
}

impl<'a> Constraint<'a> {
    /// What a term demands, if it is such a comparison.
    pub fn of(term: &Term<'a>) -> Option<Self> {
        let (comparison, reference, literal) = term.reference_compared()?;
        let value = match literal.kind {
            TermKind::Null => Literal::Null,
            TermKind::Boolean(value) => Literal::Boolean(value),
            TermKind::Number => Literal::Number(literal.number()?),
            TermKind::String => Literal::Text(literal.string()?.to_lowercase()),
            _ => return None,
        };
        reference.malformed.is_none().then_some(Self {
            reference: reference.text.text,
            comparison,
            literal: literal.text.text,
            value,
        })
    }

    /// What is demanded by the opposite of an equality; that of an order says less, as nothing is above or below null.
    pub fn negated(&self) -> Option<Self> {
        let comparison = match self.comparison {
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            _ => return None,
        };
        Some(Self {
            comparison,
            ..self.clone()
        })
    }

    /// Whether no value can satisfy both. Looks at pairs only, and takes for possible what tools read differently.
    pub fn excludes(&self, other: &Self) -> bool {
        if self.reference != other.reference {
            return false;
        }
        match (self.comparison, other.comparison) {
            (Comparison::Equal, Comparison::Equal) => {
                self.value.equals(&other.value) == Some(false)
            }
            (Comparison::Equal, Comparison::NotEqual)
            | (Comparison::NotEqual, Comparison::Equal) => {
                self.value.equals(&other.value) == Some(true)
            }
            (Comparison::NotEqual, _) | (_, Comparison::NotEqual) => false,
            (Comparison::Equal, _) => other.is_out_of_bounds(&self.value),
            (_, Comparison::Equal) => self.is_out_of_bounds(&other.value),
            _ => self.is_above(other) || other.is_above(self),
        }
    }

    /// The demand in words: 200, `'open'`, anything but `'open'`, more than 5.
    pub fn in_words(&self) -> String {
        let words = match self.comparison {
            Comparison::Equal => "",
            Comparison::NotEqual => "anything but ",
            Comparison::Less => "less than ",
            Comparison::LessOrEqual => "at most ",
            Comparison::Greater => "more than ",
            Comparison::GreaterOrEqual => "at least ",
        };
        match self.value {
            Literal::Number(_) => format!("{words}{}", self.literal),
            _ => format!("{words}`{}`", self.literal),
        }
    }

    /// Whether a value lies beyond this limit.
    fn is_out_of_bounds(&self, value: &Literal) -> bool {
        let Some(limit) = self.value.number() else {
            return false;
        };
        // A comparison with null is false.
        *value == Literal::Null
            || value
                .number()
                .is_some_and(|value| !self.comparison.holds(&value, &limit))
    }

    /// Whether this lower limit is above that upper one.
    fn is_above(&self, upper: &Self) -> bool {
        let is_lower = |one: &Self| {
            matches!(
                one.comparison,
                Comparison::Greater | Comparison::GreaterOrEqual
            )
        };
        let (Some(least), Some(most)) = (self.value.number(), upper.value.number()) else {
            return false;
        };
        let both_included = self.comparison == Comparison::GreaterOrEqual
            && upper.comparison == Comparison::LessOrEqual;
        let is_empty = if both_included {
            least > most
        } else {
            least >= most
        };
        is_lower(self) && !is_lower(upper) && is_empty
    }
}

impl Literal {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) if is_number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether a value that is equal to one is equal to the other; `None` where that depends on the tool.
    fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Null, _) | (_, Self::Null) => Some(self == other),
            (Self::Boolean(one), Self::Boolean(another)) => Some(one == another),
            (Self::Boolean(_), Self::Number(_)) | (Self::Number(_), Self::Boolean(_)) => None,
            (Self::Boolean(_), Self::Text(text)) | (Self::Text(text), Self::Boolean(_)) => {
                let may_be_one = is_number(text) || text == "true" || text == "false";
                (!may_be_one).then_some(false)
            }
            (Self::Text(one), Self::Text(another)) if one == another => Some(true),
            _ => match (self.number(), other.number()) {
                (Some(one), Some(another)) if Comparison::Equal.holds(&one, &another) => {
                    // The same number as a text in another form.
                    matches!((self, other), (Self::Number(_), Self::Number(_))).then_some(true)
                }
                _ => Some(false),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TermKind, condition};
    use super::Constraint;
    use crate::version::Version;

    /// Whether two comparisons, joined by `&&`, exclude each other.
    fn check(text: &str, expected: bool) {
        let term = condition(text, Version::V1_1).term.expect(text);
        let TermKind::And(terms) = &term.kind else {
            panic!("{text} joins two comparisons");
        };
        let demands: Vec<_> = terms.iter().filter_map(Constraint::of).collect();
        assert_eq!(demands[0].excludes(&demands[1]), expected, "{text}");
        assert_eq!(demands[1].excludes(&demands[0]), expected, "{text}");
    }

    #[test]
    fn demands_contradict_each_other() {
        for text in [
            "$url == 'a' && $url == 'b'",
            "$url == 'a' && 'A' != $url",
            "$url == 'a' && $url == null",
            "$url == 'a' && $url == 5",
            "$url == 'a' && $url == true",
            "$url == true && $url == false",
            "$url > 5 && $url < 3",
            "$url > 5 && $url <= 5",
            "5 < $url && $url <= '3'",
            "$url == 5 && $url > 5",
            "$url == null && $url > 5",
            "$url == 5 && $url == 6.0",
        ] {
            check(text, true);
        }
        for text in [
            "$url == 'a' && $url == 'A'",
            "$url == 'a' && $method == 'b'",
            "$url == 5 && $url == '5'",
            "$url == 5 && $url != '5'",
            "$url == '5' && $url == '5.0'",
            "$url == 1 && $url == true",
            "$url == 'true' && $url == true",
            "$url != 'a' && $url != 'b'",
            "$url != null && $url == 'b'",
            "$url >= 5 && $url <= 5",
            "$url > 5 && $url > 7",
            "$url > 'a' && $url < 'A'",
            "$url == 'a' && $url > 5",
            "$url == 6 && $url > 5",
        ] {
            check(text, false);
        }
    }
}
