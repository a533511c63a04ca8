//! The documents of a run, and what the references of each lead to in others.

use std::ops::Deref;

use rustc_hash::FxHashMap;

use super::arena::Document;
use super::node::Node;
use crate::source::SourceId;

/// Documents that may refer to one another, in the order of their ids.
#[derive(Debug, Default)]
pub struct Documents {
    list: Vec<Document>,
    /// For each document where its references lead, by a name that whoever resolves them agrees on.
    leads: Vec<FxHashMap<String, Lead>>,
}

/// Where a reference out of a document leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To this document.
    To(SourceId),
    /// Nowhere.
    Nowhere {
        /// Why, as a clause.
        reason: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// Nobody has looked.
    Unread,
}

/// What a document belongs to that nothing else was read with.
pub(super) static ALONE: Documents = Documents::none();

impl Documents {
    const fn none() -> Self {
        Self {
            list: Vec::new(),
            leads: Vec::new(),
        }
    }

    /// Adds a document. Its id is the number of those before it.
    pub fn push(&mut self, document: Document) {
        debug_assert_eq!(document.id().0 as usize, self.list.len());
        self.list.push(document);
    }

    /// Says where a reference of a document leads; what was said before counts no more.
    pub fn set_lead(&mut self, id: SourceId, name: String, lead: Lead) {
        let index = id.0 as usize;
        if self.leads.len() <= index {
            self.leads.resize_with(index + 1, FxHashMap::default);
        }
        self.leads[index].insert(name, lead);
    }

    /// The document of that id.
    pub fn of(&self, id: SourceId) -> &Document {
        &self.list[id.0 as usize]
    }

    /// The root of the first document of a stream; null in an empty text.
    pub fn root(&self, id: SourceId) -> Option<Node<'_>> {
        self.roots(id).next()
    }

    /// The roots of all documents of a stream.
    pub fn roots(&self, id: SourceId) -> impl Iterator<Item = Node<'_>> {
        self.of(id).roots_among(self)
    }

    /// Where a reference of a document leads, if anybody has said so.
    pub fn lead(&self, id: SourceId, name: &str) -> Option<&Lead> {
        self.leads.get(id.0 as usize)?.get(name)
    }

    /// The documents by themselves.
    pub fn into_list(self) -> Vec<Document> {
        self.list
    }
}

impl Deref for Documents {
    type Target = [Document];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}
