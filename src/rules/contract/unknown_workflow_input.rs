use rustc_hash::FxHashSet;

use super::missing_workflow_input::stands_for;
use super::wording::listed;
use super::workflow_calls::{Callee, WorkflowCall, WorkflowCalls};
use crate::arazzo::Workflow;
use crate::diagnostic::{Safety, Severity};
use crate::edit;
use crate::expression::Root;
use crate::near::{is_slip, near};
use crate::rules::{Context, Reporter, rule};
use crate::workspace::{Occurrence, Passed, Scope, Target, Uses};

rule! {
    /// Reports a parameter of a step or, in 1.1, of an action that the workflow it calls does not declare among its inputs.
    /// A warning where the inputs schema allows names that it does not list, lists none, or is absent.
    ///
    /// ## Why is this bad?
    ///
    /// Nothing in the workflow that is called reads the value. Names are case-sensitive.
    ///
    /// ## Example
    ///
    /// The workflow `payOrder` declares the input `orderId`.
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     workflowId: payOrder
    ///     parameters:
    ///       - { name: orderID, value: $inputs.orderId }
    /// ```
    name: "unknown-workflow-input",
    level: Error,
    requirements: [134, 232],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let known = WorkflowCalls::of(cx);
    if known.calls.is_empty() {
        return;
    }
    let read = read_by_callees(cx, &known);
    let accepted = accepted_somewhere(cx, &known);
    for call in &known.calls {
        let callee = known.callee(call);
        if callee
            .inputs
            .as_ref()
            .is_some_and(|inputs| inputs.incomplete)
        {
            continue;
        }
        for passed in &call.passed {
            let name = passed.name.value;
            // What the called workflow reads without declaring it is reported there.
            if callee.has(name) || read.contains(&(call.callee, name)) {
                continue;
            }
            // What the workflow passes to all steps need not be for each of them.
            if passed.is_inherited
                && (passed.location.is_some() || accepted.contains(&(call.caller, name)))
            {
                continue;
            }
            if !reporter.has_reported(passed.name.span) {
                report(call, callee, passed, reporter);
            }
        }
    }
}

/// What the workflows that are called read of their inputs, declared or not.
pub(super) fn read_by_callees<'d>(
    cx: &Context<'d>,
    known: &WorkflowCalls<'d>,
) -> FxHashSet<(Workflow<'d>, &'d str)> {
    let mut read = inputs_read(&cx.occurrences);
    let callees = known.calls.iter().map(|call| call.callee);
    let foreign = callees.filter(|callee| !cx.scope.is_own(*callee));
    let mut seen = FxHashSet::default();
    for peer in foreign.filter_map(|callee| cx.peer_of(callee)) {
        let Scope {
            description,
            version,
            ..
        } = peer.scope;
        if seen.insert(description.node()) {
            read.extend(inputs_read(&Uses::of(description, version).occurrences));
        }
    }
    read
}

/// The undeclared inputs that each workflow reads: all names that its `$inputs` expressions can mean.
fn inputs_read<'d>(occurrences: &[Occurrence<'d>]) -> FxHashSet<(Workflow<'d>, &'d str)> {
    let mut read = FxHashSet::default();
    for occurrence in occurrences {
        let root = occurrence.expression.map(|expression| expression.root);
        if let (Some(Root::Inputs(name)), Some(workflow)) = (root, occurrence.site.workflow) {
            let name = occurrence.sound_part(name).text;
            read.insert((workflow, name));
            // `$inputs.a.b` may mean `a`.
            let first = name.split_once('.').map_or(name, |(first, _)| first);
            read.insert((workflow, first));
        }
    }
    read
}

/// The workflow-level parameters that some step of the workflow may have a use for.
fn accepted_somewhere<'d>(
    cx: &Context<'d>,
    known: &WorkflowCalls<'d>,
) -> FxHashSet<(Workflow<'d>, &'d str)> {
    let mut accepted = FxHashSet::default();
    for call in &known.calls {
        let callee = known.callee(call);
        let takes = |passed: &&Passed<'d>| passed.is_inherited && callee.has(passed.name.value);
        let names = call.passed.iter().filter(takes);
        accepted.extend(names.map(|passed| (call.caller, passed.name.value)));
    }
    // What a step takes whose target is not known here is not known either.
    for found in &cx.steps {
        if !matches!(found.target, Target::Workflow(_)) {
            let names = found
                .workflow
                .parameters()
                .filter_map(|entry| cx.document.components().parameter(entry)?.name());
            accepted.extend(names.map(|name| (found.workflow, name.value)));
        }
    }
    accepted
}

fn report(
    call: &WorkflowCall<'_>,
    callee: &Callee<'_>,
    passed: &Passed<'_>,
    reporter: &mut Reporter,
) {
    let name = passed.name.value;
    let workflow = call.callee.workflow_id();
    let message = format!(
        "workflow `{}` has no input `{name}`",
        workflow.map_or("", |id| id.value)
    );
    let diagnostic = reporter.report(passed.name, message);
    if passed.entry != passed.parameter.node() {
        diagnostic.label(passed.entry.span(), "used here");
    }
    let place = call
        .callee
        .node()
        .entry("inputs")
        .map(|entry| entry.key.span);
    let (Some(inputs), Some(place)) = (&callee.inputs, place) else {
        let head = workflow.map_or_else(|| call.callee.node().head(), |id| id.span);
        // Where no schema stands, nothing is forbidden.
        diagnostic
            .severity(Severity::Warning)
            .label(head, "declares no inputs")
            .help("remove it, or declare it among the `inputs` of that workflow");
        return;
    };
    let is_only = !passed.is_inherited && !call.passes_unknown;
    let required = stands_for(call, callee, inputs).filter(|_| is_only);
    // What is required and not passed is missed whatever else may be passed.
    if required.is_none() && (inputs.open || inputs.declared.is_empty()) {
        diagnostic.severity(Severity::Warning);
    }
    if diagnostic.is_one_of_many {
        return;
    }
    let close = near(name, inputs.names());
    let declared = close.first().and_then(|close| {
        let mut declared = inputs.declared.iter();
        declared.find(|(key, _)| key.value == close)
    });
    if let Some((key, _)) = declared {
        let hint = if key.value.eq_ignore_ascii_case(name) {
            " names are case-sensitive"
        } else {
            ""
        };
        diagnostic
            .label(key.span, "declared here")
            .help(format!("did you mean `{}`?{hint}", key.value));
        let mut passed_too = call.passed.iter();
        let is_free = !passed_too.any(|other| other.name.value == key.value);
        if is_free && is_slip(name, key.value) {
            diagnostic.offer(
                Safety::Unsafe,
                format!("replace `{name}` by `{}`", key.value),
                || edit::rewrite(passed.name, key.value),
            );
        }
        return;
    }
    if let Some(required) = required {
        let help = format!("it requires `{}`, which is not passed", required.value);
        diagnostic.label(required.span, "required here").help(help);
        return;
    }
    diagnostic.label(place, "its inputs are declared here");
    let names: Vec<&str> = inputs.names().collect();
    if names.is_empty() {
        diagnostic.help("remove it, or declare it among the `inputs` of that workflow");
    } else {
        diagnostic.help(format!("it has {}", listed(&names)));
    }
}
