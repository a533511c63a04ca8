use rustc_hash::{FxHashMap, FxHashSet};

use crate::arazzo::Workflow;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::{Node, Text};
use crate::workspace::{Inputs, Mentioned, Named, mentions_below, mentions_in, named};

rule! {
    /// Reports an input that nothing reads. An input that stands in `components` and comes by `$ref` is read if one of the
    /// workflows that refer to it does.
    ///
    /// ## Why is this bad?
    ///
    /// Whoever runs the workflow looks for a value that changes nothing. It may be left over, or a step may lack the value.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: list
    ///     inputs: { type: object, properties: { limit: { type: integer }, token: { type: string } } }
    ///     steps:
    ///       - stepId: list
    ///         operationId: listOrders
    ///         parameters: [{ name: limit, in: query, value: $inputs.limit }]
    /// ```
    name: "unused-input",
    level: Warning,
    requirements: [],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let schemas: Vec<(Workflow<'_>, Inputs<'_>)> = cx
        .document
        .workflows()
        .filter_map(|workflow| Some((workflow, Inputs::of(workflow.inputs()?))))
        .filter(|(_, inputs)| !inputs.declared.is_empty())
        .collect();
    if schemas.is_empty() {
        return;
    }
    let elsewhere = read_as_inputs_of_workflows(cx);
    let mut read: FxHashSet<Node<'_>> = FxHashSet::default();
    for (workflow, inputs) in &schemas {
        let mut names = Names::of(inputs);
        // Without a step nothing can be read, and that is reported.
        names.are_all_read |= workflow.steps().next().is_none();
        for mention in mentions_in(*workflow, cx.document.components()) {
            if mention.what == Mentioned::Inputs {
                names.read(mention.rest);
            }
        }
        let id = workflow.workflow_id().map(|id| id.value);
        let by_id = id.and_then(|id| elsewhere.get(&Some(id)));
        for rest in by_id.into_iter().chain(elsewhere.get(&None)).flatten() {
            names.read(rest);
        }
        for (key, _) in &inputs.declared {
            if names.are_read(key.value) {
                read.insert(key.node());
            }
        }
    }
    for (workflow, inputs) in &schemas {
        let mut seen = FxHashSet::default();
        for (key, _) in &inputs.declared {
            let is_first = seen.insert(key.value);
            if is_first && !read.contains(&key.node()) && !reporter.has_reported(key.span) {
                report(*workflow, *key, reporter);
            }
        }
    }
}

fn report(workflow: Workflow<'_>, key: Text<'_>, reporter: &mut Reporter) {
    let is_own = workflow
        .inputs()
        .is_some_and(|inputs| inputs.span().contains(key.span));
    let diagnostic = reporter.report(
        Spot::at(key.span, key.node()),
        format!("input `{}` is not used", key.value),
    );
    if !is_own && let Some(inputs) = workflow.node().entry("inputs") {
        diagnostic.label(
            inputs.key.span,
            "taken here, and no workflow that takes it reads it",
        );
    }
    diagnostic.help(format!(
        "remove it, or read it with `$inputs.{}`",
        key.value
    ));
}

/// The declared names of one workflow, and those that are read.
struct Names<'d> {
    declared: FxHashSet<&'d str>,
    read: FxHashSet<&'d str>,
    are_all_read: bool,
}

impl<'d> Names<'d> {
    fn of(inputs: &Inputs<'d>) -> Self {
        Self {
            declared: inputs.names().collect(),
            read: FxHashSet::default(),
            are_all_read: false,
        }
    }

    fn read(&mut self, rest: &'d str) {
        match named(rest, |name| self.declared.contains(name)) {
            Named::Known { name, .. } => {
                self.read.insert(name);
            }
            // Any of them may be the one that was meant, and the unknown name is reported.
            Named::Whole | Named::Unknown(_) => self.are_all_read = true,
        }
    }

    fn are_read(&self, name: &str) -> bool {
        self.are_all_read || self.read.contains(name)
    }
}

/// What reads the inputs of workflows by `$workflows.<id>.inputs`: for each id the texts behind `inputs`, and for `None`
/// those behind an id that no workflow has.
fn read_as_inputs_of_workflows<'d>(cx: &Context<'d>) -> FxHashMap<Option<&'d str>, Vec<&'d str>> {
    let mut read: FxHashMap<Option<&'d str>, Vec<&'d str>> = FxHashMap::default();
    // Few documents have such an expression; behind an escape, any text may be one.
    let text = cx.document.node().document().source().text();
    if !text.contains("$workflows") && !text.contains('\\') {
        return read;
    }
    for mention in mentions_below(cx.document.node()) {
        if mention.what != Mentioned::Workflows {
            continue;
        }
        let is_declared = |id: &str| cx.scope.names.workflow(id).is_some();
        let (id, rest) = match mention.named(is_declared) {
            Named::Known { name, rest } => (Some(name), rest),
            Named::Unknown(name) => (None, behind(mention.rest, name)),
            Named::Whole => continue,
        };
        let inputs = rest
            .strip_prefix(".inputs")
            .or_else(|| rest.strip_prefix(".input"));
        read.entry(id).or_default().extend(inputs);
    }
    read
}

/// What follows a name in the text that it was found in.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    text.split_once(name).map_or("", |(_, rest)| rest)
}
