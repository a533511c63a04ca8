//! The Arazzo documents of a run, as far as others look into them.
//!
//! A workflow can call those of other documents, and a value can come from there through any number of them. Each is read
//! by its own version and with its own sources.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Occurrence, Scope, Uses, Workspace};
use crate::arazzo::{Description, Workflow};
use crate::expression::Root;
use crate::schema::Fault;
use crate::source::{SourceId, Span};
use crate::syntax::Node;
use crate::version::Version;

/// An Arazzo document with what its names can mean.
#[derive(Debug)]
pub struct Peer<'d> {
    /// What its names can mean.
    pub scope: Scope<'d>,
    /// What is wrong with its shape.
    pub faults: Vec<Fault>,
    readings: OnceLock<Vec<Reading<'d>>>,
}

/// A workflow reads what another one of its document has had or made.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'d> {
    /// The one that reads.
    pub reader: Workflow<'d>,
    /// The one that is read.
    pub read: Workflow<'d>,
    /// Where.
    pub span: Span,
}

impl<'d> Reading<'d> {
    /// What an expression reads of another workflow, if it does.
    pub fn of(scope: &Scope<'d>, occurrence: &Occurrence<'d>) -> Option<Self> {
        let expression = occurrence.expression?;
        let Root::Workflows(text) = expression.root else {
            return None;
        };
        let (reference, read) = scope.names.workflows(text);
        let (reader, read) = (occurrence.site.workflow?, read?);
        // Of several of one id nobody knows which is meant.
        let is_known = !scope.names.is_repeated(reference.workflow.text);
        (is_known && reader != read).then(|| Self {
            reader,
            read,
            span: occurrence.span(expression.text),
        })
    }
}

impl<'d> Peer<'d> {
    /// Which of its workflows read which; looked for once, however many documents ask.
    pub fn readings(&self) -> &[Reading<'d>] {
        self.readings.get_or_init(|| {
            let uses = Uses::of(self.scope.description, self.scope.version);
            let read = |occurrence| Reading::of(&self.scope, occurrence);
            uses.occurrences.iter().filter_map(read).collect()
        })
    }
}

/// All Arazzo documents of a run, those that are only the source of others included.
#[derive(Debug, Default)]
pub struct Peers<'d> {
    by_root: FxHashMap<Node<'d>, Peer<'d>>,
    /// The first root of each document: only that one can be a source.
    first: FxHashMap<SourceId, Node<'d>>,
}

impl<'d> Peers<'d> {
    /// The documents with these roots, each with its version and what is wrong with its shape.
    pub fn new(
        workspace: &'d Workspace<'d>,
        shapes: impl IntoIterator<Item = (Node<'d>, Version, Vec<Fault>)>,
    ) -> Self {
        let mut peers = Self::default();
        for (root, version, faults) in shapes {
            let scope = Scope::new(workspace, Description::new(root), version);
            let peer = Peer {
                scope,
                faults,
                readings: OnceLock::new(),
            };
            peers.by_root.insert(root, peer);
            let document = root.document();
            let first = root.document_root().unwrap_or(root);
            peers.first.insert(document.id(), first);
        }
        peers
    }

    /// The document with that root.
    pub fn get(&self, root: Node<'d>) -> Option<&Peer<'d>> {
        self.by_root.get(&root)
    }

    /// The document of that id, of a stream the first.
    pub fn of(&self, id: SourceId) -> Option<&Peer<'d>> {
        self.get(*self.first.get(&id)?)
    }

    /// What the names in a workflow mean, which is reached from the document of `scope`.
    pub fn scope<'s>(&'s self, scope: &'s Scope<'d>, workflow: Workflow<'d>) -> &'s Scope<'d> {
        if scope.is_own(workflow) {
            return scope;
        }
        let peer = self.of(workflow.node().document().id());
        peer.map_or(scope, |peer| &peer.scope)
    }
}
