//! The settings file that holds for a document: the nearest one upward, up to the root of the document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::error::Error;
use super::file::{Settings, Trust};
use crate::load::{Base, Loader};

/// The names of settings files.
const NAMES: [&str; 2] = ["arazzo-lint.yaml", ".arazzo-lint.yaml"];

/// What people also call them.
const WRONG_NAMES: [&str; 4] = [
    "arazzo-lint.yml",
    ".arazzo-lint.yml",
    "arazzo-lint.json",
    ".arazzo-lint.json",
];

/// Finds settings files, and reads each once.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// What is known of a folder below a root.
    known: FxHashMap<(PathBuf, PathBuf), Option<Arc<Settings>>>,
}

impl Finder {
    /// The settings that hold for the documents of a base.
    pub(super) fn nearest(
        &mut self,
        loader: &Loader,
        base: &Base,
    ) -> Result<Option<Arc<Settings>>, Error> {
        let root = &base.root.folder;
        // A file outside of `--root` was named; what lies around it was not.
        if !base.folder.starts_with(root) {
            return Ok(None);
        }
        let mut passed = Vec::new();
        let mut found = None;
        for folder in base.folder.ancestors() {
            let key = (folder.to_path_buf(), root.clone());
            if let Some(known) = self.known.get(&key) {
                found.clone_from(known);
                break;
            }
            passed.push(key);
            found = in_folder(folder, loader, base)?;
            if found.is_some() || folder == root {
                break;
            }
        }
        for key in passed {
            self.known.insert(key, found.clone());
        }
        Ok(found)
    }
}

/// The settings file of one folder.
fn in_folder(folder: &Path, loader: &Loader, base: &Base) -> Result<Option<Arc<Settings>>, Error> {
    let shown = |name: &str| loader.name(&folder.join(name));
    let mut found: Option<(&str, String)> = None;
    for name in NAMES {
        let text = loader.read_beside(&folder.join(name), base);
        let Some(text) = text.map_err(Error::Unreadable)? else {
            continue;
        };
        if let Some((first, _)) = found {
            return Err(Error::TwoFiles {
                first: shown(first),
                second: shown(name),
            });
        }
        found = Some((name, text));
    }
    if let Some((name, text)) = found {
        let trust = Trust::Found {
            root: base.root.folder.clone(),
        };
        let settings = Settings::parse(&shown(name), &text, folder, trust)?;
        return Ok(Some(Arc::new(settings)));
    }
    match WRONG_NAMES.iter().find(|name| folder.join(name).exists()) {
        Some(name) => Err(Error::WrongName { name: shown(name) }),
        None => Ok(None),
    }
}
