use rustc_hash::FxHashMap;

use crate::arazzo::{Action, Step};
use crate::flow::StatusSet;
use crate::openapi::Location;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::workspace::Call;

rule! {
    /// Reports a `retry` of a POST or PATCH whose operation has no idempotency key: no header is declared, and neither
    /// parameter nor payload passed, whose name holds `idempoten`. Not after a status of 4xx, 408 excepted, because then the
    /// API has refused the request.
    ///
    /// ## Why is this bad?
    ///
    /// A request that failed on the way back may have done its work. Sent again, it does it twice.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     onFailure:
    ///       - { name: again, type: retry, retryLimit: 3, retryAfter: 1 }
    /// ```
    name: "unsafe-retry",
    level: Off,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    // An action that stands for several steps is told once, for the first of them.
    let calls: FxHashMap<Step<'_>, &Call<'_>> = cx
        .calls
        .iter()
        .filter(|call| is_unsafe(call))
        .map(|call| (call.step, call))
        .collect();
    let components = cx.document.components();
    for workflow in cx.document.workflows() {
        let general: Vec<Action<'_>> = workflow.failure_actions().collect();
        // Each general action needs one step to be told of.
        let mut untold = general;
        for step in workflow.steps() {
            let Some(call) = calls.get(&step) else {
                continue;
            };
            let own: Vec<Action<'_>> = step.on_failure().collect();
            for entry in &own {
                report(cx, *entry, call, reporter);
            }
            let own_names: Vec<_> = own
                .iter()
                .filter_map(|entry| components.action(*entry)?.name())
                .collect();
            untold.retain(|entry| {
                let name = components.action(*entry).and_then(Action::name);
                // The step's own action of that name takes its place.
                let is_overridden =
                    name.is_some_and(|name| own_names.iter().any(|own| own.value == name.value));
                if !is_overridden {
                    report(cx, *entry, call, reporter);
                }
                is_overridden
            });
        }
    }
}

/// Whether a call sent twice may do its work twice.
fn is_unsafe(call: &Call<'_>) -> bool {
    let Some(operation) = call.http() else {
        return false;
    };
    if !matches!(operation.method().value, "post" | "patch") || call.passes_unknown {
        return false;
    }
    let is_key = |name: &str| name.to_ascii_lowercase().contains("idempoten");
    let is_declared = call
        .parameters
        .declared
        .iter()
        .any(|declared| declared.location == Location::Header && is_key(declared.name.value));
    let is_passed = call.passed.iter().any(|passed| is_key(passed.name.value));
    let payload = call.step.request_body().and_then(|body| body.payload());
    let is_in_payload =
        payload.is_some_and(|payload| payload.entries().any(|entry| is_key(entry.key.value)));
    call.parameters.unknown.is_empty() && !is_declared && !is_passed && !is_in_payload
}

fn report<'d>(cx: &Context<'d>, entry: Action<'d>, call: &Call<'d>, reporter: &mut Reporter) {
    let Some(action) = cx.document.components().action(entry) else {
        return;
    };
    let kind = action.r#type().filter(|kind| kind.value == "retry");
    let never = action
        .node()
        .get("retryLimit")
        .is_some_and(|limit| limit.as_written().value == "0");
    let Some(kind) = kind.filter(|_| !never && !follows_refusal(cx, action)) else {
        return;
    };
    let (spot, is_referenced) = match entry.reusable().and_then(|reusable| reusable.reference()) {
        Some(reference) => (Spot::from(reference), true),
        None => (Spot::at(kind.span, action.node()), false),
    };
    let Some(operation) = call.http() else {
        return;
    };
    let name = match operation.operation_id() {
        Some(id) => {
            let method = operation.method().value.to_ascii_uppercase();
            format!("`{}` ({method})", id.value)
        }
        None => format!("`{}`", operation.signature()),
    };
    let message = format!("{name} is retried without an idempotency key");
    let diagnostic = reporter.report(spot, message);
    if is_referenced {
        diagnostic.label(kind.span, "retried here");
    }
    if let Some(named) = call.step.operation_id().or(call.step.operation_path()) {
        diagnostic.label(named.span, "called here");
    }
    diagnostic
        .label(operation.method().span, "declares no header for such a key")
        .help("pass a key if the API knows one, or find out first whether the request has worked");
}

/// Whether an action is taken only after a status by which the API says that it has done nothing.
fn follows_refusal<'d>(cx: &Context<'d>, action: Action<'d>) -> bool {
    // A request that took too long may still be at work.
    let refusals = StatusSet::below(500)
        .difference(StatusSet::below(400))
        .difference(StatusSet::of(408));
    cx.conditions
        .statuses_of_all(action.criteria())
        .difference(refusals)
        .is_empty()
}
