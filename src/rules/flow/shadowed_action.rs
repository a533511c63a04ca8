use crate::arazzo::{Action, Components, Criterion};
use crate::flow::{StatusSet, is_taken_with, statuses_failing};
use crate::rules::{Context, Reporter, Spot, rule};

rule! {
    /// Reports an action that is never chosen, because an action before it in the same list always matches, or matches
    /// whenever it would: with the same criteria, or for all of its status codes. A `retry` hides nothing: it is used up, and
    /// then the next one is looked at.
    ///
    /// ## Why is this bad?
    ///
    /// The first action whose criteria hold is taken. One without criteria always is, and what stands behind it is dead.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// onFailure:
    ///   - { name: stop, type: end }
    ///   - { name: retryLater, type: retry, retryAfter: 5 }
    /// ```
    name: "shadowed-action",
    level: Warning,
    requirements: [147, 264],
    check: check,
}

fn check<'d>(cx: &Context<'d>, reporter: &mut Reporter) {
    let components = cx.document.components();
    let mut check = |entries: Vec<Action<'d>>, allowed: StatusSet| {
        check_list(cx, components, &entries, allowed, reporter);
    };
    for workflow in cx.document.workflows() {
        check(workflow.success_actions().collect(), StatusSet::ALL);
        check(workflow.failure_actions().collect(), StatusSet::ALL);
        for step in workflow.steps() {
            let allowed = cx.conditions.statuses_of_all(step.success_criteria());
            check(step.on_success().collect(), allowed);
            check(step.on_failure().collect(), StatusSet::ALL);
        }
    }
}

/// Looks at a list of actions that follow a response with one of some codes.
fn check_list<'d>(
    cx: &Context<'d>,
    components: Components<'d>,
    entries: &[Action<'d>],
    allowed: StatusSet,
    reporter: &mut Reporter,
) {
    // What leaves the list, each with its entry.
    let mut before: Vec<(Action<'d>, Action<'d>)> = Vec::new();
    // The codes that none of these has taken for sure.
    let mut remaining = allowed;
    for entry in entries {
        let action = components.action(*entry);
        let always = before
            .iter()
            .find(|(_, action)| is_taken_with(*action, allowed, cx.version));
        if let Some((winner, _)) = always {
            report(components, *entry, *winner, true, reporter);
            // One finding shows the list; what else stands there follows from the same mistake.
            return;
        }
        let Some(action) = action.filter(|action| !cx.is_unreadable(action.node(), "criteria"))
        else {
            continue;
        };
        let holding = cx.conditions.statuses_of_all(action.criteria());
        // Only an action that asks for a code needs a response that has one.
        let is_taken_up =
            !holding.is_all() && !holding.is_disjoint(allowed) && holding.is_disjoint(remaining);
        let covers = |(_, earlier): &&(Action<'d>, Action<'d>)| {
            let failing = statuses_failing(earlier.criteria(), cx.version);
            is_part(*earlier, action) || is_taken_up && !failing.includes(holding)
        };
        if let Some((winner, _)) = before.iter().find(covers) {
            report(components, *entry, *winner, false, reporter);
            return;
        }
        let kind = action.r#type().map(|text| text.value);
        if matches!(kind, Some("end" | "goto")) {
            let failing = statuses_failing(action.criteria(), cx.version);
            remaining = remaining.intersection(failing);
            before.push((*entry, action));
        }
    }
}

/// Whether an action asks for nothing that another one does not ask for as well.
fn is_part<'d>(action: Action<'d>, other: Action<'d>) -> bool {
    let same = |one: &Criterion<'d>, other: &Criterion<'d>| {
        let text = |criterion: &Criterion<'d>| {
            let condition = criterion.condition().map(|text| text.value.trim());
            let context = criterion.context().map(|text| text.value);
            (condition, context)
        };
        let language = |criterion: &Criterion<'d>| criterion.r#type().map(|kind| kind.language);
        one.condition().is_some() && text(one) == text(other) && language(one) == language(other)
    };
    let others: Vec<_> = other.criteria().collect();
    let mut own = action.criteria().peekable();
    own.peek().is_some() && own.all(|one| others.iter().any(|other| same(&one, other)))
}

/// Reports an action that another one hides, always or whenever it matches.
fn report<'d>(
    components: Components<'d>,
    entry: Action<'d>,
    winner: Action<'d>,
    is_always: bool,
    reporter: &mut Reporter,
) {
    let name = |action: Action<'d>| {
        let named = components.action(action).and_then(Action::name);
        named.map_or("this action", |name| name.value)
    };
    let spot = |entry: Action<'d>| match (entry.name(), entry.reusable()) {
        (Some(name), _) => name.span,
        (None, Some(reusable)) => reusable
            .reference()
            .map_or_else(|| entry.node().head(), |text| text.span),
        (None, None) => entry.node().head(),
    };
    let (when, label) = match is_always {
        true => ("always matches", "always matches"),
        false => ("matches whenever it does", "matches first"),
    };
    let message = format!(
        "`{}` is never chosen: `{}` before it {when}",
        name(entry),
        name(winner)
    );
    let help = match is_always {
        true => format!("put `{}` last, or give it criteria", name(winner)),
        false => format!("put `{}` before `{}`", name(entry), name(winner)),
    };
    reporter
        .report(Spot::at(spot(entry), entry.node()), message)
        .here("never chosen")
        .label(spot(winner), label)
        .help(help);
}
