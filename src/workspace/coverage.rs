//! How many references to a source could be judged, and how many could not.
//!
//! A reference is a step's target, or a parameter list or body that can only be judged with a source.

use super::call::Call;
use super::target::{Fault, Target};
use super::{Scope, Source};
use crate::arazzo::Step;
use crate::reference;
use crate::syntax::Text;

/// Why a reference was not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The source was not read.
    Unread,
    /// Several operations of the source have the id.
    Repeated,
    /// Parts of the source stand in documents that were not read, or that are not there.
    Elsewhere,
    /// The body is text in a format that is not looked into.
    Format,
    /// A replacement names its target in another language than JSON Pointer, or the body that it changes is text.
    Replacement,
    /// The parameters of all calls together are too many.
    Parameters,
}

impl Gap {
    /// Why, for programs and for people.
    pub fn explain(self, source: &Source<'_>) -> (&'static str, String) {
        let name = source.name;
        match self {
            Self::Unread => source.unread().unwrap_or_default(),
            Self::Repeated => (
                "repeated",
                format!("source `{name}` has several operations of one id"),
            ),
            Self::Elsewhere => (
                "elsewhere",
                format!("parts of source `{name}` were not read"),
            ),
            Self::Format => (
                "format",
                "bodies other than JSON and forms are not looked into".to_owned(),
            ),
            Self::Replacement => (
                "replacement",
                "replacements by JSONPath or XPath, or in a text, are not followed".to_owned(),
            ),
            Self::Parameters => (
                "parameters",
                "the parameters of so many steps are too many to look at".to_owned(),
            ),
        }
    }
}

/// The references of one Arazzo document.
#[derive(Debug, Default)]
pub struct Coverage<'d> {
    /// How many were judged.
    pub checked: usize,
    /// How many were not, for each source description and reason.
    skipped: Vec<Vec<(Gap, usize)>>,
    /// References out of API descriptions that stood in the way, for each source description.
    elsewhere: Vec<Vec<Text<'d>>>,
}

impl<'d> Coverage<'d> {
    /// Nothing counted yet.
    pub fn new(scope: &Scope<'d>) -> Self {
        let count = scope.sources.len();
        Self {
            checked: 0,
            skipped: vec![Vec::new(); count],
            elsewhere: vec![Vec::new(); count],
        }
    }

    /// Counts what a step refers to by its target.
    pub fn count(&mut self, scope: &Scope<'d>, step: Step<'d>, target: &Target<'d>) {
        let details = usize::from(step.parameters().next().is_some())
            + usize::from(step.request_body().is_some());
        match target {
            Target::Operation { .. } | Target::Endpoint { .. } => self.checked += 1 + details,
            Target::Fault(Fault::RepeatedOperation { source, .. }) => {
                self.checked += 1;
                self.skip(scope, source, Gap::Repeated, details);
            }
            Target::Fault(_) => self.checked += 1,
            Target::Unread(source) => match source.unread_parts() {
                // It was read, and the path of the operation may be one that stands in another file.
                Some(parts) => {
                    self.skip(scope, source, Gap::Elsewhere, 1 + details);
                    let unread: Vec<_> = parts.iter().filter_map(not_read).collect();
                    self.refer(scope, source, &unread);
                }
                None => self.skip(scope, source, Gap::Unread, 1 + details),
            },
            Target::Workflow(workflow) if !scope.is_own(*workflow) => self.checked += 1 + details,
            Target::Workflow(_) | Target::Nothing => {}
        }
    }

    /// Takes back what depends on references that lead out of the operation's description.
    pub fn count_elsewhere(
        &mut self,
        scope: &Scope<'d>,
        call: &Call<'d>,
        in_parameters: &[Text<'d>],
        in_body: &[Text<'d>],
    ) {
        let parameters: Vec<_> = call
            .parameters
            .unknown
            .iter()
            .filter_map(not_read)
            .chain(in_parameters.iter().copied())
            .collect();
        for (references, is_asked) in [
            (
                parameters.as_slice(),
                call.step.parameters().next().is_some(),
            ),
            (in_body, call.step.request_body().is_some()),
        ] {
            if references.is_empty() {
                continue;
            }
            if is_asked {
                self.checked -= 1;
                self.skip(scope, &call.source, Gap::Elsewhere, 1);
            }
            self.refer(scope, &call.source, references);
        }
    }

    /// Notes references that lead out of a description.
    fn refer(&mut self, scope: &Scope<'d>, source: &Source<'d>, references: &[Text<'d>]) {
        let Some(index) = index_of(scope, source) else {
            return;
        };
        let known = &mut self.elsewhere[index];
        for reference in references {
            if known.iter().all(|known| known.span != reference.span) {
                known.push(*reference);
            }
        }
    }

    /// Takes back a body that was not looked into.
    pub fn count_unjudged(&mut self, scope: &Scope<'d>, call: &Call<'d>, gap: Gap) {
        self.checked -= 1;
        self.skip(scope, &call.source, gap, 1);
    }

    /// Takes back the parameters of a call that were not looked at.
    pub fn count_parameters(&mut self, scope: &Scope<'d>, call: &Call<'d>) {
        // Else they are taken back for another reason.
        if call.step.parameters().next().is_some() && call.parameters.unknown.is_empty() {
            self.checked -= 1;
        }
        self.skip(scope, &call.source, Gap::Parameters, 1);
    }

    /// How many references to a source could not be judged, by reason.
    pub fn skipped_for(&self, index: usize) -> &[(Gap, usize)] {
        &self.skipped[index]
    }

    /// The sources of which parts stand in other documents, with the references that lead there.
    pub fn elsewhere(&self) -> impl Iterator<Item = (usize, &[Text<'d>])> {
        self.elsewhere
            .iter()
            .map(Vec::as_slice)
            .enumerate()
            .filter(|(_, references)| !references.is_empty())
    }

    fn skip(&mut self, scope: &Scope<'d>, source: &Source<'d>, gap: Gap, count: usize) {
        let Some(index) = index_of(scope, source).filter(|_| count > 0) else {
            return;
        };
        let skipped = &mut self.skipped[index];
        match skipped.iter_mut().find(|(known, _)| *known == gap) {
            Some((_, known)) => *known += count,
            None => skipped.push((gap, count)),
        }
    }
}

/// The reference that leads to what was not read.
fn not_read<'d>(target: &reference::Target<'d>) -> Option<Text<'d>> {
    match target {
        reference::Target::Elsewhere(text) => Some(*text),
        _ => None,
    }
}

fn index_of(scope: &Scope<'_>, source: &Source<'_>) -> Option<usize> {
    scope
        .sources
        .iter()
        .position(|other| other.description.node() == source.description.node())
}
