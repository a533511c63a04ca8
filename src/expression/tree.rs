//! The tree of a runtime expression (Arazzo 1.1.0, Runtime Expressions).

use super::{Malformed, Part, Pointer, SourceDescriptions, Steps, Workflows};

/// What a text was understood to say, and what is wrong with it.
///
/// Both are present where the beginning makes sense and the rest does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<'a> {
    /// What was understood.
    pub expression: Option<Expression<'a>>,
    /// The first thing that breaks the grammar.
    pub malformed: Option<Malformed>,
}

/// A runtime expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression<'a> {
    /// The whole expression as it is written, a malformed end included.
    pub text: Part<'a>,
    /// What is read.
    pub root: Root<'a>,
    /// The pointer behind `#`, where the root can have one.
    pub pointer: Option<Pointer<'a>>,
}

/// What a runtime expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root<'a> {
    /// `$url`
    Url,
    /// `$method`
    Method,
    /// `$statusCode`
    StatusCode,
    /// `$self`, since 1.1
    SelfUri,
    /// `$request`, `$response` or `$message`
    Message {
        /// Which of the three.
        message: Message,
        /// Which part of it.
        source: Source<'a>,
    },
    /// `$inputs`, with the whole dotted name
    Inputs(Part<'a>),
    /// `$outputs`, with the whole dotted name
    Outputs(Part<'a>),
    /// `$steps`
    Steps(Steps<'a>),
    /// `$workflows`
    Workflows(Workflows<'a>),
    /// `$sourceDescriptions`
    SourceDescriptions(SourceDescriptions<'a>),
    /// `$components`
    Components {
        /// `parameters`, `successActions` or `failureActions`.
        kind: Part<'a>,
        /// The key in the Components Object.
        key: Part<'a>,
    },
}

/// What is sent or received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// `$request`
    Request,
    /// `$response`
    Response,
    /// `$message`, in 1.0.0 and since 1.1
    Message,
}

/// A part of a message: `source` in the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// A header's name.
    Header(Part<'a>),
    /// A query parameter's name; the grammar lets it be empty.
    Query(Part<'a>),
    /// A path parameter's name; the grammar lets it be empty.
    Path(Part<'a>),
    /// `body`
    Body,
    /// `payload`, since 1.1
    Payload,
}
