use super::{replace_member, show_use, suggest};
use crate::arazzo::Workflow;
use crate::diagnostic::Severity;
use crate::expression::{Match, Part, Root, WorkflowField, resolve_name};
use crate::rules::{Context, Reporter, rule};
use crate::source::Span;
use crate::syntax::{Entry, Node};
use crate::workspace::{Occurrence, Target};

rule! {
    /// Reports an output that its step or workflow does not declare: `$steps.<stepId>.outputs.<name>`,
    /// `$workflows.<workflowId>.outputs.<name>`, `$outputs.<name>`. Where only the beginning of a dotted name is declared
    /// it is a warning: `$steps.find.outputs.pet.id` most likely means `$steps.find.outputs.pet#/id`.
    ///
    /// ## Why is this bad?
    ///
    /// The value is never there. Names are case-sensitive.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: login, operationId: requestToken, outputs: { token: $response.body#/token } }
    ///   - stepId: list
    ///     operationId: listOrders
    ///     parameters:
    ///       - { name: token, in: header, value: $steps.login.outputs.Token }
    /// ```
    name: "unknown-output",
    level: Error,
    requirements: [433, 435, 436],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for occurrence in &cx.occurrences {
        let (Some(expression), Some(workflow)) = (occurrence.expression, occurrence.site.workflow)
        else {
            continue;
        };
        match expression.root {
            Root::Steps(steps) => {
                let (reference, step) = cx.scope.names.steps(workflow, steps);
                if let (Some(step), Some(name)) = (step, reference.output) {
                    let owner = Owner::new(
                        format!("step `{}`", reference.step.text),
                        step.node(),
                        step.outputs(),
                    );
                    check_name(cx, occurrence, name, &owner, reporter);
                }
            }
            Root::Workflows(text) => {
                let (reference, other) = cx.scope.names.workflows(text);
                if let (Some(other), Some(WorkflowField::Output(name))) = (other, reference.field) {
                    check_name(cx, occurrence, name, &Owner::workflow(other), reporter);
                }
            }
            // Beside a step that calls a workflow these are the outputs of that one, elsewhere the own ones (A12).
            Root::Outputs(name) => match called(cx, occurrence) {
                Some(Target::Workflow(other)) => {
                    check_name(cx, occurrence, name, &Owner::workflow(*other), reporter);
                }
                Some(Target::Unread(_) | Target::Fault(_) | Target::Nothing) => {}
                _ => check_name(cx, occurrence, name, &Owner::workflow(workflow), reporter),
            },
            _ => {}
        }
    }
}

/// What has the outputs: how to call it, where it stands, what they are.
struct Owner<'d> {
    name: String,
    node: Node<'d>,
    outputs: Vec<Entry<'d>>,
}

impl<'d> Owner<'d> {
    fn new(name: String, node: Node<'d>, outputs: impl Iterator<Item = Entry<'d>>) -> Self {
        Self {
            name,
            node,
            outputs: outputs.collect(),
        }
    }

    fn workflow(workflow: Workflow<'d>) -> Self {
        let id = workflow.workflow_id().map_or("", |id| id.value);
        Self::new(
            format!("workflow `{id}`"),
            workflow.node(),
            workflow.outputs(),
        )
    }

    /// The spot that declares the outputs, or would.
    fn place(&self) -> Span {
        self.node
            .entry("outputs")
            .map_or_else(|| self.node.head(), |entry| entry.key.span)
    }
}

/// What the step calls that an expression is evaluated at.
fn called<'c, 'd>(cx: &'c Context<'d>, occurrence: &Occurrence<'d>) -> Option<&'c Target<'d>> {
    let step = occurrence.site.step?;
    let found = cx.steps.iter().find(|found| found.step == step)?;
    found.step.workflow_id().map(|_| &found.target)
}

fn check_name(
    cx: &Context<'_>,
    occurrence: &Occurrence<'_>,
    name: Part<'_>,
    owner: &Owner<'_>,
    reporter: &mut Reporter,
) {
    let declared = |text: &str| owner.outputs.iter().any(|entry| entry.key.value == text);
    let span = occurrence.span(name);
    if reporter.has_reported(span) {
        return;
    }
    // The whole name first: in 1.0 it may be declared just as it stands.
    let found = match resolve_name(name, declared) {
        Match::Exact => Match::Exact,
        _ => resolve_name(occurrence.sound_part(name), declared),
    };
    match found {
        Match::Exact => {}
        _ if owner.outputs.is_empty() && cx.is_unreadable(owner.node, "outputs") => {}
        Match::Prefix { declared, rest } => {
            // In a condition `.` reaches into the value; a broken expression is reported as that.
            if occurrence.is_in_condition() || occurrence.malformed.is_some() {
                return;
            }
            let message = format!(
                "{} has no output `{}`, only `{}`",
                owner.name, name.text, declared.text
            );
            let diagnostic = reporter.report(span, message);
            diagnostic
                .severity(Severity::Warning)
                .here("used here")
                .label(owner.place(), "its outputs are declared here");
            if let Some(pointer) = crate::expression::as_pointer(rest.text) {
                let written = occurrence
                    .expression
                    .map_or("", |expression| expression.text.text);
                let base = written.strip_suffix(rest.text).unwrap_or(declared.text);
                diagnostic.help(format!(
                    "members are reached with a pointer: write `{base}#{pointer}`"
                ));
                replace_member(diagnostic, occurrence.text, rest, &pointer);
            }
            show_use(diagnostic, &occurrence.site);
        }
        Match::Unknown => {
            let name = occurrence.sound_part(name);
            let span = occurrence.span(name);
            let message = if owner.outputs.is_empty() {
                format!("{} has no outputs", owner.name)
            } else {
                format!("{} has no output `{}`", owner.name, name.text)
            };
            let diagnostic = reporter.report(span, message);
            diagnostic.here("used here");
            if owner.outputs.is_empty() {
                diagnostic
                    .label(owner.place(), "declares none")
                    .help(format!(
                        "declare `{}` in the `outputs` of {}",
                        name.text, owner.name
                    ));
            } else {
                diagnostic.label(owner.place(), "its outputs are declared here");
                let names = owner.outputs.iter().map(|entry| entry.key.value);
                suggest(diagnostic, occurrence.text, name, names, "its outputs");
            }
            show_use(diagnostic, &occurrence.site);
        }
    }
}
