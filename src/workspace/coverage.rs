//! How many references to a source could be judged, and how many could not.
//!
//! A reference is a step's target, or a parameter list or body that can only be judged with a source.

use super::call::Call;
use super::target::{Fault, Target};
use super::{Scope, Source};
use crate::arazzo::Step;
use crate::reference;
use crate::syntax::Text;

/// The references of one Arazzo document.
#[derive(Debug, Default)]
pub struct Coverage<'d> {
    /// How many were judged.
    pub checked: usize,
    /// How many were not, for each source description.
    skipped: Vec<usize>,
    /// References out of API descriptions that stood in the way, for each source description.
    elsewhere: Vec<Vec<Text<'d>>>,
}

impl<'d> Coverage<'d> {
    /// Nothing counted yet.
    pub fn new(scope: &Scope<'d>) -> Self {
        let count = scope.sources.len();
        Self {
            checked: 0,
            skipped: vec![0; count],
            elsewhere: vec![Vec::new(); count],
        }
    }

    /// Counts what a step refers to by its target.
    pub fn count(&mut self, scope: &Scope<'d>, step: Step<'d>, target: &Target<'d>) {
        let details = usize::from(step.parameters().next().is_some())
            + usize::from(step.request_body().is_some());
        match target {
            Target::Operation { .. } => self.checked += 1 + details,
            Target::Fault(Fault::RepeatedOperation { source, .. }) => {
                self.checked += 1;
                self.skip(scope, source, details);
            }
            Target::Fault(_) => self.checked += 1,
            Target::Unread(source) => self.skip(scope, source, 1 + details),
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
        let outside = |target: &reference::Target<'d>| match target {
            reference::Target::Elsewhere(text) => Some(*text),
            _ => None,
        };
        let parameters: Vec<_> = call
            .parameters
            .unknown
            .iter()
            .filter_map(outside)
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
                self.skip(scope, &call.source, 1);
            }
            let Some(index) = index_of(scope, &call.source) else {
                continue;
            };
            for reference in references {
                if !self.elsewhere[index]
                    .iter()
                    .any(|known| known.span == reference.span)
                {
                    self.elsewhere[index].push(*reference);
                }
            }
        }
    }

    /// How many references to a source could not be judged.
    pub fn skipped_for(&self, index: usize) -> usize {
        self.skipped[index]
    }

    /// The sources of which parts stand in other documents, with the references that lead there.
    pub fn elsewhere(&self) -> impl Iterator<Item = (usize, &[Text<'d>])> {
        self.elsewhere
            .iter()
            .map(Vec::as_slice)
            .enumerate()
            .filter(|(_, references)| !references.is_empty())
    }

    fn skip(&mut self, scope: &Scope<'d>, source: &Source<'d>, count: usize) {
        if let Some(index) = index_of(scope, source) {
            self.skipped[index] += count;
        }
    }
}

fn index_of(scope: &Scope<'_>, source: &Source<'_>) -> Option<usize> {
    scope
        .sources
        .iter()
        .position(|other| other.description.node() == source.description.node())
}
