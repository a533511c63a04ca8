//! Which documents use a file: a change in an API description concerns the workflows that stand on it.
//!
//! A document uses the files that its source descriptions lead to, and whatever those refer to: by `$ref`, or as an Arazzo
//! document by source descriptions of its own. Files are told by their paths, so one that has been deleted counts as well.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::loader::canonical;
use super::locate::Location;
use super::{Base, Found, Loader};
use crate::arazzo::Description;
use crate::source::{Source, SourceId};
use crate::syntax::{Document, Kind, Limits, Node, parse};

/// The documents that use one of the files, in their order.
pub fn dependents(
    documents: Vec<Found>,
    changed: &BTreeSet<PathBuf>,
    loader: &Loader,
    limits: Limits,
) -> Vec<Found> {
    let first: Vec<Vec<PathBuf>> = documents
        .par_iter()
        .map(|found| named_by(&found.text, &found.base, loader, limits))
        .collect();
    let mut leads: HashMap<PathBuf, Vec<PathBuf>> = HashMap::new();
    documents
        .into_iter()
        .zip(first)
        .filter_map(|(found, first)| {
            let mut reached: HashSet<PathBuf> = HashSet::new();
            let mut open = first;
            while let Some(path) = open.pop() {
                if changed.contains(&path) {
                    return Some(found);
                }
                if !reached.insert(path.clone()) {
                    continue;
                }
                let named = leads.entry(path.clone()).or_insert_with(|| {
                    let base = Base {
                        folder: path.parent().unwrap_or(&path).to_path_buf(),
                        ..found.base.clone()
                    };
                    // What may not be read leads nowhere.
                    let text = loader
                        .may_read(&path, &base)
                        .then(|| loader.read(&path).ok());
                    let text = text.flatten();
                    text.map_or_else(Vec::new, |text| named_by(&text, &base, loader, limits))
                });
                open.extend(named.iter().cloned());
            }
            None
        })
        .collect()
}

/// The path of a file that a command line names, whether it exists or not.
pub fn place(path: &Path, loader: &Loader) -> PathBuf {
    canonical(&loader.working_folder().join(path))
}

/// The files that a text leads to: those of source descriptions, and of `$ref`.
fn named_by(text: &str, base: &Base, loader: &Loader, limits: Limits) -> Vec<PathBuf> {
    let (document, _) = parse(Source::new(SourceId(0), "", text), limits);
    let mut paths = Vec::new();
    let mut add = |url: &str, name: Option<&str>| {
        let (location, _) = loader.locate(url, name, base);
        if let Location::File(path) | Location::Mapped(path) = location {
            paths.push(canonical(&path));
        }
    };
    for root in document.roots() {
        for source in Description::new(root).source_descriptions() {
            if let Some(url) = source.url() {
                add(url.value, source.name().map(|name| name.value));
            }
        }
    }
    for url in references(&document) {
        add(&url, None);
    }
    paths
}

/// The `$ref` of a document that lead out of it, without their fragments, each once.
fn references(document: &Document) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut open: Vec<Node<'_>> = document.roots().collect();
    while let Some(node) = open.pop() {
        match node.kind() {
            Kind::Mapping => {
                for entry in node.entries() {
                    let reference = entry.value.text().filter(|_| entry.key.value == "$ref");
                    let url = reference.and_then(|text| text.value.split('#').next());
                    found.extend(url.filter(|url| !url.is_empty()).map(str::to_owned));
                    open.push(entry.value);
                }
            }
            Kind::Sequence => open.extend(node.items()),
            _ => {}
        }
    }
    found
}
