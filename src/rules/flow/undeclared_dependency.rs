use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::{Step, Workflow};
use crate::diagnostic::{Edit, Safety, Severity};
use crate::edit::{self, Value};
use crate::expression::{Dependency, Root, dependency};
use crate::rules::reference::show_use;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::version::Version;
use crate::workspace::StepKind;

rule! {
    /// Reports a step that reads an output of an asynchronous step and does not name it in its `dependsOn` (1.1). As a note,
    /// also `dependsOn` in a workflow whose steps are all synchronous: their order says the same.
    ///
    /// ## Why is this bad?
    ///
    /// An asynchronous step does not hold up the ones behind it: without the dependency, a tool may evaluate the expression
    /// before the message is there.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: paid
    ///     channelPath: '{$sourceDescriptions.events.url}#/channels/paid'
    ///     action: receive
    ///     outputs: { id: $message.payload#/id }
    ///   - stepId: ship
    ///     operationId: shipOrder
    ///     parameters: [{ name: payment, in: query, value: $steps.paid.outputs.id }]
    /// ```
    name: "undeclared-dependency",
    level: Warning,
    requirements: [188, 189],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version < Version::V1_1 {
        return;
    }
    let kinds: FxHashMap<Step<'_>, Option<StepKind>> = cx
        .steps
        .iter()
        .map(|found| (found.step, found.kind))
        .collect();
    for workflow in cx.document.workflows() {
        check_readers(cx, workflow, &kinds, reporter);
        check_order(workflow, &kinds, reporter);
    }
}

fn check_readers<'d>(
    cx: &Context<'d>,
    workflow: Workflow<'d>,
    kinds: &FxHashMap<Step<'d>, Option<StepKind>>,
    reporter: &mut Reporter,
) {
    let is_asynchronous =
        |step: &Step<'_>| kinds.get(step).copied().flatten() == Some(StepKind::Asynchronous);
    if !workflow.steps().any(|step| is_asynchronous(&step)) {
        return;
    }
    // What one step reads stands together.
    let mut last: Option<(Step<'d>, Option<FxHashSet<Step<'d>>>)> = None;
    let mut told: FxHashSet<(Step<'d>, Step<'d>)> = FxHashSet::default();
    for occurrence in cx.occurrences_in(workflow) {
        let (Some(reader), Some(expression)) = (occurrence.site.step, occurrence.expression) else {
            continue;
        };
        let Root::Steps(text) = expression.root else {
            continue;
        };
        let (reference, Some(producer)) = cx.scope.names.steps(workflow, text) else {
            continue;
        };
        if producer == reader || !is_asynchronous(&producer) {
            continue;
        }
        if last.as_ref().is_none_or(|(known, _)| *known != reader) {
            last = Some((reader, awaited_by(cx, workflow, reader)));
        }
        let awaited = last.as_ref().and_then(|(_, awaited)| awaited.as_ref());
        let span = occurrence.span(expression.text);
        // Further outputs of the same step are the same lack.
        if awaited.is_none_or(|awaited| awaited.contains(&producer))
            || reporter.has_reported(span)
            || !told.insert((reader, producer))
        {
            continue;
        }
        let id = reference.step.text;
        let edits = || {
            // A step that waits for this one cannot be waited for.
            let awaited = awaited_by(cx, workflow, producer)?;
            wait_for(reader, id).filter(|_| !awaited.contains(&reader))
        };
        let diagnostic = reporter.report(
            span,
            format!("this step does not wait for `{id}`, which is asynchronous"),
        );
        diagnostic
            .here("read here")
            .label(producer.head(), "does not hold up the steps behind it")
            .help(format!("add `{id}` to the `dependsOn` of this step"))
            .offer(
                Safety::Safe,
                format!("add `{id}` to the `dependsOn` of this step"),
                edits,
            );
        show_use(diagnostic, &occurrence.site);
    }
}

/// Puts a step into the list of those that another one waits for.
fn wait_for(reader: Step<'_>, id: &str) -> Option<Vec<Edit>> {
    match reader.node().entry("dependsOn") {
        Some(entry) if entry.value.items().next().is_some() => {
            edit::insert_item(entry.value, Value::Text(id))
        }
        Some(_) => None,
        None => {
            let behind = reader.node().entry("stepId")?.key;
            edit::insert_entry(behind, "dependsOn", Value::List(&[Value::Text(id)]))
        }
    }
}

/// The steps that a step waits for, through any number of them; `None` if they are more than anybody lists.
fn awaited_by<'d>(
    cx: &Context<'d>,
    workflow: Workflow<'d>,
    step: Step<'d>,
) -> Option<FxHashSet<Step<'d>>> {
    const MOST: usize = 1_000;

    let mut found = FxHashSet::default();
    let mut open = vec![step];
    while let Some(next) = open.pop() {
        if found.len() > MOST {
            return None;
        }
        for text in next.depends_on() {
            let Dependency::Step(id) = dependency(text.value) else {
                continue;
            };
            // A step that does not exist is reported as that, and may be any.
            let awaited = cx.scope.names.step(workflow, id.text)?;
            if found.insert(awaited) {
                open.push(awaited);
            }
        }
    }
    Some(found)
}

fn check_order<'d>(
    workflow: Workflow<'d>,
    kinds: &FxHashMap<Step<'d>, Option<StepKind>>,
    reporter: &mut Reporter,
) {
    let mut steps = workflow.steps();
    let is_synchronous = |step: Step<'d>| {
        let kind = kinds.get(&step).copied().flatten();
        kind.is_some_and(|kind| kind != StepKind::Asynchronous)
    };
    let first = workflow.steps().find_map(|step| {
        let field = step.node().entry("dependsOn")?;
        step.depends_on().next().map(|_| field)
    });
    if let Some(first) = first
        && steps.all(is_synchronous)
    {
        reporter
            .report(first.key, "nothing in this workflow is asynchronous")
            .severity(Severity::Note)
            .help("leave `dependsOn` out: steps run in the order of the list")
            .offer(Safety::Safe, "remove `dependsOn`", || {
                without_order(workflow)
            });
    }
}

/// Takes out all that says what runs after what, where the list says the same.
fn without_order(workflow: Workflow<'_>) -> Option<Vec<Edit>> {
    let mut before: FxHashSet<&str> = FxHashSet::default();
    let mut edits = Vec::new();
    for step in workflow.steps() {
        if let Some(entry) = step.node().entry("dependsOn") {
            let is_said = |text: Text<'_>| match dependency(text.value) {
                Dependency::Step(id) => before.contains(id.text),
                _ => false,
            };
            if !step.depends_on().all(is_said) {
                return None;
            }
            edits.append(&mut edit::remove_entry(entry.key)?);
        }
        before.extend(step.step_id().map(|id| id.value));
    }
    Some(edits)
}
