//! What a step can name of a description.

use super::{Action, Channel, Messages, Operation};
use crate::reference::{Target, follow};
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
    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        match self {
            Self::Operation(operation) => operation.node(),
            Self::Channel(channel) => channel.node(),
        }
    }

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

    /// The references that lead nowhere or out of the document: in the operation, in its channel and in its messages.
    pub fn unread(self) -> Vec<Target<'doc>> {
        let mut places: Vec<Node<'doc>> = Vec::new();
        if let Self::Operation(operation) = self {
            let node = operation.node();
            places.extend(node.get("channel"));
            places.extend(node.list("traits"));
            let reply = node.get("reply").and_then(|reply| follow(reply).found());
            places.extend(reply.and_then(|reply| reply.get("channel")));
            places.extend(reply.and_then(|reply| reply.get("address")));
        }
        if let Some(channel) = self.channel() {
            let parameters = channel.node().members("parameters");
            places.extend(parameters.map(|entry| entry.value));
        }
        let messages = self.exchanged();
        for message in &messages.known {
            places.extend(message.node().list("traits"));
            places.extend(
                message
                    .owners()
                    .filter_map(|owner| owner.get("correlationId")),
            );
        }
        let mut unread = messages.unknown;
        let targets = places.into_iter().map(follow);
        unread.extend(targets.filter(|target| target.found().is_none()));
        unread
    }
}
