use crate::arazzo::Step;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::{Kind, Node};
use crate::version::Version;

rule! {
    /// Reports a step that receives a message and has no `timeout` (1.1). Off unless it is asked for; but a `timeout` of
    /// zero or less is always a warning.
    ///
    /// ## Why is this bad?
    ///
    /// If the message never comes, the workflow waits for ever. A step whose time is over before it begins fails always,
    /// or, with tools that read zero as "no limit", never.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: confirmed, channelPath: '{$sourceDescriptions.events.url}#/channels/orders', action: receive }
    /// ```
    name: "unbounded-wait",
    level: Off,
    requirements: [161, 176],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // In 1.0 steps have neither field, which is reported as that.
    if cx.version < Version::V1_1 {
        return;
    }
    for step in cx
        .document
        .workflows()
        .flat_map(|workflow| workflow.steps())
    {
        match step.timeout() {
            Some(timeout) if leaves_no_time(timeout) => {
                let written = timeout.as_written().value;
                reporter
                    .report_always(
                        timeout,
                        format!("a timeout of `{written}` milliseconds leaves the step no time"),
                    )
                    .help("write how many milliseconds the step may take, `30000` for example");
            }
            Some(_) => {}
            None => check_receiving(cx, step, reporter),
        }
    }
}

fn check_receiving(cx: &Context<'_>, step: Step<'_>, reporter: &mut Reporter) {
    let action = step.action().filter(|action| action.value == "receive");
    let Some(action) = action.filter(|_| !cx.is_unreadable(step.node(), "timeout")) else {
        return;
    };
    let name = step.step_id().map_or_else(
        || "this step".to_owned(),
        |id| format!("step `{}`", id.value),
    );
    reporter
        .report(
            Spot::at(action.span, step.node()),
            format!("{name} waits for its message without a limit"),
        )
        .help("add `timeout`, in milliseconds: the step then fails, and its `onFailure` applies");
}

/// Whether a number is zero or less. What is no number is reported as that.
fn leaves_no_time(timeout: Node<'_>) -> bool {
    let is_number = matches!(timeout.kind(), Kind::Integer | Kind::Float);
    let number = timeout.as_written().value.parse::<f64>();
    is_number && number.is_ok_and(|number| number <= 0.0)
}
