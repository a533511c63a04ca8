//! Files into text, and the rules of what may be read.
//!
//! A document comes from a stranger's pull request: what it names is read only below its root, links followed first, and
//! only if it is a file of bearable size. What is refused is data, for a finding or for an error to put into its place.
//! A path that comes out of here is canonical, so many documents that name one file can share its tree.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::base::{Base, Mappings, Root, RootKind};
use super::error::Error;
use super::fetch::{Fetched, Fetcher, Network};
use super::locate::{Location, Mapping, locate};
use super::nearby::{Hint, HintKind, hint};
use super::path::{normalized, relative_path};
use super::refusal::{Reason, Refusal};
use super::shape::is_utf16;

/// What a loader is told by the command line and the settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Paths start here, and names in reports are relative to it.
    pub working_folder: PathBuf,
    /// `--root`: files are read below it only.
    pub root: Option<PathBuf>,
    /// `--source`: where descriptions lie.
    pub mappings: Vec<Mapping>,
    /// `limits.document-size`, in bytes.
    pub document_size: u64,
    /// How documents on other machines are fetched; without it they are not read.
    pub network: Option<Network>,
}

impl Settings {
    /// The settings of a run that is told nothing else.
    pub fn new(working_folder: impl Into<PathBuf>) -> Self {
        Self {
            working_folder: working_folder.into(),
            root: None,
            mappings: Vec::new(),
            document_size: 32 << 20,
            network: None,
        }
    }
}

/// Where a URL leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file that may be read, canonical.
    File(PathBuf),
    /// An `http` or `https` URL without its fragment.
    Remote(String),
}

/// The one way to the files of a run.
#[derive(Debug)]
pub struct Loader {
    working_folder: PathBuf,
    root: Option<PathBuf>,
    mappings: Vec<Mapping>,
    document_size: u64,
    /// `None` if nothing is said of the network: then nothing is fetched.
    fetcher: Option<Fetcher>,
}

impl Loader {
    /// Checks the folders and files that the settings name.
    ///
    /// # Errors
    ///
    /// When one of them does not exist or is of the wrong kind.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let working_folder = settings
            .working_folder
            .canonicalize()
            .map_err(|error| Error::NoWorkingFolder(error.kind().to_string()))?;
        let shown = |path: &Path| path.display().to_string();
        let root = settings
            .root
            .map(|root| match working_folder.join(&root).canonicalize() {
                Ok(folder) if folder.is_dir() => Ok(folder),
                _ => Err(Error::NoRoot(shown(&root))),
            })
            .transpose()?;
        let mappings = settings
            .mappings
            .into_iter()
            .map(
                |Mapping { from, to }| match working_folder.join(&to).canonicalize() {
                    Ok(path) if path.is_dir() == from.ends_with('/') => {
                        Ok(Mapping { from, to: path })
                    }
                    _ => Err(Error::NoMapping {
                        from,
                        to: shown(&to),
                    }),
                },
            )
            .collect::<Result<_, _>>()?;
        Ok(Self {
            working_folder,
            root,
            mappings,
            document_size: settings.document_size,
            fetcher: settings
                .network
                .map(|network| Fetcher::new(network, settings.document_size)),
        })
    }

    /// Fetches what stands on other machines, all at once and each only the first time. The answers have the order of the
    /// URLs; there is none if nothing is said of the network.
    pub(super) fn fetch_all(&self, urls: &[&str]) -> Option<Vec<Arc<Fetched>>> {
        self.fetcher.as_ref().map(|fetcher| fetcher.fetch_all(urls))
    }

    /// The folder that relative paths of the command line start from, canonical.
    pub fn working_folder(&self) -> &Path {
        &self.working_folder
    }

    /// `limits.document-size`, in bytes.
    pub fn document_size(&self) -> u64 {
        self.document_size
    }

    /// A path as reports show it: relative to the working folder, with `/`; absolute where the two share nothing.
    pub fn name(&self, path: &Path) -> String {
        let shared = path.components().zip(self.working_folder.components());
        let shared = shared.take_while(|(left, right)| left == right).count();
        // Every two absolute paths share the `/` they begin with.
        if shared > 1 || path.starts_with(&self.working_folder) {
            relative_path(&self.working_folder, path)
        } else {
            path.to_string_lossy().into_owned()
        }
    }

    /// The base of an Arazzo document that lies in `folder` and was reached through `named`, both canonical.
    pub fn base(&self, folder: &Path, named: &Path) -> Base {
        let (root, kind) = if let Some(root) = &self.root {
            (root.as_path(), RootKind::Option)
        } else if let Some(repository) = repository(folder) {
            (repository, RootKind::Repository)
        } else if folder.starts_with(&self.working_folder) {
            (self.working_folder.as_path(), RootKind::WorkingFolder)
        } else {
            (named, RootKind::Named)
        };
        Base {
            folder: folder.to_path_buf(),
            root: Root {
                folder: root.to_path_buf(),
                kind,
            },
            mappings: Mappings::default(),
        }
    }

    /// Where a URL of a document leads, if it leads to something that may be read.
    ///
    /// `name` is the name of the source description, where the URL belongs to one.
    ///
    /// # Errors
    ///
    /// The reason why it does not and, if that is asked for, where the file is that may be meant: it is looked for in whole
    /// folders.
    pub fn find(
        &self,
        url: &str,
        name: Option<&str>,
        base: &Base,
        with_hint: bool,
    ) -> Result<Destination, Refusal> {
        let refusal = |(reason, hint)| Refusal {
            subject: url.to_owned(),
            reason,
            hint,
        };
        let (location, missing) = self.locate(url, name, base);
        match location {
            Location::Remote(url) => Ok(Destination::Remote(url)),
            Location::Mapped(path) => match self.admit(&path, base) {
                Ok(path) => Ok(Destination::File(path)),
                Err(Reason::Missing) => Err(refusal((missing(self.name(&path)), None))),
                Err(reason) => Err(refusal((reason, None))),
            },
            Location::File(path) => {
                let found = self.admit(&path, base).map(Destination::File);
                found.map_err(|reason| {
                    let hint = match reason {
                        Reason::Missing | Reason::Outside { .. } if with_hint => hint(&path, base),
                        _ => None,
                    };
                    refusal((reason, hint))
                })
            }
            Location::Refused(reason) => {
                let slashes = url.replace('\\', "/");
                let hint = match locate(&slashes, None, &base.folder, &[]) {
                    Location::File(path) if reason == Reason::Backslash => {
                        let path = self.admit(&path, base).ok();
                        path.map(|path| Hint::new(HintKind::Slashes, path, base))
                    }
                    _ => None,
                };
                Err(refusal((reason, hint)))
            }
        }
    }

    /// Where a URL leads, by the mappings that hold, and the reason that stands for a file which is not there.
    pub(super) fn locate(
        &self,
        url: &str,
        name: Option<&str>,
        base: &Base,
    ) -> (Location, fn(String) -> Reason) {
        // The command line wins over the settings, however exactly these say it.
        let location = locate(url, name, &base.folder, &self.mappings);
        if matches!(location, Location::Mapped(_)) || base.mappings.all.is_empty() {
            return (location, Reason::MissingMapped);
        }
        let location = locate(url, name, &base.folder, &base.mappings.all);
        (location, Reason::MissingInSettings)
    }

    /// The text of a file that [`Loader::find`] has found.
    ///
    /// # Errors
    ///
    /// When the file is too large or no text.
    pub fn read(&self, path: &Path) -> Result<String, Reason> {
        let file = open(path)?;
        // Only a hint: what the system tells of the size is checked by reading.
        let told = file.metadata().map_or(0, |metadata| metadata.len());
        let capacity = usize::try_from(told.min(self.document_size)).unwrap_or_default();
        self.text(file, Vec::with_capacity(capacity + 1))
    }

    /// The whole text, of which `start` was read before. Sizes that a system tells are not trusted.
    pub(super) fn text(&self, rest: impl Read, start: Vec<u8>) -> Result<String, Reason> {
        within(self.document_size, rest, start)
    }

    /// A file that exists, may be read and is one; canonical.
    fn admit(&self, path: &Path, base: &Base) -> Result<PathBuf, Reason> {
        let outside = Reason::Outside {
            root: base.root.kind,
        };
        // By its name first: nothing outside is even asked for, so nobody can probe what exists there.
        if !self.may_read(path, base) {
            return Err(outside);
        }
        let path = path.canonicalize().map_err(|error| reason(&error))?;
        if !self.may_read(&path, base) {
            return Err(outside);
        }
        let metadata = fs::metadata(&path).map_err(|error| reason(&error))?;
        match () {
            () if metadata.is_dir() => Err(Reason::Folder),
            () if !metadata.is_file() => Err(Reason::NotAFile),
            () => Ok(path),
        }
    }

    pub(super) fn may_read(&self, path: &Path, base: &Base) -> bool {
        let Mappings {
            all,
            may_leave_root,
        } = &base.mappings;
        let in_settings = all.iter().filter(|_| *may_leave_root);
        let mut mappings = self.mappings.iter().chain(in_settings);
        path.starts_with(&base.root.folder)
            || mappings.any(|mapping| {
                path.starts_with(&mapping.to) || path.starts_with(canonical(&mapping.to))
            })
    }

    /// The text of a file that may lie beside documents, or `None` where there is none.
    pub(crate) fn read_beside(&self, path: &Path, base: &Base) -> Result<Option<String>, Refusal> {
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        let text = self
            .admit(path, base)
            .and_then(|path| within(SETTINGS_SIZE, open(&path)?, Vec::new()));
        text.map(Some).map_err(|reason| Refusal {
            subject: self.name(path),
            reason,
            hint: None,
        })
    }

    /// The text of a file that the command line names, wherever it lies.
    pub(crate) fn read_named(&self, path: &Path, limit: u64) -> Result<String, Refusal> {
        let text =
            open(&self.working_folder.join(path)).and_then(|file| within(limit, file, Vec::new()));
        text.map_err(|reason| Refusal {
            subject: path.display().to_string(),
            reason,
            hint: None,
        })
    }
}

/// How large a settings file may be.
pub(crate) const SETTINGS_SIZE: u64 = 256 << 10;

/// The whole text, if it is one and not over the limit.
fn within(limit: u64, rest: impl Read, start: Vec<u8>) -> Result<String, Reason> {
    let mut bytes = start;
    let open = (limit + 1).saturating_sub(bytes.len() as u64);
    rest.take(open)
        .read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    text_of(bytes, limit)
}

/// Bytes as text, if they are some and not more than the limit.
pub(super) fn text_of(bytes: Vec<u8>, limit: u64) -> Result<String, Reason> {
    if bytes.len() as u64 > limit {
        return Err(Reason::TooLarge { limit });
    }
    if is_utf16(&bytes) {
        return Err(Reason::Utf16);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[offset];
        Reason::NotUtf8 { byte, offset }
    })
}

/// Opens a file unless its kind or its size forbids it.
pub(super) fn open(path: &Path) -> Result<File, Reason> {
    // Before it is opened: that alone would wait at a pipe.
    let metadata = fs::metadata(path).map_err(|error| reason(&error))?;
    if metadata.is_dir() {
        return Err(Reason::Folder);
    }
    if !metadata.is_file() {
        return Err(Reason::NotAFile);
    }
    File::open(path).map_err(|error| reason(&error))
}

fn reason(error: &std::io::Error) -> Reason {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Reason::Missing,
        kind => Reason::Unreadable(kind.to_string()),
    }
}

/// Where a folder lies in its repository, with `/` between names: empty for the root, and without a repository.
pub(crate) fn place_in_repository(folder: &Path) -> String {
    let folder = canonical(folder);
    let below = repository(&folder).and_then(|repository| folder.strip_prefix(repository).ok());
    let names = below.into_iter().flat_map(Path::components);
    let names: Vec<_> = names
        .map(|name| name.as_os_str().to_string_lossy())
        .collect();
    names.join("/")
}

fn repository(folder: &Path) -> Option<&Path> {
    // A worktree and a submodule have a file of this name.
    folder
        .ancestors()
        .find(|folder| folder.join(".git").exists())
}

/// The canonical form of a path, or its plain form where nothing lies there.
pub(crate) fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| normalized(path))
}
