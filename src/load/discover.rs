//! From the paths of the command line to the Arazzo documents among them.
//!
//! A document is told by the key `arazzo` at its root, never by its name. Below a folder everything else is passed over
//! quietly: other YAML and JSON, files that cannot be opened, files over the size limit whose beginning has no such key.
//! A file that has the key is never left out: if it cannot be read, the run says so and fails. Links inside of a folder
//! are not followed, hidden files and what `.gitignore` and `.ignore` list are not looked at.
//!
//! A file that is named is different: it was meant to be checked. It also counts if it only forgot the key, and if it is
//! something else the run fails.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::base::Base;
use super::error::Error;
use super::loader::{Loader, canonical, open};
use super::nearby::similar_path;
use super::refusal::{Reason, Refusal};
use super::shape::{Shape, sniff};

/// A document to check.
#[derive(Clone, Debug)]
pub struct Found {
    /// As reports show it.
    pub name: String,
    /// The file, canonical; `None` for a text of standard input that stands for no file.
    pub path: Option<PathBuf>,
    /// Where its references start from.
    pub base: Base,
    /// The whole text.
    pub text: String,
    /// Whether the user asked for this very document. If not, and its tree has no key `arazzo` after all, it was found
    /// by mistake.
    pub is_named: bool,
    /// Whether the text came from standard input, whatever file it stands for.
    pub is_stdin: bool,
}

/// What is to be checked.
#[derive(Debug)]
pub struct Request<'a> {
    /// Files, folders, or `-`; none means the working folder.
    pub paths: &'a [PathBuf],
    /// `--stdin-filename`: the file that standard input stands for.
    pub stdin_name: Option<&'a Path>,
}

/// Finds and reads the Arazzo documents that are asked for, each once, sorted by name, and says what cannot be done: a
/// path that does not exist, a named file that is something else, a document that cannot be read, no document at all.
/// One that cannot be read keeps no other from being checked.
pub fn discover(
    request: &Request<'_>,
    stdin: impl Read,
    loader: &Loader,
) -> (Vec<Found>, Vec<Error>) {
    discover_except(request, stdin, loader, &|_| false)
}

/// A file that may be a document.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The file, canonical.
    pub path: &'a Path,
    /// The folder that was named, or that of the file that was; canonical.
    pub start: &'a Path,
    /// Whether the user asked for this very file.
    pub is_named: bool,
}

impl<'a> Candidate<'a> {
    /// The folder that the file lies in.
    pub fn folder(&self) -> &'a Path {
        self.path.parent().unwrap_or(self.path)
    }
}

/// The same without the files that are excluded, which are not opened. That all which were named are excluded is no error.
pub fn discover_except(
    request: &Request<'_>,
    stdin: impl Read,
    loader: &Loader,
    is_excluded: &dyn Fn(&Candidate<'_>) -> bool,
) -> (Vec<Found>, Vec<Error>) {
    let mut errors = Vec::new();
    let mut is_left_out = false;
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    let mut seen = HashSet::new();
    let mut documents = Vec::new();
    if request.paths.iter().any(is_stdin) {
        let stands_for = request
            .stdin_name
            .map(|name| canonical(&loader.working_folder().join(name)));
        if stands_for.is_some_and(|path| is_named_and_excluded(&path, is_excluded)) {
            is_left_out = true;
        } else {
            match from_stdin(request.stdin_name, stdin, loader) {
                Ok(found) => {
                    // An editor sends what its user sees; the file of that name on the disk is older.
                    seen.extend(found.path.clone());
                    documents.push(found);
                }
                Err(error) => errors.push(error),
            }
        }
    }
    let here = [PathBuf::from(".")];
    let paths = if request.paths.is_empty() {
        &here
    } else {
        request.paths
    };
    let mut folders = Vec::new();
    let mut files = Vec::new();
    for path in paths.iter().filter(|path| !is_stdin(path)) {
        let absolute = loader.working_folder().join(path);
        if !absolute.exists() {
            errors.push(missing(path, loader));
            continue;
        }
        if absolute.is_dir() {
            if let Err(error) = walk(path, loader, is_excluded, &mut files, &mut errors) {
                errors.push(error);
                continue;
            }
            let name = name_of(path, loader);
            if !folders.contains(&name) {
                folders.push(name);
            }
        } else {
            let named = canonical(&absolute);
            if is_named_and_excluded(&named, is_excluded) {
                is_left_out = true;
                continue;
            }
            let named = named.parent().unwrap_or(&named);
            match examine(&absolute, name_of(path, loader), named, true, loader) {
                Ok(found) => files.extend(found),
                Err(error) => errors.push(error),
            }
        }
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    files.retain(|found| {
        found
            .path
            .as_ref()
            .is_none_or(|path| seen.insert(path.clone()))
    });
    documents.append(&mut files);
    documents.sort_by(|left, right| left.name.cmp(&right.name));
    if documents.is_empty() && errors.is_empty() && !is_left_out {
        errors.push(Error::NothingFound {
            places: places(&folders),
        });
    }
    (documents, errors)
}

fn is_named_and_excluded(path: &Path, is_excluded: &dyn Fn(&Candidate<'_>) -> bool) -> bool {
    is_excluded(&Candidate {
        path,
        start: path.parent().unwrap_or(path),
        is_named: true,
    })
}

fn walk(
    path: &Path,
    loader: &Loader,
    is_excluded: &dyn Fn(&Candidate<'_>) -> bool,
    files: &mut Vec<Found>,
    errors: &mut Vec<Error>,
) -> Result<(), Error> {
    let folder = loader.working_folder().join(path);
    let prefix = match name_of(path, loader).as_str() {
        "." => String::new(),
        name => format!("{}/", name.trim_end_matches('/')),
    };
    let unlistable = |error: &io::Error| Error::Unlistable {
        path: name_of(path, loader),
        reason: error.kind().to_string(),
    };
    // The walk passes over what it cannot list; the folder that was named is the user's business.
    std::fs::read_dir(&folder).map_err(|error| unlistable(&error))?;
    let named = canonical(&folder);
    let walk = WalkBuilder::new(&folder)
        // The same files on every machine, in a repository or in an archive of one.
        .git_global(false)
        .require_git(false)
        .build();
    for entry in walk.flatten() {
        if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_candidate(entry.path()) {
            continue;
        }
        let below = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        // Links below the folder are not followed, so this is the canonical path.
        let candidate = Candidate {
            path: &named.join(below),
            start: &named,
            is_named: false,
        };
        if is_excluded(&candidate) {
            continue;
        }
        let name = format!("{prefix}{}", slashed(below));
        match examine(entry.path(), name, &named, false, loader) {
            Ok(found) => files.extend(found),
            Err(error) => errors.push(error),
        }
    }
    Ok(())
}

/// Whether a file is an Arazzo document. What cannot be read is none.
pub fn is_arazzo(path: &Path, loader: &Loader) -> bool {
    let sniffed = open(&loader.working_folder().join(path))
        .ok()
        .and_then(|mut file| sniff(&mut file, loader.document_size()).ok());
    sniffed.is_some_and(|(_, shape)| shape == Shape::Arazzo)
}

/// Whether a file can be a description or a document, by its name.
pub fn is_candidate(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["yaml", "yml", "json"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Reads a file if it is an Arazzo document; if it is none, that is an error for a named one.
fn examine(
    path: &Path,
    name: String,
    named: &Path,
    is_named: bool,
    loader: &Loader,
) -> Result<Option<Found>, Error> {
    let refused = |reason| {
        Error::Unreadable(Refusal {
            subject: name.clone(),
            reason,
            hint: None,
        })
    };
    let mut file = match open(path) {
        Ok(file) => file,
        Err(reason) if is_named => return Err(refused(reason)),
        Err(_) => return Ok(None),
    };
    let (start, shape) = match sniff(&mut file, loader.document_size()) {
        Ok(sniffed) => sniffed,
        Err(error) if is_named => {
            return Err(refused(Reason::Unreadable(error.kind().to_string())));
        }
        Err(_) => return Ok(None),
    };
    if !is_named && shape != Shape::Arazzo {
        return Ok(None);
    }
    // First the text: that a file is no text explains better why it has no such key.
    let mut text = loader.text(file, start).map_err(&refused)?;
    // It stays in memory, and most are smaller than the room that they were read into.
    text.shrink_to_fit();
    expect_arazzo(shape, &name)?;
    let path = canonical(path);
    let base = loader.base(path.parent().unwrap_or(&path), named);
    Ok(Some(Found {
        name,
        path: Some(path),
        base,
        text,
        is_named,
        is_stdin: false,
    }))
}

fn from_stdin(
    stdin_name: Option<&Path>,
    mut stdin: impl Read,
    loader: &Loader,
) -> Result<Found, Error> {
    let name = match stdin_name {
        Some(path) => name_of(path, loader),
        None => "<stdin>".to_owned(),
    };
    let refused = |reason| {
        Error::Unreadable(Refusal {
            subject: name.clone(),
            reason,
            hint: None,
        })
    };
    let (start, shape) = sniff(&mut stdin, loader.document_size())
        .map_err(|error| refused(Reason::Unreadable(error.kind().to_string())))?;
    let text = loader.text(stdin, start).map_err(refused)?;
    expect_arazzo(shape, &name)?;
    let here = loader.working_folder();
    let path = stdin_name.map(|path| canonical(&here.join(path)));
    let folder = path.as_deref().and_then(Path::parent).unwrap_or(here);
    // The file need not exist yet, but its folder may be reached through a link.
    let folder = canonical(folder);
    Ok(Found {
        name,
        base: loader.base(&folder, &folder),
        path,
        text,
        is_named: true,
        is_stdin: true,
    })
}

fn expect_arazzo(shape: Shape, name: &str) -> Result<(), Error> {
    let path = name.to_owned();
    match shape {
        Shape::Arazzo | Shape::Nearly => Ok(()),
        Shape::Api(kind) => Err(Error::NotArazzo { path, kind }),
        Shape::Empty => Err(Error::Empty(path)),
        Shape::Other => Err(Error::NoRootKey { path }),
    }
}

fn missing(path: &Path, loader: &Loader) -> Error {
    let absolute = loader.working_folder().join(path);
    let start: PathBuf = (absolute.components())
        .take_while(|part| matches!(part, Component::Prefix(_) | Component::RootDir))
        .collect();
    let below = absolute.strip_prefix(&start).unwrap_or(&absolute);
    Error::Missing {
        path: path.to_string_lossy().into_owned(),
        similar: similar_path(&start, below).map(|path| loader.name(&path)),
    }
}

/// A path of the command line as reports show it. It keeps the links that it goes through.
fn name_of(path: &Path, loader: &Loader) -> String {
    let here = loader.working_folder();
    if path.components().any(|part| part == Component::ParentDir) {
        return loader.name(&canonical(&here.join(path)));
    }
    if path.is_absolute() {
        loader.name(path)
    } else {
        slashed(path)
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = (path.components())
        .filter(|part| *part != Component::CurDir)
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

fn places(folders: &[String]) -> String {
    let names: Vec<_> = folders
        .iter()
        .map(|name| match name.as_str() {
            "." => "the current folder".to_owned(),
            name => format!("`{name}`"),
        })
        .collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "the paths given".to_owned(),
    }
}
