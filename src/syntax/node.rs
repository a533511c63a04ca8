//! Handles into a document's arena: nodes, mapping entries, strings with their place.

use super::arena::{Document, Shape, Style};
use super::builder::is_merge_key;
use super::documents::Documents;
use super::kind::Kind;
use super::pointer;
use super::text::Text;
use super::yaml_1_1::{OldReading, old_reading};
use crate::source::Span;

/// A value as it was written. Aliases are followed: the node of an alias is the node that it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Node<'doc> {
    pub(super) document: &'doc Document,
    /// What was read together with the document.
    pub(super) among: &'doc Documents,
    pub(super) index: u32,
}

/// A key of a mapping with its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'doc> {
    /// The key as a string, whatever its type.
    pub key: Text<'doc>,
    /// The value.
    pub value: Node<'doc>,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && std::ptr::eq(self.document, other.document)
    }
}

impl Eq for Node<'_> {}

impl std::hash::Hash for Node<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
        self.document.id().hash(state);
    }
}

impl<'doc> Node<'doc> {
    pub(super) fn new(document: &'doc Document, among: &'doc Documents, index: u32) -> Self {
        let raw = document.raw(index);
        // An alias stands for a node before it, which may be an alias no more, so one hop is enough.
        let index = if raw.shape == Shape::Alias && document.follow_aliases {
            raw.text
        } else {
            index
        };
        Self {
            document,
            among,
            index,
        }
    }

    /// Another node of the same document.
    fn at(self, index: u32) -> Self {
        Self::new(self.document, self.among, index)
    }

    /// The document that the node is part of.
    pub fn document(self) -> &'doc Document {
        self.document
    }

    /// The documents that were read together with this one.
    pub fn among(self) -> &'doc Documents {
        self.among
    }

    /// The root of the first document of the stream that the node is part of.
    pub fn document_root(self) -> Option<Self> {
        self.document.roots_among(self.among).next()
    }

    /// The JSON type.
    pub fn kind(self) -> Kind {
        match self.document.raw(self.index).shape {
            Shape::Value(kind) => kind,
            Shape::MergingMapping => Kind::Mapping,
            Shape::Alias => Kind::Null,
        }
    }

    /// Whether the node is a mapping.
    pub fn is_mapping(self) -> bool {
        self.kind() == Kind::Mapping
    }

    /// Whether the node is a list.
    pub fn is_sequence(self) -> bool {
        self.kind() == Kind::Sequence
    }

    /// Where the value stands; a string's quotes and a collection's brackets are part of it.
    pub fn span(self) -> Span {
        let raw = self.document.raw(self.index);
        self.document.span(raw.start, raw.end)
    }

    /// The spot that names this value: its key, else (an item of a list) its first entry, else the value itself.
    pub fn head(self) -> Span {
        if let Some(key) = self.key() {
            return key.span;
        }
        let Some(first) = self.entries().next() else {
            return self.span();
        };
        match first.value.kind() {
            Kind::Mapping | Kind::Sequence => first.key.span,
            _ => Span {
                end: first.value.span().end.max(first.key.span.end),
                ..first.key.span
            },
        }
    }

    /// The value of a key, or `None` if this is no mapping or has no such key.
    pub fn get(self, key: &str) -> Option<Self> {
        match self.own_key(key) {
            Some(key) => Some(self.at(self.document.raw(key).next)),
            None => self.merged_entry(key).map(|entry| entry.value),
        }
    }

    /// A key and its value, or `None` if this is no mapping or has no such key. Of duplicates the first counts.
    pub fn entry(self, key: &str) -> Option<Entry<'doc>> {
        match self.own_key(key) {
            Some(key) => Some(self.entry_at(key)),
            None => self.merged_entry(key),
        }
    }

    /// Whether this is a mapping with one of these keys: one look at its keys for all of them.
    pub fn has_any(self, keys: &[&str]) -> bool {
        let is_asked = |own: u32| self.document.reads_any(own, keys);
        self.document.key_indexes(self.index).any(is_asked)
            || self.merges() && keys.iter().any(|key| self.get(key).is_some())
    }

    /// The entries of a mapping in their order, merged ones last; none if this is no mapping.
    pub fn entries(self) -> impl Iterator<Item = Entry<'doc>> {
        let own = self
            .own_entries()
            .filter(move |entry| !(self.merges() && entry.is_merge()));
        let mut merged = Vec::new();
        if self.merges() {
            let mut seen: Vec<&str> = self.own_entries().map(|entry| entry.key.value).collect();
            self.collect_merged(&mut seen, &mut merged, MERGE_HOPS);
        }
        own.chain(merged)
    }

    /// The items of a list; none if this is no list.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let raw = self.document.raw(self.index);
        let end = if self.is_sequence() { raw.next } else { 0 };
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            let item = (index < end).then(|| self.at(index))?;
            index = self.document.raw(index).next;
            Some(item)
        })
    }

    /// The value if it is a string.
    pub fn text(self) -> Option<Text<'doc>> {
        (self.kind() == Kind::String).then(|| self.as_written())
    }

    /// A scalar's text whatever its type; nothing for a collection.
    pub fn as_written(self) -> Text<'doc> {
        let raw = self.document.raw(self.index);
        let value = match raw.shape {
            Shape::Value(Kind::Sequence | Kind::Mapping) | Shape::MergingMapping | Shape::Alias => {
                ""
            }
            Shape::Value(_) => self.document.scalar_text(raw),
        };
        Text {
            value,
            span: self.span(),
            node: self,
        }
    }

    /// Whether this is a YAML scalar without quotes and without a tag.
    pub fn is_plain(self) -> bool {
        let raw = self.document.raw(self.index);
        matches!(raw.shape, Shape::Value(kind) if !matches!(kind, Kind::Sequence | Kind::Mapping))
            && raw.style == Style::Plain
    }

    /// What a reader of YAML 1.1 takes this scalar for, where that is not what it is here.
    pub fn old_reading(self) -> Option<OldReading> {
        self.is_plain()
            .then(|| old_reading(self.as_written().value))
            .flatten()
    }

    /// The keys of all mappings from here down, in document order. What stands behind an alias is not below.
    pub fn keys_below(self) -> impl Iterator<Item = Entry<'doc>> {
        let end = self.document.raw(self.index).next;
        (self.index + 1..end)
            .filter(move |index| {
                let raw = self.document.raw(*index);
                raw.is_key && raw.shape != Shape::Alias
            })
            .map(move |index| self.entry_at(index))
    }

    /// The string under `key`.
    pub fn string(self, key: &str) -> Option<Text<'doc>> {
        self.get(key)?.text()
    }

    /// The items of the list under `key`; none if there is no such list.
    pub fn list(self, key: &str) -> impl Iterator<Item = Self> + use<'doc> {
        self.get(key).into_iter().flat_map(Self::items)
    }

    /// The entries of the mapping under `key`; none if there is no such mapping.
    pub fn members(self, key: &str) -> impl Iterator<Item = Entry<'doc>> + use<'doc> {
        self.get(key).into_iter().flat_map(Self::entries)
    }

    /// The strings of the list under `key`.
    pub fn texts(self, key: &str) -> impl Iterator<Item = Text<'doc>> + use<'doc> {
        self.list(key).filter_map(Self::text)
    }

    /// The value if it is a boolean.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.as_written().value.eq_ignore_ascii_case("true"))
    }

    /// The collection that holds this value, or `None` for a root.
    pub fn parent(self) -> Option<Self> {
        let parent = self.document.raw(self.index).parent;
        (parent != self.index).then_some(Self {
            index: parent,
            ..self
        })
    }

    /// The key that this value stands under, or `None` for an item of a list and a root.
    pub fn key(self) -> Option<Text<'doc>> {
        let parent = self.parent().filter(|parent| parent.is_mapping())?;
        let before = self.index - 1;
        let raw = self.document.raw(before);
        let key = if raw.is_key && raw.parent == parent.index {
            before
        } else {
            self.document
                .key_indexes(parent.index)
                .find(|key| self.document.raw(*key).next == self.index)?
        };
        Some(Self { index: key, ..self }.as_written())
    }

    /// Whether this node is a key of a mapping.
    pub(super) fn is_key(self) -> bool {
        self.document.raw(self.index).is_key
    }

    /// The value that this key stands for.
    pub(super) fn value_of_key(self) -> Self {
        Self {
            index: self.document.raw(self.index).next,
            ..self
        }
    }

    /// Which item of a list this is.
    pub(super) fn position_in(self, list: Self) -> Option<usize> {
        match self.document.indexed_items(list.index) {
            Some(items) => items.binary_search(&self.index).ok(),
            None => list.items().position(|item| item.span() == self.span()),
        }
    }

    /// The JSON Pointer from the root of the stream's document to here.
    pub fn pointer(self) -> String {
        pointer::of(self)
    }

    /// The value that a JSON Pointer leads to from here (RFC 6901; the pointer is not percent-encoded).
    pub fn at_pointer(self, pointer: &str) -> Option<Self> {
        pointer::follow(self, pointer)
    }

    /// One step of a JSON Pointer: a member of a mapping or an item of a list.
    pub fn child(self, token: &str) -> Option<Self> {
        match self.kind() {
            Kind::Mapping => self.get(token),
            Kind::Sequence => {
                let position = pointer::index(token)?;
                match self.document.indexed_items(self.index) {
                    Some(items) => items.get(position).map(|index| self.at(*index)),
                    None => self.items().nth(position),
                }
            }
            _ => None,
        }
    }

    /// What this node reads as, being the key of a mapping.
    pub fn as_key(self) -> Text<'doc> {
        let raw = self.document.raw(self.index);
        Text {
            value: self.document.key_text(raw),
            span: self.document.span(raw.start, raw.end),
            node: self,
        }
    }

    fn entry_at(self, key: u32) -> Entry<'doc> {
        Entry {
            key: Self { index: key, ..self }.as_key(),
            value: self.at(self.document.raw(key).next),
        }
    }

    fn own_entries(self) -> impl Iterator<Item = Entry<'doc>> {
        let keys = self.document.key_indexes(self.index);
        keys.map(move |key| self.entry_at(key))
    }

    fn own_key(self, key: &str) -> Option<u32> {
        if !self.is_mapping() {
            return None;
        }
        self.document.find_key(self.index, key)
    }

    fn merged_entry(self, key: &str) -> Option<Entry<'doc>> {
        if !self.merges() {
            return None;
        }
        self.merged(key, MERGE_HOPS)
    }

    fn merges(self) -> bool {
        self.document.raw(self.index).shape == Shape::MergingMapping
    }

    /// The mappings that the merge keys of this one name.
    fn merge_sources(self) -> impl Iterator<Item = Self> {
        self.own_entries()
            .filter(|entry| entry.is_merge())
            .flat_map(|entry| {
                let single = entry.value.is_mapping().then_some(entry.value);
                single
                    .into_iter()
                    .chain(entry.value.items().filter(|item| item.is_mapping()))
            })
    }

    fn merged(self, key: &str, hops: usize) -> Option<Entry<'doc>> {
        self.merge_sources().find_map(|source| {
            let own = source
                .own_entries()
                .find(|entry| entry.key.value == key && !entry.is_merge());
            own.or_else(|| {
                if source.merges() && hops > 0 {
                    source.merged(key, hops - 1)
                } else {
                    None
                }
            })
        })
    }

    fn collect_merged(self, seen: &mut Vec<&'doc str>, merged: &mut Vec<Entry<'doc>>, hops: usize) {
        for source in self.merge_sources() {
            for entry in source.own_entries() {
                if !entry.is_merge() && !seen.contains(&entry.key.value) {
                    seen.push(entry.key.value);
                    merged.push(entry);
                }
            }
            if source.merges() && hops > 0 {
                source.collect_merged(seen, merged, hops - 1);
            }
        }
    }
}

/// How many merge keys are followed from mapping to mapping: enough for people, too few for a bomb.
const MERGE_HOPS: usize = 8;

impl Entry<'_> {
    fn is_merge(&self) -> bool {
        is_merge_key(
            self.key.node.document.raw(self.key.node.index),
            self.key.value,
        )
    }
}
