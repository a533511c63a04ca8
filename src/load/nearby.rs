//! What somebody may have meant by a path that does not exist.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::base::{Base, Root, RootKind};
use super::path::{encoded, normalized, relative_path};
use crate::near;

/// A file that exists where another one was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What the two have in common.
    pub kind: HintKind,
    /// The file, canonical.
    pub path: PathBuf,
    /// How the document would have to write it.
    pub url: String,
}

/// How sure a hint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// The same relative path, from the repository's root: surely the file that is meant.
    AtRepositoryRoot,
    /// The same relative path, from another folder above: surely the file that is meant.
    Above,
    /// The same path, with slashes the right way round: surely the file that is meant.
    Slashes,
    /// A file of the same name in a folder near by.
    SameName,
    /// A path whose names differ in case or slightly.
    SimilarName,
}

impl HintKind {
    /// Whether checks may go on with the file as if it had been named.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::AtRepositoryRoot | Self::Above | Self::Slashes)
    }
}

impl Hint {
    /// The help that goes with the finding.
    pub fn help(&self) -> String {
        let url = &self.url;
        match self.kind {
            HintKind::AtRepositoryRoot => format!("it exists at the repository root: `{url}`"),
            HintKind::Above => format!("it exists in a folder above: `{url}`"),
            HintKind::Slashes => format!("write `{url}`"),
            HintKind::SameName => format!("a file of this name exists: `{url}`"),
            HintKind::SimilarName => format!("did you mean `{url}`?"),
        }
    }

    pub(super) fn new(kind: HintKind, path: PathBuf, base: &Base) -> Self {
        let url = encoded(&relative_path(&base.folder, &path));
        Self { kind, path, url }
    }
}

/// Looks for the file that a document of `base` means by `path`, never outside of its root.
pub(super) fn hint(path: &Path, base: &Base) -> Option<Hint> {
    let found = |kind, path: PathBuf| Some(Hint::new(kind, file_below(&path, &base.root)?, base));
    let name = path.file_name()?;
    // A path that climbs out of the document's folder means the same only from there.
    let below = path.strip_prefix(&base.folder);
    // `/openapi/x.yaml` is an absolute path whose author thinks of the root of the repository.
    if let Ok(relative) = below.or_else(|_| path.strip_prefix("/")) {
        let above = base.folder.ancestors();
        for folder in above.take_while(|folder| folder.starts_with(&base.root.folder)) {
            let is_root = folder == base.root.folder && base.root.kind == RootKind::Repository;
            let kind = if is_root {
                HintKind::AtRepositoryRoot
            } else {
                HintKind::Above
            };
            if let Some(hint) = found(kind, folder.join(relative)) {
                return Some(hint);
            }
        }
    }
    let similar = path
        .strip_prefix(&base.root.folder)
        .ok()
        .and_then(|below| similar_path(&base.root.folder, below))
        .and_then(|path| found(HintKind::SimilarName, path));
    if similar.is_some() {
        return similar;
    }
    // A document that moved keeps the end of its paths: `../openapi/x.yaml` has become `../../openapi/x.yaml`.
    let end = Path::new(path.parent()?.file_name()?).join(name);
    let above = base.folder.ancestors().map(|folder| folder.join(&end));
    let around = base.folder.ancestors().take(2);
    let inside = around.clone().flat_map(folders);
    let beside = around.map(Path::to_path_buf).chain(inside);
    above
        .chain(beside.map(|folder| folder.join(name)))
        .find_map(|path| found(HintKind::SameName, path))
}

fn file_below(path: &Path, root: &Root) -> Option<PathBuf> {
    // By name first: nothing outside of the root is even asked for.
    if !path.starts_with(&root.folder) {
        return None;
    }
    let path = path.canonicalize().ok()?;
    (path.starts_with(&root.folder) && path.is_file()).then_some(path)
}

/// The path below `folder` whose every name is the wanted one, or the nearest to it that exists.
pub(super) fn similar_path(folder: &Path, relative: &Path) -> Option<PathBuf> {
    let mut path = normalized(folder);
    for component in relative.components() {
        let Component::Normal(name) = component else {
            path = normalized(&path.join(component));
            continue;
        };
        let next = path.join(name);
        path = if next.exists() {
            next
        } else {
            let nearest = nearest(name.to_str()?, names(&path))?;
            path.join(nearest)
        };
    }
    Some(path)
}

/// The candidate that is nearest to a name, if one is near.
fn nearest(name: &str, candidates: Vec<String>) -> Option<String> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_', ' '], "");
    let stem = |name: &str| {
        name.rsplit_once('.')
            .map_or(name.len(), |(stem, _)| stem.len())
    };
    let wanted = plain(name);
    // A third of the name may differ; `a.yaml` and `b.yaml` share their ending, not their name.
    let allowed = stem(name).div_ceil(3);
    let wanted_stem = plain(&name[..stem(name)]);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let same_stem = plain(&candidate[..stem(&candidate)]) == wanted_stem;
            let limit = match same_stem {
                true => name.len().max(candidate.len()),
                false if stem(name) > 2 => allowed,
                false => 0,
            };
            Some((
                near::distance(&wanted, &plain(&candidate), limit)?,
                candidate,
            ))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

// A folder with more entries than this is searched in part: a hint is not worth a second.
const ENTRIES: usize = 2_000;

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .take(ENTRIES)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = names(folder)
        .into_iter()
        .filter(|name| !name.starts_with('.'))
        .map(|name| folder.join(name))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}
