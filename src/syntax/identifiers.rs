//! What the schemas of a document call themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, 8.2).

use std::sync::OnceLock;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::arena::{Document, Shape};
use super::kind::Kind;
use super::node::Node;

/// The schemas of a document that have a name of their own.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// Those with a `$id`, in their order.
    resources: Vec<u32>,
    /// Those with an anchor, by its name and in their order.
    anchors: FxHashMap<String, Vec<u32>>,
    /// The same for dynamic anchors, which are anchors too.
    dynamic_anchors: FxHashMap<String, Vec<u32>>,
    /// Those with a `$id` by what it comes to, once somebody has asked; of several the first.
    identities: OnceLock<FxHashMap<String, u32>>,
}

impl Document {
    fn identifiers(&self) -> &Identifiers {
        self.identifiers.get_or_init(|| self.index_identifiers())
    }

    fn index_identifiers(&self) -> Identifiers {
        let mut found = Identifiers::default();
        let text = self.source.text().as_bytes();
        let names = ["$id", "$anchor", "$dynamicAnchor"];
        if names
            .iter()
            .all(|name| memmem::find(text, name.as_bytes()).is_none())
        {
            return found;
        }
        for (key, value) in self.nodes.iter().zip(self.nodes.iter().skip(1)) {
            if !key.is_key || value.shape != Shape::Value(Kind::String) {
                continue;
            }
            let name = || self.scalar_text(value).to_owned();
            let (owners, more) = match self.key_text(key) {
                "$id" => {
                    found.resources.push(key.parent);
                    continue;
                }
                "$anchor" => (found.anchors.entry(name()), None),
                "$dynamicAnchor" => (
                    found.anchors.entry(name()),
                    Some(found.dynamic_anchors.entry(name())),
                ),
                _ => continue,
            };
            owners.or_default().push(key.parent);
            if let Some(more) = more {
                more.or_default().push(key.parent);
            }
        }
        found
    }

    /// How many schemas have a dynamic anchor of that name.
    pub fn dynamic_anchors(&self, name: &str) -> usize {
        self.identifiers()
            .dynamic_anchors
            .get(name)
            .map_or(0, Vec::len)
    }
}

impl<'doc> Node<'doc> {
    /// The schemas of this document with a `$id`, in their order.
    pub fn resources(self) -> impl Iterator<Item = Self> {
        let resources = self.document.identifiers().resources.iter();
        resources.map(move |index| Self {
            index: *index,
            ..self
        })
    }

    /// The schema of this document that calls itself `identity`, by what `name_of` makes of each with a `$id`: it is asked
    /// once for each document.
    pub fn resource_called(
        self,
        identity: &str,
        name_of: impl Fn(Self) -> Option<String>,
    ) -> Option<Self> {
        let known = self.document.identifiers().identities.get_or_init(|| {
            let mut identities = FxHashMap::default();
            for resource in self.resources() {
                if let Some(identity) = name_of(resource) {
                    identities.entry(identity).or_insert(resource.index);
                }
            }
            identities
        });
        known.get(identity).map(|index| Self {
            index: *index,
            ..self
        })
    }

    /// The schemas of this document with an anchor of that name, in their order.
    pub fn anchored(self, name: &str) -> impl Iterator<Item = Self> + use<'doc> {
        let owners = self.document.identifiers().anchors.get(name);
        let owners = owners.into_iter().flatten();
        owners.map(move |index| Self {
            index: *index,
            ..self
        })
    }
}
