use crate::rules::{Context, Reporter, Spot, rule};

rule! {
    /// Reports a step that calls an operation and has no `successCriteria`.
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
        let name = step.step_id().map_or_else(
            || "this step".to_owned(),
            |id| format!("step `{}`", id.value),
        );
        let help = match step.channel_path() {
            None => "add `successCriteria`, for example `- condition: $statusCode == 200`",
            Some(_) => {
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
