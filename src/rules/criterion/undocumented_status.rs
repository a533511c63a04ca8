use rustc_hash::FxHashMap;

use crate::arazzo::{Criterion, Step, Workflow};
use crate::diagnostic::Diagnostic;
use crate::expression::{Comparison, Term, TermKind};
use crate::flow::{Documented, StatusSet};
use crate::openapi::Operation;
use crate::rules::{Context, Reporter, rule};
use crate::source::Span;
use crate::syntax::Text;
use crate::workspace::{CriteriaKind, CriteriaList, Target};

rule! {
    /// Reports a status code that a criterion asks for and that the operation does not document: in the criteria of success
    /// any code, in those of failure actions codes below 400, since every server may answer with 4xx and 5xx.
    ///
    /// Codes are named by `==`, and by regular expressions such as `^(200|201)$`; other tests, such as `$statusCode < 300`,
    /// are reported if they allow no documented code at all. Ranges such as `2XX` and `default` count. Operations without
    /// responses, or without one below 400, are not judged. An action that follows several steps is reported if none of them
    /// documents the code.
    ///
    /// ## Why is this bad?
    ///
    /// By its description the API never answers so: the step never succeeds, or the action is never taken.
    ///
    /// ## Example
    ///
    /// The responses of `createOrder` are 200 and 400.
    ///
    /// ```yaml
    /// - stepId: create
    ///   operationId: createOrder
    ///   successCriteria:
    ///     - condition: $statusCode == 201
    /// ```
    name: "undocumented-status",
    level: Warning,
    requirements: [341],
    when_cut: Nothing,
    check: check,
}

/// How many descriptions a finding shows.
const SHOWN: usize = 3;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let answers = Answers::of(cx);
    for list in &cx.criteria_lists {
        let Some(operations) = answers.of_list(list) else {
            continue;
        };
        // What cannot hold together is reported as that.
        let together = list.criteria.iter().copied();
        if cx.conditions.statuses_of_all(together).is_empty() {
            continue;
        }
        let is_failure = list.kind == CriteriaKind::OnFailure;
        for criterion in &list.criteria {
            let named = named_codes(cx, *criterion);
            let holding = cx.conditions.statuses(*criterion).holding;
            let may_fail = is_failure && holding.iter().any(|code| code >= 400);
            let meets_none = holding.is_disjoint(operations.statuses) && !may_fail;
            if let Some(text) = criterion.condition()
                && named.is_empty()
                && meets_none
                && !holding.is_empty()
            {
                report_range(text, &operations, reporter);
            }
            for (code, span) in named {
                let is_expected = operations.statuses.contains(code) || is_failure && code >= 400;
                if !is_expected {
                    report(code, span, &operations, reporter);
                }
            }
        }
    }
}

fn report(code: u16, span: Span, operations: &Operations<'_>, reporter: &mut Reporter) {
    let message = match operations.different.as_slice() {
        [(operation, _)] => format!("`{}` never answers {code}", operation.display_name()),
        _ => format!("none of the operations that this action follows answers {code}"),
    };
    let diagnostic = reporter.report(span, message);
    show_documented(diagnostic, operations);
    let mut success = operations
        .statuses
        .intersection(StatusSet::success())
        .iter();
    match (success.next(), success.next()) {
        (Some(only), None) if code < 400 => diagnostic.help(format!(
            "test for {only}, or add {code} to the API description if it lacks it"
        )),
        _ => diagnostic.help(format!(
            "if the API does answer {code}, its description lacks it"
        )),
    };
}

/// Reports a criterion that allows codes, and none that is documented.
fn report_range(text: Text<'_>, operations: &Operations<'_>, reporter: &mut Reporter) {
    if reporter.has_reported(text.span) {
        return;
    }
    let message = match operations.different.as_slice() {
        [(operation, _)] => format!(
            "`{}` never answers a code that this allows",
            operation.display_name()
        ),
        _ => "none of the operations that this action follows answers a code that this allows"
            .to_owned(),
    };
    let diagnostic = reporter.report(text, message);
    show_documented(diagnostic, operations);
    diagnostic.help("if the API does answer such a code, its description lacks it");
}

/// Labels the codes that the operations document.
fn show_documented(diagnostic: &mut Diagnostic, operations: &Operations<'_>) {
    diagnostic.here("tested here");
    if diagnostic.is_one_of_many {
        return;
    }
    for (operation, documented) in operations.different.iter().take(SHOWN) {
        let name = match operations.different.len() {
            1 => "it".to_owned(),
            _ => format!("`{}`", operation.display_name()),
        };
        let mut keys = documented.keys().map(|key| key.value);
        let mut shown = keys.by_ref().take(6).collect::<Vec<_>>().join(", ");
        let more = keys.count();
        if more > 0 {
            shown = format!("{shown} and {more} more");
        }
        diagnostic.label(
            documented.field.key.span,
            format!("{name} documents {shown}"),
        );
    }
}

/// The codes that a criterion names: those that it compares the status with by `==`, or the alternatives of a regular
/// expression.
fn named_codes<'d>(cx: &Context<'d>, criterion: Criterion<'d>) -> Vec<(u16, Span)> {
    let Some(text) = criterion.condition() else {
        return Vec::new();
    };
    if !criterion.is_simple() {
        let holding = cx.conditions.statuses(criterion).holding;
        // What names all codes, or is not understood.
        if holding.is_all() || !text.value.is_ascii() {
            return Vec::new();
        }
        let codes = alternatives(text);
        let named: StatusSet = codes.iter().map(|(code, _)| *code).collect();
        // Whatever else stands there would allow others.
        return if holding == named { codes } else { Vec::new() };
    }
    cx.simple_term(criterion)
        .map_or_else(Vec::new, |term| compared_codes(text, term))
}

/// The pieces of a regular expression in ASCII that are codes, as in `^(200|201)$`.
fn alternatives(text: Text<'_>) -> Vec<(u16, Span)> {
    let mut at = 0;
    let pieces = text.value.split(|next: char| !next.is_ascii_digit());
    let codes = pieces.filter_map(|piece| {
        let start = at;
        at += piece.len() + 1;
        let code = (piece.len() == 3).then(|| piece.parse().ok())??;
        Some((code, text.part(start..start + 3)))
    });
    codes.collect()
}

fn compared_codes(text: Text<'_>, term: &Term<'_>) -> Vec<(u16, Span)> {
    let mut found = Vec::new();
    let mut open = vec![term];
    while let Some(term) = open.pop() {
        match &term.kind {
            TermKind::And(_) | TermKind::Or(_) => open.extend(term.inner()),
            TermKind::Compare {
                comparison: Comparison::Equal,
                operands,
                ..
            } => {
                let (left, right) = &**operands;
                let literal = match (left.is_status(), right.is_status()) {
                    (true, false) => right,
                    (false, true) => left,
                    _ => continue,
                };
                let code = code(literal);
                found.extend(code.map(|code| (code, text.part(literal.text.range()))));
            }
            _ => {}
        }
    }
    found
}

/// The code that a literal is. One that cannot be any is another mistake.
fn code(literal: &Term<'_>) -> Option<u16> {
    // However the number is written, this is how it reads.
    let code = literal.number()?.to_string().parse().ok()?;
    (100..1000).contains(&code).then_some(code)
}

/// Operations whose answers criteria may look at.
#[derive(Clone, Default)]
struct Operations<'d> {
    /// What any of them documents.
    statuses: StatusSet,
    /// Each once, with what it documents; not more of them than anybody gets to see.
    different: Vec<(Operation<'d>, Documented<'d>)>,
}

impl<'d> Operations<'d> {
    fn of(operation: Operation<'d>) -> Option<Self> {
        let documented = Documented::of(operation)?;
        let is_usual = !documented.statuses.is_disjoint(usual());
        is_usual.then(|| Self {
            statuses: documented.statuses,
            different: vec![(operation, documented)],
        })
    }

    fn merge(&mut self, others: &Self) {
        self.statuses = self.statuses.union(others.statuses);
        for other in &others.different {
            let is_other =
                |known: &(Operation<'_>, Documented<'_>)| known.0.node() == other.0.node();
            if self.different.len() <= SHOWN && !self.different.iter().any(is_other) {
                self.different.push(*other);
            }
        }
    }
}

/// What the steps of a document get to see. None where something of it is not known; what sees no status is left out.
#[derive(Default)]
struct Answers<'d> {
    of_steps: FxHashMap<Step<'d>, Option<Operations<'d>>>,
    of_workflows: FxHashMap<Workflow<'d>, Option<Operations<'d>>>,
}

impl<'d> Answers<'d> {
    fn of(cx: &Context<'d>) -> Self {
        let mut answers = Self::default();
        // Many steps may call one operation.
        let mut of_operations = FxHashMap::default();
        for found in &cx.steps {
            let answer = match &found.target {
                Target::Workflow(_) => continue,
                Target::Operation { operation, .. } => of_operations
                    .entry(operation.node())
                    .or_insert_with(|| Operations::of(*operation))
                    .clone(),
                _ => None,
            };
            let together = answers.of_workflows.entry(found.workflow);
            let together = together.or_insert_with(|| Some(Operations::default()));
            match (&mut *together, &answer) {
                (Some(known), Some(answer)) => known.merge(answer),
                _ => *together = None,
            }
            answers.of_steps.insert(found.step, answer);
        }
        answers
    }

    /// The operations whose answers a list looks at, if all are known and there is one.
    fn of_list(&self, list: &CriteriaList<'d>) -> Option<Operations<'d>> {
        let mut operations = Operations::default();
        for site in &list.sites {
            let found = match site.step {
                None => self.of_workflows.get(&site.workflow?),
                Some(step) => self.of_steps.get(&step),
            };
            if let Some(found) = found {
                operations.merge(found.as_ref()?);
            }
        }
        (!operations.different.is_empty()).then_some(operations)
    }
}

/// What every sound description has a part of.
fn usual() -> StatusSet {
    StatusSet::below(400)
}
