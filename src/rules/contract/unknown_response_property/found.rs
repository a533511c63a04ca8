//! The value that an expression leads into, and what gives it.

use crate::arazzo::Step;
use crate::asyncapi::{Action, Endpoint};
use crate::expression::{Expression, Message, Root, Source};
use crate::openapi::Operation;
use crate::rules::Context;
use crate::types::{Answers, Inferred, Moment, Origin, Where};
use crate::workspace::{Occurrence, Place, Target};

/// A value that a pointer leads into.
pub(super) struct Found<'d> {
    pub(super) inferred: Inferred<'d>,
    /// Where it comes from.
    pub(super) giver: Giver<'d>,
    /// Whether the value is the body itself.
    pub(super) is_body: bool,
}

/// What gives a value.
pub(super) enum Giver<'d> {
    /// The operation that answers, with the responses that count.
    Operation(Operation<'d>, Answers<'d>),
    /// Where the message is exchanged, and whether it is sure which messages are meant.
    Endpoint(Endpoint<'d>, bool),
}

/// The value that an expression leads into.
pub(super) fn found<'d>(
    cx: &Context<'d>,
    occurrence: &Occurrence<'d>,
    expression: &Expression<'_>,
) -> Option<Found<'d>> {
    match expression.root {
        Root::Message {
            message: Message::Response,
            source: Source::Body,
        } => in_response(cx, occurrence),
        Root::Message {
            message: Message::Message,
            source: Source::Payload,
        } => in_message(cx, occurrence),
        _ => in_output(cx, occurrence, expression),
    }
}

/// The body of a response, as it is where the expression stands.
fn in_response<'d>(cx: &Context<'d>, occurrence: &Occurrence<'d>) -> Option<Found<'d>> {
    let (operation, answers) = answers(cx, occurrence)?;
    Some(Found {
        inferred: Inferred::of_body(operation, &answers),
        giver: Giver::Operation(operation, answers),
        is_body: true,
    })
}

/// What a message carries that is exchanged where the expression stands.
fn in_message<'d>(cx: &Context<'d>, occurrence: &Occurrence<'d>) -> Option<Found<'d>> {
    let is_exchanged = match occurrence.place {
        Place::StepOutput
        | Place::SuccessCriterion
        | Place::ActionCriterion
        | Place::ActionParameter => true,
        Place::Request | Place::WorkflowOutput => false,
    };
    let step = occurrence.site.step.filter(|_| is_exchanged)?;
    let Target::Endpoint { endpoint, .. } = &cx.step_target(step)?.target else {
        return None;
    };
    Some(Found {
        inferred: cx.inference.carried(*endpoint),
        giver: Giver::Endpoint(*endpoint, is_counterpart(step, *endpoint)),
        is_body: true,
    })
}

/// Whether a step does the opposite of what the described application does, so that nobody can doubt which messages are
/// meant.
fn is_counterpart(step: Step<'_>, endpoint: Endpoint<'_>) -> bool {
    let Endpoint::Operation(operation) = endpoint else {
        return false;
    };
    let action = step.action().map(|action| action.value);
    let has_reply = operation.node().get("reply").is_some();
    !has_reply
        && match operation.action() {
            Some(Action::Send) => action == Some("receive"),
            Some(Action::Receive) => action == Some("send"),
            None => false,
        }
}

/// What the operation may have answered where an expression stands; none where nothing has been answered, or nobody knows
/// by what.
pub(in crate::rules::contract) fn answers<'d>(
    cx: &Context<'d>,
    occurrence: &Occurrence<'d>,
) -> Option<(Operation<'d>, Answers<'d>)> {
    let step = occurrence.site.step?;
    let Target::Operation { operation, .. } = &cx.step_target(step)?.target else {
        return None;
    };
    let answers = match occurrence.place {
        Place::StepOutput => {
            let statuses = cx.conditions.statuses_of_all(step.success_criteria());
            Answers::of(*operation, statuses)
        }
        Place::SuccessCriterion | Place::ActionCriterion | Place::ActionParameter => {
            Answers::all(*operation)
        }
        Place::Request | Place::WorkflowOutput => return None,
    };
    Some((*operation, answers))
}

/// A part of a response that an output holds.
fn in_output<'d>(
    cx: &Context<'d>,
    occurrence: &Occurrence<'d>,
    expression: &Expression<'_>,
) -> Option<Found<'d>> {
    let at = Where {
        workflow: occurrence.site.workflow?,
        step: occurrence.site.step,
        moment: Moment::Before,
    };
    let inferred = cx.inference.root(cx.scope, expression, at);
    let giver = match &inferred.origin {
        Origin::Body(operation, answers) => Giver::Operation(*operation, answers.clone()),
        Origin::Message(endpoint) => Giver::Endpoint(*endpoint, false),
        _ => return None,
    };
    Some(Found {
        giver,
        is_body: false,
        inferred,
    })
}

impl Giver<'_> {
    /// How a message calls one of the things that may be given.
    pub(super) fn name(&self) -> String {
        let (operation, answers) = match self {
            Self::Operation(operation, answers) => (operation, answers),
            Self::Endpoint(endpoint, _) => {
                return format!("message of `{}`", endpoint.display_name());
            }
        };
        let name = operation.display_name();
        let responses = answers.responses.iter();
        let statuses: Vec<&str> = responses.map(|response| response.status.value).collect();
        match statuses.as_slice() {
            [one] => format!("{one} response of `{name}`"),
            several if several.len() <= 4 => {
                format!("response of `{name}` ({})", several.join(", "))
            }
            _ => format!("response of `{name}`"),
        }
    }
}
