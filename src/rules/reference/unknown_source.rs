use super::{show_use, suggest};
use crate::expression::Root;
use crate::rules::{Context, Reporter, rule};
use crate::workspace::{Fault, Target};

rule! {
    /// Reports `$sourceDescriptions.<name>` where no source description has the name, or where the one that has it is of
    /// a type that does not fit the place.
    ///
    /// ## Why is this bad?
    ///
    /// The step calls nothing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: shopApi, url: ./shop.yaml, type: openapi }
    /// workflows:
    ///   - workflowId: buy
    ///     steps:
    ///       - { stepId: order, operationId: $sourceDescriptions.shop.createOrder }
    /// ```
    name: "unknown-source",
    severity: Error,
    claims_absence: true,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let wanted = if found.step.workflow_id().is_some() {
            Wanted::Workflows
        } else {
            Wanted::Operations
        };
        check_target(cx, &found.target, wanted, reporter);
    }
    for workflow in cx.document.workflows() {
        for text in workflow.depends_on() {
            check_target(cx, &cx.scope.workflow(text), Wanted::Workflows, reporter);
        }
    }
    for used in cx.actions() {
        if let Some(text) = used.action.workflow_id() {
            check_target(cx, &cx.scope.workflow(text), Wanted::Workflows, reporter);
        }
    }
    for occurrence in &cx.occurrences {
        let Some(Root::SourceDescriptions(text)) =
            occurrence.expression.map(|expression| expression.root)
        else {
            continue;
        };
        let name = cx.scope.split(text).source;
        let span = occurrence.span(name);
        if cx.scope.source(name.text).is_none() && !reporter.has_reported(span) {
            let diagnostic = reporter.report(
                span,
                format!("no source description is called `{}`", name.text),
            );
            suggest(
                diagnostic,
                name.text,
                cx.scope.source_names(|_| true),
                "source descriptions",
            );
            show_use(diagnostic, &occurrence.site);
        }
    }
}

/// What a place takes from a source description.
#[derive(Clone, Copy)]
enum Wanted {
    Operations,
    Workflows,
}

fn check_target(cx: &Context<'_>, target: &Target<'_>, wanted: Wanted, reporter: &mut Reporter) {
    let (text, name, unsuitable) = match target {
        Target::Fault(Fault::UnknownSource { text, name }) => (text, name, None),
        Target::Fault(Fault::UnsuitableSource { text, name, source }) => (text, name, Some(source)),
        _ => return,
    };
    let span = text.part(name.range());
    if reporter.has_reported(span) {
        return;
    }
    let names = cx.scope.source_names(|source| match wanted {
        Wanted::Operations => source.may_have_operations(),
        Wanted::Workflows => source.may_be_arazzo(),
    });
    match unsuitable.and_then(|source| source.description.r#type()) {
        None => {
            let diagnostic = reporter.report(
                span,
                format!("no source description is called `{}`", name.text),
            );
            suggest(
                diagnostic,
                name.text,
                names,
                "source descriptions that fit here",
            );
        }
        Some(kind) => {
            let message = format!(
                "source `{}` is of type `{}`, which does not fit here",
                name.text, kind.value
            );
            let diagnostic = reporter.report(span, message);
            diagnostic.label(kind.span, "declared here");
            suggest(
                diagnostic,
                name.text,
                names,
                "source descriptions that fit here",
            );
        }
    }
}
