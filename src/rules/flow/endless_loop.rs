use crate::diagnostic::Severity;
use crate::flow::{Control, Point, Way};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::source::Span;

rule! {
    /// Reports steps that lead back to themselves by `goto` and never to an end of the workflow. A warning where a failure
    /// is the only way out.
    ///
    /// ## Why is this bad?
    ///
    /// The workflow never ends, or ends only when something breaks.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: poll
    ///     operationId: getStatus
    ///     onSuccess: [{ name: again, type: goto, stepId: poll }]
    /// ```
    name: "endless-loop",
    level: Error,
    requirements: [235, 267],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for flow in cx.flows.iter().filter(|flow| flow.is_certain) {
        let mut told = vec![false; flow.steps.len()];
        // The ways of success alone, and all of them: what has no way out at all has none of these either.
        for circle in flow.circles_without_exit() {
            if circle.iter().any(|position| told[*position]) {
                continue;
            }
            for position in &circle {
                told[*position] = true;
            }
            report(flow, &circle, reporter);
        }
    }
}

fn report(flow: &Control<'_>, circle: &[usize], reporter: &mut Reporter) {
    let mut reach = flow.reach();
    let first = circle[0];
    if !reach.is_reachable(Point::Try(first)) {
        return;
    }
    let exits = [Point::End, Point::Broken, Point::Transfer];
    let fails = reach.leads(&[Point::Try(first)], &exits, &|_| false);
    let id = |position: usize| flow.steps[position].step_id().map_or("", |id| id.value);
    let Some(back) = back(flow, circle) else {
        return;
    };
    let how = match (circle, fails) {
        ([only], true) => format!("once `{}` succeeds, it runs again for ever", id(*only)),
        ([only], false) => format!("`{}` runs again for ever, whatever happens", id(*only)),
        (several, _) => {
            let names: Vec<String> = several
                .iter()
                .take(6)
                .map(|at| format!("`{}`", id(*at)))
                .collect();
            let rest = if several.len() > 6 { " -> ..." } else { "" };
            let unless = if fails {
                " unless one of them fails"
            } else {
                ""
            };
            format!(
                "these steps run for ever{unless}: {}{rest} -> `{}`",
                names.join(" -> "),
                id(first)
            )
        }
    };
    if reporter.has_reported(back) {
        return;
    }
    let diagnostic = reporter.report(Spot::from(back), how);
    diagnostic
        .here("goes back here, always")
        .label(flow.steps[first].head(), "runs again")
        .help("give the goto a criterion, or add a way out");
    if fails {
        diagnostic.severity(Severity::Warning);
    }
}

/// The action that leads back to the first step of the circle, or else to another one that stands before.
fn back(flow: &Control<'_>, circle: &[usize]) -> Option<Span> {
    let mut found = None;
    for position in circle {
        for point in [Point::Done(*position), Point::Failed(*position)] {
            for (to, way) in flow.ways(point) {
                let (Point::Try(target), Way::Action { entry, action }) = (to, way) else {
                    continue;
                };
                let is_goto = action.r#type().is_some_and(|kind| kind.value == "goto");
                if is_goto && target <= *position && circle.contains(&target) {
                    let span = entry
                        .name()
                        .map_or_else(|| entry.node().head(), |name| name.span);
                    if target == circle[0] {
                        return Some(span);
                    }
                    found = found.or(Some(span));
                }
            }
        }
    }
    found
}
