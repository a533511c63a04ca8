//! What the names of one Arazzo document can mean.

use super::Workspace;
use super::lookup;
use super::names::Names;
use super::sources::{Source, sources};
use super::target::Target;
use crate::arazzo::{Description, Step, Workflow};
use crate::expression::{SourceDescriptions, SourceReference};
use crate::syntax::Text;
use crate::version::Version;

/// One Arazzo document with everything that its names can reach.
#[derive(Debug)]
pub struct Scope<'d> {
    /// The document.
    pub description: Description<'d>,
    /// The feature set that it is read by.
    pub version: Version,
    /// Its workflows and steps by their ids.
    pub names: &'d Names<'d>,
    /// Its source descriptions, in their order.
    pub sources: Vec<Source<'d>>,
}

impl<'d> Scope<'d> {
    /// Looks up the sources of a document.
    pub fn new(
        workspace: &'d Workspace<'d>,
        description: Description<'d>,
        version: Version,
    ) -> Self {
        Self {
            description,
            version,
            names: workspace
                .names(description)
                .expect("a scope is that of a document of the workspace"),
            sources: sources(workspace, description),
        }
    }

    /// The source description of that name; of duplicates the first.
    pub fn source(&self, name: &str) -> Option<&Source<'d>> {
        self.sources
            .iter()
            .find(|source| source.name == name && !name.is_empty())
    }

    /// Splits `<source>.<id>` with the names of the source descriptions.
    pub fn split<'a>(&self, text: SourceDescriptions<'a>) -> SourceReference<'a> {
        text.resolve(|name| self.source(name).is_some())
    }

    /// The names of the source descriptions that `fits` holds for.
    pub fn source_names(
        &self,
        fits: impl Fn(&Source<'d>) -> bool,
    ) -> impl Iterator<Item = &'d str> {
        self.sources
            .iter()
            .filter(move |source| fits(source))
            .map(|source| source.name)
    }

    /// Whether a bare `operationId` is enough: with several sources that have operations it has to name its source
    /// (Arazzo 1.0.1, Step Object).
    pub fn wants_qualified_operations(&self) -> bool {
        self.sources
            .iter()
            .filter(|source| source.may_have_operations())
            .count()
            > 1
    }

    /// Whether a workflow stands in this document, rather than in a source of it.
    pub fn is_own(&self, workflow: Workflow<'d>) -> bool {
        self.description.node().document().id() == workflow.node().document().id()
    }

    /// What a `workflowId` or an entry of a workflow's `dependsOn` names.
    pub fn workflow(&self, text: Text<'d>) -> Target<'d> {
        lookup::workflow(self, text)
    }

    /// What `<source>.<workflowId>` names; `text` holds it, as a part of the `dependsOn` of a step.
    pub fn workflow_of_source(
        &self,
        text: Text<'d>,
        qualified: SourceDescriptions<'d>,
    ) -> Target<'d> {
        lookup::workflow_of_source(self, text, qualified)
    }

    /// What a step calls.
    pub fn target(&self, step: Step<'d>) -> Target<'d> {
        lookup::target(self, step)
    }
}
