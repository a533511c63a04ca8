use std::collections::HashMap;

use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;

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
    severity: Error,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut seen: HashMap<&str, Text<'_>> = HashMap::new();
    for id in cx
        .document
        .workflows()
        .filter_map(|workflow| workflow.workflow_id())
    {
        let first = *seen.entry(id.value).or_insert(id);
        if first.span != id.span {
            reporter
                .report(id, format!("workflow id `{}` is already taken", id.value))
                .here("taken again")
                .label(first.span, "first taken here")
                .help("give each workflow its own `workflowId`");
        }
    }
}
