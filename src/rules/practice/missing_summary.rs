use super::report_wordless;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a workflow without a `summary`; steps have none. Off unless it is asked for.
    ///
    /// ## Why is this bad?
    ///
    /// Where workflows are listed there is room for one line each, and the summary is that line.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: refund
    ///     description: Finds the order, then pays its total back to the card that it was paid with.
    /// ```
    name: "missing-summary",
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
        let field = ("summary", "say in `summary`, in one line, what it is for");
        report_wordless(cx, named, "workflow", field, reporter);
    }
}
