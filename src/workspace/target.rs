//! What a step calls: an operation, another workflow, or why that cannot be said.

use super::callee::Callee;
use super::sources::Source;
use crate::arazzo::Workflow;
use crate::asyncapi::Endpoint;
use crate::expression::Part;
use crate::openapi::Operation;
use crate::syntax::Text;

/// What a step calls.
#[derive(Clone, Debug)]
pub enum Target<'d> {
    /// An operation of the source of that name.
    Operation {
        /// The operation.
        operation: Operation<'d>,
        /// The source description that has it.
        source: Source<'d>,
    },
    /// An operation or a channel of the AsyncAPI description of that name.
    Endpoint {
        /// What it names.
        endpoint: Endpoint<'d>,
        /// The source description that has it.
        source: Source<'d>,
    },
    /// A workflow of this document, or of a source.
    Workflow(Workflow<'d>),
    /// Something in a source that was not read: nothing can be said.
    Unread(Source<'d>),
    /// A mistake that a rule reports.
    Fault(Fault<'d>),
    /// Nothing at all; the shape check has reported it.
    Nothing,
}

impl<'d> Target<'d> {
    /// What is called in a source, with the source.
    pub fn called(&self) -> Option<(Callee<'d>, Source<'d>)> {
        match self {
            Self::Operation { operation, source } => Some((Callee::Operation(*operation), *source)),
            Self::Endpoint { endpoint, source } => Some((Callee::Endpoint(*endpoint), *source)),
            _ => None,
        }
    }
}

/// Why a step's target cannot be found. Parts lie in the text of the field that names the target.
#[derive(Clone, Debug)]
pub enum Fault<'d> {
    /// A `operationId` that breaks the form of such fields; `malformed-expression` tells it.
    Malformed,
    /// No source description has the name.
    UnknownSource {
        /// The field's text.
        text: Text<'d>,
        /// The name.
        name: Part<'d>,
    },
    /// The source description is of a type that does not fit the place.
    UnsuitableSource {
        /// The field's text.
        text: Text<'d>,
        /// The name.
        name: Part<'d>,
        /// What it names.
        source: Source<'d>,
    },
    /// No source, or not the named one, has the operation.
    UnknownOperation {
        /// The field's text.
        text: Text<'d>,
        /// The id.
        id: Part<'d>,
        /// The source that is named.
        source: Option<Source<'d>>,
    },
    /// Several sources have the operation.
    AmbiguousOperation {
        /// The field's text.
        text: Text<'d>,
        /// What it may mean.
        candidates: Vec<(Source<'d>, Callee<'d>)>,
    },
    /// One source has several operations of that id.
    RepeatedOperation {
        /// The field's text.
        text: Text<'d>,
        /// The source.
        source: Source<'d>,
        /// The operations.
        operations: Vec<Callee<'d>>,
    },
    /// A path whose form leaves nothing to look up.
    PathForm {
        /// The field's text.
        text: Text<'d>,
    },
    /// A path that leads to no operation.
    PathTarget {
        /// The field's text.
        text: Text<'d>,
        /// The part of the pointer that leads nowhere.
        part: Part<'d>,
        /// The source.
        source: Source<'d>,
        /// What is wrong with that part.
        miss: Miss,
    },
    /// No workflow of this document, or of the source that is named, has the id.
    UnknownWorkflow {
        /// The field's text.
        text: Text<'d>,
        /// The id.
        id: Part<'d>,
        /// The source that is named.
        source: Option<Source<'d>>,
    },
}

/// Where the pointer of an `operationPath` or a `channelPath` goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// It does not begin with `/paths/`.
    Root,
    /// The description has no such path.
    Path,
    /// The path has no such method.
    Method,
    /// It ends at the path.
    NoMethod,
    /// It goes on behind the method.
    TooLong,
    /// The description is one of messages, which has no paths.
    NoPaths,
    /// It does not begin with `/channels/`.
    ChannelRoot,
    /// The description has no such channel.
    Channel,
    /// It goes on behind the channel.
    BehindChannel,
}
