//! The messages that an operation or a channel is for.

use super::Message;
use super::reference::follow;
use crate::reference::Target;
use crate::syntax::Node;

/// More messages than these are not looked at: nobody could be told which of them is meant.
const LIMIT: usize = 32;

/// The messages that may be meant where an operation or a channel is used.
#[derive(Clone, Debug)]
pub struct Messages<'doc> {
    pub(super) root: Node<'doc>,
    /// Those that are known, in their order.
    pub known: Vec<Message<'doc>>,
    /// References that lead nowhere or out of the document: what they stand for is not known.
    pub unknown: Vec<Target<'doc>>,
    /// Whether the description says of each message what it is, references aside.
    pub is_complete: bool,
}

impl<'doc> Messages<'doc> {
    /// None yet.
    pub(super) fn new(root: Node<'doc>) -> Self {
        Self {
            root,
            known: Vec::new(),
            unknown: Vec::new(),
            is_complete: true,
        }
    }

    /// Whether no other message can be meant.
    pub fn are_all(&self) -> bool {
        self.is_complete && self.unknown.is_empty() && !self.known.is_empty()
    }

    /// Adds messages or references to them.
    pub(super) fn add_all(&mut self, nodes: impl Iterator<Item = Node<'doc>>) {
        for (index, node) in nodes.enumerate() {
            if index >= LIMIT {
                self.is_complete = false;
                return;
            }
            self.add(node);
        }
    }

    /// Adds the `message` of an operation of 2.x, which may be one of several.
    pub(super) fn add_field(&mut self, operation: Node<'doc>) {
        let Some(message) = operation.get("message") else {
            self.is_complete = false;
            return;
        };
        let several = follow(message)
            .found()
            .and_then(|found| found.get("oneOf"))
            .filter(|list| list.is_sequence());
        match several {
            Some(list) => self.add_all(list.items()),
            None => self.add(message),
        }
    }

    fn add(&mut self, node: Node<'doc>) {
        let found = match follow(node) {
            Target::Found(found) if found.is_mapping() => found,
            Target::Found(_) => {
                self.is_complete = false;
                return;
            }
            unknown => {
                self.unknown.push(unknown);
                return;
            }
        };
        if self.known.iter().any(|known| known.node() == found) {
            return;
        }
        if self.known.len() >= LIMIT {
            self.is_complete = false;
            return;
        }
        self.known.push(Message::new(self.root, found));
    }
}
