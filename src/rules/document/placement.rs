//! Where parameters go, as the shape alone cannot tell: through a reference, from the workflow, beside others.

use rustc_hash::FxHashSet;

use crate::arazzo::{ActionKind, Parameter, Step, Workflow};
use crate::rules::{Context, Reporter, Spot, StepTarget};
use crate::source::Span;
use crate::version::Version;
use crate::workspace::{Passed, passed};

/// Reports parameters that reach an operation without `in`, because they come from the components or the workflow.
pub(super) fn check_missing(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        if let Some(step) = workflow.steps().find(|step| step.calls_operation()) {
            for entry in workflow.parameters() {
                check_one(cx, entry, step, reporter);
            }
        }
        for step in workflow.steps().filter(|step| step.calls_operation()) {
            for entry in step.parameters().filter(|entry| entry.reusable().is_some()) {
                check_one(cx, entry, step, reporter);
            }
        }
    }
}

fn check_one(cx: &Context<'_>, entry: Parameter<'_>, step: Step<'_>, reporter: &mut Reporter) {
    let Some(parameter) = cx.document.components().parameter(entry) else {
        return;
    };
    let node = parameter.node();
    // What is no Parameter Object at all is reported as that.
    let Some(name) = parameter
        .name()
        .filter(|_| node.get("in").is_none() && !cx.is_unreadable(node, "in"))
    else {
        return;
    };
    let spot = Spot::lacking(node);
    if reporter.has_reported(node.head()) {
        return;
    }
    let diagnostic = reporter.report(spot, format!("parameter `{}` needs `in`", name.value));
    diagnostic.here("this parameter lacks it");
    if let Some(reference) = entry.reusable().and_then(|reusable| reusable.reference()) {
        diagnostic.label(reference.span, "used here");
    }
    diagnostic
        .label(step.head(), "this step calls an operation")
        .help("add `in`: an operation has to know where a parameter goes");
}

/// Reports parameters that are passed to a workflow by a reference to one with `in`.
pub(super) fn check_superfluous(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version < Version::V1_1 {
        return;
    }
    let components = cx.document.components();
    // Those that nobody uses pass it as well.
    let kept = [ActionKind::Success, ActionKind::Failure]
        .into_iter()
        .flat_map(|kind| components.actions(kind).map(|(_, action)| action));
    let actions = cx.actions().map(|used| used.action).chain(kept);
    for action in actions.filter(|action| action.workflow_id().is_some()) {
        for entry in action.parameters() {
            let Some(reference) = entry.reusable().and_then(|reusable| reusable.reference()) else {
                continue;
            };
            let place = components
                .parameter(entry)
                .and_then(|parameter| parameter.node().entry("in"));
            if let Some(place) = place.filter(|_| !reporter.has_reported(reference.span)) {
                let message = format!(
                    "a parameter that is passed to a workflow has no `in`, but `{}` has one",
                    reference.value
                );
                reporter
                    .report(reference, message)
                    .label(place.key.span, "it says where it goes here")
                    .help("write the parameter here without `in`: its name is that of an input");
            }
        }
    }
}

/// Reports a whole query string beside another one, or beside a single query parameter: one operation gets one of them.
pub(super) fn check_query_strings(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version < Version::V1_1 {
        return;
    }
    // Most documents have none, and then no list has to be put together.
    let is_whole = |parameter: Parameter<'_>| {
        let parameter = cx.document.components().parameter(parameter);
        let location = parameter.and_then(|parameter| parameter.r#in());
        location.is_some_and(|text| text.value == "querystring")
    };
    let inherits: FxHashSet<Workflow<'_>> = cx
        .document
        .workflows()
        .filter(|workflow| workflow.parameters().any(is_whole))
        .collect();
    let gets_one = |found: &&StepTarget<'_>| {
        found.step.calls_operation()
            && (inherits.contains(&found.workflow) || found.step.parameters().any(is_whole))
    };
    for found in cx.steps.iter().filter(gets_one) {
        let (passed, _) = passed(cx.scope, found.workflow, found.step);
        let goes = |one: &&Passed<'_>, location: &str| {
            one.location.is_some_and(|text| text.value == location)
        };
        let mut whole = passed.iter().filter(|one| goes(one, "querystring"));
        let Some(first) = whole.next() else {
            continue;
        };
        let single = passed.iter().find(|one| goes(one, "query"));
        // Two of one name in one list are the same parameter twice, which is reported as that.
        let is_twin = |other: &&Passed<'_>| {
            other.name.value == first.name.value && other.is_inherited == first.is_inherited
        };
        if let Some(single) = single {
            // What the step itself says is easier to change than what every step gets.
            let (one, other) = match first.is_inherited && !single.is_inherited {
                true => (single, first),
                false => (first, single),
            };
            let message = format!(
                "`{}` is the whole query string, so `{}` cannot be passed beside it",
                first.name.value, single.name.value
            );
            report(
                reporter,
                one,
                other,
                message,
                "write everything into the query string, or pass each parameter with `in: query`",
            );
        } else if let Some(second) = whole.find(|other| !is_twin(other)) {
            let message = format!(
                "`{}` is a second whole query string, beside `{}`",
                second.name.value, first.name.value
            );
            let (one, other) = match second.is_inherited && !first.is_inherited {
                true => (first, second),
                false => (second, first),
            };
            report(reporter, one, other, message, "write one query string");
        }
    }
}

fn report(
    reporter: &mut Reporter,
    one: &Passed<'_>,
    other: &Passed<'_>,
    message: String,
    help: &str,
) {
    let (span, other_span) = (place(one), place(other));
    if reporter.has_reported(span) {
        return;
    }
    let location = |passed: &Passed<'_>| {
        let is_query = passed.location.is_some_and(|text| text.value == "query");
        let what = if is_query {
            "a query parameter"
        } else {
            "a whole query string"
        };
        format!("`{}` is {what}", passed.name.value)
    };
    let diagnostic = reporter.report(span, message);
    diagnostic.here(location(one)).help(help);
    if other_span != span {
        diagnostic.label(other_span, location(other));
    }
}

/// Where a list says that the parameter is passed: by a reference, or by its `in`.
fn place(passed: &Passed<'_>) -> Span {
    let reference = passed.entry.string("reference").map(|text| text.span);
    let location = passed.location.map(|text| text.span);
    reference
        .or(location)
        .unwrap_or_else(|| passed.entry.head())
}
