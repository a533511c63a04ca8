//! What an operation answers: the bodies of its responses, by the statuses that can be.

use super::kinds::Kinds;
use super::request::dialect_of;
use super::schema::Direction;
use super::shape::{Fact, Shape, Typed};
use crate::flow::{Documented, StatusSet};
use crate::openapi::media_type::{Syntax, syntax};
use crate::openapi::{Operation, Response};

/// The responses that an operation may give.
#[derive(Clone, Debug)]
pub struct Answers<'d> {
    /// Those that are declared, in their order.
    pub responses: Vec<Response<'d>>,
    /// Whether just these are declared for the statuses that can be. Otherwise they are the nearest ones.
    pub is_certain: bool,
}

/// What a body can be.
#[derive(Clone, Debug)]
pub struct Body<'d> {
    /// Its values.
    pub shape: Shape<'d>,
    /// Whether that follows from the description, so that what contradicts it is wrong for sure.
    pub is_certain: bool,
}

impl<'d> Answers<'d> {
    /// The responses with one of the statuses. Where the statuses are not restricted, or none of them is declared, these
    /// are the successful ones, and `default` counts only where no other does.
    pub fn of(operation: Operation<'d>, statuses: StatusSet) -> Self {
        let success = StatusSet::success();
        let declared = |wanted: StatusSet| -> Vec<Response<'d>> {
            let is_wanted = |key: &str| {
                StatusSet::of_key(key).is_some_and(|covered| !covered.is_disjoint(wanted))
            };
            operation.responses_under(is_wanted).collect()
        };
        // Criteria that nothing can meet are a mistake of their own.
        let is_slip = statuses.is_empty() || is_slip(operation, statuses);
        let responses = declared(match statuses.is_all() {
            true => success,
            false if is_slip => success.union(statuses),
            false => statuses,
        });
        if !responses.is_empty() {
            return Self {
                responses,
                is_certain: !is_slip,
            };
        }
        let default: Vec<_> = operation.responses_under(|key| key == "default").collect();
        let responses = if default.is_empty() {
            declared(success)
        } else {
            default
        };
        Self {
            responses,
            is_certain: false,
        }
    }

    /// The responses with one of the statuses where a step has failed. A server may answer with any of these, so
    /// `default` counts beside others that do not cover them.
    pub fn after_failure(operation: Operation<'d>, statuses: StatusSet) -> Self {
        if statuses.is_all() {
            return Self::all(operation);
        }
        let mut answers = Self::of(operation, statuses);
        let covered = operation
            .responses()
            .fold(StatusSet::NONE, |all, response| {
                StatusSet::of_key(response.status.value).map_or(all, |codes| all.union(codes))
            });
        if answers.is_certain && !covered.includes(statuses) {
            let default = operation.responses_under(|key| key == "default");
            answers.responses.extend(default);
        }
        answers
    }

    /// All responses that are declared.
    pub fn all(operation: Operation<'d>) -> Self {
        Self {
            responses: operation.responses().collect(),
            is_certain: true,
        }
    }

    /// What the body can be, read as JSON if a part of it is wanted.
    pub fn body(&self, wants_part: bool) -> Body<'d> {
        let mut body = Body {
            shape: Shape::default(),
            is_certain: self.is_certain,
        };
        for response in &self.responses {
            let one = body_of(*response, wants_part);
            body.shape.join(&one.shape);
            body.is_certain &= one.is_certain;
        }
        if body.shape.parts.is_empty() && !body.shape.is_open && !self.responses.is_empty() {
            // None of them has a body, so there is nothing to read; what a tool makes of that nobody knows.
            body.shape = Shape::of(Fact::Null);
            body.is_certain = false;
        }
        body.shape.is_open |= body.shape.parts.is_empty();
        body
    }
}

/// More codes than these are a range, and nobody expects all of a range to be documented.
const NAMED: usize = 4;

/// Whether the operation does not document some of a few codes, which is told as that: then nobody knows which was meant.
fn is_slip(operation: Operation<'_>, statuses: StatusSet) -> bool {
    let few = statuses.iter().take(NAMED + 1).count() <= NAMED;
    few && Documented::of(operation).is_some_and(|found| !found.statuses.includes(statuses))
}

fn body_of(response: Response<'_>, wants_part: bool) -> Body<'_> {
    let mut shape = Shape {
        parts: Vec::new(),
        is_open: response.node.is_none(),
    };
    let mut is_certain = true;
    let mut has_content = false;
    let dialect = dialect_of(response.version());
    for media_type in response.content() {
        has_content = true;
        let name = media_type.name.value;
        let Some(schema) = media_type.schema else {
            // Only JSON has members; which of the media types is sent is agreed upon in a run.
            shape.is_open |= syntax(name) == Syntax::Json || name.contains('*') || !wants_part;
            continue;
        };
        let typed = Typed::new(schema, dialect, Direction::Response);
        let body = Shape::of(Fact::Schema(typed));
        if syntax(name) == Syntax::Json {
            shape.join(&body);
        } else if wants_part && (is_structured(name, &body) || is_media(name)) {
            shape.join(&body);
            is_certain = false;
        } else {
            shape.is_open |= name.contains('*') || !wants_part;
        }
    }
    // What is described by no schema may be anything; descriptions leave bodies out that are there.
    let status = response.status.value;
    let has_none = matches!(status, "204" | "205") || status.starts_with('3');
    let is_empty = has_none && response.node.is_some() && !has_content;
    shape.is_open |= shape.parts.is_empty() && !is_empty;
    Body { shape, is_certain }
}

/// Whether any media type may be sent, and the schema speaks of what JSON has: then JSON is meant.
fn is_structured(name: &str, body: &Shape<'_>) -> bool {
    matches!(name, "*/*" | "application/*")
        && body.kinds().is_within(Kinds::ARRAY.or(Kinds::OBJECT))
}

/// Whether a media type is a picture, a sound or a film, which have no members.
fn is_media(name: &str) -> bool {
    ["image/", "audio/", "video/"]
        .iter()
        .any(|kind| name.starts_with(kind))
}
