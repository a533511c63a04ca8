//! The arena that a document's nodes live in.

use std::sync::{Arc, Mutex, OnceLock};

use rustc_hash::FxHashMap;

use super::documents::{ALONE, Documents};
use super::identifiers::Identifiers;
use super::kind::Kind;
use super::node::Node;
use crate::source::{Source, SourceId, Span};

/// A text and the tree that was read from it.
#[derive(Debug)]
pub struct Document {
    pub(super) source: Source,
    pub(super) nodes: Vec<RawNode>,
    /// The text of scalars that the source does not hold as they read: escapes, folded lines.
    pub(super) decoded: String,
    pub(super) roots: Vec<u32>,
    /// Where the last value stands that a syntax error has left.
    pub(super) cut: Option<u32>,
    /// Whether aliases are followed; not in a document whose aliases stand for too much.
    pub(super) follow_aliases: bool,
    /// How many `$ref` may follow one another.
    pub(super) ref_hops: usize,
    /// For each large collection its keys, sorted, or its items, once somebody has asked.
    pub(super) indexes: Vec<OnceLock<Box<[u32]>>>,
    /// What schemas call themselves, once somebody has asked.
    pub(super) identifiers: OnceLock<Identifiers>,
    /// Where each byte of the text comes from, for a text that is itself a scalar of another document.
    pub(super) origin: Option<Box<[u32]>>,
    /// What was put together anew out of this document, once somebody has asked.
    pub(super) rewritten: OnceLock<Option<Box<Document>>>,
    /// For scalars that do not stand in the source as they read: where their bytes come from, once somebody has asked.
    pub(super) written_at: Mutex<FxHashMap<u32, Option<Arc<[u32]>>>>,
}

/// One node in document order: a collection is followed by its children, a mapping's being key, value, key, value.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawNode {
    pub(super) start: u32,
    pub(super) end: u32,
    /// A scalar's text: an offset into the source or, if `owned`, into `decoded`. An alias: the node it stands for.
    pub(super) text: u32,
    /// How long a scalar's text is. A large collection: the number of its index, the first being 1; else 0.
    pub(super) len: u32,
    /// The node behind this one and all its children.
    pub(super) next: u32,
    /// The collection that holds this node; a root holds itself.
    pub(super) parent: u32,
    pub(super) shape: Shape,
    pub(super) style: Style,
    pub(super) owned: bool,
    pub(super) is_key: bool,
}

/// What a node is: a value of some kind, or another name for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Value(Kind),
    Alias,
    /// A mapping that holds a merge key (`<<`).
    MergingMapping,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// Plain behind a tag, which says what it is.
    Tagged,
    /// In single quotes, as YAML has them.
    SingleQuoted,
    /// In double quotes, as JSON has them too.
    DoubleQuoted,
    /// Literal or folded block scalar.
    Block,
}

impl Document {
    /// The text and its name.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The id that spans of this document carry.
    pub fn id(&self) -> SourceId {
        self.source.id()
    }

    /// The root of the first document of the stream: null in an empty text.
    pub fn root(&self) -> Option<Node<'_>> {
        self.roots().next()
    }

    /// The roots of all documents of the stream.
    pub fn roots(&self) -> impl Iterator<Item = Node<'_>> {
        self.roots_among(&ALONE)
    }

    /// The same, for a document that was read together with others.
    pub(super) fn roots_among<'doc>(
        &'doc self,
        among: &'doc Documents,
    ) -> impl Iterator<Item = Node<'doc>> {
        let roots = self.roots.iter();
        roots.map(move |index| Node::new(self, among, *index))
    }

    /// How many `$ref` may follow one another.
    pub fn ref_hops(&self) -> usize {
        self.ref_hops
    }

    /// Whether a syntax error cut the tree short, so that nothing can be called missing.
    pub fn is_cut(&self) -> bool {
        self.cut.is_some()
    }

    /// Whether a place belongs to the value at which a syntax error stands: that may be only the beginning of a sound one.
    pub fn is_cut_at(&self, span: Span) -> bool {
        self.cut
            .is_some_and(|start| span.end > start || span.start >= start)
    }

    /// The innermost node that holds a place, or the nearest root.
    pub fn node_at(&self, span: Span) -> Option<Node<'_>> {
        // Nodes lie in document order, so their starts never fall.
        let behind = self.nodes.partition_point(|node| node.start <= span.start);
        let mut index = u32::try_from(behind.checked_sub(1)?).ok()?;
        loop {
            let node = &self.nodes[index as usize];
            if node.end >= span.end || node.parent == index {
                return Some(Node::new(self, &ALONE, index));
            }
            index = node.parent;
        }
    }

    pub(super) fn raw(&self, index: u32) -> &RawNode {
        &self.nodes[index as usize]
    }

    pub(super) fn scalar_text(&self, node: &RawNode) -> &str {
        let range = node.text as usize..(node.text + node.len) as usize;
        if node.owned {
            &self.decoded[range]
        } else {
            &self.source.text()[range]
        }
    }

    /// The first key node of a mapping that reads `key`. Most of what rules do is asking for keys.
    pub(super) fn find_key(&self, mapping: u32, key: &str) -> Option<u32> {
        let raw = self.raw(mapping);
        if let Some(index) = self.index_of(raw) {
            let text = |index: &u32| self.key_text(self.raw(*index));
            let sorted = index.get_or_init(|| {
                let mut keys: Vec<u32> = self.key_indexes(mapping).collect();
                keys.sort_by_key(|index| (text(index), *index));
                keys.into_boxed_slice()
            });
            let at = sorted.partition_point(|index| text(index) < key);
            return sorted.get(at).copied().filter(|index| text(index) == key);
        }
        let below = &self.nodes[..raw.next as usize];
        let mut index = mapping + 1;
        while let Some(found) = below.get(index as usize) {
            if self.key_reads(found, key) {
                return Some(index);
            }
            index = self.raw(found.next).next;
        }
        None
    }

    /// The index of a collection, if it is so large that it has one.
    fn index_of(&self, collection: &RawNode) -> Option<&OnceLock<Box<[u32]>>> {
        self.indexes.get((collection.len as usize).checked_sub(1)?)
    }

    /// The items of a long list, for a look at one of them.
    pub(super) fn indexed_items(&self, list: u32) -> Option<&[u32]> {
        let raw = self.raw(list);
        let items = self.index_of(raw)?.get_or_init(|| {
            let end = raw.next;
            let next = |index: &u32| Some(self.raw(*index).next).filter(|next| *next < end);
            std::iter::successors(Some(list + 1).filter(|first| *first < end), next).collect()
        });
        Some(items)
    }

    /// The key nodes of a mapping in their order; none of anything else.
    pub(super) fn key_indexes(&self, mapping: u32) -> impl Iterator<Item = u32> {
        let raw = self.raw(mapping);
        let end = match raw.shape {
            Shape::Value(Kind::Mapping) | Shape::MergingMapping => raw.next,
            Shape::Value(_) | Shape::Alias => 0,
        };
        let mut index = mapping + 1;
        std::iter::from_fn(move || {
            if index >= end {
                return None;
            }
            let key = index;
            index = self.raw(self.raw(key).next).next;
            Some(key)
        })
    }

    /// Whether a key node reads as one of several texts.
    pub(super) fn reads_any(&self, key: u32, texts: &[&str]) -> bool {
        let key = self.raw(key);
        texts.iter().any(|text| self.key_reads(key, text))
    }

    /// Whether a key reads as a text. Most keys differ in length already.
    fn key_reads(&self, key: &RawNode, text: &str) -> bool {
        match key.shape {
            Shape::Value(kind) if !matches!(kind, Kind::Sequence | Kind::Mapping) => {
                key.len as usize == text.len() && self.scalar_text(key) == text
            }
            _ => self.key_text(key) == text,
        }
    }

    /// A key as it reads; a key that is no scalar reads as nothing.
    pub(super) fn key_text(&self, key: &RawNode) -> &str {
        match key.shape {
            // An alias stands for a node that is none itself.
            Shape::Alias => self.key_text(self.raw(key.text)),
            Shape::Value(Kind::Sequence | Kind::Mapping) | Shape::MergingMapping => "",
            Shape::Value(_) => self.scalar_text(key),
        }
    }
}
