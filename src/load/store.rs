//! Every document of a run, each loaded and parsed once however many documents name it.
//!
//! Ids follow the order of names, never the order in which threads finish, so that a run is the same every time.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use rayon::prelude::*;

use super::fetch::Fetched;
use super::reach;
use super::reading::{Origin, Reading, identity};
use super::round::{Known, Open, news, wants};
use super::{Found, Loader};
use crate::source::{Source, SourceId, offset};
use crate::syntax::{Document, Documents, Limits, Node, Problem, parse};

/// The documents of a run, and how they hang together.
#[derive(Debug, Default)]
pub struct Store {
    /// All documents, by their ids.
    pub documents: Documents,
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

impl Store {
    /// Parses the documents that were found, then reads and parses all that they name, and what those name in turn: as
    /// sources, and by `$ref`.
    pub fn load(found: Vec<Found>, loader: &Loader, offline: bool, limits: Limits) -> Self {
        let mut store = Self {
            found: found.len(),
            ..Self::default()
        };
        let mut known = Known::default();
        let mut origins = Vec::new();
        let mut texts = Vec::new();
        for (index, found) in found.into_iter().enumerate() {
            let id = SourceId(offset(index));
            known.ids.extend(found.path.map(|path| (path, id)));
            origins.push(Origin {
                base: found.base,
                url: None,
                is_named: found.is_named,
            });
            texts.push((found.name, found.text));
        }
        store.parse_all(texts, limits);

        let mut reading = Reading {
            loader,
            identities: HashMap::new(),
            is_offline: offline,
            limits,
        };
        let mut open = Open {
            sources: limits.sources,
            references: limits.referenced_documents,
        };
        let mut first = 0;
        loop {
            while first < store.documents.len() {
                let read = store.documents.len();
                store.identify(first, &known, &mut reading);
                store.read_round(first, &mut origins, &mut open, &reading, &mut known);
                first = read;
            }
            if !store.fetch_needed(&mut origins, &mut open, &reading, &mut known) {
                return store;
            }
        }
    }

    /// Notes what the documents from the one at `first` on call themselves.
    fn identify(&self, first: usize, known: &Known, reading: &mut Reading<'_>) {
        let mut files: Vec<_> = known.ids.iter().collect();
        files.retain(|(_, id)| id.0 as usize >= first);
        files.sort_by_key(|(_, id)| id.0);
        for (path, id) in files {
            if let Some(identity) = self.documents.root(*id).and_then(identity) {
                let known = reading.identities.entry(identity);
                known.or_insert_with(|| path.clone());
            }
        }
    }

    /// Reads what the documents from the one at `first` on name.
    fn read_round(
        &mut self,
        first: usize,
        origins: &mut Vec<Origin>,
        open: &mut Open,
        reading: &Reading<'_>,
        known: &mut Known,
    ) {
        let wants = wants(&self.documents, first, self.found, origins, reading);
        let (files, urls) = news(&wants, known, self.found, open);
        self.read_all(&files, origins, reading, known);
        self.fetch_all(&urls, origins, reading, known);
        for wants in wants {
            let document = wants.document;
            let settled = wants.settle(&self.documents, &self.problems, known, reading);
            let roots = settled.sources.into_iter().map(|(position, links)| Root {
                document,
                position,
                links,
            });
            self.arazzo.extend(roots);
            for (name, lead) in settled.leads {
                self.documents.set_lead(document, name, lead);
            }
            let open = settled.open.into_iter();
            known
                .open
                .extend(open.map(|(name, url)| ((document, name), url)));
        }
    }

    /// Fetches what references lead to on other machines, as far as the steps of the run can need it. Gives back whether
    /// there was anything to ask for.
    fn fetch_needed(
        &mut self,
        origins: &mut Vec<Origin>,
        open: &mut Open,
        reading: &Reading<'_>,
        known: &mut Known,
    ) -> bool {
        if known.open.is_empty() {
            return false;
        }
        let needed = reach::needed(&self.documents, self.all_roots());
        let (asked, rest) = std::mem::take(&mut known.open)
            .into_iter()
            .partition::<BTreeMap<_, _>, _>(|(reference, _)| needed.contains(reference));
        known.open = rest;
        let is_any = !asked.is_empty();
        let mut urls = BTreeMap::new();
        for ((document, _), url) in &asked {
            if known.remote.contains_key(url) || urls.contains_key(url) {
                continue;
            }
            if let Some(left) = open.references.checked_sub(1) {
                open.references = left;
                urls.insert(url, *document);
            }
        }
        self.fetch_all(&urls, origins, reading, known);
        let most = reading.limits.referenced_documents;
        for ((document, name), url) in asked {
            let lead = known.lead_to(url, &self.documents, &self.problems, most);
            self.documents.set_lead(document, name, lead);
        }
        is_any
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
            let node = self.documents.roots(root.document).nth(root.position)?;
            Some((node, root.links.as_slice()))
        })
    }

    /// How many documents the ones to check have as sources, straight or through others, and are not checked themselves.
    pub fn sources(&self) -> usize {
        let links = self.arazzo.iter().flat_map(|root| &root.links);
        let sources: HashSet<SourceId> = links
            .filter_map(|link| match link {
                Link::Read { document, .. } => Some(*document),
                Link::Unreadable { document, .. } => *document,
                Link::Remote { .. } => None,
            })
            .filter(|document| !self.is_checked(*document))
            .collect();
        sources.len()
    }

    /// Reads files that no document of the run is.
    fn read_all(
        &mut self,
        files: &BTreeMap<&PathBuf, SourceId>,
        origins: &mut Vec<Origin>,
        reading: &Reading<'_>,
        known: &mut Known,
    ) {
        let texts: Vec<_> = files
            .par_iter()
            .map(|(path, by)| (*path, *by, reading.loader.read(path)))
            .collect();
        let mut read = Vec::new();
        for (path, by, text) in texts {
            match text {
                Ok(text) => {
                    let index = self.documents.len() + read.len();
                    known.ids.insert(path.clone(), SourceId(offset(index)));
                    read.push((reading.loader.name(path), text));
                    origins.push(Origin {
                        base: origins[by.0 as usize].base.of(path),
                        url: None,
                        is_named: false,
                    });
                }
                Err(reason) => {
                    known.unreadable.insert(path.clone(), reason);
                }
            }
        }
        self.parse_all(read, reading.limits);
    }

    /// Fetches what stands on other machines and was not asked for before.
    fn fetch_all(
        &mut self,
        urls: &BTreeMap<&String, SourceId>,
        origins: &mut Vec<Origin>,
        reading: &Reading<'_>,
        known: &mut Known,
    ) {
        let asked: Vec<&str> = urls.keys().map(|url| url.as_str()).collect();
        let Some(fetched) = reading.loader.fetch_all(&asked) else {
            let offline = reading.is_offline;
            let links = asked
                .into_iter()
                .map(|url| (url.to_owned(), Link::Remote { offline }));
            known.remote.extend(links);
            return;
        };
        let mut read = Vec::new();
        for ((url, by), fetched) in urls.iter().zip(fetched) {
            let link = match fetched.as_ref() {
                Fetched::Text { name, text, place } => {
                    let index = self.documents.len() + read.len();
                    read.push((name.clone(), text.clone()));
                    origins.push(Origin {
                        base: origins[by.0 as usize].base.clone(),
                        url: Some(place.clone()),
                        is_named: false,
                    });
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
            known.remote.insert((*url).clone(), link);
        }
        self.parse_all(read, reading.limits);
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
pub(super) fn arazzo_roots(document: &Document, is_named: bool) -> Vec<usize> {
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
