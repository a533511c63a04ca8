//! The status codes that criteria allow.

use super::{CODES, StatusSet};
use crate::arazzo::{Criterion, Language};
use crate::expression::{Comparison, Condition, Root, Term, TermKind, condition, parse};
use crate::query::{SharedRegex, embedded};
use crate::version::Version;

/// The codes that can occur when all criteria hold. The empty list always holds, and allows every code.
///
/// A code is left out only if some criterion surely fails with it: what is no test of `$statusCode`, or is one that is
/// not understood, allows every code.
pub fn statuses<'d>(criteria: impl Iterator<Item = Criterion<'d>>, version: Version) -> StatusSet {
    criteria.fold(StatusSet::ALL, |allowed, criterion| {
        allowed.intersection(Statuses::of(criterion, version).holding)
    })
}

/// The codes that can occur when the criteria as a whole do not hold, that is when at least one of them fails. The empty
/// list never fails, and allows none; what success means without `successCriteria` is for the caller to say.
///
/// A code is left out only if every criterion surely holds with it.
pub fn statuses_failing<'d>(
    criteria: impl Iterator<Item = Criterion<'d>>,
    version: Version,
) -> StatusSet {
    criteria.fold(StatusSet::NONE, |allowed, criterion| {
        allowed.union(Statuses::of(criterion, version).failing)
    })
}

/// The codes that can occur when something holds, and those when it does not. Both may have codes too many, and most
/// codes are in both where other things than the status count; neither lacks one that is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuses {
    /// The codes that it can hold with.
    pub holding: StatusSet,
    /// The codes that it can fail with.
    pub failing: StatusSet,
}

impl Statuses {
    /// What is allowed by a test that is not understood, or of something else.
    fn unknown() -> Self {
        Self {
            holding: StatusSet::ALL,
            failing: StatusSet::ALL,
        }
    }

    fn exactly(holding: StatusSet) -> Self {
        Self {
            holding,
            failing: holding.complement(),
        }
    }

    /// What one criterion allows.
    pub fn of(criterion: Criterion<'_>, version: Version) -> Self {
        let Some(text) = criterion.condition() else {
            return Self::unknown();
        };
        if criterion.is_simple() {
            return Self::of_condition(&condition(text.value, version));
        }
        let is_regex = criterion
            .r#type()
            .is_some_and(|kind| kind.language == Language::Regex);
        let context = criterion.context().filter(|_| is_regex);
        let looks_at_status = context.is_some_and(|context| {
            let parsed = parse(context.value, version);
            parsed.malformed.is_none() && is_status(parsed.expression.map(|found| found.root))
        });
        let is_plain = embedded(text.value, version).is_some_and(|embedded| embedded.is_empty());
        let regex = SharedRegex::read(text.value).filter(|_| looks_at_status && is_plain);
        regex.map_or_else(Self::unknown, |regex| {
            Self::exactly(StatusSet::that(|code| regex.finds(digits(code))))
        })
    }

    /// What a simple condition allows.
    pub fn of_condition(condition: &Condition<'_>) -> Self {
        let Some(term) = &condition.term else {
            return Self::unknown();
        };
        let mut statuses = Self::of_term(term);
        // A value that cannot be read makes the whole condition fail, also on the far side of an `||`.
        if reads_more(term) {
            statuses.failing = StatusSet::ALL;
        }
        statuses
    }

    /// What a part of a simple condition allows, as long as every value in it can be read.
    pub fn of_term(term: &Term<'_>) -> Self {
        match &term.kind {
            TermKind::Boolean(true) => Self::exactly(StatusSet::ALL),
            TermKind::Boolean(false) | TermKind::Null => Self::exactly(StatusSet::NONE),
            TermKind::Not(negated) => {
                let Self { holding, failing } = Self::of_term(negated);
                Self {
                    holding: failing,
                    failing: holding,
                }
            }
            TermKind::And(terms) => {
                let start = Self::exactly(StatusSet::ALL);
                terms
                    .iter()
                    .map(Self::of_term)
                    .fold(start, |all, one| Self {
                        holding: all.holding.intersection(one.holding),
                        failing: all.failing.union(one.failing),
                    })
            }
            TermKind::Or(terms) => {
                let start = Self::exactly(StatusSet::NONE);
                terms
                    .iter()
                    .map(Self::of_term)
                    .fold(start, |any, one| Self {
                        holding: any.holding.union(one.holding),
                        failing: any.failing.intersection(one.failing),
                    })
            }
            TermKind::Compare {
                comparison,
                operands,
                ..
            } => Self::of_comparison(*comparison, &operands.0, &operands.1),
            // Nothing says what a bare value of another kind means.
            TermKind::Number | TermKind::String | TermKind::Reference(_) => Self::unknown(),
        }
    }

    fn of_comparison(comparison: Comparison, left: &Term<'_>, right: &Term<'_>) -> Self {
        let (comparison, literal) = if left.is_status() {
            (comparison, right)
        } else if right.is_status() {
            (comparison.turned(), left)
        } else {
            return Self::unknown();
        };
        // Some servers answer with codes of their own behind the last class, and some tools say 0 where no answer came.
        let is_outside = |number: &f64| (600.0..1000.0).contains(number) || number.abs() < 1.0;
        let Some(number) = literal.number().filter(|number| !is_outside(number)) else {
            return Self::unknown();
        };
        let exact = Self::exactly(compared(comparison, number));
        match comparison {
            // Whether a text is equal to a number is up to the tool.
            Comparison::Equal if literal.kind == TermKind::String => Self {
                failing: StatusSet::ALL,
                ..exact
            },
            Comparison::NotEqual if literal.kind == TermKind::String => Self {
                holding: StatusSet::ALL,
                ..exact
            },
            _ => exact,
        }
    }
}

/// The codes that compare so with a number. Every criterion asks for them, so none is compared that need not be.
fn compared(comparison: Comparison, number: f64) -> StatusSet {
    let mut codes = CODES.skip_while(|code| f64::from(*code) < number);
    let next = codes.next();
    let below = StatusSet::below(next.unwrap_or(CODES.end() + 1));
    let equal = next
        .filter(|code| f64::from(*code) <= number)
        .map_or(StatusSet::NONE, StatusSet::of);
    match comparison {
        Comparison::Equal => equal,
        Comparison::NotEqual => equal.complement(),
        Comparison::Less => below,
        Comparison::LessOrEqual => below.union(equal),
        Comparison::Greater => below.union(equal).complement(),
        Comparison::GreaterOrEqual => below.complement(),
    }
}

/// Whether anything but the status is read.
fn reads_more(term: &Term<'_>) -> bool {
    match &term.kind {
        TermKind::Reference(reference) => !is_status(reference.expression.map(|found| found.root)),
        _ => term.inner().into_iter().any(reads_more),
    }
}

fn is_status(root: Option<Root<'_>>) -> bool {
    root == Some(Root::StatusCode)
}

/// A code as text.
fn digits(code: u16) -> [u8; 3] {
    [code / 100, code / 10 % 10, code % 10].map(|digit| b'0' + digit.to_le_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceId};
    use crate::syntax::{Limits, parse};

    /// The codes that a list allows, and those that it can fail with.
    fn sets(list: &str) -> (StatusSet, StatusSet) {
        let source = Source::new(SourceId(0), "list.yaml", list);
        let (document, _) = parse(source, Limits::default());
        let root = document.root().expect("the test has a list");
        let criteria = || root.items().map(Criterion::new);
        (
            statuses(criteria(), Version::V1_1),
            statuses_failing(criteria(), Version::V1_1),
        )
    }

    fn simple(condition: &str) -> (StatusSet, StatusSet) {
        sets(&format!("- condition: {}", serde_json::json!(condition)))
    }

    /// A condition that says just this of the status.
    fn exact(condition: &str, expected: impl Fn(u16) -> bool) {
        let holding = StatusSet::that(expected);
        assert_eq!(
            simple(condition),
            (holding, holding.complement()),
            "{condition}"
        );
    }

    #[test]
    fn comparisons_with_the_status() {
        exact("$statusCode == 200", |code| code == 200);
        exact("200 == $statusCode", |code| code == 200);
        exact("$statusCode != 2e2", |code| code != 200);
        exact("400 > $statusCode", |code| code < 400);
        exact("'400' <= $statusCode", |code| code >= 400);
        exact("$statusCode == 200.5", |_| false);
        exact("!($statusCode >= 400)", |code| code < 400);
        exact("$statusCode >= 200 && $statusCode < 300", |code| {
            code / 100 == 2
        });
        exact("$statusCode == 200 || $statusCode == 404", |code| {
            code == 200 || code == 404
        });
        exact("$statusCode != 200 || $statusCode != 404", |_| true);
        exact("true", |_| true);
        exact("!null", |_| true);
    }

    #[test]
    fn codes_compare_as_their_numbers_do() {
        for number in [
            -1.0, 99.5, 100.0, 163.0, 164.0, 200.5, 404.0, 599.0, 599.5, 1e9,
        ] {
            for comparison in [
                Comparison::Equal,
                Comparison::NotEqual,
                Comparison::Less,
                Comparison::LessOrEqual,
                Comparison::Greater,
                Comparison::GreaterOrEqual,
            ] {
                let one_by_one =
                    StatusSet::that(|code| comparison.holds(&f64::from(code), &number));
                assert_eq!(
                    compared(comparison, number),
                    one_by_one,
                    "{comparison:?} {number}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_certain_allows_everything() {
        let all = StatusSet::ALL;
        for condition in [
            "$response.body#/ok == true",
            "$statusCode == $inputs.status",
            "$statusCode == 'ok'",
            "$statusCode == null",
            "$statusCode",
            "$statusCode == 999",
            "$statusCode != 0",
            "$statusCode = 200",
            "$statusCode.a == 200",
            "$statusCode == ",
        ] {
            assert_eq!(simple(condition), (all, all), "{condition}");
        }
        let ok = StatusSet::of(200);
        assert_eq!(simple("$statusCode == '200'"), (ok, all));
        assert_eq!(simple("$statusCode == 200 || 201"), (all, ok.complement()));
        assert_eq!(simple("$statusCode == 200 && $inputs.a"), (ok, all));
        assert_eq!(simple("$statusCode == 200 || $inputs.a == 1"), (all, all));
        assert_eq!(
            simple("!($statusCode == 200 || $inputs.a == 1)"),
            (ok.complement(), all)
        );
    }

    #[test]
    fn lists_and_expressions() {
        let all = StatusSet::ALL;
        let success = StatusSet::that(|code| code / 100 == 2);
        assert_eq!(sets("[]"), (all, StatusSet::NONE));
        assert_eq!(
            sets("[{ condition: $statusCode > 199 }, { condition: $statusCode < 300 }]"),
            (success, success.complement())
        );
        let regex = |context: &str, kind: &str, pattern: &str| {
            sets(&format!(
                "[{{ context: {context}, type: {kind}, condition: '{pattern}' }}]"
            ))
        };
        assert_eq!(
            regex("$statusCode", "regex", "^2\\d\\d$"),
            (success, success.complement())
        );
        assert_eq!(regex("$response.body", "regex", "^2"), (all, all));
        assert_eq!(regex("$statusCode", "jsonpath", "^2"), (all, all));
        assert_eq!(regex("$statusCode", "regex", "^{$inputs.a}$"), (all, all));
        assert_eq!(regex("$statusCode", "regex", "(?i)^2"), (all, all));
    }
}
