//! Every document of a run, each loaded and parsed once however many documents name it.
//!
//! Ids follow the order of names, never the order in which threads finish, so that a run is the same every time.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use rayon::prelude::*;

use super::fetch::Fetched;
use super::load::Destination;
use super::{Base, Found, Loader, Reason};
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
    /// Parses the documents that were found, then reads and parses all that they name.
    pub fn load(found: Vec<Found>, loader: &Loader, offline: bool, limits: Limits) -> Self {
        let mut store = Self::default();
        let mut ids: HashMap<PathBuf, SourceId> = HashMap::new();
        let paths: Vec<Option<PathBuf>> = found.iter().map(|found| found.path.clone()).collect();
        let bases: Vec<_> = found
            .iter()
            .map(|found| (found.base.clone(), found.is_named))
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

        let wanted_by = |(document, (base, is_named)): (&Document, &(Base, bool))| {
            let positions = arazzo_roots(document, *is_named).into_iter();
            let roots = positions.filter_map(|position| {
                let root = document.roots().nth(position)?;
                let descriptions = Description::new(root).source_descriptions();
                let destinations = descriptions.enumerate().map(|(index, source)| {
                    if index >= limits.sources {
                        return Wanted::Link(too_many(limits.sources));
                    }
                    let url = source.url().map_or("", |url| url.value);
                    destination(loader.find(url, source.name().map(|name| name.value), base))
                });
                Some((document.id(), position, destinations.collect()))
            });
            roots.collect::<Vec<_>>()
        };
        // Asking the system where a path leads takes time.
        let wanted: Vec<(SourceId, usize, Vec<Wanted>)> = store
            .documents
            .par_iter()
            .zip(&bases)
            .flat_map_iter(wanted_by)
            .collect();
        let files: BTreeSet<&PathBuf> = wanted
            .iter()
            .flat_map(|(_, _, destinations)| destinations)
            .filter_map(|destination| match destination {
                Wanted::File(path, _) if !ids.contains_key(path) => Some(path),
                _ => None,
            })
            .collect();
        let unreadable = store.read_all(files, loader, limits, &mut ids);
        let remote = store.fetch_all(&wanted, loader, offline, limits);
        store.arazzo = wanted
            .into_iter()
            .map(|(document, position, destinations)| {
                let links = destinations
                    .into_iter()
                    .map(|found| link(&store, found, &ids, &unreadable, &remote));
                Root {
                    document,
                    position,
                    links: links.collect(),
                }
            })
            .collect();
        store
    }

    /// The roots of the Arazzo documents to check, in order, each with what became of its source descriptions.
    pub fn roots(&self) -> impl Iterator<Item = (Node<'_>, &[Link])> {
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
        files: BTreeSet<&PathBuf>,
        loader: &Loader,
        limits: Limits,
        ids: &mut HashMap<PathBuf, SourceId>,
    ) -> HashMap<PathBuf, Reason> {
        let files: Vec<&PathBuf> = files.into_iter().collect();
        let texts: Vec<_> = files
            .par_iter()
            .map(|path| (*path, loader.read(path)))
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

    /// Fetches what stands on other machines, and gives back what became of each URL.
    fn fetch_all(
        &mut self,
        wanted: &[(SourceId, usize, Vec<Wanted>)],
        loader: &Loader,
        offline: bool,
        limits: Limits,
    ) -> HashMap<String, Link> {
        let destinations = wanted.iter().flat_map(|(_, _, destinations)| destinations);
        let urls: BTreeSet<&str> = destinations
            .filter_map(|destination| match destination {
                Wanted::Remote(url) => Some(url.as_str()),
                _ => None,
            })
            .collect();
        let urls: Vec<&str> = urls.into_iter().collect();
        let Some(fetched) = loader.fetch_all(&urls) else {
            let skipped = urls.into_iter();
            return skipped
                .map(|url| (url.to_owned(), Link::Remote { offline }))
                .collect();
        };
        let mut links = HashMap::new();
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
            links.insert(url.to_owned(), link);
        }
        self.parse_all(sources, limits);
        links
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

fn destination(found: Result<Destination, super::Refusal>) -> Wanted {
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
