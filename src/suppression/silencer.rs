//! Which findings are kept back, and by what.

use rustc_hash::FxHashMap;

use super::NEVER_SILENT;
use super::ignore::{Ignore, Name, Reach, ignores};
use crate::diagnostic::{Diagnostic, Suppression};
use crate::source::{SourceId, Span};
use crate::syntax::{Document, Node};

/// The ignores of the documents of a run, which remembers those that have silenced something.
#[derive(Debug)]
pub struct Silencer<'d> {
    documents: &'d [Document],
    roots: &'d [Node<'d>],
    read: FxHashMap<SourceId, Ignores>,
}

/// The ignores of one document.
#[derive(Debug, Default)]
struct Ignores {
    all: Vec<Ignore>,
    /// For each name of each whether a finding was kept back for it.
    used: Vec<Vec<bool>>,
    /// The names by what they are about: an ignore and the position of the name in it.
    by_line: FxHashMap<(String, usize), Vec<(usize, usize)>>,
    elsewhere: FxHashMap<String, Vec<(usize, usize)>>,
}

impl<'d> Silencer<'d> {
    /// The documents by their ids, and the roots of those that are Arazzo documents.
    pub fn new(documents: &'d [Document], roots: &'d [Node<'d>]) -> Self {
        Self {
            documents,
            roots,
            read: FxHashMap::default(),
        }
    }

    /// What keeps a finding back, if anything does.
    pub fn silences(&mut self, found: &Diagnostic) -> Option<Suppression> {
        if found.rule == NEVER_SILENT {
            return None;
        }
        let place = found.primary.span;
        let document = &self.documents[place.source.0 as usize];
        let ignores = self.ignores_of(place.source);
        if ignores.all.is_empty() {
            return None;
        }
        // All that cover it count as used: which of them was meant, nobody can say.
        let names = ignores.covering(found.rule, document, place);
        for (ignore, name) in &names {
            ignores.used[*ignore][*name] = true;
        }
        let (ignore, name) = names.first()?;
        Some(Suppression::InSource {
            reason: ignores.all[*ignore].names[*name].reason.clone(),
        })
    }

    /// The names in a document's ignores that have silenced nothing so far.
    pub fn unused(&mut self, id: SourceId) -> Vec<(Ignore, Name)> {
        let ignores = self.ignores_of(id);
        let working = ignores.all.iter().zip(&ignores.used);
        working
            .filter(|(ignore, _)| ignore.flaw.is_none())
            .flat_map(|(ignore, used)| {
                let names = ignore.names.iter().zip(used);
                names
                    .filter(|(_, is_used)| !**is_used)
                    .map(|(name, _)| (ignore.clone(), name.clone()))
            })
            .collect()
    }

    fn ignores_of(&mut self, id: SourceId) -> &mut Ignores {
        let (documents, roots) = (self.documents, self.roots);
        self.read.entry(id).or_insert_with(|| {
            let document = &documents[id.0 as usize];
            let roots = roots.iter().filter(|root| root.document().id() == id);
            Ignores::new(ignores(document, roots.copied()))
        })
    }
}

impl Ignores {
    fn new(all: Vec<Ignore>) -> Self {
        let mut ignores = Self::default();
        for (index, ignore) in all.iter().enumerate() {
            ignores.used.push(vec![false; ignore.names.len()]);
            if ignore.flaw.is_some() {
                continue;
            }
            for (position, name) in ignore.names.iter().enumerate() {
                let rule = name.rule.clone();
                let names = match ignore.reach {
                    Reach::Line(line) => ignores.by_line.entry((rule, line)).or_default(),
                    Reach::File | Reach::Object { .. } => {
                        ignores.elsewhere.entry(rule).or_default()
                    }
                };
                names.push((index, position));
            }
        }
        ignores.all = all;
        ignores
    }

    /// The names that are about the findings of a rule at a place.
    fn covering(&self, rule: &str, document: &Document, place: Span) -> Vec<(usize, usize)> {
        let mut names = Vec::new();
        for line in lines(document, place) {
            names.extend(
                self.by_line
                    .get(&(rule.to_owned(), line))
                    .into_iter()
                    .flatten(),
            );
        }
        let elsewhere = self.elsewhere.get(rule).into_iter().flatten();
        names.extend(
            elsewhere.filter(|(ignore, _)| match self.all[*ignore].reach {
                Reach::File => true,
                Reach::Object { span, head } => span.contains(place) || head.contains(place),
                Reach::Line(_) => false,
            }),
        );
        names
    }
}

/// The lines that stand for a place. No comment can stand inside of a text of several lines, so the first line of the text
/// and the line of its key stand for all of it.
fn lines(document: &Document, place: Span) -> Vec<usize> {
    let line = |span: Span| document.source().line_of(span.start);
    let mut lines = vec![line(place)];
    let scalar = document
        .node_at(place)
        .filter(|node| !node.is_mapping() && !node.is_sequence());
    if let Some(node) = scalar {
        lines.extend([line(node.span()), line(node.head())]);
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}
