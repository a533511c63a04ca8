//! What a document is, told by its root key.

use crate::asyncapi::AsyncVersion;
use crate::openapi::ApiVersion;
use crate::syntax::{Document, Node};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// OpenAPI in a version that the views read, Swagger 2.0 included.
    OpenApi(ApiVersion),
    /// OpenAPI in another version, Swagger 1.2 included.
    OtherOpenApi,
    /// AsyncAPI in a version that the views read.
    AsyncApi(AsyncVersion),
    /// AsyncAPI in another version.
    OtherAsyncApi,
    /// Arazzo.
    Arazzo,
    /// None of these.
    Unknown,
}

impl DocumentKind {
    /// What the first document of a text is.
    pub fn of(document: &Document) -> Self {
        let Some(root) = document.root() else {
            return Self::Unknown;
        };
        // Versions without quotes are numbers, which is sloppy and clear.
        let version = |key: &str| root.get(key).map(|node| node.as_written().value);
        if let Some(version) = version("openapi") {
            return match version.split('.').take(2).collect::<Vec<_>>().as_slice() {
                ["3", "0"] => Self::OpenApi(ApiVersion::V3_0),
                ["3", "1"] => Self::OpenApi(ApiVersion::V3_1),
                ["3", "2"] => Self::OpenApi(ApiVersion::V3_2),
                _ => Self::OtherOpenApi,
            };
        }
        if let Some(version) = version("swagger") {
            match version.split('.').next() {
                Some("2") => Self::OpenApi(ApiVersion::V2_0),
                _ => Self::OtherOpenApi,
            }
        } else if let Some(version) = version("asyncapi") {
            match version.split('.').next() {
                Some("2") => Self::AsyncApi(AsyncVersion::V2),
                Some("3") => Self::AsyncApi(AsyncVersion::V3),
                _ => Self::OtherAsyncApi,
            }
        } else if version("arazzo").is_some() {
            Self::Arazzo
        } else {
            Self::Unknown
        }
    }

    /// The word of the `type` field that fits; `None` for a document that is nothing an Arazzo document can use.
    pub fn type_name(self) -> Option<&'static str> {
        match self {
            Self::OpenApi(_) | Self::OtherOpenApi => Some("openapi"),
            Self::AsyncApi(_) | Self::OtherAsyncApi => Some("asyncapi"),
            Self::Arazzo => Some("arazzo"),
            Self::Unknown => None,
        }
    }
}

/// The version that a description names, as it is written there: `Swagger 2.0`, `OpenAPI 3.2.0`.
pub(crate) fn version_name(root: Node<'_>) -> Option<String> {
    let keys = [
        ("openapi", "OpenAPI"),
        ("swagger", "Swagger"),
        ("asyncapi", "AsyncAPI"),
        ("arazzo", "Arazzo"),
    ];
    keys.iter()
        .find_map(|(key, name)| Some(format!("{name} {}", root.get(key)?.as_written().value)))
}
