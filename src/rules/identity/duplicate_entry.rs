use std::collections::HashMap;

use super::repeated::repeated;
use crate::arazzo::{Criterion, RequestBody};
use crate::diagnostic::{Diagnostic, Safety};
use crate::edit;
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
        if let Some(diagnostic) = report(text, message, first, reporter) {
            remove(diagnostic, text.node());
        }
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
            if let Some(diagnostic) = report(condition, message, first, reporter) {
                remove(diagnostic, node);
            }
        }
    }
}

fn check_replacements(body: RequestBody<'_>, reporter: &mut Reporter) {
    let mut earlier = Earlier::default();
    let targets = body
        .replacements()
        .filter_map(|replacement| replacement.target());
    for (position, target) in targets.enumerate() {
        let related = || earlier.related(target.value);
        if let Some(first) = related().min_by_key(|group| group.position) {
            let count: usize = related().map(|group| group.count).sum();
            let first = first.first;
            let (one, other) = (first.value, target.value);
            let message = if one == other {
                format!("`{other}` is replaced already")
            } else if other.len() > one.len() {
                format!("`{other}` lies inside `{one}`, which is replaced already")
            } else {
                format!("`{other}` holds `{one}`, which is replaced already")
            };
            let whole = |target: Text<'_>| target.node().parent().map(to_value);
            // With others between them the order decides.
            let is_identical = count == 1 && whole(first) == whole(target);
            if let Some(diagnostic) = report(target, message, first, reporter)
                && let Some(replacement) = target.node().parent().filter(|_| is_identical)
            {
                remove(diagnostic, replacement);
            }
        }
        earlier.add(target, position);
    }
}

/// The targets before one: those of the same place, and those inside of each place.
#[derive(Default)]
struct Earlier<'d> {
    at: HashMap<&'d str, Group<'d>>,
    inside: HashMap<&'d str, Group<'d>>,
}

/// Targets that have something in common.
struct Group<'d> {
    first: Text<'d>,
    /// The position of the first.
    position: usize,
    count: usize,
}

impl<'d> Earlier<'d> {
    fn related<'s>(&'s self, target: &'s str) -> impl Iterator<Item = &'s Group<'d>> {
        let outer = places_around(target).filter_map(|place| self.at.get(place));
        let inner = self.inside.get(target);
        self.at.get(target).into_iter().chain(outer).chain(inner)
    }

    fn add(&mut self, target: Text<'d>, position: usize) {
        let new = || Group {
            first: target,
            position,
            count: 0,
        };
        self.at.entry(target.value).or_insert_with(new).count += 1;
        for place in places_around(target.value) {
            self.inside.entry(place).or_insert_with(new).count += 1;
        }
    }
}

/// How many places around a target are looked at: nobody nests deeper.
const DEPTH: usize = 64;

/// The places that a JSON Pointer leads through.
fn places_around(target: &str) -> impl Iterator<Item = &str> {
    let ends = target.match_indices('/').skip(1).take(DEPTH);
    let is_pointer = target.starts_with('/');
    ends.filter(move |_| is_pointer)
        .map(|(end, _)| &target[..end])
}

/// Offers to take an item out of its list.
fn remove(diagnostic: &mut Diagnostic, item: Node<'_>) {
    let edits = || {
        let list = item.parent()?;
        let position = list
            .slots()
            .iter()
            .position(|slot| slot.value == item.span())?;
        edit::remove_item(list, position)
    };
    diagnostic.offer(Safety::Safe, "remove it", edits);
}

fn report<'r>(
    place: Text<'_>,
    message: String,
    first: Text<'_>,
    reporter: &'r mut Reporter,
) -> Option<&'r mut Diagnostic> {
    if reporter.has_reported(place.span) {
        return None;
    }
    let diagnostic = reporter.report(place, message);
    diagnostic
        .here("again")
        .label(first.span, "first here")
        .help("keep one of them");
    Some(diagnostic)
}
