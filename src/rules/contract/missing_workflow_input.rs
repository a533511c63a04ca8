use rustc_hash::FxHashSet;

use super::wording;
use super::workflow_calls::{Callee, WorkflowCall, WorkflowCalls};
use crate::diagnostic::{Edit, Safety};
use crate::edit::{self, Value};
use crate::near::near;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::Text;
use crate::workspace::Inputs;

rule! {
    /// Reports a required input of a workflow, of this document or of a source, that the step or, in 1.1, the action that calls it does not
    /// pass. An input with a `default` is not missed, and where a name that looks like it is passed instead,
    /// `unknown-workflow-input` names both.
    ///
    /// ## Why is this bad?
    ///
    /// The workflow that is called cannot run without it.
    ///
    /// ## Example
    ///
    /// The inputs of the workflow `payOrder` require `orderId`.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: pay, workflowId: payOrder }
    /// ```
    name: "missing-workflow-input",
    level: Error,
    requirements: [135, 232],
    when_cut: Nothing,
    check: check,
}

/// More absent inputs of one call than this are one finding.
const SEPARATE: usize = 5;

/// So many unknown names are asked whether they stand for a missing one.
const STAND_INS: usize = 20;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let known = WorkflowCalls::of(cx);
    for call in known.calls.iter().filter(|call| !call.passes_unknown) {
        let callee = known.callee(call);
        let Some(inputs) = callee.inputs.as_ref().filter(|inputs| !inputs.incomplete) else {
            continue;
        };
        let missing = missing(call, callee, inputs);
        match missing.as_slice() {
            few if few.len() <= SEPARATE => {
                for name in few {
                    report(call, inputs, *name, reporter);
                }
            }
            many => report_all(call, many, reporter),
        }
    }
}

/// The required inputs that are not passed, without those that a misspelt name stands for.
fn missing<'d>(call: &WorkflowCall<'d>, callee: &Callee<'d>, inputs: &Inputs<'d>) -> Vec<Text<'d>> {
    let passed: FxHashSet<&str> = call.passed.iter().map(|passed| passed.name.value).collect();
    let mut missing: Vec<Text<'d>> = inputs
        .required
        .iter()
        .filter(|name| !passed.contains(name.value) && !inputs.may_have_default(name.value))
        .copied()
        .collect();
    let unknown = call
        .passed
        .iter()
        .filter(|passed| !passed.is_inherited && !callee.has(passed.name.value));
    for passed in unknown.take(STAND_INS) {
        let close = near(passed.name.value, missing.iter().map(|name| name.value));
        if let Some(close) = close.first() {
            missing.retain(|name| name.value != close);
        }
    }
    missing
}

fn callee_name<'d>(call: &WorkflowCall<'d>) -> &'d str {
    call.callee.workflow_id().map_or("", |id| id.value)
}

fn report(call: &WorkflowCall<'_>, inputs: &Inputs<'_>, name: Text<'_>, reporter: &mut Reporter) {
    let message = format!(
        "workflow `{}` requires input `{}`",
        callee_name(call),
        name.value
    );
    let diagnostic = reporter.report(Spot::at(call.head, call.node), message);
    let detail = wording::detail(inputs.get(name.value));
    diagnostic
        .here(format!("this {} does not pass it", call.what))
        .label(name.span, "required here")
        .help(format!(
            "add it to `parameters`: `name: {}`{detail}",
            name.value
        ))
        .offer(
            Safety::Unsafe,
            format!("pass the own input `{0}` as `{0}`", name.value),
            || pass_own(call, inputs, name.value),
        );
}

/// Passes the input of the same name and type that the calling workflow has itself.
fn pass_own(call: &WorkflowCall<'_>, inputs: &Inputs<'_>, name: &str) -> Option<Vec<Edit>> {
    let own = Inputs::of(call.caller.inputs()?);
    let kind = |inputs: &Inputs<'_>| {
        inputs
            .get(name)?
            .string("type")
            .map(|kind| kind.value.to_owned())
    };
    let is_sayable = name
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter));
    if !is_sayable || kind(&own)? != kind(inputs)? {
        return None;
    }
    let value = format!("$inputs.{name}");
    let parameter = Value::Members(&[("name", name), ("value", &value)]);
    match call.node.entry("parameters") {
        Some(entry) => edit::insert_item(entry.value, parameter),
        None => {
            let behind = call.node.entry("workflowId")?.key;
            edit::insert_entry(behind, "parameters", Value::List(&[parameter]))
        }
    }
}

fn report_all(call: &WorkflowCall<'_>, names: &[Text<'_>], reporter: &mut Reporter) {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.value))
        .collect();
    let message = format!(
        "workflow `{}` requires {} inputs: {}",
        callee_name(call),
        names.len(),
        quoted.join(", ")
    );
    reporter
        .report(Spot::at(call.head, call.node), message)
        .here(format!("this {} passes none of them", call.what))
        .label(names[0].span, "the first of them is required here")
        .help("add them to `parameters`, each with `name` and `value`");
}
