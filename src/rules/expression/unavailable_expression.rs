use rustc_hash::FxHashMap;

use crate::arazzo::{Step, Workflow};
use crate::diagnostic::Severity;
use crate::expression::{Expression, Message, Root, Source};
use crate::rules::{Context, Reporter, rule};
use crate::version::Version;
use crate::workspace::{Occurrence, Place, Site, StepKind};

rule! {
    /// Reports an expression that has no value at its place: the response of a step in the outputs of the workflow, a
    /// message where none is exchanged, a status code of a workflow.
    ///
    /// An error where nothing could be meant. A warning where it is doubtful: a response in a request, which is not sent yet,
    /// `$components` as a value, `$self` in a document that has none.
    ///
    /// ## Why is this bad?
    ///
    /// There is nothing to put in its place, and what tools do then is not defined.
    ///
    /// ## Example
    ///
    /// A workflow has no response. Its outputs read those of its steps: `$steps.pay.outputs.id`.
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: buy
    ///     steps:
    ///       - { stepId: pay, operationId: createPayment, outputs: { id: $response.body#/id } }
    ///     outputs:
    ///       id: $response.body#/id
    /// ```
    name: "unavailable-expression",
    level: Error,
    requirements: [96, 177, 439, 440, 441, 442],
    check: check,
}

/// What is wrong with an expression at its place.
struct Lack {
    severity: Severity,
    message: String,
    help: Option<String>,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let kinds = Kinds::of(cx);
    for occurrence in &cx.occurrences {
        let Some(expression) = occurrence.expression else {
            continue;
        };
        // What is malformed is one mistake, except where the expression is clear all the same.
        if occurrence.malformed.is_some() {
            continue;
        }
        let lack =
            part(expression, cx.version).or_else(|| place(cx, &kinds, occurrence, expression));
        let span = occurrence.span(expression.text);
        if let Some(lack) = lack
            && !reporter.has_reported(span)
        {
            let diagnostic = reporter.report(span, lack.message).severity(lack.severity);
            diagnostic.help = lack.help;
            if let Some(via) = occurrence.site.via {
                diagnostic.label(via.head(), "used here");
            }
        }
    }
}

/// A part that the message does not have, wherever the expression stands.
fn part(expression: Expression<'_>, version: Version) -> Option<Lack> {
    let Root::Message { message, source } = expression.root else {
        return None;
    };
    let text = expression.text.text;
    let instead =
        |wrong: &str, right: &str| Some(format!("write `{}`", text.replacen(wrong, right, 1)));
    let (severity, reason, help) = match (message, source) {
        (Message::Message, _) if version < Version::V1_1 => (
            Severity::Error,
            "messages are new in Arazzo 1.1",
            Some("set `arazzo` to `1.1.0`".to_owned()),
        ),
        (Message::Response, Source::Query(_) | Source::Path(_)) => {
            let help = instead("$response", "$request");
            (Severity::Error, "a response has no parameters", help)
        }
        (Message::Message, Source::Query(_) | Source::Path(_)) => {
            (Severity::Error, "a message has no parameters", None)
        }
        (Message::Request | Message::Response, Source::Payload) => {
            let help = instead(".payload", ".body");
            (Severity::Error, "only messages have a payload", help)
        }
        (Message::Message, Source::Body) if version >= Version::V1_1 => {
            let help = instead(".body", ".payload");
            (
                Severity::Warning,
                "what a message carries is its payload",
                help,
            )
        }
        (_, Source::Query(name) | Source::Path(name)) if name.is_empty() => {
            let help = Some(format!("write `{text}<name>`"));
            (Severity::Warning, "no parameter has an empty name", help)
        }
        (_, Source::Header(name)) if name.text.contains('#') => {
            let help = Some("a header is one text: nothing can be chosen from it".to_owned());
            (
                Severity::Warning,
                "`#` belongs to the name of the header",
                help,
            )
        }
        _ => return None,
    };
    Some(Lack {
        severity,
        message: format!("`{text}` has no value: {reason}"),
        help,
    })
}

/// A root that has no value at the place (requirements, table 20.1).
fn place<'d>(
    cx: &Context<'d>,
    kinds: &Kinds<'d>,
    occurrence: &Occurrence<'d>,
    expression: Expression<'_>,
) -> Option<Lack> {
    let text = expression.text.text;
    let lack = |severity: Severity, reason: &str, help: Option<&str>| {
        Some(Lack {
            severity,
            message: format!("`{text}` has no value here: {reason}"),
            help: help.map(str::to_owned),
        })
    };
    let root = Origin::of(expression.root)?;
    match root {
        Origin::SelfUri if cx.document.node().get("$self").is_none() => lack(
            Severity::Warning,
            "this document has no `$self`",
            Some("add `$self` to the document, or write the URI itself"),
        ),
        Origin::SelfUri => None,
        // One that does not exist is reported as that.
        Origin::Components if !is_kept(cx, expression) => None,
        Origin::Components => lack(
            Severity::Warning,
            "a component is an object and no value",
            Some("reuse it as a whole with `reference`"),
        ),
        _ => match occurrence.place {
            Place::WorkflowOutput => {
                let (reason, help) = match root {
                    Origin::Outputs => (
                        "the outputs of a workflow cannot read each other",
                        "read what a step gives: `$steps.<stepId>.outputs.<name>`",
                    ),
                    _ => (
                        "a workflow exchanges nothing itself",
                        "make it an output of the step, and read `$steps.<stepId>.outputs.<name>`",
                    ),
                };
                lack(Severity::Error, reason, Some(help))
            }
            Place::Request => {
                let help = "an earlier answer is read as `$steps.<stepId>.outputs.<name>`";
                let reason = match root {
                    Origin::Outputs => "outputs are there when the workflow ends",
                    _ => "it is evaluated before anything is sent",
                };
                lack(Severity::Warning, reason, Some(help))
            }
            _ => behind_step(kinds, &occurrence.site, root)
                .and_then(|(severity, reason, help)| lack(severity, reason, help)),
        },
    }
}

/// What the steps exchange, by step and by workflow.
struct Kinds<'d> {
    of_step: FxHashMap<Step<'d>, Option<StepKind>>,
    of_workflow: FxHashMap<Workflow<'d>, Vec<Option<StepKind>>>,
}

impl<'d> Kinds<'d> {
    fn of(cx: &Context<'d>) -> Self {
        let mut kinds = Self {
            of_step: FxHashMap::default(),
            of_workflow: FxHashMap::default(),
        };
        for found in &cx.steps {
            kinds.of_step.insert(found.step, found.kind);
            let of_workflow = kinds.of_workflow.entry(found.workflow).or_default();
            if !of_workflow.contains(&found.kind) {
                of_workflow.push(found.kind);
            }
        }
        kinds
    }

    /// The kinds of the steps that an expression is evaluated behind; `None` if one is not known. An action of the
    /// workflow follows all of its steps.
    fn behind(&self, site: &Site<'d>) -> Option<Vec<StepKind>> {
        match site.step {
            Some(step) => Some(vec![(*self.of_step.get(&step)?)?]),
            None => self
                .of_workflow
                .get(&site.workflow?)?
                .iter()
                .copied()
                .collect(),
        }
    }
}

/// A root that depends on what a step exchanges, in a place that is evaluated behind the step.
fn behind_step<'d>(
    kinds: &Kinds<'d>,
    site: &Site<'d>,
    root: Origin,
) -> Option<(Severity, &'static str, Option<&'static str>)> {
    let kinds = kinds.behind(site)?;
    let first = *kinds.first()?;
    // It is right where it is right for one of the steps.
    let fits = |kind: &StepKind| match root {
        Origin::Http => *kind == StepKind::Http,
        Origin::Message => *kind == StepKind::Asynchronous,
        _ => *kind == StepKind::Workflow,
    };
    if kinds.iter().any(fits) {
        return None;
    }
    Some(match (root, first) {
        (Origin::Message, StepKind::Http) => (
            Severity::Error,
            "this step exchanges no messages",
            Some("what an operation answers is read with `$response`"),
        ),
        (Origin::Http, StepKind::Asynchronous) => (
            Severity::Error,
            "this step exchanges messages, no request and response",
            Some("a message is read with `$message.payload` and `$message.header.<name>`"),
        ),
        (Origin::Outputs, StepKind::Http | StepKind::Asynchronous) => (
            Severity::Warning,
            "the outputs of this workflow are there when it ends",
            Some("`$outputs` reads the outputs of a workflow in the step that calls it"),
        ),
        _ => (
            Severity::Error,
            "this step calls a workflow, which exchanges nothing itself",
            Some("what the workflow gives is read with `$outputs.<name>`"),
        ),
    })
}

/// Where a root gets its value from, as far as that depends on the place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Http,
    Message,
    Outputs,
    Components,
    SelfUri,
}

impl Origin {
    /// `None` for roots that have a value everywhere.
    fn of(root: Root<'_>) -> Option<Self> {
        match root {
            Root::Url | Root::Method | Root::StatusCode => Some(Self::Http),
            Root::Message { message, .. } => Some(match message {
                Message::Request | Message::Response => Self::Http,
                Message::Message => Self::Message,
            }),
            Root::Outputs(_) => Some(Self::Outputs),
            Root::Components { .. } => Some(Self::Components),
            Root::SelfUri => Some(Self::SelfUri),
            Root::Inputs(_) | Root::Steps(_) | Root::Workflows(_) | Root::SourceDescriptions(_) => {
                None
            }
        }
    }
}

/// Whether the components have what an expression names.
fn is_kept(cx: &Context<'_>, expression: Expression<'_>) -> bool {
    let Root::Components { kind, key } = expression.root else {
        return false;
    };
    let section = cx.document.components().section(kind.text);
    section.is_some_and(|section| section.get(key.text).is_some())
}
