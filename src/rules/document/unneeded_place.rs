//! `in` of a parameter that only workflows get: a part of `ineffective-field`.

use std::collections::HashMap;

use super::ineffective_field::{remove, report};
use crate::arazzo::{Parameter, Step, Workflow};
use crate::rules::{Context, Reporter};
use crate::syntax::Node;

pub(super) fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // The components that parameter lists name: whether all of them call workflows, and one step that does.
    let mut used: HashMap<Node<'_>, (bool, Step<'_>)> = HashMap::new();
    for workflow in cx.document.workflows() {
        let shared = workflow.parameters().map(|parameter| (parameter, None));
        let own = workflow.steps().flat_map(|step| {
            step.parameters()
                .map(move |parameter| (parameter, Some(step)))
        });
        let all_call_workflows = calls_workflows(workflow);
        for (parameter, step) in own.chain(shared) {
            let calls = step.map_or(all_call_workflows, Step::calls_workflow);
            let Some(step) = step.or_else(|| workflow.steps().next()) else {
                continue;
            };
            if parameter.reusable().is_none() {
                if calls {
                    place(cx, parameter, step, reporter);
                }
            } else if let Some(component) = cx.document.components().parameter(parameter) {
                let entry = used.entry(component.node()).or_insert((true, step));
                entry.0 &= calls;
            }
        }
    }
    for (_, component) in cx.document.components().parameters() {
        if let Some((true, step)) = used.get(&component.node()) {
            place(cx, component, *step, reporter);
        }
    }
}

fn calls_workflows(workflow: Workflow<'_>) -> bool {
    workflow.steps().next().is_some() && workflow.steps().all(Step::calls_workflow)
}

fn place(cx: &Context<'_>, parameter: Parameter<'_>, step: Step<'_>, reporter: &mut Reporter) {
    let message = "`in` has no effect on what is passed to a workflow".to_owned();
    if let Some(diagnostic) = report(cx, reporter, parameter.node(), "in", message) {
        if let Some(target) = step.node().entry("workflowId") {
            diagnostic.label(target.key.span, "a workflow is called here");
        }
        diagnostic.help("remove it: a workflow takes its inputs by name");
        remove(diagnostic, parameter.node(), &["in"]);
    }
}
