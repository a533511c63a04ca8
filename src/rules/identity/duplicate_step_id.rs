use super::repeated::repeated;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a `stepId` that an earlier step of the same workflow already has.
    ///
    /// ## Why is this bad?
    ///
    /// `$steps.<stepId>` and `goto` find a step by its id. With two candidates, a tool may pick the wrong one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: login, operationId: requestToken }
    ///   - { stepId: login, operationId: refreshToken }
    /// ```
    name: "duplicate-step-id",
    level: Error,
    requirements: [111],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        for (first, id) in repeated(workflow.steps().filter_map(|step| step.step_id())) {
            reporter
                .report(id, format!("step id `{}` is already taken", id.value))
                .here("taken again")
                .label(first.span, "first taken here")
                .help("give each step of a workflow its own `stepId`");
        }
    }
}
