use crate::rules::{Context, Reporter, Spot, rule};
use crate::workspace::{StepKind, Target};

rule! {
    /// Reports a step that calls an operation and has no `successCriteria`. A step that sends a message has succeeded as soon as
    /// the message is sent, and one that receives the only message there is knows what has come.
    ///
    /// ## Why is this bad?
    ///
    /// Tools decide for themselves what success is: one takes any answer for it, another one only those below 400. A step
    /// that waits for a message takes any message, one that tells of an error included.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: create, operationId: createOrder }
    /// ```
    name: "missing-success-criteria",
    level: Off,
    requirements: [173],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    for found in &cx.steps {
        let step = found.step;
        let node = step.node();
        // The criteria of a workflow are those of its own steps.
        let calls = ["operationId", "operationPath", "channelPath"];
        if !calls.iter().any(|field| node.get(field).is_some())
            || node.get("successCriteria").is_some()
            || cx.is_unreadable(node, "successCriteria")
        {
            continue;
        }
        let is_asynchronous = found.kind == Some(StepKind::Asynchronous);
        let sends = step.action().is_some_and(|action| action.value == "send");
        if is_asynchronous && (sends || receives_one(&found.target)) {
            continue;
        }
        let name = step.step_id().map_or_else(
            || "this step".to_owned(),
            |id| format!("step `{}`", id.value),
        );
        let help = match is_asynchronous {
            false => "add `successCriteria`, for example `- condition: $statusCode == 200`",
            true => {
                "add `successCriteria` that tell its message from one of an error, for example \
                 `- condition: $message.payload#/status == 'ok'`"
            }
        };
        reporter
            .report(
                Spot::at(step.head(), node),
                format!("{name} does not say when it has succeeded"),
            )
            .help(help);
    }
}

/// Whether just one message can be received.
fn receives_one(target: &Target<'_>) -> bool {
    let Target::Endpoint { endpoint, .. } = target else {
        return false;
    };
    let messages = endpoint.exchanged();
    messages.are_all() && messages.known.len() == 1
}
