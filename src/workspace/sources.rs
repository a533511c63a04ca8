//! The source descriptions of one Arazzo document, and what became of each.

use super::Workspace;
use super::callee::Callee;
use super::names::Names;
use crate::arazzo::{Description, SourceDescription};
use crate::asyncapi::AsyncApi;
use crate::load::Link;
use crate::load::{DocumentKind, version_name};
use crate::openapi::Api;
use crate::reference;
use crate::syntax::Document;
use crate::version::Version;

/// The words that the `type` field takes.
const TYPES: [&str; 3] = ["openapi", "asyncapi", "arazzo"];

/// A source description with the document behind it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'d> {
    /// The object in the Arazzo document.
    pub description: SourceDescription<'d>,
    /// What expressions call it; empty where it has no name.
    pub name: &'d str,
    /// What became of the document.
    pub state: State<'d>,
}

/// What became of the document behind a source description.
#[derive(Clone, Copy, Debug)]
pub enum State<'d> {
    /// An API description that the views read.
    Api(&'d Api<'d>),
    /// An AsyncAPI description that the views read.
    AsyncApi(&'d AsyncApi<'d>),
    /// An Arazzo document, whose workflows can be called.
    Arazzo(&'d Names<'d>),
    /// Read, but of a kind that nothing here looks into.
    Unsupported(&'d Document, DocumentKind),
    /// Not there, or refused: `unreadable-source` says why.
    Unreadable,
    /// Read, but not what its `type` says or nothing at all: `mismatched-source-type` says so.
    Mismatched,
    /// Not asked for.
    Skipped(Skip),
}

/// Why a source was not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// It stands on another machine, and the loader knows no way to others.
    Remote,
    /// It stands on another machine, and `--offline` is set.
    Offline,
}

impl<'d> Source<'d> {
    fn new(
        workspace: &'d Workspace<'d>,
        description: SourceDescription<'d>,
        link: &'d Link,
    ) -> Self {
        let name = description.name().map_or("", |name| name.value);
        let state = match link {
            Link::Read { document, .. } => {
                let document = workspace.document(*document);
                let kind = DocumentKind::of(document);
                // A word that is no type is reported as that; the document says what it is.
                let declared = description.r#type().map(|text| text.value);
                let declared = declared.filter(|word| TYPES.contains(word));
                match kind {
                    _ if declared.is_some_and(|declared| kind.type_name() != Some(declared)) => {
                        State::Mismatched
                    }
                    DocumentKind::Unknown => State::Mismatched,
                    _ => {
                        let id = document.id();
                        let api = workspace.api(id).map(State::Api);
                        api.or_else(|| workspace.async_api(id).map(State::AsyncApi))
                            .or_else(|| arazzo(workspace, document))
                            .unwrap_or(State::Unsupported(document, kind))
                    }
                }
            }
            Link::Unreadable { .. } => State::Unreadable,
            Link::Remote { offline: true } => State::Skipped(Skip::Offline),
            Link::Remote { offline: false } => State::Skipped(Skip::Remote),
        };
        Self {
            description,
            name,
            state,
        }
    }

    /// What a message calls it.
    pub fn title(&self) -> String {
        match self.name {
            "" => "this source".to_owned(),
            name => format!("source `{name}`"),
        }
    }

    /// The API description, if it was read.
    pub fn api(&self) -> Option<&'d Api<'d>> {
        match self.state {
            State::Api(api) => Some(api),
            _ => None,
        }
    }

    /// The AsyncAPI description, if it was read.
    pub fn async_api(&self) -> Option<&'d AsyncApi<'d>> {
        match self.state {
            State::AsyncApi(api) => Some(api),
            _ => None,
        }
    }

    /// What its description has under an `operationId`: more than one where it repeats the id.
    pub fn operations_by_id(&self, id: &str) -> Vec<Callee<'d>> {
        match self.state {
            State::Api(api) => api.operations_by_id(id).map(Callee::Operation).collect(),
            State::AsyncApi(api) => api.operations_by_id(id).map(Callee::of_id).collect(),
            _ => Vec::new(),
        }
    }

    /// The ids of all operations of its description, sorted.
    pub fn operation_ids(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        let ids = self.api().map(Api::operation_ids);
        let of_messages = self.async_api().map(AsyncApi::operation_ids);
        ids.into_iter()
            .flatten()
            .chain(of_messages.into_iter().flatten())
    }

    /// Where the references of its description lead that lead to no operations; `None` where it was not read.
    pub fn unread_parts(&self) -> Option<&'d [reference::Target<'d>]> {
        match self.state {
            State::Api(api) => Some(api.unread()),
            State::AsyncApi(api) => Some(api.unread()),
            _ => None,
        }
    }

    /// The workflows of the Arazzo document, if it is one that was read.
    pub fn workflows(&self) -> Option<&'d Names<'d>> {
        match self.state {
            State::Arazzo(names) => Some(names),
            _ => None,
        }
    }

    /// Whether it is, or may be, an Arazzo document.
    pub fn may_be_arazzo(&self) -> bool {
        match (self.description.r#type(), self.state) {
            // Whatever it is meant to be: that it is something else is reported once.
            (_, State::Mismatched) => true,
            (Some(kind), _) => kind.value == "arazzo",
            (None, State::Api(_) | State::AsyncApi(_)) => false,
            (None, State::Unsupported(_, kind)) => kind == DocumentKind::Arazzo,
            (None, _) => true,
        }
    }

    /// Whether it is, or may be, something with operations.
    pub fn may_have_operations(&self) -> bool {
        match (self.description.r#type(), self.state) {
            (_, State::Mismatched) => true,
            (Some(kind), _) => kind.value != "arazzo",
            (None, State::Arazzo(_)) => false,
            (None, State::Unsupported(_, kind)) => kind != DocumentKind::Arazzo,
            (None, _) => true,
        }
    }

    /// Whether it is, or may be, something with channels.
    pub fn may_have_channels(&self) -> bool {
        let declared = self.description.r#type().map(|text| text.value);
        match (declared.filter(|word| TYPES.contains(word)), self.state) {
            (_, State::Mismatched) => true,
            (Some(declared), _) => declared == "asyncapi",
            (None, State::Api(_) | State::Arazzo(_)) => false,
            (None, State::Unsupported(_, kind)) => kind == DocumentKind::OtherAsyncApi,
            (None, _) => true,
        }
    }

    /// Whether it is an AsyncAPI description, by its own word or by its document.
    pub fn is_asyncapi(&self) -> bool {
        match (self.description.r#type(), self.state) {
            (_, State::Mismatched) => false,
            (Some(kind), _) => kind.value == "asyncapi",
            (None, State::AsyncApi(_) | State::Unsupported(_, DocumentKind::OtherAsyncApi)) => true,
            (None, _) => false,
        }
    }

    /// Why nothing in it can be looked up, for programs and for people; `None` for one that can.
    pub fn unread(&self) -> Option<(&'static str, String)> {
        let title = self.title();
        match self.state {
            State::Api(_) | State::AsyncApi(_) | State::Arazzo(_) => None,
            State::Unsupported(document, _) => {
                let version = document.root().and_then(version_name).unwrap_or_default();
                Some((
                    "unsupported",
                    format!("{title} is {version}, which is not checked yet"),
                ))
            }
            State::Unreadable => Some(("unreadable", format!("{title} cannot be read"))),
            State::Mismatched => Some(("mismatched", format!("{title} is not what it should be"))),
            State::Skipped(Skip::Remote) => Some((
                "remote",
                format!("{title} is remote, and nothing is downloaded here"),
            )),
            State::Skipped(Skip::Offline) => {
                Some(("offline", format!("{title} is remote and --offline is set")))
            }
        }
    }
}

/// An Arazzo document of a version that is read.
fn arazzo<'d>(workspace: &'d Workspace<'d>, document: &'d Document) -> Option<State<'d>> {
    let description = Description::new(document.root()?);
    let version = description.node().get("arazzo")?.as_written().value;
    Version::of(version)?;
    Some(State::Arazzo(workspace.names(description)?))
}

/// The source descriptions of a document, in their order.
pub(super) fn sources<'d>(
    workspace: &'d Workspace<'d>,
    description: Description<'d>,
) -> Vec<Source<'d>> {
    let links = workspace.links(description);
    let described = description.source_descriptions().zip(links);
    described
        .map(|(description, link)| Source::new(workspace, description, link))
        .collect()
}
