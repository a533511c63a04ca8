use std::collections::HashMap;

use crate::arazzo::Action;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text};

rule! {
    /// Reports an action whose name an earlier action of the same list already has, references resolved.
    ///
    /// ## Why is this bad?
    ///
    /// A list of actions must not hold duplicates: by its name a step's action overrides the one of its workflow, and the
    /// first whose criteria hold is taken, so a second one of that name is most likely left over.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// onFailure:
    ///   - { name: giveUp, type: end }
    ///   - { name: giveUp, type: retry, retryAfter: 1 }
    /// ```
    name: "duplicate-action",
    level: Error,
    requirements: [88, 91, 146],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        check_list(cx, workflow.success_actions(), reporter);
        check_list(cx, workflow.failure_actions(), reporter);
        for step in workflow.steps() {
            check_list(cx, step.on_success(), reporter);
            check_list(cx, step.on_failure(), reporter);
        }
    }
}

fn check_list<'d>(
    cx: &Context<'d>,
    actions: impl Iterator<Item = Action<'d>>,
    reporter: &mut Reporter,
) {
    let mut seen: HashMap<&str, (Node<'_>, Text<'_>)> = HashMap::new();
    for entry in actions {
        let Some(name) = cx
            .document
            .components()
            .action(entry)
            .and_then(Action::name)
        else {
            continue;
        };
        // A reference is told where it stands, not in the components that it leads to.
        let place = entry
            .reusable()
            .and_then(|reusable| reusable.reference())
            .unwrap_or(name);
        let (first, first_place) = *seen.entry(name.value).or_insert((entry.node(), place));
        if first != entry.node() {
            let message = format!("this list already has an action called `{}`", name.value);
            let diagnostic = reporter.report(place, message);
            diagnostic
                .here("the same name again")
                .label(first_place.span, "first here")
                .help("remove one of them, or give it a name of its own");
            if place.span != name.span {
                diagnostic.label(name.span, "the name stands here");
            }
        }
    }
}
