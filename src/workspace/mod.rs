//! From paths and URLs to documents, and to what the names in them mean.
//!
//! [`mod@discover`] and [`load`] are the only modules that touch files, and `fetch` is the only one that leads to other
//! machines. [`Store`] loads every document of a run once; from there on everything is a function of what was read.
//! [`Workspace`] looks into the API descriptions, [`Scope`] answers what the names of one Arazzo document can mean.

mod base;
mod error;
mod fetch;
mod locate;
mod nearby;
mod path;
mod refusal;
mod root_keys;
mod shape;
mod uri;

pub mod discover;
pub mod load;
mod reading;
mod references;
mod round;
mod store;

mod callee;
mod channel_path;
mod kind;
mod lookup;
mod names;
mod sources;
mod target;

mod step_kind;

mod call;
mod coverage;
mod criteria;
mod dependents;
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
use crate::openapi::Api;
use crate::source::SourceId;
use crate::syntax::{Document, Node, Problem};

pub use base::{Base, Mappings, Root, RootKind};
pub use call::{Call, Calls, Passed, passed, passed_by_action};
pub use callee::Callee;
pub use coverage::{Coverage, Gap};
pub use criteria::{CriteriaKind, CriteriaList, criteria_lists};
pub use dependents::{dependents, place};
pub use discover::{Candidate, Found, Request, discover, discover_except, is_arazzo, is_candidate};
pub use error::Error;
pub(crate) use fetch::is_private_name;
pub use fetch::{Failure, Hosts, Network, Why};
pub use inputs::Inputs;
pub use kind::DocumentKind;
pub use load::{Destination, Loader, Settings};
pub(crate) use load::{SETTINGS_SIZE, canonical, place_in_repository};
pub use locate::{Location, Mapping, locate};
pub use mentions::{Mention, Mentioned, Named, mentions_below, mentions_in, named};
pub use names::Names;
pub use nearby::{Hint, HintKind};
pub use occurrence::{Occurrence, Place, Site};
pub(crate) use path::normalized;
pub use peers::{Peer, Peers, Reading};
pub use refusal::{BESIDE, Reason, Refusal};
pub use scope::Scope;
pub use sending::Sending;
pub use sources::{Skip, Source, State};
pub use step_kind::StepKind;
pub use store::{Link, Misplaced, Store};
pub use target::{Fault, Miss, Target};
pub use uri::self_uri;
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
