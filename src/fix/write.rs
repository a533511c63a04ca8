//! Changed documents into their files: wholly or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::load::Found;

/// A document that is different now.
#[derive(Clone, Debug)]
pub struct Change {
    /// As reports show it.
    pub name: String,
    /// The text that was read.
    pub before: String,
    /// The text with the fixes.
    pub after: String,
    /// Where it belongs; nowhere if it came from standard input.
    target: Option<PathBuf>,
    /// The folder below which files may be changed.
    root: PathBuf,
}

/// What keeps a document from being written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else has written to it.
    #[error("cannot fix `{0}`: it has changed since it was read")]
    Stale(String),
    /// Nobody may write to it.
    #[error("cannot fix `{0}`: it is read-only")]
    ReadOnly(String),
    /// A link leads out of what may be changed.
    #[error("cannot fix `{0}`: it lies outside of the root")]
    Outside(String),
    /// The system refuses.
    #[error("cannot write `{name}`: {reason}")]
    Refused {
        /// The document.
        name: String,
        /// What the system says.
        reason: String,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Stale(_) => "run again",
            Self::ReadOnly(_) => "make it writable, or look at the fixes with `--diff`",
            Self::Outside(_) => "name the file that the link leads to, or set `--root`",
            Self::Refused { .. } => return None,
        };
        Some(help.to_owned())
    }
}

impl Change {
    pub(super) fn new(found: Found, before: String) -> Self {
        Self {
            name: found.name,
            before,
            after: found.text,
            target: found.path.filter(|_| !found.is_stdin),
            root: found.base.root.folder,
        }
    }

    /// Whether it came from standard input, so that the fixed text goes to standard output.
    pub fn is_stdin(&self) -> bool {
        self.target.is_none()
    }

    /// Writes the document into its file; what came from standard input has none.
    ///
    /// The new text is written beside the file and then takes its place, so that whoever reads it finds the one or the other
    /// whole. The file keeps its permissions, and a link that leads to it stays a link.
    ///
    /// # Errors
    ///
    /// When the file is another one now, cannot be written or lies where nothing may be changed.
    pub fn write(&self) -> Result<(), Error> {
        let Some(target) = &self.target else {
            return Ok(());
        };
        if !target.starts_with(&self.root) {
            return Err(Error::Outside(self.name.clone()));
        }
        let refused = |error: io::Error| Error::Refused {
            name: self.name.clone(),
            reason: error.kind().to_string(),
        };
        let permissions = fs::metadata(target).map_err(refused)?.permissions();
        if permissions.readonly() {
            return Err(Error::ReadOnly(self.name.clone()));
        }
        if fs::read(target).map_err(refused)? != self.before.as_bytes() {
            return Err(Error::Stale(self.name.clone()));
        }
        let (path, mut file) = beside(target).map_err(refused)?;
        let written = fs::set_permissions(&path, permissions)
            .and_then(|()| file.write_all(self.after.as_bytes()))
            .and_then(|()| file.sync_all());
        drop(file);
        written
            .and_then(|()| fs::rename(&path, target))
            .map_err(|error| {
                // It is only a copy, and whoever cannot remove it cannot be helped.
                let _ = fs::remove_file(&path);
                refused(error)
            })
    }
}

/// A new file in the same folder, and so on the same disk, that nobody else has.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut attempt = 0;
    loop {
        let path = target.with_file_name(format!(".{name}.{}-{attempt}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => {
                attempt += 1;
            }
            opened => return opened.map(|file| (path, file)),
        }
    }
}
