use super::repeated::repeated;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a `workflowId` that an earlier workflow of the document already has.
    ///
    /// ## Why is this bad?
    ///
    /// Steps, actions and `dependsOn` find a workflow by its id. With two candidates, a tool may run the wrong one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - { workflowId: checkout, steps: [{ stepId: pay, operationId: createPayment }] }
    ///   - { workflowId: checkout, steps: [{ stepId: ship, operationId: createShipment }] }
    /// ```
    name: "duplicate-workflow-id",
    level: Error,
    requirements: [30, 71],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let workflows = cx.document.workflows();
    for (first, id) in repeated(workflows.filter_map(|workflow| workflow.workflow_id())) {
        reporter
            .report(id, format!("workflow id `{}` is already taken", id.value))
            .here("taken again")
            .label(first.span, "first taken here")
            .help("give each workflow its own `workflowId`");
    }
}
