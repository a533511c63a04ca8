use super::key_of;
use crate::arazzo::ActionKind;
use crate::rules::{Context, Reporter, rule};
use crate::schema::{Conflict, FaultKind};
use crate::version::Version;
use crate::workspace::{Passed, passed};

rule! {
    /// Reports fields that exclude each other, and fields that may only stand beside one that is not there.
    ///
    /// ## Why is this bad?
    ///
    /// A step calls one thing, an action goes to one place. With two, a tool refuses the document or picks one of them.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     workflowId: checkout
    /// ```
    name: "conflicting-fields",
    level: Error,
    requirements: [113, 115, 166, 208, 222, 228, 231, 252, 258],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for fault in &cx.faults {
        let FaultKind::ConflictingFields {
            object,
            field,
            conflict,
        } = &fault.kind
        else {
            continue;
        };
        let Some(spot) = key_of(cx, fault) else {
            continue;
        };
        let object = object.with_article();
        let (message, help) = match conflict {
            Conflict::Excludes(other) => (
                format!("{object} cannot have both `{other}` and `{field}`"),
                format!("keep one of `{other}` and `{field}`"),
            ),
            Conflict::Needs(other) => (
                format!("{object} has `{field}` only together with `{other}`"),
                format!("add `{other}`, or remove `{field}`"),
            ),
            Conflict::NeedsReceive => (
                format!("{object} has `{field}` only together with `action: receive`"),
                format!("write `action: receive`, or remove `{field}`"),
            ),
            Conflict::PassedToWorkflow => (
                format!("a parameter that is passed to a workflow has no `{field}`"),
                format!("remove `{field}`: the name is that of an input"),
            ),
        };
        let diagnostic = reporter.report(spot, message);
        diagnostic.severity(fault.level).help(help);
        if let Conflict::Excludes(other) = conflict {
            let parent = fault
                .pointer
                .rsplit_once('/')
                .map_or("", |(parent, _)| parent);
            let other = cx
                .document
                .node()
                .at_pointer(parent)
                .and_then(|parent| parent.entry(other));
            if let Some(other) = other {
                diagnostic.here("second").label(other.key.span, "first");
            }
        }
    }
    passed_on(cx, reporter);
    if cx.version >= Version::V1_1 {
        query_strings(cx, reporter);
    }
}

/// A component with `in` that an action passes to a workflow: the shape check sees only what is written out.
fn passed_on(cx: &Context<'_>, reporter: &mut Reporter) {
    let components = cx.document.components();
    let kept = [ActionKind::Success, ActionKind::Failure]
        .into_iter()
        .flat_map(|kind| components.actions(kind).map(|(_, action)| action));
    let actions = cx.actions().map(|used| used.action).chain(kept);
    for action in actions.filter(|action| action.workflow_id().is_some()) {
        for entry in action.parameters() {
            let Some(reference) = entry.reusable().and_then(|reusable| reusable.reference()) else {
                continue;
            };
            let parameter = components.parameter(entry);
            let place = parameter.and_then(|parameter| parameter.node().entry("in"));
            if let Some(place) = place.filter(|_| !reporter.has_reported(reference.span)) {
                reporter
                    .report(
                        reference,
                        "a parameter that is passed to a workflow has no `in`",
                    )
                    .here("passed to a workflow")
                    .label(place.key.span, "it has one")
                    .help("remove the `in`, or keep another component for this place");
            }
        }
    }
}

/// `querystring` is the whole query, so nothing else can be part of it (Arazzo 1.1.0, Parameter Object).
fn query_strings(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in cx.steps.iter().filter(|found| found.step.calls_operation()) {
        let (passed, _) = passed(&cx.scope, found.workflow, found.step);
        let within = |location: &str| {
            let same = passed.iter().filter(|one| {
                let place = one.location.map(|text| text.value);
                place == Some(location)
            });
            same.min_by_key(|one| one.entry.span())
        };
        let (Some(whole), Some(part)) = (within("querystring"), within("query")) else {
            continue;
        };
        let shown =
            |one: &Passed<'_>| match one.location.filter(|_| one.entry == one.parameter.node()) {
                Some(location) => location.span,
                None => one.entry.get("reference").unwrap_or(one.entry).span(),
            };
        let (whole, part) = (shown(whole), shown(part));
        let (first, second) = (whole.min(part), whole.max(part));
        if reporter.has_reported(second) {
            continue;
        }
        let says = |span| {
            if span == whole {
                "the whole query"
            } else {
                "a part of it"
            }
        };
        let diagnostic = reporter.report(
            second,
            "an operation cannot get both `querystring` and `query` parameters",
        );
        diagnostic
            .here(says(second))
            .label(first, says(first))
            .help("put all of the query into the `querystring`, or pass `query` parameters only");
        if !found.step.node().span().contains(second) {
            diagnostic.label(found.step.head(), "this step gets both");
        }
    }
}
