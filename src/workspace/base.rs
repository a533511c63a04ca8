//! Where references start from and how far they reach.

use std::path::{Path, PathBuf};

/// Where the references of a document start from, and how far they reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The folder that the document lies in, canonical.
    pub folder: PathBuf,
    /// The root of the Arazzo document that all this began with.
    pub root: Root,
}

impl Base {
    /// The base of a file that was reached from here.
    #[must_use]
    pub fn of(&self, file: &Path) -> Self {
        Self {
            folder: file.parent().unwrap_or(file).to_path_buf(),
            root: self.root.clone(),
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
