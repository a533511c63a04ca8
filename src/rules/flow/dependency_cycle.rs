use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::{Step, Workflow};
use crate::expression::{self, Root};
use crate::flow::{Dependencies, Dependency};
use crate::rules::{Context, Reporter, rule};
use crate::source::SourceId;
use crate::syntax::Text;
use crate::workspace::{Reading, Scope, Target};

rule! {
    /// Reports workflows or steps that wait for one another: a circle of `dependsOn`, or of `dependsOn` together with the
    /// reading of outputs. Also what waits for itself.
    ///
    /// ## Why is this bad?
    ///
    /// None of them can ever run.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - { workflowId: order, dependsOn: [pay], steps: [{ stepId: order, operationId: createOrder }] }
    ///   - { workflowId: pay, dependsOn: [order], steps: [{ stepId: pay, operationId: createPayment }] }
    /// ```
    name: "dependency-cycle",
    level: Error,
    requirements: [83, 186],
    check: check,
}

/// How much of a long circle is shown: nobody reads more.
const SHOWN: usize = 20;

/// More workflows of other documents than this are not looked at for one document.
const FOREIGN: usize = 1_000;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    check_workflows(cx, reporter);
    for workflow in cx.document.workflows() {
        check_steps(cx, workflow, reporter);
    }
}

fn check_workflows(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut workflows: Vec<Workflow<'_>> = cx.document.workflows().collect();
    let own = workflows.len();
    let mut positions: FxHashMap<_, _> = workflows.iter().copied().zip(0..).collect();
    let mut readings = Readings::of(cx);
    let mut links = Vec::new();
    let mut index = 0;
    while let Some(workflow) = workflows.get(index).copied() {
        let scope = cx.scope_of(workflow);
        let declared = workflow
            .depends_on()
            .filter_map(|text| Some((target(scope, text)?, text.span, true)));
        let read = readings.by(cx, workflow).iter();
        let read = read.map(|reading| (reading.read, reading.span, false));
        for (awaited, span, is_declared) in declared.chain(read) {
            // What waits in other documents may wait for this one.
            if !positions.contains_key(&awaited) && workflows.len() < own + FOREIGN {
                positions.insert(awaited, workflows.len());
                workflows.push(awaited);
            }
            let dependency = Dependency { span, is_declared };
            links.extend(positions.get(&awaited).map(|to| (index, *to, dependency)));
        }
        index += 1;
    }
    let mut dependencies = Dependencies::new(workflows.len());
    for (from, to, dependency) in links {
        dependencies.add(from, to, dependency);
    }
    let name = |index: usize| workflows[index].workflow_id().map_or("", |id| id.value);
    report(cx, &dependencies, "workflow", name, reporter);
}

/// The workflow that a name stands for in the document of a scope.
fn target<'d>(scope: &Scope<'d>, name: Text<'d>) -> Option<Workflow<'d>> {
    match scope.workflow(name) {
        Target::Workflow(workflow) => Some(workflow),
        _ => None,
    }
}

/// Which workflows read the outputs of which, and so wait for them, in this document and in others.
struct Readings<'d> {
    found: FxHashMap<Workflow<'d>, Vec<Reading<'d>>>,
    /// The other documents that have been looked into.
    foreign: FxHashSet<SourceId>,
}

impl<'d> Readings<'d> {
    fn of(cx: &Context<'d>) -> Self {
        let mut readings = Self {
            found: FxHashMap::default(),
            foreign: FxHashSet::default(),
        };
        let occurrences = cx.occurrences.iter();
        readings.add(
            cx.scope,
            occurrences.filter_map(|occurrence| Reading::of(cx.scope, occurrence)),
        );
        readings
    }

    fn add(&mut self, scope: &Scope<'d>, readings: impl Iterator<Item = Reading<'d>>) {
        let mut calls: FxHashMap<Workflow<'d>, FxHashSet<Workflow<'d>>> = FxHashMap::default();
        for reading in readings {
            let called = calls.entry(reading.reader).or_insert_with(|| {
                let names = reading.reader.steps().filter_map(Step::workflow_id);
                names.filter_map(|name| target(scope, name)).collect()
            });
            // A workflow that one of the own steps calls has not to be completed before.
            if !called.contains(&reading.read) {
                let found = self.found.entry(reading.reader).or_default();
                found.push(reading);
            }
        }
    }

    fn by(&mut self, cx: &Context<'d>, workflow: Workflow<'d>) -> &[Reading<'d>] {
        if !cx.scope.is_own(workflow)
            && self.foreign.insert(workflow.node().document().id())
            && let Some(peer) = cx.peer_of(workflow)
        {
            self.add(&peer.scope, peer.readings().iter().copied());
        }
        self.found.get(&workflow).map_or(&[], Vec::as_slice)
    }
}

fn check_steps<'d>(cx: &Context<'d>, workflow: Workflow<'d>, reporter: &mut Reporter) {
    let steps: Vec<Step<'_>> = workflow.steps().collect();
    if steps.iter().all(|step| step.depends_on().next().is_none()) {
        return;
    }
    let positions: FxHashMap<_, _> = steps.iter().copied().zip(0..).collect();
    let position = |step: Step<'_>| positions.get(&step).copied();
    let mut dependencies = Dependencies::new(steps.len());
    for (index, step) in steps.iter().enumerate() {
        for text in step.depends_on() {
            if let expression::Dependency::Step(id) = expression::dependency(text.value) {
                let dependency = Dependency {
                    span: text.span,
                    is_declared: true,
                };
                let awaited = cx.scope.names.step(workflow, id.text).and_then(position);
                if let Some(awaited) = awaited {
                    dependencies.add(index, awaited, dependency);
                }
            }
        }
    }
    for occurrence in cx.occurrences_in(workflow) {
        let (Some(reader), Some(expression)) = (occurrence.site.step, occurrence.expression) else {
            continue;
        };
        let Root::Steps(text) = expression.root else {
            continue;
        };
        let (_, awaited) = cx.scope.names.steps(workflow, text);
        if let (Some(waiting), Some(awaited)) = (position(reader), awaited.and_then(position)) {
            // What reads its own outputs is another rule's business.
            if waiting != awaited {
                let dependency = Dependency {
                    span: occurrence.span(expression.text),
                    is_declared: false,
                };
                dependencies.add(waiting, awaited, dependency);
            }
        }
    }
    let name = |index: usize| steps[index].step_id().map_or("", |id| id.value);
    report(cx, &dependencies, "step", name, reporter);
}

fn report<'d>(
    cx: &Context<'d>,
    dependencies: &Dependencies,
    what: &str,
    name: impl Fn(usize) -> &'d str,
    reporter: &mut Reporter,
) {
    for cycle in dependencies.cycles() {
        let (first, dependency) = cycle[0];
        // A circle of several documents is told in the first of them.
        if dependency.span.source != cx.document.node().document().id() {
            continue;
        }
        let message = match cycle.as_slice() {
            [_] => format!("{what} `{}` waits for itself", name(first)),
            several => {
                let mut names: Vec<String> = several
                    .iter()
                    .take(SHOWN)
                    .map(|(index, _)| format!("`{}`", name(*index)))
                    .collect();
                if let Some(more @ 1..) = several.len().checked_sub(SHOWN) {
                    names.push(format!("{more} more"));
                }
                format!(
                    "{what}s wait for one another: {} -> `{}`",
                    names.join(" -> "),
                    name(first)
                )
            }
        };
        let diagnostic = reporter.report(dependency.span, message);
        for (index, dependency) in cycle[1..].iter().take(SHOWN) {
            let how = if dependency.is_declared {
                "waits here"
            } else {
                "reads an output here"
            };
            diagnostic.label(dependency.span, format!("`{}` {how}", name(*index)));
        }
        if cycle.len() > 1 {
            diagnostic.here(format!("`{}` waits here", name(first)));
        }
        diagnostic.help(match cycle.len() {
            1 => "remove it",
            _ => "remove one of the dependencies",
        });
    }
}
