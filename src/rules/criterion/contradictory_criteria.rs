use rustc_hash::FxHashMap;

use super::mismatched_comparison::Mismatch;
use crate::expression::{Comparison, Constraint, Part, Term, TermKind};
use crate::flow::{StatusSet, Statuses};
use crate::rules::{Context, Reporter, rule};
use crate::source::Span;
use crate::syntax::Text;
use crate::workspace::CriteriaList;

rule! {
    /// Reports criteria of one list, or parts of one condition joined by `&&`, that cannot hold together: they leave no
    /// status code, or ask for two values of one thing. Texts are compared without case.
    ///
    /// ## Why is this bad?
    ///
    /// All criteria of a list have to hold, so the step never succeeds, or the action is never taken.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - condition: $statusCode == 200
    ///   - condition: $statusCode == 404
    /// ```
    name: "contradictory-criteria",
    level: Warning,
    requirements: [339],
    check: check,
}

/// How many demands on one thing are held against each other. Nobody writes this many.
const MOST: usize = 16;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for list in &cx.criteria_lists {
        let mut groups = Vec::new();
        let together = parts(cx, list, &mut groups);
        groups.insert(0, together);
        for group in groups {
            if let Some(contradiction) = contradiction(&group) {
                report(&group, &contradiction, reporter);
            }
        }
    }
}

/// Something that has to hold: a part of a simple condition, or a whole condition of another type.
#[derive(Debug)]
struct Demand<'d> {
    text: Text<'d>,
    part: Part<'d>,
    is_simple: bool,
    /// The status codes that it leaves.
    statuses: StatusSet,
    constraint: Option<Constraint<'d>>,
}

/// The demands of a list, and those of every group inside of `||` and `!`, which have to hold together by themselves.
fn parts<'d>(
    cx: &Context<'d>,
    list: &CriteriaList<'d>,
    groups: &mut Vec<Vec<Demand<'d>>>,
) -> Vec<Demand<'d>> {
    let mut together = Vec::new();
    for criterion in &list.criteria {
        let Some(text) = criterion.condition() else {
            continue;
        };
        if !criterion.is_simple() {
            together.push(Demand {
                text,
                part: Part::whole(text.value),
                is_simple: false,
                statuses: cx.conditions.statuses(*criterion).holding,
                constraint: None,
            });
        } else if let Some(term) = cx.simple_term(*criterion) {
            demands(text, term, &mut together, groups);
        }
    }
    together
}

fn demands<'d>(
    text: Text<'d>,
    term: &Term<'d>,
    together: &mut Vec<Demand<'d>>,
    groups: &mut Vec<Vec<Demand<'d>>>,
) {
    if let TermKind::And(terms) = &term.kind {
        for term in terms {
            demands(text, term, together, groups);
        }
        return;
    }
    for inner in term.inner() {
        let mut group = Vec::new();
        demands(text, inner, &mut group, groups);
        if group.len() > 1 {
            groups.push(group);
        }
    }
    together.push(Demand {
        text,
        part: term.text,
        is_simple: true,
        statuses: Statuses::of_term(term).holding,
        // One that cannot be meant is reported as that.
        constraint: Constraint::of(term).filter(|_| Mismatch::of(term).is_none()),
    });
}

/// What cannot hold together: the last of it, and what stands before.
struct Contradiction {
    last: usize,
    others: Vec<usize>,
}

/// The first contradiction. What can never hold by itself is another mistake.
fn contradiction(demands: &[Demand<'_>]) -> Option<Contradiction> {
    let mut allowed = StatusSet::ALL;
    let mut on_references: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (last, demand) in demands.iter().enumerate() {
        if demand.statuses.is_empty() {
            continue;
        }
        allowed = allowed.intersection(demand.statuses);
        if allowed.is_empty() {
            let before = 0..last;
            let counts = |other: &usize| {
                let statuses = demands[*other].statuses;
                !statuses.is_empty() && !statuses.is_all()
            };
            let excludes = |other: &usize| demands[*other].statuses.is_disjoint(demand.statuses);
            let pair = before.clone().filter(counts).find(excludes);
            let others = pair.map_or_else(|| before.filter(counts).collect(), |one| vec![one]);
            return Some(Contradiction { last, others });
        }
        let Some(constraint) = &demand.constraint else {
            continue;
        };
        let others = on_references.entry(constraint.reference).or_default();
        let excludes = |other: &&usize| {
            let other = demands[**other].constraint.as_ref();
            other.is_some_and(|other| other.excludes(constraint))
        };
        if let Some(other) = others.iter().find(excludes) {
            return Some(Contradiction {
                last,
                others: vec![*other],
            });
        }
        if others.len() < MOST {
            others.push(last);
        }
    }
    None
}

fn report(demands: &[Demand<'_>], contradiction: &Contradiction, reporter: &mut Reporter) {
    let last = &demands[contradiction.last];
    let others: Vec<&Demand<'_>> = contradiction
        .others
        .iter()
        .map(|at| &demands[*at])
        .collect();
    let is_one_condition = others
        .iter()
        .all(|other| other.text.node() == last.text.node());
    let subject = match is_one_condition {
        true => "this can never hold",
        false => "these criteria can never hold together",
    };
    let diagnostic = reporter.report(last.span(), format!("{subject}: {}", why(&others, last)));
    diagnostic.here(last.asks());
    for other in others.iter().take(4) {
        diagnostic.label(other.span(), other.asks());
    }
    // What one of them excludes is all that the other one allows: joined, they hold always.
    let is_opposite = |demand: &Demand<'_>| {
        let constraint = demand.constraint.as_ref();
        constraint.is_some_and(|constraint| constraint.comparison == Comparison::NotEqual)
    };
    match others.as_slice() {
        [other]
            if other.is_simple && last.is_simple && !is_opposite(other) && !is_opposite(last) =>
        {
            diagnostic.help(format!(
                "if either will do, write `{} || {}` in one condition",
                other.part.text, last.part.text
            ))
        }
        _ => diagnostic.help("leave one of them out"),
    };
}

/// Why they contradict each other.
fn why(others: &[&Demand<'_>], last: &Demand<'_>) -> String {
    let [other] = others else {
        return "no status code satisfies all of them".to_owned();
    };
    let (Some(first), Some(second)) = (&other.constraint, &last.constraint) else {
        return "no status code satisfies both".to_owned();
    };
    let subject = match second.reference {
        "$statusCode" => "the status".to_owned(),
        reference => format!("`{reference}`"),
    };
    let (first, second) = match first.comparison {
        Comparison::NotEqual => (second, first),
        _ => (first, second),
    };
    format!(
        "{subject} cannot be {} and {}",
        first.in_words(),
        second.in_words()
    )
}

impl Demand<'_> {
    fn span(&self) -> Span {
        self.text.part(self.part.range())
    }

    /// What it asks for, in words.
    fn asks(&self) -> String {
        if let Some(constraint) = &self.constraint {
            return format!("asks for {}", constraint.in_words());
        }
        let codes: Vec<String> = self.statuses.iter().map(|code| code.to_string()).collect();
        match codes.as_slice() {
            [first, middle @ .., last] if middle.len() > 3 => {
                format!("leaves {} codes from {first} to {last}", codes.len())
            }
            few => format!("leaves {}", few.join(", ")),
        }
    }
}
