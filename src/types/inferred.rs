//! What an expression can be, and how its value comes there.

use super::answers::Answers;
use super::schema;
use super::shape::{Fact, Shape};
use crate::arazzo::{Step, Workflow};
use crate::asyncapi::Endpoint;
use crate::flow::StatusSet;
use crate::openapi::Operation;
use crate::reference::follow;
use crate::source::Span;
use crate::syntax::{Kind, Text};

/// What an expression can be, and how its value comes there.
#[derive(Clone, Debug)]
pub struct Inferred<'d> {
    /// The values that it can have.
    pub shape: Shape<'d>,
    /// Whether there may be no value.
    pub is_optional: bool,
    /// Where the value is born.
    pub origin: Origin<'d>,
    /// What it passes through, the last one first.
    pub hops: Vec<Hop<'d>>,
}

/// What a value passes through.
#[derive(Clone, Copy, Debug)]
pub enum Hop<'d> {
    /// An output of that name.
    Output(Text<'d>),
    /// A request, in which it is sent from there.
    Sent(Span),
}

/// Where a value is born.
#[derive(Clone, Debug)]
pub enum Origin<'d> {
    /// Nobody knows.
    Unknown,
    /// It is an input of a workflow.
    Input,
    /// It is part of a body that an operation answers with one of these responses.
    Body(Operation<'d>, Answers<'d>),
    /// It is part of what a message carries that is exchanged there.
    Message(Endpoint<'d>),
    /// It is a header of a response or a message.
    Header,
    /// It is the status of a response.
    Status,
    /// It is a text that the exchange has: the URL, the method.
    Text,
}

impl<'d> Inferred<'d> {
    pub(super) fn unknown() -> Self {
        Self {
            shape: Shape::unknown(),
            is_optional: false,
            origin: Origin::Unknown,
            hops: Vec::new(),
        }
    }

    /// The body of a response, of which a part is read.
    pub fn of_body(operation: Operation<'d>, answers: &Answers<'d>) -> Self {
        Self {
            shape: answers.body(true).shape,
            origin: Origin::Body(operation, answers.clone()),
            ..Self::unknown()
        }
    }

    /// Text with expressions in it.
    pub fn text() -> Self {
        Self::plain(Fact::Text, Origin::Text)
    }

    pub(super) fn plain(fact: Fact<'d>, origin: Origin<'d>) -> Self {
        Self {
            shape: Shape::of(fact),
            origin,
            ..Self::unknown()
        }
    }
}

/// Where an expression is evaluated, for what it can be.
#[derive(Clone, Copy, Debug)]
pub struct Where<'d> {
    /// The workflow.
    pub workflow: Workflow<'d>,
    /// The step; none at workflow level.
    pub step: Option<Step<'d>>,
    /// How far the step has come.
    pub moment: Moment,
}

/// How far a step has come when an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It has sent nothing, or nobody knows.
    Before,
    /// It has succeeded.
    Succeeded,
    /// It has failed, and was answered with one of these codes.
    Failed(StatusSet),
}

/// A header is text, unless its schema says something else: then nobody knows what a tool makes of it.
pub(super) fn header<'d>(answers: &Answers<'d>, name: &str) -> Inferred<'d> {
    let is_text = answers.responses.iter().all(|response| {
        let declared = response
            .headers()
            .find(|header| header.name.value.eq_ignore_ascii_case(name));
        declared.is_some_and(|header| {
            let schema = header.schema.and_then(|schema| follow(schema).found());
            schema.is_some_and(|schema| {
                schema::types(schema) == Some(vec![schema::JsonType::String])
                    && schema.kind() == Kind::Mapping
            })
        })
    });
    if is_text && answers.is_certain && !answers.responses.is_empty() {
        Inferred {
            is_optional: true,
            ..Inferred::plain(Fact::Text, Origin::Header)
        }
    } else {
        Inferred::unknown()
    }
}
