use std::collections::HashMap;

use super::repeated::repeated;
use crate::arazzo::{Criterion, RequestBody};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text, to_value};

rule! {
    /// Reports an entry that a list already has: identical criteria, identical `dependsOn` entries, two replacements of
    /// one place, or of a place and something inside it.
    ///
    /// ## Why is this bad?
    ///
    /// The second one changes nothing, or, with replacements, its effect depends on an order that is not said. It is
    /// most likely a slip of copying.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - condition: $statusCode == 200
    ///   - condition: $statusCode == 200
    /// ```
    name: "duplicate-entry",
    level: Warning,
    requirements: [82, 185, 340, 428],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        check_texts(workflow.depends_on(), reporter);
        for step in workflow.steps() {
            check_texts(step.depends_on(), reporter);
            check_criteria(step.success_criteria(), reporter);
            step.request_body()
                .into_iter()
                .for_each(|body| check_replacements(body, reporter));
        }
    }
    for used in cx.actions() {
        check_criteria(used.action.criteria(), reporter);
    }
}

fn check_texts<'d>(texts: impl Iterator<Item = Text<'d>>, reporter: &mut Reporter) {
    for (first, text) in repeated(texts) {
        let message = format!("`{}` stands in this list already", text.value);
        report(text, message, first, reporter);
    }
}

fn check_criteria<'d>(criteria: impl Iterator<Item = Criterion<'d>>, reporter: &mut Reporter) {
    let criteria: Vec<_> = criteria.collect();
    // Nothing can stand twice in most lists.
    if criteria.len() < 2 {
        return;
    }
    let mut seen = HashMap::new();
    for criterion in criteria {
        let node = criterion.node();
        let first = *seen.entry(to_value(node)).or_insert(node);
        if let Some(condition) = criterion.condition().filter(|_| first != node) {
            let first = first.get("condition").map_or(condition, Node::as_written);
            let message = "this criterion stands in the list already".to_owned();
            report(condition, message, first, reporter);
        }
    }
}

fn check_replacements(body: RequestBody<'_>, reporter: &mut Reporter) {
    let mut seen: Vec<Text<'_>> = Vec::new();
    for target in body
        .replacements()
        .filter_map(|replacement| replacement.target())
    {
        let inside = |outer: &str, inner: &str| {
            outer.starts_with('/')
                && inner
                    .strip_prefix(outer)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        let earlier = |earlier: &&Text<'_>| {
            let (one, other) = (earlier.value, target.value);
            one == other || inside(one, other) || inside(other, one)
        };
        if let Some(first) = seen.iter().find(earlier) {
            let (one, other) = (first.value, target.value);
            let message = if one == other {
                format!("`{other}` is replaced already")
            } else if inside(one, other) {
                format!("`{other}` lies inside `{one}`, which is replaced already")
            } else {
                format!("`{other}` holds `{one}`, which is replaced already")
            };
            report(target, message, *first, reporter);
        }
        seen.push(target);
    }
}

fn report(place: Text<'_>, message: String, first: Text<'_>, reporter: &mut Reporter) {
    if !reporter.has_reported(place.span) {
        reporter
            .report(place, message)
            .here("again")
            .label(first.span, "first here")
            .help("keep one of them");
    }
}
