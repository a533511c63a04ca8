use crate::arazzo::{Action, Components};
use crate::flow::is_always_taken;
use crate::rules::{Context, Reporter, Spot, rule};

rule! {
    /// Reports an action that is never chosen, because an action before it in the same list always matches. A `retry` hides
    /// nothing: it is used up, and then the next one is looked at.
    ///
    /// ## Why is this bad?
    ///
    /// The first action whose criteria hold is taken. One without criteria always is, and what stands behind it is dead.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// onFailure:
    ///   - { name: stop, type: end }
    ///   - { name: retryLater, type: retry, retryAfter: 5 }
    /// ```
    name: "shadowed-action",
    level: Warning,
    requirements: [147, 264],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let components = cx.document.components();
    for workflow in cx.document.workflows() {
        check_list(cx, components, workflow.success_actions(), reporter);
        check_list(cx, components, workflow.failure_actions(), reporter);
        for step in workflow.steps() {
            check_list(cx, components, step.on_success(), reporter);
            check_list(cx, components, step.on_failure(), reporter);
        }
    }
}

fn check_list<'d>(
    cx: &Context<'d>,
    components: Components<'d>,
    entries: impl Iterator<Item = Action<'d>>,
    reporter: &mut Reporter,
) {
    let mut winner: Option<Action<'d>> = None;
    for entry in entries {
        let resolved = components.action(entry);
        if let Some(winner) = winner {
            let name = |action: Action<'d>| {
                let named = components.action(action).and_then(Action::name);
                named.map_or("this action", |name| name.value)
            };
            let spot = |entry: Action<'d>| match (entry.name(), entry.reusable()) {
                (Some(name), _) => name.span,
                (None, Some(reusable)) => reusable
                    .reference()
                    .map_or_else(|| entry.node().head(), |text| text.span),
                (None, None) => entry.node().head(),
            };
            reporter
                .report(
                    Spot::at(spot(entry), entry.node()),
                    format!(
                        "`{}` is never chosen: `{}` before it always matches",
                        name(entry),
                        name(winner)
                    ),
                )
                .here("never chosen")
                .label(spot(winner), "always matches")
                .help(format!("put `{}` last, or give it criteria", name(winner)));
            // One finding shows the list; what else stands there follows from the same mistake.
            return;
        }
        let ends = resolved.filter(|action| {
            let kind = action.r#type().map(|text| text.value);
            matches!(kind, Some("end" | "goto")) && !cx.is_unreadable(action.node(), "criteria")
        });
        winner = ends
            .filter(|action| is_always_taken(*action, cx.version))
            .map(|_| entry);
    }
}
