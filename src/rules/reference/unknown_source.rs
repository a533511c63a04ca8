use super::{has_misread_id, is_taken_twice, show_use, suggest};
use crate::expression::{Dependency, Root, dependency};
use crate::rules::{Context, Reporter, rule};
use crate::version::Version;
use crate::workspace::{Fault, Source, State, Target};

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
    level: Error,
    requirements: [81, 119, 121, 127, 169, 184, 226, 257, 437],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // Without the list, which is reported, every name would be unknown.
    if cx.document.source_descriptions().next().is_none() {
        return;
    }
    for found in &cx.steps {
        let wanted = if found.step.workflow_id().is_some() {
            Wanted::Workflows
        } else if found.step.channel_path().is_some() {
            Wanted::Channels
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
    // In 1.0 steps have no `dependsOn`, which is reported as that.
    for found in cx.steps.iter().filter(|_| cx.version >= Version::V1_1) {
        for text in found.step.depends_on() {
            if let Dependency::OtherDocument { workflow, .. } = dependency(text.value) {
                let target = cx.scope.workflow_of_source(text, workflow);
                check_target(cx, &target, Wanted::Workflows, reporter);
            }
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
        if cx.scope.source(name.text).is_none()
            && !reporter.has_reported(span)
            && !is_misread(cx, name.text)
        {
            let diagnostic = reporter.report(
                span,
                format!("no source description is called `{}`", name.text),
            );
            suggest(
                diagnostic,
                occurrence.text,
                name,
                cx.scope.source_names(|_| true),
                "source descriptions",
            );
            show_use(diagnostic, &occurrence.site);
        }
    }
}

/// Whether a source description has the name in a field that is misspelt, or two of them have the same one.
fn is_misread(cx: &Context<'_>, name: &str) -> bool {
    let names = cx.document.source_descriptions();
    if is_taken_twice(names.filter_map(|source| Some((source.name()?, true)))) {
        return true;
    }
    let sources = cx
        .document
        .source_descriptions()
        .map(|source| source.node());
    has_misread_id(cx, sources, "name", name)
}

/// What a place takes from a source description.
#[derive(Clone, Copy)]
enum Wanted {
    Operations,
    Workflows,
    Channels,
}

impl Wanted {
    fn name(self) -> &'static str {
        match self {
            Self::Operations => "operations",
            Self::Workflows => "workflows",
            Self::Channels => "channels",
        }
    }

    /// Whether a source can have such things; one that is not read can have them if its type does not forbid it.
    fn may_be_in(self, source: &Source<'_>) -> bool {
        match self {
            Self::Operations => source.may_have_operations(),
            Self::Workflows => source.may_be_arazzo(),
            Self::Channels => source.may_have_channels(),
        }
    }
}

fn check_target(cx: &Context<'_>, target: &Target<'_>, wanted: Wanted, reporter: &mut Reporter) {
    let (text, name, unsuitable) = match target {
        Target::Fault(Fault::UnknownSource { text, name }) => (text, name, None),
        Target::Fault(Fault::UnsuitableSource { text, name, source }) => (text, name, Some(source)),
        _ => return,
    };
    let span = text.part(name.range());
    // A document of another type than the source says is reported as that.
    let is_mismatched = unsuitable.is_some_and(|source| matches!(source.state, State::Mismatched));
    if reporter.has_reported(span) || is_mismatched {
        return;
    }
    if unsuitable.is_none() && is_misread(cx, name.text) {
        return;
    }
    let message = match unsuitable {
        None => format!("no source description is called `{}`", name.text),
        Some(_) => format!("source `{}` has no {}", name.text, wanted.name()),
    };
    let diagnostic = reporter.report(span, message);
    let description = unsuitable.map(|source| source.description);
    if let Some(kind) = description.and_then(|description| description.r#type()) {
        diagnostic.label(kind.span, format!("it is of type `{}`", kind.value));
    } else if let Some(description) = description {
        diagnostic.label(description.node().head(), "declared here");
    }
    let names = cx.scope.source_names(|source| wanted.may_be_in(source));
    suggest(
        diagnostic,
        *text,
        *name,
        names,
        &format!("sources with {}", wanted.name()),
    );
}
