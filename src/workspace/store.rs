//! Every document of a run, each loaded and parsed once however many documents name it.
//!
//! Ids follow the order of names, never the order in which threads finish, so that a run is the same every time.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use rayon::prelude::*;

use super::fetch::Fetched;
use super::load::Destination;
use super::locate::{Location, locate};
use super::path::scheme;
use super::uri::{resolve, self_uri};
use super::{Base, DocumentKind, Found, Loader, Reason, Refusal};
use crate::arazzo::Description;
use crate::source::{Source, SourceId, offset};
use crate::syntax::{Document, Limits, Node, Problem, parse};

/// The documents of a run, and how they hang together.
#[derive(Debug, Default)]
pub struct Store {
    /// All documents, by their ids.
    pub documents: Vec<Document>,
    /// What is wrong with the text of each.
    pub problems: Vec<Vec<Problem>>,
    arazzo: Vec<Root>,
    /// How many of the documents were asked for, rather than named by others.
    found: usize,
}

/// The root of an Arazzo document: one of the documents in a stream.
#[derive(Debug)]
struct Root {
    document: SourceId,
    /// Which document of the stream.
    position: usize,
    links: Vec<Link>,
}

/// What became of the document behind a source description.
#[derive(Clone, Debug)]
pub enum Link {
    /// It was read.
    Read {
        /// The document.
        document: SourceId,
        /// Set where it was found in another place than the URL says.
        misplaced: Option<Misplaced>,
    },
    /// It was not, or is no YAML or JSON.
    Unreadable {
        /// Why, as a clause.
        reason: String,
        /// What to do about it.
        help: Option<String>,
        /// The document, if there is one with syntax errors.
        document: Option<SourceId>,
    },
    /// It stands on another machine.
    Remote {
        /// Whether the user asked to make no connection.
        offline: bool,
    },
}

/// A document that is not where the URL says, but where it can only be meant.
#[derive(Clone, Debug)]
pub struct Misplaced {
    /// What is wrong with the URL, as a clause.
    pub reason: String,
    /// What to write instead.
    pub help: String,
}

/// A file that a URL leads to, or the reason why it leads to none.
enum Wanted {
    File(PathBuf, Option<Misplaced>),
    Remote(String),
    Link(Link),
}

impl Store {
    /// Parses the documents that were found, then reads and parses all that they name, and what the Arazzo documents
    /// among those name in turn: of these at most as many as one document may have sources.
    pub fn load(found: Vec<Found>, loader: &Loader, offline: bool, limits: Limits) -> Self {
        let mut store = Self::default();
        let mut ids: HashMap<PathBuf, SourceId> = HashMap::new();
        let paths: Vec<Option<PathBuf>> = found.iter().map(|found| found.path.clone()).collect();
        let mut bases: Vec<_> = found
            .iter()
            .map(|found| Some((found.base.clone(), found.is_named)))
            .collect();
        let texts = found
            .into_iter()
            .map(|found| (found.name, found.text))
            .collect();
        store.found = bases.len();
        store.parse_all(texts, limits);
        for (index, path) in paths.into_iter().enumerate() {
            ids.extend(path.map(|path| (path, SourceId(offset(index)))));
        }

        let reading = Reading {
            loader,
            identities: identities(&store, &ids),
            is_offline: offline,
            limits,
        };
        let mut first = 0;
        let mut open = usize::MAX;
        let mut remote = HashMap::new();
        while first < store.documents.len() {
            let read = store.documents.len();
            store.read_sources(
                first,
                &mut bases,
                &mut open,
                &reading,
                &mut ids,
                &mut remote,
            );
            // The documents to check may have as many sources as they like.
            open = if first == 0 { limits.sources } else { open };
            first = read;
        }
        store
    }

    /// Reads what the Arazzo documents from the one at `first` on name; no more than `open` files, which sinks by as many.
    fn read_sources(
        &mut self,
        first: usize,
        bases: &mut Vec<Option<(Base, bool)>>,
        open: &mut usize,
        reading: &Reading<'_>,
        ids: &mut HashMap<PathBuf, SourceId>,
        remote: &mut HashMap<String, Link>,
    ) {
        let limits = reading.limits;
        let found = self.found;
        let wanted_by = |(document, base): (&Document, &Option<(Base, bool)>)| {
            let is_named = base.as_ref().is_some_and(|(_, is_named)| *is_named);
            let positions = match document.id().0 as usize >= found {
                false => arazzo_roots(document, is_named),
                true if DocumentKind::of(document) == DocumentKind::Arazzo => vec![0],
                true => Vec::new(),
            };
            let roots = positions.into_iter().filter_map(|position| {
                let root = document.roots().nth(position)?;
                let description = Description::new(root);
                let own = self_uri(description).map(|own| own.value);
                let descriptions = description.source_descriptions();
                let destinations = descriptions.enumerate().map(|(index, source)| {
                    if index >= limits.sources {
                        return Wanted::Link(too_many(limits.sources));
                    }
                    let url = source.url().map_or("", |url| url.value);
                    let name = source.name().map(|name| name.value);
                    match base {
                        Some((base, _)) => destination(reading.find(url, name, base, own)),
                        // What a document of another machine names does not lie here.
                        None => Wanted::Link(Link::Remote {
                            offline: reading.is_offline,
                        }),
                    }
                });
                Some((document.id(), position, destinations.collect()))
            });
            roots.collect::<Vec<_>>()
        };
        // Asking the system where a path leads takes time.
        let wanted: Vec<(SourceId, usize, Vec<Wanted>)> = self.documents[first..]
            .par_iter()
            .zip(&bases[first..])
            .flat_map_iter(wanted_by)
            .collect();
        // Each with the document that names it first.
        let mut files: BTreeMap<&PathBuf, SourceId> = BTreeMap::new();
        for (document, _, destinations) in &wanted {
            for destination in destinations {
                if let Wanted::File(path, _) = destination
                    && !ids.contains_key(path)
                {
                    files.entry(path).or_insert(*document);
                }
            }
        }
        let files: Vec<_> = files.into_iter().take(*open).collect();
        *open -= files.len();
        let unreadable = self.read_all(&files, reading.loader, limits, ids);
        for (path, by) in files {
            if ids.contains_key(path) {
                let by = bases[by.0 as usize].as_ref();
                bases.push(by.map(|(base, _)| (base.of(path), false)));
            }
        }
        self.fetch_all(&wanted, reading, remote);
        bases.resize(self.documents.len(), None);
        let roots = wanted
            .into_iter()
            .map(|(document, position, destinations)| {
                let links = destinations
                    .into_iter()
                    .map(|found| link(self, found, ids, &unreadable, remote));
                Root {
                    document,
                    position,
                    links: links.collect(),
                }
            });
        let roots: Vec<Root> = roots.collect();
        self.arazzo.extend(roots);
    }

    /// The roots of the Arazzo documents to check, in order, each with what became of its source descriptions.
    pub fn roots(&self) -> impl Iterator<Item = (Node<'_>, &[Link])> {
        self.all_roots()
            .filter(|(root, _)| self.is_checked(root.document().id()))
    }

    /// Whether a document was asked for, rather than named by others.
    pub fn is_checked(&self, document: SourceId) -> bool {
        (document.0 as usize) < self.found
    }

    /// The same for all Arazzo documents, those that are only the source of others included.
    pub fn all_roots(&self) -> impl Iterator<Item = (Node<'_>, &[Link])> {
        self.arazzo.iter().filter_map(|root| {
            let node = self.documents[root.document.0 as usize]
                .roots()
                .nth(root.position)?;
            Some((node, root.links.as_slice()))
        })
    }

    /// How many documents stand behind the ones to check.
    pub fn sources(&self) -> usize {
        self.documents.len() - self.found
    }

    /// Reads files that no document of the run is, and gives back why some cannot be read.
    fn read_all(
        &mut self,
        files: &[(&PathBuf, SourceId)],
        loader: &Loader,
        limits: Limits,
        ids: &mut HashMap<PathBuf, SourceId>,
    ) -> HashMap<PathBuf, Reason> {
        let texts: Vec<_> = files
            .par_iter()
            .map(|(path, _)| (*path, loader.read(path)))
            .collect();
        let mut unreadable = HashMap::new();
        let mut sources = Vec::new();
        for (path, text) in texts {
            match text {
                Ok(text) => {
                    let index = self.documents.len() + sources.len();
                    ids.insert(path.clone(), SourceId(offset(index)));
                    sources.push((loader.name(path), text));
                }
                Err(reason) => {
                    unreadable.insert(path.clone(), reason);
                }
            }
        }
        self.parse_all(sources, limits);
        unreadable
    }

    /// Fetches what stands on other machines and was not asked for before; `remote` takes what became of each URL.
    fn fetch_all(
        &mut self,
        wanted: &[(SourceId, usize, Vec<Wanted>)],
        reading: &Reading<'_>,
        remote: &mut HashMap<String, Link>,
    ) {
        let destinations = wanted.iter().flat_map(|(_, _, destinations)| destinations);
        let urls: BTreeSet<&str> = destinations
            .filter_map(|destination| match destination {
                Wanted::Remote(url) if !remote.contains_key(url) => Some(url.as_str()),
                _ => None,
            })
            .collect();
        let urls: Vec<&str> = urls.into_iter().collect();
        let Some(fetched) = reading.loader.fetch_all(&urls) else {
            let offline = reading.is_offline;
            remote.extend(
                urls.into_iter()
                    .map(|url| (url.to_owned(), Link::Remote { offline })),
            );
            return;
        };
        let mut sources = Vec::new();
        for (url, fetched) in urls.into_iter().zip(fetched) {
            let link = match fetched.as_ref() {
                Fetched::Text { name, text } => {
                    let index = self.documents.len() + sources.len();
                    sources.push((name.clone(), text.clone()));
                    Link::Read {
                        document: SourceId(offset(index)),
                        misplaced: None,
                    }
                }
                Fetched::Offline => Link::Remote { offline: true },
                Fetched::Failed(failure) => Link::Unreadable {
                    reason: failure.to_string(),
                    help: failure.help(),
                    document: None,
                },
            };
            remote.insert(url.to_owned(), link);
        }
        self.parse_all(sources, reading.limits);
    }

    fn parse_all(&mut self, texts: Vec<(String, String)>, limits: Limits) {
        let first = self.documents.len();
        let parsed: Vec<_> = texts
            .into_par_iter()
            .enumerate()
            .map(|(index, (name, text))| {
                let id = SourceId(offset(first + index));
                parse(Source::new(id, name, text), limits)
            })
            .collect();
        for (document, problems) in parsed {
            self.documents.push(document);
            self.problems.push(problems);
        }
    }
}

/// Which documents of a stream are to be checked: those with the key `arazzo`, and the first of a file that was named or
/// that a syntax error keeps from telling.
fn arazzo_roots(document: &Document, is_named: bool) -> Vec<usize> {
    let positions = document
        .roots()
        .enumerate()
        .filter(|(_, root)| root.get("arazzo").is_some());
    let positions: Vec<usize> = positions.map(|(position, _)| position).collect();
    if positions.is_empty() && (is_named || document.is_cut()) {
        vec![0]
    } else {
        positions
    }
}

fn too_many(sources: usize) -> Link {
    Link::Unreadable {
        reason: format!("a document has too many sources: more than {sources} are not read"),
        help: Some("the bound is the setting `limits.sources`".to_owned()),
        document: None,
    }
}

/// How documents are read that others name.
struct Reading<'a> {
    loader: &'a Loader,
    /// The files of the documents that were found, by the absolute URIs that they call themselves.
    identities: HashMap<String, PathBuf>,
    is_offline: bool,
    limits: Limits,
}

impl Reading<'_> {
    /// Where the URL of a source leads in a document that calls itself `own` (Arazzo 1.1, Establishing the Base URI).
    fn find(
        &self,
        url: &str,
        name: Option<&str>,
        base: &Base,
        own: Option<&str>,
    ) -> Result<Destination, Refusal> {
        let beside = |base| self.named(self.loader.find(url, name, base));
        match own.filter(|_| scheme(url).is_none()) {
            None => beside(base),
            Some(own) if scheme(own).is_some() => {
                let there = self.named(self.loader.find(&resolve(own, url), name, base));
                match (there, beside(base)) {
                    (Ok(Destination::File(file)), _) => Ok(Destination::File(file)),
                    // The folders here are those of the host, as far as anybody knows.
                    (_, Ok(file)) => Ok(file),
                    (Ok(remote), Err(_)) => Ok(remote),
                    (Err(_), Err(refusal)) => Err(refusal),
                }
            }
            // What begins with `/` belongs to a host that is not known.
            Some(own) => match locate(own, None, &base.folder, &[]) {
                Location::File(place) if !own.starts_with('/') => beside(&base.of(&place)),
                _ => beside(base),
            },
        }
    }

    /// The document of the run that calls itself what a URL says, wherever that leads (Identity-Based Referencing).
    fn named(&self, found: Result<Destination, Refusal>) -> Result<Destination, Refusal> {
        let Ok(Destination::Remote(url)) = found else {
            return found;
        };
        let known = self.identities.get(&resolve(&url, ""));
        Ok(known.map_or(Destination::Remote(url), |path| {
            Destination::File(path.clone())
        }))
    }
}

/// The files of the documents that were found, by the absolute URIs that they call themselves; of several the first.
fn identities(store: &Store, ids: &HashMap<PathBuf, SourceId>) -> HashMap<String, PathBuf> {
    let mut files: Vec<_> = ids.iter().collect();
    files.sort_by_key(|(_, id)| id.0);
    let mut identities = HashMap::new();
    for (path, id) in files {
        let root = store.documents[id.0 as usize].root();
        let own = root.and_then(|root| self_uri(Description::new(root)));
        if let Some(own) = own.filter(|own| scheme(own.value).is_some()) {
            let identity = resolve(own.value, "");
            identities.entry(identity).or_insert_with(|| path.clone());
        }
    }
    identities
}

fn destination(found: Result<Destination, Refusal>) -> Wanted {
    match found {
        Ok(Destination::File(path)) => Wanted::File(path, None),
        Ok(Destination::Remote(url)) => Wanted::Remote(url),
        Err(refusal) => match refusal.hint.as_ref().filter(|hint| hint.kind.is_sure()) {
            Some(hint) => {
                let misplaced = Misplaced {
                    reason: refusal.to_string(),
                    help: hint.help(),
                };
                Wanted::File(hint.path.clone(), Some(misplaced))
            }
            None => {
                let help = refusal.help();
                Wanted::Link(Link::Unreadable {
                    reason: refusal.to_string(),
                    help,
                    document: None,
                })
            }
        },
    }
}

fn link(
    store: &Store,
    destination: Wanted,
    ids: &HashMap<PathBuf, SourceId>,
    unreadable: &HashMap<PathBuf, Reason>,
    remote: &HashMap<String, Link>,
) -> Link {
    let (path, misplaced) = match destination {
        Wanted::Link(link) => return link,
        Wanted::Remote(url) => {
            return match &remote[&url] {
                Link::Read { document, .. } => sound(store, *document, None),
                link => link.clone(),
            };
        }
        Wanted::File(path, misplaced) => (path, misplaced),
    };
    let Some(document) = ids.get(&path).copied() else {
        let reason = unreadable
            .get(&path)
            .map_or_else(String::new, |reason| format!("the file {reason}"));
        return Link::Unreadable {
            reason,
            help: None,
            document: None,
        };
    };
    sound(store, document, misplaced)
}

/// A document that was read, if its text is one.
fn sound(store: &Store, document: SourceId, misplaced: Option<Misplaced>) -> Link {
    let problems = &store.problems[document.0 as usize];
    if problems
        .iter()
        .any(|problem| matches!(problem, Problem::Syntax { .. }))
    {
        let name = store.documents[document.0 as usize].source().name();
        let reason = format!("`{name}` is neither YAML nor JSON");
        return Link::Unreadable {
            reason,
            help: None,
            document: Some(document),
        };
    }
    Link::Read {
        document,
        misplaced,
    }
}
