//! What the names in documents mean.
//!
//! Everything is a function of what was read. [`Workspace`] looks into the descriptions, [`Scope`] answers what the names
//! of one Arazzo document can mean.

mod callee;
mod channel_path;
mod lookup;
mod names;
mod sources;
mod target;

mod step_kind;

mod call;
mod coverage;
mod criteria;
mod inputs;
mod mentions;
mod occurrence;
mod peers;

mod scope;
mod sending;
mod uses;

use std::collections::HashMap;

use rayon::prelude::*;

use crate::arazzo::Description;
use crate::asyncapi::AsyncApi;
use crate::load::{DocumentKind, Link, Store};
use crate::openapi::Api;
use crate::source::SourceId;
use crate::syntax::{Document, Node, Problem};

pub use call::{Call, Calls, Passed, passed, passed_by_action};
pub use callee::Callee;
pub use coverage::{Coverage, Gap};
pub use criteria::{CriteriaKind, CriteriaList, criteria_lists};
pub use inputs::Inputs;
pub use mentions::{Mention, Mentioned, Named, mentions_below, mentions_in, named};
pub use names::Names;
pub use occurrence::{Occurrence, Place, Site};
pub use peers::{Peer, Peers, Reading};
pub use scope::Scope;
pub use sending::Sending;
pub use sources::{Skip, Source, State};
pub use step_kind::StepKind;
pub use target::{Fault, Miss, Target};
pub use uses::{Used, Uses};

/// All documents of a run, and the API descriptions among them ready to be asked.
#[derive(Debug)]
pub struct Workspace<'d> {
    store: &'d Store,
    apis: Vec<Option<Api<'d>>>,
    async_apis: Vec<Option<AsyncApi<'d>>>,
    links: HashMap<Node<'d>, &'d [Link]>,
    names: HashMap<Node<'d>, Names<'d>>,
}

impl<'d> Workspace<'d> {
    /// A view of what was loaded.
    pub fn new(store: &'d Store) -> Self {
        let api = |document: &'d Document| match DocumentKind::of(document) {
            DocumentKind::OpenApi(version) => {
                let root = store.documents.root(document.id());
                root.map(|root| Api::new(root, version))
            }
            _ => None,
        };
        let apis = store.documents.par_iter().map(api).collect();
        let async_api = |document: &'d Document| match DocumentKind::of(document) {
            DocumentKind::AsyncApi(version) => {
                let root = store.documents.root(document.id());
                root.map(|root| AsyncApi::new(root, version))
            }
            _ => None,
        };
        let async_apis = store.documents.par_iter().map(async_api).collect();
        let links: HashMap<_, _> = store.all_roots().collect();
        let names = links
            .par_iter()
            .map(|(root, _)| (*root, Names::of(Description::new(*root))))
            .collect();
        Self {
            store,
            apis,
            async_apis,
            links,
            names,
        }
    }

    /// The document of that id.
    pub fn document(&self, id: SourceId) -> &'d Document {
        self.store.documents.of(id)
    }

    /// What is wrong with a document's text.
    pub fn problems(&self, id: SourceId) -> &'d [Problem] {
        &self.store.problems[id.0 as usize]
    }

    /// The API description of that id, if it is one that the views read.
    pub fn api(&self, id: SourceId) -> Option<&Api<'d>> {
        self.apis[id.0 as usize].as_ref()
    }

    /// The AsyncAPI description of that id, if it is one that the views read.
    pub fn async_api(&self, id: SourceId) -> Option<&AsyncApi<'d>> {
        self.async_apis[id.0 as usize].as_ref()
    }

    /// The workflows and steps of an Arazzo document by their ids.
    pub fn names(&self, description: Description<'d>) -> Option<&Names<'d>> {
        self.names.get(&description.node())
    }

    /// Whether a document was asked for, rather than named by others.
    pub fn is_checked(&self, id: SourceId) -> bool {
        self.store.is_checked(id)
    }

    /// What became of each source description of an Arazzo document.
    pub fn links(&self, description: Description<'d>) -> &'d [Link] {
        self.links
            .get(&description.node())
            .copied()
            .unwrap_or_default()
    }
}
