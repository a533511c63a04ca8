//! The root of a description: which operations and channels it has.

use rustc_hash::FxHashMap;

use super::{Action, Channel, Operation};
use crate::reference::{Target, follow};
use crate::source::offset;
use crate::syntax::{Node, Text};

/// The versions of `AsyncAPI` that the views read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsyncVersion {
    /// 2.0 to 2.6, where operations stand in channels and channels are called by their addresses.
    V2,
    /// 3.x, where operations refer to channels, and both have ids.
    V3,
}

/// An `AsyncAPI` description with an index of its operations.
#[derive(Debug)]
pub struct AsyncApi<'doc> {
    root: Node<'doc>,
    version: AsyncVersion,
    operations: Vec<Operation<'doc>>,
    /// The ids with the positions of their operations, sorted.
    ids: Vec<(&'doc str, u32)>,
    /// The positions of the operations of each channel, by the channel's object.
    by_channel: FxHashMap<Node<'doc>, Vec<u32>>,
    unread: Vec<Target<'doc>>,
}

impl<'doc> AsyncApi<'doc> {
    /// Indexes the operations of a description.
    pub fn new(root: Node<'doc>, version: AsyncVersion) -> Self {
        let mut api = Self {
            root,
            version,
            operations: Vec::new(),
            ids: Vec::new(),
            by_channel: FxHashMap::default(),
            unread: Vec::new(),
        };
        let family = match version {
            AsyncVersion::V2 => "channels",
            AsyncVersion::V3 => "operations",
        };
        let all = root.get(family).and_then(|all| api.look(all));
        for entry in all.into_iter().flat_map(Node::entries) {
            let Some(node) = api.look(entry.value) else {
                continue;
            };
            match version {
                AsyncVersion::V2 => {
                    let channel = Channel::new(version, root, Some(entry.key), node);
                    for field in node.entries() {
                        if Action::of_field(field.key.value).is_some()
                            && let Some(found) = api.look(field.value)
                        {
                            api.add(Operation::of_channel(field.key, found, channel));
                        }
                    }
                }
                AsyncVersion::V3 => api.add(Operation::of_map(root, entry.key, node)),
            }
        }
        api.ids.sort_unstable();
        api
    }

    /// The object at the end of references, if it was read. A reference that leads to none is noted.
    fn look(&mut self, object: Node<'doc>) -> Option<Node<'doc>> {
        match follow(object) {
            Target::Found(object) => Some(object),
            unknown => {
                self.unread.push(unknown);
                None
            }
        }
    }

    fn add(&mut self, operation: Operation<'doc>) {
        let position = offset(self.operations.len());
        if let Some(id) = operation.operation_id() {
            self.ids.push((id.value, position));
        }
        if let Some(channel) = operation.channel() {
            let known = self.by_channel.entry(channel.node()).or_default();
            known.push(position);
        }
        self.operations.push(operation);
    }

    /// The root of the description.
    pub fn root(&self) -> Node<'doc> {
        self.root
    }

    /// The version of `AsyncAPI`.
    pub fn version(&self) -> AsyncVersion {
        self.version
    }

    /// The operations of that id: more than one where the description repeats it.
    pub fn operations_by_id(&self, id: &str) -> impl Iterator<Item = Operation<'doc>> {
        let first = self.ids.partition_point(|(other, _)| *other < id);
        let same = self.ids[first..]
            .iter()
            .take_while(move |(other, _)| *other == id);
        same.map(|(_, index)| self.operations[*index as usize])
    }

    /// The ids of all operations, sorted.
    pub fn operation_ids(&self) -> impl Iterator<Item = &'doc str> {
        self.ids.iter().map(|(id, _)| *id)
    }

    /// The operations of a channel, in their order.
    pub fn operations_of(&self, channel: Channel<'doc>) -> impl Iterator<Item = Operation<'doc>> {
        let positions = self.by_channel.get(&channel.node());
        let positions = positions.into_iter().flatten();
        positions.map(|index| self.operations[*index as usize])
    }

    /// The channel behind an entry of `channels`, if it stands in the document.
    pub fn channel(&self, key: Text<'doc>, entry: Node<'doc>) -> Option<Channel<'doc>> {
        let node = follow(entry).found()?;
        Some(Channel::new(self.version, self.root, Some(key), node))
    }

    /// Where references lead instead of to operations and the channels that hold them: what these hold is not known.
    pub fn unread(&self) -> &[Target<'doc>] {
        &self.unread
    }
}
