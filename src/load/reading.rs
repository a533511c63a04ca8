//! What a URL in a document of the run means: a file, a web address, or a document of the run that calls itself so.

use std::collections::HashMap;
use std::path::PathBuf;

use super::loader::Destination;
use super::locate::{Location, locate};
use super::{Base, Loader, Reason, Refusal, self_uri};
use crate::arazzo::Description;
use crate::reference::uri::{resolve, scheme};
use crate::syntax::{Limits, Node};

/// Where a document was read from.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// Where it lies or, if it stands on another machine, where the document lies that first led there.
    pub(super) base: Base,
    /// Where it stands on another machine.
    pub(super) url: Option<String>,
    /// Whether the command line has named it.
    pub(super) is_named: bool,
}

/// A URL in a document.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) url: &'a str,
    /// The name of the source description, where the URL belongs to one.
    pub(super) name: Option<&'a str>,
    /// What the document, or the schema around, calls itself.
    pub(super) own: Option<&'a str>,
    /// Whether a file is looked for that may be meant instead.
    pub(super) with_hint: bool,
}

/// How documents are read that others name.
pub(super) struct Reading<'a> {
    pub(super) loader: &'a Loader,
    /// The files of documents that were read, by the absolute URIs that they call themselves; of several the first.
    pub(super) identities: HashMap<String, PathBuf>,
    pub(super) is_offline: bool,
    pub(super) limits: Limits,
}

impl Reading<'_> {
    /// Where a URL leads (Arazzo 1.1, Establishing the Base URI).
    pub(super) fn find(&self, named: &Named<'_>, origin: &Origin) -> Result<Destination, Refusal> {
        let Named {
            url,
            name,
            own,
            with_hint,
        } = *named;
        let base = &origin.base;
        if let Some(place) = &origin.url {
            return self.find_from_afar(url, name, base, &resolve(place, own.unwrap_or_default()));
        }
        let beside = |base| self.named(self.loader.find(url, name, base, with_hint));
        match own.filter(|_| scheme(url).is_none()) {
            None => beside(base),
            Some(own) if scheme(own).is_some() => {
                let there = self.named(self.loader.find(&resolve(own, url), name, base, with_hint));
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

    /// The same in a document of another machine: what it names does not lie here, unless the user says so.
    fn find_from_afar(
        &self,
        url: &str,
        name: Option<&str>,
        base: &Base,
        place: &str,
    ) -> Result<Destination, Refusal> {
        let target = resolve(place, url);
        let is_web = scheme(&target).is_some_and(|scheme| matches!(scheme, "http" | "https"));
        if !is_web {
            return Err(Refusal {
                subject: url.to_owned(),
                reason: Reason::FromAfar,
                hint: None,
            });
        }
        self.named(self.loader.find(&target, name, base, false))
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

/// What a document calls itself, if that is an absolute URI: by `$self`, or as a schema by `$id`.
pub(super) fn identity(root: Node<'_>) -> Option<String> {
    let of_schema = || root.string("$self").or_else(|| root.string("$id"));
    let own = match root.get("arazzo") {
        Some(_) => self_uri(Description::new(root)),
        None => of_schema(),
    };
    let own = own.filter(|own| scheme(own.value).is_some())?;
    Some(resolve(own.value, ""))
}
