//! The Channel Object of 3.x, and the Channel Item Object of 2.x.

use super::{AsyncVersion, Messages};
use crate::reference::follow;
use crate::source::Span;
use crate::syntax::{Node, Text};

/// A place where messages are exchanged.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'doc> {
    version: AsyncVersion,
    root: Node<'doc>,
    key: Option<Text<'doc>>,
    node: Node<'doc>,
}

impl<'doc> Channel<'doc> {
    pub(super) fn new(
        version: AsyncVersion,
        root: Node<'doc>,
        key: Option<Text<'doc>>,
        node: Node<'doc>,
    ) -> Self {
        Self {
            version,
            root,
            key,
            node,
        }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    pub(super) fn root(self) -> Node<'doc> {
        self.root
    }

    /// What the description calls it: its id, or its address in 2.x.
    pub fn key(self) -> Option<Text<'doc>> {
        self.key.or_else(|| self.node.key())
    }

    /// The spot that names it.
    pub fn head(self) -> Span {
        self.key().map_or_else(|| self.node.head(), |key| key.span)
    }

    /// How a message calls it.
    pub fn display_name(self) -> String {
        self.key()
            .map_or_else(|| "this channel".to_owned(), |key| key.value.to_owned())
    }

    /// Whether a step may pass something of that name to the channel itself: a part of its address, or what its protocol
    /// takes, such as the query of a `WebSocket`.
    pub fn may_take(self, name: &str) -> bool {
        let parameters = self.node.get("parameters");
        self.node.get("bindings").is_some()
            || parameters.is_some_and(|parameters| parameters.get(name).is_some())
    }

    /// All messages that are exchanged here, whoever sends them.
    pub fn messages(self) -> Messages<'doc> {
        let mut messages = Messages::new(self.root);
        self.add_messages(&mut messages);
        messages
    }

    pub(super) fn add_messages(self, messages: &mut Messages<'doc>) {
        match self.version {
            AsyncVersion::V2 => {
                for field in ["publish", "subscribe"] {
                    let Some(operation) = self.node.get(field) else {
                        continue;
                    };
                    match follow(operation).found() {
                        Some(operation) => messages.add_field(operation),
                        None => messages.is_complete = false,
                    }
                }
            }
            AsyncVersion::V3 => match self.node.get("messages").filter(|node| node.is_mapping()) {
                Some(map) => messages.add_all(map.entries().map(|entry| entry.value)),
                None => messages.is_complete = false,
            },
        }
    }
}
