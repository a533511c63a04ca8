use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::{Step, Workflow};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::workspace::{Mentioned, Named, mentions_below, mentions_in, named};

rule! {
    /// Reports an output of a step that nothing in its workflow reads. Off unless it is asked for: some tools show the
    /// outputs of every step.
    ///
    /// ## Why is this bad?
    ///
    /// It may be left over, or a later step may lack the value.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: login
    ///     operationId: requestToken
    ///     outputs: { token: $response.body#/token, expires: $response.body#/expires }
    ///   - stepId: list
    ///     operationId: listOrders
    ///     parameters: [{ name: token, in: header, value: $steps.login.outputs.token }]
    /// ```
    name: "unused-output",
    level: Off,
    requirements: [153],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    let from_outside = read_as_steps_of_workflows(cx);
    for workflow in cx.document.workflows() {
        let mut read = Read::of(cx, workflow);
        for mention in mentions_in(workflow, cx.document.components()) {
            match mention.what {
                Mentioned::Steps => read.step(mention.rest),
                // Beside the step it may mean the step's own (A12).
                Mentioned::Outputs => read.output(mention.rest),
                _ => {}
            }
        }
        let id = workflow.workflow_id().map(|id| id.value);
        for rest in id.and_then(|id| from_outside.get(id)).into_iter().flatten() {
            read.step(rest);
        }
        for step in workflow.steps() {
            for output in step.outputs() {
                let name = output.key.value;
                if !read.has(step, name) {
                    let owner = step.step_id();
                    let of =
                        owner.map_or_else(String::new, |id| format!(" of step `{}`", id.value));
                    let diagnostic = reporter.report(
                        Spot::at(output.key.span, output.value),
                        format!("output `{name}`{of} is not used"),
                    );
                    match owner {
                        Some(id) => diagnostic.help(format!(
                            "remove it, or read it with `$steps.{}.outputs.{name}`",
                            id.value
                        )),
                        None => diagnostic.help("remove it, or give the step an id to read it by"),
                    };
                }
            }
        }
    }
}

/// What one workflow reads of its steps.
struct Read<'c, 'd> {
    cx: &'c Context<'d>,
    workflow: Workflow<'d>,
    /// The ids of the steps.
    declared: FxHashMap<Step<'d>, Rc<FxHashSet<&'d str>>>,
    /// The names of the outputs of all steps.
    names: FxHashSet<&'d str>,
    whole: FxHashSet<Step<'d>>,
    single: FxHashSet<(Step<'d>, &'d str)>,
    /// Names of outputs that are read without saying of which step.
    of_any: FxHashSet<&'d str>,
    /// What is not there, by the step if that is.
    /// Every output counts as read.
    all_count: bool,
}

impl<'c, 'd> Read<'c, 'd> {
    fn of(cx: &'c Context<'d>, workflow: Workflow<'d>) -> Self {
        let declared = |step: Step<'d>| step.outputs().map(|output| output.key.value);
        Self {
            cx,
            workflow,
            declared: workflow
                .steps()
                .map(|step| (step, Rc::new(declared(step).collect())))
                .collect(),
            names: workflow.steps().flat_map(declared).collect(),
            whole: FxHashSet::default(),
            single: FxHashSet::default(),
            of_any: FxHashSet::default(),
            all_count: false,
        }
    }

    fn has(&self, step: Step<'d>, name: &str) -> bool {
        // Of steps with the same id the first is read, and the second is reported as repeated.
        let first = step
            .step_id()
            .and_then(|id| self.cx.scope.names.step(self.workflow, id.value));
        let step = first.unwrap_or(step);
        self.all_count
            || self.whole.contains(&step)
            || self.of_any.contains(name)
            || self.single.contains(&(step, name))
    }

    /// `.<step>.outputs.<name>`
    fn step(&mut self, text: &'d str) {
        let names = &self.cx.scope.names;
        match named(text, |id| names.step(self.workflow, id).is_some()) {
            Named::Known { name, rest } => {
                if let Some(step) = names.step(self.workflow, name) {
                    self.output_of(step, rest);
                }
            }
            // Any step may be the one that was meant, and the unknown one is reported.
            Named::Unknown(_) => self.all_count = true,
            Named::Whole => {}
        }
    }

    /// `.outputs.<name>` behind the id of a step; anything else may mean all of them.
    fn output_of(&mut self, step: Step<'d>, text: &'d str) {
        let behind = text
            .strip_prefix(".outputs")
            .or_else(|| text.strip_prefix(".output"));
        let declared = self.declared.get(&step).cloned().unwrap_or_default();
        match behind.map(|behind| named(behind, |name| declared.contains(name))) {
            Some(Named::Known { name, .. }) => {
                self.single.insert((step, name));
            }
            Some(Named::Unknown(name)) => {
                // The step may be the wrong one.
                self.of_any.extend(self.names.get(name));
                self.whole.insert(step);
            }
            Some(Named::Whole) | None => {
                self.whole.insert(step);
            }
        }
    }

    /// `$outputs.<name>`
    fn output(&mut self, text: &'d str) {
        if let Named::Known { name, .. } = named(text, |name| self.names.contains(name)) {
            self.of_any.insert(name);
        }
    }
}

/// What reads `$workflows.<id>.steps`, which no tool has to understand: for each id the texts behind `steps`.
fn read_as_steps_of_workflows<'d>(cx: &Context<'d>) -> FxHashMap<&'d str, Vec<&'d str>> {
    let mut read: FxHashMap<&'d str, Vec<&'d str>> = FxHashMap::default();
    for mention in mentions_below(cx.document.node()) {
        let is_declared = |id: &str| cx.scope.names.workflow(id).is_some();
        if mention.what == Mentioned::Workflows
            && let Named::Known { name, rest } = mention.named(is_declared)
            && let Some(behind) = rest.strip_prefix(".steps")
        {
            read.entry(name).or_default().push(behind);
        }
    }
    read
}
