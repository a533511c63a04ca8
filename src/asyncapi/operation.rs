//! The Operation Object.

use super::{AsyncVersion, Channel, Messages};
use crate::reference::{Target, follow};
use crate::source::Span;
use crate::syntax::{Node, Text};

/// What the described application does with the messages of an operation. The workflow, which is another one, does the
/// opposite, unless its author takes the description for that of the workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It sends them: `action: send`, or `subscribe` in 2.x, by which its clients subscribe to them.
    Send,
    /// It receives them: `action: receive`, or `publish` in 2.x, by which its clients publish them.
    Receive,
}

impl Action {
    /// The action of an operation that stands in a channel under that key (2.x).
    pub(super) fn of_field(field: &str) -> Option<Self> {
        match field {
            "publish" => Some(Self::Receive),
            "subscribe" => Some(Self::Send),
            _ => None,
        }
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "send" => Some(Self::Send),
            "receive" => Some(Self::Receive),
            _ => None,
        }
    }
}

/// An operation of a description.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'doc> {
    version: AsyncVersion,
    root: Node<'doc>,
    /// The key that it stands under: its id, or the word `publish` or `subscribe` in 2.x.
    key: Text<'doc>,
    node: Node<'doc>,
    action: Option<Action>,
    id: Option<Text<'doc>>,
    channel: Option<Channel<'doc>>,
}

impl<'doc> Operation<'doc> {
    /// One that stands in a channel (2.x).
    pub(super) fn of_channel(key: Text<'doc>, node: Node<'doc>, channel: Channel<'doc>) -> Self {
        // Of the traits, which may bring the id, few people know.
        let mut owners = std::iter::once(node).chain(
            node.list("traits")
                .filter_map(|entry| follow(entry).found()),
        );
        Self {
            version: AsyncVersion::V2,
            root: channel.root(),
            key,
            node,
            action: Action::of_field(key.value),
            id: owners.find_map(|owner| owner.string("operationId")),
            channel: Some(channel),
        }
    }

    /// One that stands among the operations of the description (3.x).
    pub(super) fn of_map(root: Node<'doc>, key: Text<'doc>, node: Node<'doc>) -> Self {
        let channel = node.get("channel").and_then(|node| follow(node).found());
        let action = node.string("action");
        Self {
            version: AsyncVersion::V3,
            root,
            key,
            node,
            action: action.and_then(|action| Action::named(action.value)),
            id: Some(key),
            channel: channel.map(|node| Channel::new(AsyncVersion::V3, root, None, node)),
        }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    pub(super) fn root(self) -> Node<'doc> {
        self.root
    }

    /// Its id.
    pub fn operation_id(self) -> Option<Text<'doc>> {
        self.id
    }

    /// The spot that names it.
    pub fn head(self) -> Span {
        self.id.map_or(self.key.span, |id| id.span)
    }

    /// What the described application does.
    pub fn action(self) -> Option<Action> {
        self.action
    }

    /// The channel that it uses, if that stands in the description.
    pub fn channel(self) -> Option<Channel<'doc>> {
        self.channel
    }

    /// How a message calls it: by its id, else by its channel.
    pub fn display_name(self) -> String {
        match (self.id, self.channel) {
            (Some(id), _) => id.value.to_owned(),
            (None, Some(channel)) => format!("{} {}", self.key.value, channel.display_name()),
            (None, None) => self.key.value.to_owned(),
        }
    }

    /// What the described application does, and where: `receives on orders`.
    pub fn signature(self) -> String {
        let verb = match self.action {
            Some(Action::Send) => "sends on",
            Some(Action::Receive) => "receives on",
            None => "on",
        };
        match self.channel {
            Some(channel) => format!("{verb} {}", channel.display_name()),
            None => self.display_name(),
        }
    }

    /// The messages that it is for, without those of its reply.
    pub fn messages(self) -> Messages<'doc> {
        let mut messages = Messages::new(self.root);
        match self.version {
            AsyncVersion::V2 => messages.add_field(self.node),
            AsyncVersion::V3 => add_chosen(self.node, &mut messages),
        }
        messages
    }

    /// Those messages, and the ones that answer them (3.x).
    pub fn exchanged(self) -> Messages<'doc> {
        let mut messages = self.messages();
        let Some(reply) = self.node.get("reply") else {
            return messages;
        };
        match follow(reply) {
            Target::Found(reply) => add_chosen(reply, &mut messages),
            unknown => messages.unknown.push(unknown),
        }
        messages
    }
}

/// The `messages` of an operation or a reply; without these all of its `channel`.
fn add_chosen<'doc>(node: Node<'doc>, messages: &mut Messages<'doc>) {
    if let Some(list) = node.get("messages") {
        messages.add_all(list.items());
        return;
    }
    let root = messages.root;
    match node.get("channel").map(follow) {
        Some(Target::Found(channel)) => {
            Channel::new(AsyncVersion::V3, root, None, channel).add_messages(messages);
        }
        Some(unknown) => messages.unknown.push(unknown),
        None => messages.is_complete = false,
    }
}
