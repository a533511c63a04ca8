use crate::arazzo::Step;
use crate::diagnostic::Severity;
use crate::expression::{Root, Target, reference_id};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::version::Version;

rule! {
    /// Reports a `workflowId`, a `stepId` or a source name with other characters than letters, digits, `_` and `-`.
    /// Since 1.1 it is an error where an expression names it: the grammar cannot say such a name.
    ///
    /// ## Why is this bad?
    ///
    /// The specification recommends `[A-Za-z0-9_\-]+`. A dot in an id, for example, makes `$steps.a.b.outputs.c`
    /// ambiguous, and tools read it differently.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - { workflowId: check out, steps: [{ stepId: pay, operationId: createPayment }] }
    /// ```
    name: "unconventional-id",
    level: Warning,
    requirements: [52, 72, 112],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let workflows = cx
        .document
        .workflows()
        .filter_map(|workflow| workflow.workflow_id());
    let steps = cx
        .document
        .workflows()
        .flat_map(|workflow| workflow.steps())
        .filter_map(|step| step.step_id());
    let sources = cx
        .document
        .source_descriptions()
        .filter_map(|source| source.name());
    let kinds = [
        ("workflow id", Kind::Workflow),
        ("step id", Kind::Step),
        ("source name", Kind::Source),
    ];
    for (name, (what, kind)) in workflows
        .map(|id| (id, kinds[0]))
        .chain(steps.map(|id| (id, kinds[1])))
        .chain(sources.map(|name| (name, kinds[2])))
    {
        let Some(odd) = name
            .value
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
        else {
            if name.value.is_empty() {
                reporter
                    .report(name, format!("this {what} is empty"))
                    .help("write a name of letters, digits, `_`, `-`");
            }
            continue;
        };
        let character = name.value[odd..].chars().next().unwrap_or_default();
        let span = name.part(odd..odd + character.len_utf8());
        let shown = if character == ' ' {
            "a blank".to_owned()
        } else {
            format!("`{character}`")
        };
        let diagnostic = reporter.report(span, format!("{what} `{}` holds {shown}", name.value));
        diagnostic.help("use letters, digits, `_` and `-` only, so that every tool can name it");
        let user = if cx.version >= Version::V1_1 {
            naming(cx, kind, name)
        } else {
            None
        };
        if let Some(user) = user {
            diagnostic
                .severity(Severity::Error)
                .label(user.span, "this expression cannot name it");
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Workflow,
    Step,
    Source,
}

/// A text that tries to name the id by an expression.
fn naming<'d>(cx: &Context<'d>, kind: Kind, id: Text<'d>) -> Option<Text<'d>> {
    let names = |text: &str| {
        text.strip_prefix(id.value)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let occurrence = cx.occurrences.iter().find(|occurrence| {
        let root = occurrence.expression.map(|expression| expression.root);
        match (kind, root) {
            (Kind::Workflow, Some(Root::Workflows(workflows))) => names(workflows.text.text),
            (Kind::Step, Some(Root::Steps(steps))) => names(steps.text.text),
            (Kind::Source, Some(Root::SourceDescriptions(sources))) => names(sources.text.text),
            _ => false,
        }
    });
    let targets = || {
        let step = |step: Step<'d>| step.operation_id().or(step.workflow_id());
        cx.steps.iter().filter_map(move |found| step(found.step))
    };
    let is_target = |text: &Text<'_>| {
        matches!(reference_id(text.value, cx.version).target,
            Some(Target::Qualified(sources)) if names(sources.text.text))
    };
    match (occurrence, kind) {
        (Some(occurrence), _) => Some(occurrence.text),
        (None, Kind::Source) => targets().find(is_target),
        (None, _) => None,
    }
}
