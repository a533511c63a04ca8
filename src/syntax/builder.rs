//! Nodes in document order: what both parsers feed.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use rustc_hash::FxHashMap;

use super::arena::{Document, RawNode, Shape, Style};
use super::kind::Kind;
use super::{Limits, Problem};
use crate::source::{Source, SourceId, Span, offset};

/// From this many entries on, a collection is searched through an index that the first search makes.
const INDEXED_ENTRIES: usize = 16;

/// A scalar as a parser met it.
pub(super) struct Scalar<'text> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) style: Style,
    pub(super) text: ScalarText<'text>,
}

/// Where a scalar's text stands.
pub(super) enum ScalarText<'text> {
    /// In the source, at this place.
    Source(std::ops::Range<usize>),
    /// Nowhere: it had to be decoded.
    Decoded(&'text str),
}

/// Collects nodes in document order.
pub(super) struct Builder {
    id: SourceId,
    limits: Limits,
    nodes: Vec<RawNode>,
    decoded: String,
    roots: Vec<u32>,
    open: Vec<Open>,
    indexes: Vec<OnceLock<Box<[u32]>>>,
    anchors: FxHashMap<usize, Anchor>,
    alias_nodes: u64,
    follow_aliases: bool,
    cut: Option<u32>,
    pub(super) problems: Vec<Problem>,
}

/// A collection whose end has not come yet.
struct Open {
    node: u32,
    is_mapping: bool,
    children: usize,
    /// The child that came last.
    last: u32,
    merges: bool,
    anchor: usize,
    /// The nodes below, aliases followed.
    weight: u64,
    /// The levels below, aliases followed.
    depth: usize,
}

#[derive(Clone, Copy)]
struct Anchor {
    node: u32,
    weight: u64,
    depth: usize,
}

impl Builder {
    pub(super) fn new(source: &Source, limits: Limits) -> Self {
        Self {
            id: source.id(),
            limits,
            // More than most texts need: what is not touched costs nothing, and a list that grows is copied.
            nodes: Vec::with_capacity(source.text().len() / 8),
            decoded: String::new(),
            roots: Vec::new(),
            open: Vec::new(),
            indexes: Vec::new(),
            anchors: HashMap::default(),
            alias_nodes: 0,
            follow_aliases: true,
            cut: None,
            problems: Vec::new(),
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span {
            source: self.id,
            start: offset(start),
            end: offset(end),
        }
    }

    /// How many nodes there are.
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the text could not be read to its end.
    pub(super) fn is_cut(&self) -> bool {
        self.cut.is_some()
    }

    /// How many collections are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the next node will be a key.
    pub(super) fn expects_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.is_mapping && open.children.is_multiple_of(2))
    }

    pub(super) fn scalar(&mut self, scalar: &Scalar<'_>, anchor: usize) {
        let (text, len, owned) = match &scalar.text {
            ScalarText::Source(range) => (range.start, range.len(), false),
            ScalarText::Decoded(text) => {
                self.decoded.push_str(text);
                (self.decoded.len() - text.len(), text.len(), true)
            }
        };
        if self.expects_key() && scalar.style == Style::Plain && !owned && len == 2 {
            // The merge key counts only when plain: "<<" in quotes is an ordinary key.
            let open = self.open.last_mut().expect("a key stands in a mapping");
            open.merges |= scalar.end - scalar.start == 2;
        }
        let node = RawNode {
            text: offset(text),
            len: offset(len),
            style: scalar.style,
            owned,
            ..Self::raw(scalar.start, scalar.end, Shape::Value(scalar.kind))
        };
        let index = self.push(node, 1, 0);
        if anchor != 0 {
            self.anchors.insert(
                anchor,
                Anchor {
                    node: index,
                    weight: 1,
                    depth: 0,
                },
            );
        }
    }

    pub(super) fn begin(&mut self, kind: Kind, start: usize, anchor: usize) {
        let index = self.push(Self::raw(start, start, Shape::Value(kind)), 1, 0);
        self.open.push(Open {
            node: index,
            is_mapping: kind == Kind::Mapping,
            children: 0,
            last: index,
            merges: false,
            anchor,
            weight: 1,
            depth: 1,
        });
    }

    /// Closes the innermost collection; without an own closing bracket it ends where its last child does.
    pub(super) fn end(&mut self, bracket_end: Option<usize>, source: &str) {
        let Some(open) = self.open.pop() else { return };
        let behind = offset(self.nodes.len());
        let last_end = (open.children > 0).then(|| self.nodes[open.last as usize].end);
        let node = &mut self.nodes[open.node as usize];
        node.next = behind;
        node.end = bracket_end
            .map(offset)
            .or(last_end)
            .unwrap_or(node.start)
            .max(node.start);
        if open.is_mapping {
            let merges = open.merges && self.has_merge_key(open.node, source);
            if merges {
                self.nodes[open.node as usize].shape = Shape::MergingMapping;
            }
            self.report_duplicates(&open, source);
        }
        let entries = open.children / if open.is_mapping { 2 } else { 1 };
        if entries >= INDEXED_ENTRIES {
            self.indexes.push(OnceLock::new());
            self.nodes[open.node as usize].len = offset(self.indexes.len());
        }
        if open.anchor != 0 {
            self.anchors.insert(
                open.anchor,
                Anchor {
                    node: open.node,
                    weight: open.weight,
                    depth: open.depth,
                },
            );
        }
        if let Some(parent) = self.open.last_mut() {
            // The node itself was counted when it began.
            parent.weight += open.weight - 1;
            parent.depth = parent.depth.max(open.depth + 1);
        }
    }

    /// Another name for an earlier node. One whose anchor is still open would hold itself, so it reads as null.
    pub(super) fn alias(&mut self, start: usize, end: usize, anchor: usize) {
        let Some(target) = self.anchors.get(&anchor).copied() else {
            let span = self.span(start, end);
            self.problem(
                span,
                "this alias stands inside of the very value that it repeats",
                None,
            );
            self.null(start, end);
            return;
        };
        self.alias_nodes += target.weight;
        let depth = self.open.len() + target.depth;
        let too_many = self.alias_nodes > self.limits.alias_nodes as u64;
        if self.follow_aliases && (too_many || depth > self.limits.nesting) {
            let (limit, setting) = if too_many {
                (self.limits.alias_nodes, "alias-nodes")
            } else {
                (self.limits.nesting, "nesting")
            };
            let what = if too_many { "values" } else { "levels" };
            let span = self.span(start, end);
            let message =
                format!("the aliases of this document stand for more than {limit} {what}");
            self.problem(
                span,
                &message,
                Some(format!("the bound is the setting `limits.{setting}`")),
            );
            self.follow_aliases = false;
        }
        let node = RawNode {
            text: target.node,
            ..Self::raw(start, end, Shape::Alias)
        };
        self.push(node, target.weight, target.depth);
    }

    /// A value that is not there.
    pub(super) fn null(&mut self, start: usize, end: usize) {
        let text = ScalarText::Source(start..start);
        self.scalar(
            &Scalar {
                start,
                end,
                kind: Kind::Null,
                style: Style::Plain,
                text,
            },
            0,
        );
    }

    pub(super) fn problem(&mut self, span: Span, message: &str, help: Option<String>) {
        self.problems.push(Problem::Syntax {
            span,
            message: message.to_owned(),
            help,
        });
    }

    /// The text cannot be read on from here: what is open is closed as it stands.
    pub(super) fn cut(&mut self, source: &str) {
        // Of several broken documents in a stream the first counts: what stands behind it may hang together with it.
        let innermost = self.open.last().map_or(0, |open| open.node as usize + 1);
        let children = self.nodes.iter().enumerate().skip(innermost);
        let parent = self.open.last().map(|open| open.node);
        let is_child = |(index, node): &(usize, &RawNode)| {
            parent.map_or(node.parent as usize == *index, |parent| {
                node.parent == parent
            })
        };
        let last = children.rev().find(is_child).map(|(_, node)| node.start);
        self.cut = self.cut.or(Some(last.unwrap_or_default()));
        while let Some(open) = self.open.last() {
            if open.is_mapping && !open.children.is_multiple_of(2) {
                let end = self.nodes.last().map_or(0, |node| node.end as usize);
                self.null(end, end);
            }
            self.end(None, source);
        }
    }

    pub(super) fn finish(mut self, source: Source) -> (Document, Vec<Problem>) {
        if self.roots.is_empty() {
            self.null(0, 0); // An empty text reads as an absent value, so every document has a root.
        }
        self.nodes.shrink_to_fit();
        let document = Document {
            source,
            nodes: self.nodes,
            decoded: self.decoded,
            roots: self.roots,
            cut: self.cut,
            follow_aliases: self.follow_aliases,
            ref_hops: self.limits.ref_hops,
            indexes: self.indexes,
            origin: None,
            rewritten: OnceLock::new(),
            identifiers: OnceLock::new(),
            written_at: Mutex::default(),
        };
        (document, self.problems)
    }

    fn raw(start: usize, end: usize, shape: Shape) -> RawNode {
        RawNode {
            start: offset(start),
            end: offset(end),
            text: 0,
            len: 0,
            next: 0,
            parent: 0,
            shape,
            style: Style::Plain,
            owned: false,
            is_key: false,
        }
    }

    fn push(&mut self, mut node: RawNode, weight: u64, depth: usize) -> u32 {
        let index = offset(self.nodes.len());
        node.next = index + 1;
        node.is_key = self.expects_key();
        match self.open.last_mut() {
            Some(open) => {
                node.parent = open.node;
                open.children += 1;
                open.last = index;
                open.weight += weight;
                open.depth = open.depth.max(depth + 1);
            }
            None => {
                node.parent = index;
                self.roots.push(index);
            }
        }
        self.nodes.push(node);
        index
    }

    fn text<'a>(&'a self, node: &RawNode, source: &'a str) -> &'a str {
        let range = node.text as usize..(node.text + node.len) as usize;
        if node.owned {
            &self.decoded[range]
        } else {
            &source[range]
        }
    }

    /// The keys of a mapping that have a text of their own: not aliases, nor collections.
    fn scalar_keys(&self, mapping: u32) -> impl Iterator<Item = &RawNode> {
        let mut index = mapping as usize + 1;
        let keys = std::iter::from_fn(move || {
            let key = self.nodes.get(index)?;
            let value = self.nodes.get(key.next as usize)?;
            index = value.next as usize;
            Some(key)
        });
        keys.filter(|key| matches!(key.shape, Shape::Value(kind) if is_scalar(kind)))
    }

    fn has_merge_key(&self, mapping: u32, source: &str) -> bool {
        self.scalar_keys(mapping)
            .any(|key| is_merge_key(key, self.text(key, source)))
    }

    fn report_duplicates(&mut self, open: &Open, source: &str) {
        let scalar_keys = || self.scalar_keys(open.node);
        let mut duplicates = Vec::new();
        if open.children / 2 < INDEXED_ENTRIES {
            for (position, key) in scalar_keys().enumerate() {
                let text = self.text(key, source);
                let first = scalar_keys()
                    .take(position)
                    .find(|earlier| self.text(earlier, source) == text);
                duplicates.extend(first.map(|first| (*first, *key)));
            }
        } else {
            let mut seen: FxHashMap<&str, &RawNode> = HashMap::default();
            for key in scalar_keys() {
                let first = *seen.entry(self.text(key, source)).or_insert(key);
                if first.start != key.start {
                    duplicates.push((*first, *key));
                }
            }
        }
        for (first, second) in duplicates {
            if is_merge_key(&second, self.text(&second, source)) {
                continue; // Two merge keys are common, and what they mean is clear.
            }
            let key = self.text(&second, source).to_owned();
            let span = |node: &RawNode| Span {
                source: self.id,
                start: node.start,
                end: node.end,
            };
            self.problems.push(Problem::DuplicateKey {
                key,
                first: span(&first),
                second: span(&second),
            });
        }
    }
}

/// `<<` merges only when it is plain: in quotes it is an ordinary key.
pub(super) fn is_merge_key(key: &RawNode, text: &str) -> bool {
    key.style == Style::Plain && text == "<<"
}

fn is_scalar(kind: Kind) -> bool {
    !matches!(kind, Kind::Sequence | Kind::Mapping)
}
