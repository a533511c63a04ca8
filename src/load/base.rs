//! Where references start from and how far they reach.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::locate::Mapping;

/// Where the references of a document start from, and how far they reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The folder that the document lies in, canonical.
    pub folder: PathBuf,
    /// The root of the Arazzo document that all this began with.
    pub root: Root,
    /// Where the settings say that descriptions lie.
    pub mappings: Mappings,
}

/// What a settings file says of where descriptions lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mappings {
    /// All of it.
    pub all: Arc<[Mapping]>,
    /// Whether the paths may lie outside of the root of the document.
    pub may_leave_root: bool,
}

impl Base {
    /// The base of a file that was reached from here.
    #[must_use]
    pub fn of(&self, file: &Path) -> Self {
        Self {
            folder: file.parent().unwrap_or(file).to_path_buf(),
            root: self.root.clone(),
            mappings: self.mappings.clone(),
        }
    }
}

/// The folder below which a document's references are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The folder, canonical.
    pub folder: PathBuf,
    /// How it was chosen.
    pub kind: RootKind,
}

/// How a root was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootKind {
    /// By `--root`.
    Option,
    /// The nearest folder upward with a `.git`.
    Repository,
    /// No repository, but the document lies below the working directory.
    WorkingFolder,
    /// Neither: the folder that was named, or that of the file that was.
    Named,
}
