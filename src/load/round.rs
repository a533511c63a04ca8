//! One round of reading: what the documents of the round before name, found, and told from what cannot be read.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use rayon::prelude::*;

use super::loader::Destination;
use super::reading::{Named, Origin, Reading};
use super::store::{Link, Misplaced, arazzo_roots};
use super::{DocumentKind, Reason, Refusal, references, self_uri};
use crate::arazzo::Description;
use crate::reference::Outside;
use crate::source::SourceId;
use crate::syntax::{Document, Documents, Lead, Node, Problem};

/// What a document names.
pub(super) struct Wants {
    pub(super) document: SourceId,
    /// For each Arazzo document in its stream, told by its position, what the source descriptions lead to.
    pub(super) sources: Vec<(usize, Vec<Wanted>)>,
    /// What references lead to, by the names that the documents of a run have for that.
    references: Vec<(String, Wanted)>,
}

/// A file or a web address that a URL leads to, or the reason why it leads to none.
pub(super) enum Wanted {
    File(PathBuf, Option<Misplaced>),
    Remote(String),
    Link(Link),
}

/// What was to be read, and what became of it.
#[derive(Default)]
pub(super) struct Known {
    /// The documents of files.
    pub(super) ids: HashMap<PathBuf, SourceId>,
    /// Why files cannot be read.
    pub(super) unreadable: HashMap<PathBuf, Reason>,
    /// What became of each URL of another machine.
    pub(super) remote: HashMap<String, Link>,
    /// The URLs of references to other machines that nobody has asked for.
    pub(super) open: BTreeMap<(SourceId, String), String>,
}

/// What the documents from the one at `first` on name. Asking the system where a path leads takes time.
pub(super) fn wants(
    documents: &Documents,
    first: usize,
    found: usize,
    origins: &[Origin],
    reading: &Reading<'_>,
) -> Vec<Wants> {
    let of = |(document, origin): (&Document, &Origin)| {
        let is_found = (document.id().0 as usize) < found;
        wants_of(documents, document, is_found, origin, reading)
    };
    documents[first..]
        .par_iter()
        .zip(&origins[first..])
        .map(of)
        .collect()
}

fn wants_of(
    documents: &Documents,
    document: &Document,
    is_found: bool,
    origin: &Origin,
    reading: &Reading<'_>,
) -> Wants {
    let kind = DocumentKind::of(document);
    let positions = match is_found {
        true => arazzo_roots(document, origin.is_named),
        false if kind == DocumentKind::Arazzo => vec![0],
        false => Vec::new(),
    };
    let mut wants = Wants {
        document: document.id(),
        sources: Vec::new(),
        references: Vec::new(),
    };
    for position in positions {
        let Some(root) = documents.roots(document.id()).nth(position) else {
            continue;
        };
        wants
            .sources
            .push((position, wanted_by_sources(root, origin, reading)));
        let references = references::of_inputs(root);
        wants.add_references(references, root, origin, reading);
    }
    if !is_found && kind != DocumentKind::Arazzo {
        // What is referred to is always the first document of a stream.
        if let Some(root) = documents.root(document.id()) {
            let references = references::of_description(root);
            wants.add_references(references, root, origin, reading);
        }
    }
    wants
}

fn wanted_by_sources(root: Node<'_>, origin: &Origin, reading: &Reading<'_>) -> Vec<Wanted> {
    let description = Description::new(root);
    let own = self_uri(description).map(|own| own.value);
    let most = reading.limits.sources;
    let descriptions = description.source_descriptions();
    let mut hints = HINTS;
    let wanted = descriptions.enumerate().map(|(index, source)| {
        if index >= most {
            return Wanted::Link(too_many_sources(most));
        }
        let named = Named {
            url: source.url().map_or("", |url| url.value),
            name: source.name().map(|name| name.value),
            own,
            with_hint: hints > 0,
        };
        wanted(reading.find(&named, origin), &mut hints)
    });
    wanted.collect()
}

impl Wants {
    fn add_references(
        &mut self,
        references: Vec<Outside<'_>>,
        root: Node<'_>,
        origin: &Origin,
        reading: &Reading<'_>,
    ) {
        let own = root.string("$self").map(|own| own.value);
        let most = reading.limits.referenced_documents;
        let mut hints = HINTS;
        for (index, Outside { name, url, base }) in references.into_iter().enumerate() {
            let wanted = match index < most {
                true => {
                    let named = Named {
                        url,
                        name: None,
                        own: base.as_deref().or(own),
                        with_hint: hints > 0,
                    };
                    wanted(reading.find(&named, origin), &mut hints)
                }
                // Each costs a look at the disk, even if all of them lead to one file.
                false => Wanted::Link(too_many_references(most)),
            };
            self.references.push((name, wanted));
        }
    }

    /// Everything that is named, with whether it is a source.
    fn all(&self) -> impl Iterator<Item = (&Wanted, bool)> {
        let sources = self.sources.iter().flat_map(|(_, wanted)| wanted);
        let references = self.references.iter().map(|(_, wanted)| (wanted, false));
        sources.map(|wanted| (wanted, true)).chain(references)
    }
}

/// The files and the URLs that are named and not known yet, each with the document that names it first. Of what is no
/// source of a document to check at most `open` are taken, which sinks by as many.
pub(super) fn news<'w>(
    wants: &'w [Wants],
    known: &Known,
    found: usize,
    open: &mut Open,
) -> (
    BTreeMap<&'w PathBuf, SourceId>,
    BTreeMap<&'w String, SourceId>,
) {
    let mut files = BTreeMap::new();
    let mut urls = BTreeMap::new();
    for wants in wants {
        let is_checked = (wants.document.0 as usize) < found;
        for (wanted, is_source) in wants.all() {
            let is_new = match wanted {
                Wanted::File(path, _) => {
                    !known.ids.contains_key(path)
                        && !known.unreadable.contains_key(path)
                        && !files.contains_key(path)
                }
                // Who is asked on other machines because of a reference is decided when all files are read.
                Wanted::Remote(url) => {
                    is_source && !known.remote.contains_key(url) && !urls.contains_key(url)
                }
                Wanted::Link(_) => false,
            };
            if !is_new {
                continue;
            }
            let bound = match (is_source, is_checked) {
                // The documents to check may have as many sources as they like.
                (true, true) => None,
                (true, false) => Some(&mut open.sources),
                (false, _) => Some(&mut open.references),
            };
            if let Some(bound) = bound {
                match bound.checked_sub(1) {
                    Some(left) => *bound = left,
                    None => continue,
                }
            }
            match wanted {
                Wanted::File(path, _) => {
                    files.insert(path, wants.document);
                }
                Wanted::Remote(url) => {
                    urls.insert(url, wants.document);
                }
                Wanted::Link(_) => {}
            }
        }
    }
    (files, urls)
}

/// How many documents may still be read.
pub(super) struct Open {
    /// Because Arazzo documents name them that are no more than sources themselves.
    pub(super) sources: usize,
    /// Because a `$ref` names them.
    pub(super) references: usize,
}

/// What became of what a document names.
pub(super) struct Settled {
    /// The sources of each Arazzo document in its stream.
    pub(super) sources: Vec<(usize, Vec<Link>)>,
    /// What references lead to.
    pub(super) leads: Vec<(String, Lead)>,
    /// References to other machines, of which nothing is known, with their URLs.
    pub(super) open: Vec<(String, String)>,
}

impl Wants {
    /// What became of the source descriptions, and of the references.
    pub(super) fn settle(
        self,
        documents: &[Document],
        problems: &[Vec<Problem>],
        known: &Known,
        reading: &Reading<'_>,
    ) -> Settled {
        let limits = reading.limits;
        let link = |wanted: Wanted, too_many: fn(usize) -> Link, most: usize| {
            known.link(wanted, documents, problems, || too_many(most))
        };
        let sources = self.sources.into_iter().map(|(position, wanted)| {
            let links = wanted.into_iter();
            let links = links.map(|wanted| link(wanted, too_many_sources, limits.sources));
            (position, links.collect())
        });
        let sources = sources.collect();
        let mut settled = Settled {
            sources,
            leads: Vec::new(),
            open: Vec::new(),
        };
        for (name, wanted) in self.references {
            match wanted {
                Wanted::Remote(url) if !known.remote.contains_key(&url) => {
                    settled.open.push((name, url));
                }
                wanted => {
                    let most = limits.referenced_documents;
                    let lead = lead(link(wanted, too_many_references, most));
                    settled.leads.push((name, lead));
                }
            }
        }
        settled
    }
}

fn lead(link: Link) -> Lead {
    match link {
        Link::Read {
            document,
            misplaced: None,
        } => Lead::To(document),
        Link::Read {
            misplaced: Some(misplaced),
            ..
        } => Lead::Nowhere {
            reason: misplaced.reason,
            help: Some(misplaced.help),
        },
        Link::Unreadable { reason, help, .. } => Lead::Nowhere { reason, help },
        Link::Remote { .. } => Lead::Unread,
    }
}

/// For how many URLs of a document that lead nowhere it is found out what may be meant: that takes a look at whole folders.
const HINTS: usize = 20;

fn wanted(found: Result<Destination, Refusal>, hints: &mut usize) -> Wanted {
    *hints = hints.saturating_sub(usize::from(found.is_err()));
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
            None => Wanted::Link(Link::Unreadable {
                reason: refusal.to_string(),
                help: refusal.help(),
                document: None,
            }),
        },
    }
}

fn too_many_sources(most: usize) -> Link {
    Link::Unreadable {
        reason: format!("a document has too many sources: more than {most} are not read"),
        help: Some("the bound is the setting `limits.sources`".to_owned()),
        document: None,
    }
}

fn too_many_references(most: usize) -> Link {
    Link::Unreadable {
        reason: format!("too many documents are referred to: more than {most} are not read"),
        help: Some("the bound is the setting `limits.referenced-documents`".to_owned()),
        document: None,
    }
}

impl Known {
    /// What became of the URL of a reference.
    pub(super) fn lead_to(
        &self,
        url: String,
        documents: &[Document],
        problems: &[Vec<Problem>],
        most: usize,
    ) -> Lead {
        lead(self.link(Wanted::Remote(url), documents, problems, || {
            too_many_references(most)
        }))
    }

    fn link(
        &self,
        wanted: Wanted,
        documents: &[Document],
        problems: &[Vec<Problem>],
        too_many: impl FnOnce() -> Link,
    ) -> Link {
        let sound = |document, misplaced| sound(documents, problems, document, misplaced);
        match wanted {
            Wanted::Link(link) => link,
            Wanted::Remote(url) => match self.remote.get(&url) {
                Some(Link::Read { document, .. }) => sound(*document, None),
                Some(link) => link.clone(),
                None => too_many(),
            },
            Wanted::File(path, misplaced) => {
                if let Some(document) = self.ids.get(&path) {
                    return sound(*document, misplaced);
                }
                match self.unreadable.get(&path) {
                    Some(reason) => Link::Unreadable {
                        reason: format!("the file {reason}"),
                        help: None,
                        document: None,
                    },
                    None => too_many(),
                }
            }
        }
    }
}

/// A document that was read, if its text is one.
fn sound(
    documents: &[Document],
    problems: &[Vec<Problem>],
    document: SourceId,
    misplaced: Option<Misplaced>,
) -> Link {
    let index = document.0 as usize;
    let is_cut = problems[index]
        .iter()
        .any(|problem| matches!(problem, Problem::Syntax { .. }));
    if is_cut {
        let name = documents[index].source().name();
        return Link::Unreadable {
            reason: format!("`{name}` is neither YAML nor JSON"),
            help: None,
            document: Some(document),
        };
    }
    Link::Read {
        document,
        misplaced,
    }
}
