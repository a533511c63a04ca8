//! What a step calls in a source, of whatever kind the source is.

use crate::asyncapi::{self, Endpoint};
use crate::openapi::Operation;
use crate::source::Span;
use crate::syntax::Text;

/// An operation that takes requests, or a place where messages are exchanged.
#[derive(Clone, Copy, Debug)]
pub enum Callee<'d> {
    /// An operation of an OpenAPI description.
    Operation(Operation<'d>),
    /// An operation or a channel of an AsyncAPI description.
    Endpoint(Endpoint<'d>),
}

impl<'d> Callee<'d> {
    pub(super) fn of_id(operation: asyncapi::Operation<'d>) -> Self {
        Self::Endpoint(Endpoint::Operation(operation))
    }

    /// The operation that takes requests, if it is one.
    pub fn http(self) -> Option<Operation<'d>> {
        match self {
            Self::Operation(operation) => Some(operation),
            Self::Endpoint(_) => None,
        }
    }

    /// The place where messages are exchanged, if it is one.
    pub fn endpoint(self) -> Option<Endpoint<'d>> {
        match self {
            Self::Operation(_) => None,
            Self::Endpoint(endpoint) => Some(endpoint),
        }
    }

    /// Its id.
    pub fn operation_id(self) -> Option<Text<'d>> {
        match self {
            Self::Operation(operation) => operation.operation_id(),
            Self::Endpoint(Endpoint::Operation(operation)) => operation.operation_id(),
            Self::Endpoint(Endpoint::Channel(_)) => None,
        }
    }

    /// How a message calls it.
    pub fn display_name(self) -> String {
        match self {
            Self::Operation(operation) => operation.display_name(),
            Self::Endpoint(endpoint) => endpoint.display_name(),
        }
    }

    /// What it does, and where: `POST /orders`, `receives on orders`.
    pub fn signature(self) -> String {
        match self {
            Self::Operation(operation) => operation.signature(),
            Self::Endpoint(Endpoint::Operation(operation)) => operation.signature(),
            Self::Endpoint(Endpoint::Channel(channel)) => channel.display_name(),
        }
    }

    /// The spot where it is declared: its method, its key.
    pub fn place(self) -> Span {
        match self {
            Self::Operation(operation) => operation.method().span,
            Self::Endpoint(endpoint) => endpoint.head(),
        }
    }
}
