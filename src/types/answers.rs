//! What an operation answers: the bodies of its responses, by the statuses that can be.

use super::request::dialect_of;
use super::schema::Direction;
use super::shape::{Fact, Shape, Typed};
use crate::flow::StatusSet;
use crate::openapi::media_type::{Syntax, syntax};
use crate::openapi::{Operation, Response};

/// The responses that an operation may give.
#[derive(Clone, Debug)]
pub struct Answers<'d> {
    /// Those that are declared, in their order.
    pub responses: Vec<Response<'d>>,
    /// Whether there may be others, of which nothing is known.
    pub is_open: bool,
}

impl<'d> Answers<'d> {
    /// The responses with one of the statuses. Where the statuses are not restricted these are the successful ones, and
    /// `default` counts only where no other does.
    pub fn of(operation: Operation<'d>, statuses: StatusSet) -> Self {
        let wanted = if statuses.is_all() {
            StatusSet::that(|code| code / 100 == 2)
        } else {
            statuses
        };
        let is_wanted = |response: &Response<'d>| {
            StatusSet::of_key(response.status.value)
                .is_some_and(|covered| !covered.is_disjoint(wanted))
        };
        let mut responses: Vec<_> = operation.responses().filter(is_wanted).collect();
        if responses.is_empty() {
            let is_default = |response: &Response<'d>| response.status.value == "default";
            responses.extend(operation.responses().find(is_default));
        }
        let is_open = responses.is_empty();
        Self { responses, is_open }
    }

    /// All responses that are declared.
    pub fn all(operation: Operation<'d>) -> Self {
        let responses: Vec<_> = operation.responses().collect();
        let is_open = responses.is_empty();
        Self { responses, is_open }
    }

    /// What the body can be, read as JSON if a part of it is wanted.
    pub fn body(&self, wants_part: bool) -> Shape<'d> {
        let mut body = Shape {
            parts: Vec::new(),
            is_open: self.is_open,
        };
        for response in &self.responses {
            body.join(&body_of(*response, wants_part));
        }
        if body.parts.is_empty() {
            body.is_open = true;
        }
        body
    }
}

fn body_of(response: Response<'_>, wants_part: bool) -> Shape<'_> {
    let mut body = Shape {
        parts: Vec::new(),
        is_open: response.node.is_none(),
    };
    let mut has_content = false;
    let dialect = dialect_of(response.version());
    for media_type in response.content() {
        has_content = true;
        let is_range = media_type.name.value.contains('*');
        match (syntax(media_type.name.value), media_type.schema) {
            (Syntax::Json, Some(schema)) if !is_range => {
                let typed = Typed::new(schema, dialect, Direction::Response);
                body.join(&Shape::of(Fact::Schema(typed)));
            }
            (Syntax::Json, _) => body.is_open = true,
            // Only JSON has members; which of the media types is sent is agreed upon in a run.
            _ => body.is_open |= is_range || !wants_part,
        }
    }
    // What is described by no schema may be anything; descriptions leave bodies out that are there.
    let is_empty = matches!(response.status.value, "204" | "205" | "304") && !has_content;
    body.is_open |= body.parts.is_empty() && !is_empty;
    body
}
