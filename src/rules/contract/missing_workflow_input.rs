use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::unknown_workflow_input::read_by_callees;
use super::wording;
use super::workflow_calls::{Callee, WorkflowCall, WorkflowCalls};
use crate::diagnostic::{Edit, Safety};
use crate::edit::{self, Value};
use crate::near::near;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::Text;
use crate::workspace::{Inputs, Passed};

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
    let read_too = OnceCell::new();
    for call in known.calls.iter().filter(|call| !call.passes_unknown) {
        let callee = known.callee(call);
        let Some(inputs) = callee.inputs.as_ref().filter(|inputs| !inputs.incomplete) else {
            continue;
        };
        let read = || read_by_callees(cx, &known);
        let is_read = |name| read_too.get_or_init(read).contains(&(call.callee, name));
        let missing = missing(call, callee, inputs, is_read);
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
fn missing<'d>(
    call: &WorkflowCall<'d>,
    callee: &Callee<'d>,
    inputs: &Inputs<'d>,
    is_read: impl Fn(&'d str) -> bool,
) -> Vec<Text<'d>> {
    let passed: FxHashSet<&str> = call.passed.iter().map(|passed| passed.name.value).collect();
    let mut missing: Vec<Text<'d>> = inputs
        .required
        .iter()
        .filter(|name| !passed.contains(name.value) && !inputs.may_have_default(name.value))
        .copied()
        .collect();
    let unknown: Vec<_> = unknown(call, callee).take(STAND_INS).collect();
    // Where one is missing and one is too many, they are the same under another name: unless the other one is read.
    if let ([_], [other]) = (missing.as_slice(), unknown.as_slice())
        && !is_read(other.name.value)
    {
        return Vec::new();
    }
    for passed in unknown {
        let close = near(passed.name.value, missing.iter().map(|name| name.value));
        if let Some(close) = close.first() {
            missing.retain(|name| name.value != close);
        }
    }
    missing
}

/// What is passed and declared nowhere.
fn unknown<'c, 'd>(
    call: &'c WorkflowCall<'d>,
    callee: &'c Callee<'d>,
) -> impl Iterator<Item = &'c Passed<'d>> {
    let passed = call.passed.iter();
    passed.filter(|passed| !passed.is_inherited && !callee.has(passed.name.value))
}

/// The one required input that an unknown one can only stand for, as nothing else is missing and nothing else is unknown.
pub(super) fn stands_for<'d>(
    call: &WorkflowCall<'d>,
    callee: &Callee<'d>,
    inputs: &Inputs<'d>,
) -> Option<Text<'d>> {
    let is_passed = |name: &str| call.passed.iter().any(|passed| passed.name.value == name);
    let mut missing = inputs
        .required
        .iter()
        .filter(|name| !is_passed(name.value) && !inputs.may_have_default(name.value));
    let first = missing.next().filter(|_| missing.next().is_none())?;
    (unknown(call, callee).count() == 1).then_some(*first)
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
