//! The tree of a simple condition.

use super::super::accessor::{Accessor, accessors};
use super::super::parser::parse_with_identifiers;
use super::super::{Expression, Malformed, Part, Root};
use super::token::is_number;
use crate::version::Version;

/// A simple condition as far as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// What it says; `None` where it is malformed. What is wrong inside of a reference is told there.
    pub term: Option<Term<'a>>,
    /// The first thing that breaks the grammar.
    pub malformed: Option<Malformed>,
}

/// A part of a condition that has a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term<'a> {
    /// The text of it, parentheses around it left out.
    pub text: Part<'a>,
    /// What it is.
    pub kind: TermKind<'a>,
}

impl<'a> Term<'a> {
    /// A comparison of a reference with something else, the reference on its left: how, what, and with what.
    pub fn reference_compared(&self) -> Option<(Comparison, &Reference<'a>, &Self)> {
        let TermKind::Compare {
            comparison,
            operands,
            ..
        } = &self.kind
        else {
            return None;
        };
        let (left, right) = &**operands;
        match (&left.kind, &right.kind) {
            (TermKind::Reference(reference), _) => Some((*comparison, reference, right)),
            (_, TermKind::Reference(reference)) => Some((comparison.turned(), reference, left)),
            _ => None,
        }
    }
}

/// The kinds of term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermKind<'a> {
    /// `null`
    Null,
    /// `true` and `false`
    Boolean(bool),
    /// A number of JSON.
    Number,
    /// A text in single quotes; [`Term::string`] gives what it says.
    String,
    /// A runtime expression with the accessors behind it.
    Reference(Reference<'a>),
    /// `!`
    Not(Box<Term<'a>>),
    /// A comparison of two terms.
    Compare {
        /// How they are compared.
        comparison: Comparison,
        /// The operator in the text.
        operator: Part<'a>,
        /// The terms on its left and right.
        operands: Box<(Term<'a>, Term<'a>)>,
    },
    /// `&&`: at least two terms.
    And(Vec<Term<'a>>),
    /// `||`: at least two terms.
    Or(Vec<Term<'a>>),
}

/// The operators that compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The operator that says the same with its operands the other way round.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Equal | Self::NotEqual => self,
        }
    }

    /// Whether it holds between two values of one kind.
    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

/// An expression inside a simple condition, with the accessors behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The whole reference, accessors included.
    pub text: Part<'a>,
    /// What was understood of the expression.
    pub expression: Option<Expression<'a>>,
    /// The steps into its value.
    pub accessors: Vec<Accessor<'a>>,
    /// What is wrong with it.
    pub malformed: Option<Malformed>,
}

impl Term<'_> {
    /// What a text in single quotes says, its doubled quotes read as one.
    pub fn string(&self) -> Option<String> {
        let inside = self.text.text.strip_prefix('\'')?.strip_suffix('\'')?;
        (self.kind == TermKind::String).then(|| inside.replace("''", "'"))
    }

    /// The number that a literal is: a number, or a text that reads as one.
    pub fn number(&self) -> Option<f64> {
        match self.kind {
            TermKind::Number => self.text.text.parse().ok(),
            TermKind::String => self.string().filter(|text| is_number(text))?.parse().ok(),
            _ => None,
        }
    }

    /// The terms that stand directly inside of it.
    pub fn inner(&self) -> Vec<&Self> {
        match &self.kind {
            TermKind::Not(negated) => vec![negated],
            TermKind::Compare { operands, .. } => vec![&operands.0, &operands.1],
            TermKind::And(terms) | TermKind::Or(terms) => terms.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it is `$statusCode` and nothing else.
    pub fn is_status(&self) -> bool {
        let TermKind::Reference(reference) = &self.kind else {
            return false;
        };
        let expression = reference
            .expression
            .filter(|_| reference.malformed.is_none());
        reference.accessors.is_empty()
            && expression.is_some_and(|expression| expression.root == Root::StatusCode)
    }
}

/// Splits a run of characters into the longest expression and its accessors.
pub(super) fn reference(text: Part<'_>, version: Version) -> Reference<'_> {
    let whole = parse_with_identifiers(text, version);
    // The expression ends where it first goes wrong, if what stands before that is one.
    let beginning = whole.malformed.as_ref().and_then(|malformed| {
        let (beginning, tail) = text.split_at(malformed.range.start - text.start);
        let parsed = parse_with_identifiers(beginning, version);
        let (accessors, left) = accessors(tail);
        (parsed.malformed.is_none() && left.is_empty()).then_some((parsed, accessors))
    });
    let (parsed, accessors) = beginning.unwrap_or((whole, Vec::new()));
    Reference {
        text,
        expression: parsed.expression,
        accessors,
        malformed: parsed.malformed,
    }
}
