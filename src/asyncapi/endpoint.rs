//! What a step can name of a description.

use super::{Action, Channel, Messages, Operation};
use crate::source::Span;
use crate::syntax::Node;

/// An operation, or a channel by itself.
#[derive(Clone, Copy, Debug)]
pub enum Endpoint<'doc> {
    /// An operation.
    Operation(Operation<'doc>),
    /// A channel, whose operations may be any.
    Channel(Channel<'doc>),
}

/// One object can be an operation of several descriptions, and in 2.x both send and receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity<'doc> {
    root: Node<'doc>,
    node: Node<'doc>,
    action: Option<Action>,
}

impl<'doc> Endpoint<'doc> {
    /// What names it beyond doubt, for those who keep what they know of it.
    pub fn identity(self) -> Identity<'doc> {
        match self {
            Self::Operation(operation) => Identity {
                root: operation.root(),
                node: operation.node(),
                action: operation.action(),
            },
            Self::Channel(channel) => Identity {
                root: channel.root(),
                node: channel.node(),
                action: None,
            },
        }
    }

    /// How a message calls it.
    pub fn display_name(self) -> String {
        match self {
            Self::Operation(operation) => operation.display_name(),
            Self::Channel(channel) => channel.display_name(),
        }
    }

    /// The spot that names it.
    pub fn head(self) -> Span {
        match self {
            Self::Operation(operation) => operation.head(),
            Self::Channel(channel) => channel.head(),
        }
    }

    /// The channel, if that stands in the description.
    pub fn channel(self) -> Option<Channel<'doc>> {
        match self {
            Self::Operation(operation) => operation.channel(),
            Self::Channel(channel) => Some(channel),
        }
    }

    /// The messages that a step may send here. Where the described application sends itself, its author may mean the
    /// application, or the answer to what it sends.
    pub fn sent(self) -> Messages<'doc> {
        match self {
            Self::Operation(operation) if operation.action() == Some(Action::Receive) => {
                operation.messages()
            }
            Self::Operation(operation) => operation.exchanged(),
            Self::Channel(channel) => channel.messages(),
        }
    }

    /// All messages that a step may send or receive here, answers included.
    pub fn exchanged(self) -> Messages<'doc> {
        match self {
            Self::Operation(operation) => operation.exchanged(),
            Self::Channel(channel) => channel.messages(),
        }
    }
}
