use super::report_wordless;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a workflow or a step without a `description`. Off unless it is asked for.
    ///
    /// ## Why is this bad?
    ///
    /// An id says what something is called. What it is for and what has to be true before it runs takes a sentence: for
    /// readers, for documentation that is generated, for agents that choose among workflows.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: refund
    ///     steps:
    ///       - { stepId: find, operationId: findOrder }
    /// ```
    name: "missing-description",
    level: Off,
    requirements: [],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    for workflow in cx.document.workflows() {
        let named = (workflow.node(), workflow.workflow_id());
        let field = (
            "description",
            "say in `description` what it is for and what it needs",
        );
        report_wordless(cx, named, "workflow", field, reporter);
        for step in workflow.steps() {
            let named = (step.node(), step.step_id());
            let field = ("description", "say in `description` what it does");
            report_wordless(cx, named, "step", field, reporter);
        }
    }
}
