//! What keeps a run from starting: mistakes in what the command line names.

use super::refusal::Refusal;

/// A path of the command line cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path does not exist.
    #[error("no file or folder `{path}`")]
    Missing {
        /// As it was written.
        path: String,
        /// A path that does exist.
        similar: Option<String>,
    },
    /// A named file is something else than an Arazzo document.
    #[error("`{path}` is {kind}, not an Arazzo document")]
    NotArazzo {
        /// The file's name.
        path: String,
        /// What it is, with its article.
        kind: &'static str,
    },
    /// A named file has none of the keys that tell what it is.
    #[error("`{path}` is not an Arazzo document: it has no key `arazzo` at its root")]
    NoRootKey {
        /// The file's name.
        path: String,
    },
    /// A named file has no text.
    #[error("`{0}` is empty")]
    Empty(String),
    /// There is nothing to check.
    #[error("no Arazzo document in {places}")]
    NothingFound {
        /// The folders that were searched, as words.
        places: String,
    },
    /// An Arazzo document cannot be read.
    #[error("{0}")]
    Unreadable(Refusal),
    /// A folder cannot be listed.
    #[error("cannot list folder `{path}`: {reason}")]
    Unlistable {
        /// The folder.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// `--root` is no folder.
    #[error("`--root` names `{0}`, which is no folder")]
    NoRoot(String),
    /// `--source` maps to nothing.
    #[error("`--source` maps `{from}` to `{to}`, {}", if from.ends_with('/') { "which is no folder" } else { "which is no file" })]
    NoMapping {
        /// The left side.
        from: String,
        /// The right side.
        to: String,
    },
    /// The working directory is gone or forbidden.
    #[error("the current folder cannot be used: {0}")]
    NoWorkingFolder(String),
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Missing { similar, .. } => {
                similar.as_ref().map(|path| format!("did you mean `{path}`?"))
            }
            Self::NotArazzo { .. } => {
                Some("name the Arazzo documents that use it, or the folder they lie in".into())
            }
            Self::NoRootKey { .. } => {
                Some("an Arazzo document says which version it is written for: `arazzo: 1.0.1`".into())
            }
            Self::NothingFound { .. } => Some(
                "a document is a YAML or JSON file with the key `arazzo` at its root; hidden and ignored files are not \
                 searched"
                    .into(),
            ),
            Self::Unreadable(refusal) => refusal.help(),
            Self::NoMapping { from, .. } if from.ends_with('/') => {
                Some("a beginning of URLs (with `/` at its end) maps to a folder".into())
            }
            Self::NoMapping { .. } => {
                Some("a URL or a name maps to a file; a beginning of URLs ends in `/`".into())
            }
            Self::Empty(_) | Self::Unlistable { .. } | Self::NoRoot(_) | Self::NoWorkingFolder(_) => None,
        }
    }
}
