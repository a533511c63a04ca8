//! The fixes that findings offer, made: which of them, in which order, until nothing is left to do.
//!
//! A round makes all fixes that do not come into each other's way, the first of two winning, and then everything is checked
//! again, for a fix can bring another one to light. What would make a document unreadable is left out. Only the documents
//! that were asked for are changed, never the descriptions behind them. Nothing is written here but by [`Change::write`].

mod choice;
mod write;

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Diagnostic, Fix, Outcome, Safety};
use crate::edit::apply;
use crate::load::Found;
use crate::source::{Source, SourceId, Span};
use crate::syntax::{Document, Limits, json_flaw, parse};

use choice::Choice;
pub use write::{Change, Error};

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Those that keep the meaning of the document.
    Safe,
    /// All of them.
    All,
}

impl Mode {
    /// The fix of a finding that is to be made: the best one that may be.
    pub fn pick(self, diagnostic: &Diagnostic) -> Option<&Fix> {
        let may_be_made = |fix: &&Fix| self == Self::All || fix.safety == Safety::Safe;
        diagnostic.fixes.iter().find(may_be_made)
    }
}

/// What became of the documents.
#[derive(Debug)]
pub struct Fixed {
    /// What a check still finds.
    pub outcome: Outcome,
    /// The documents that its spans lie in.
    pub documents: Vec<Document>,
    /// The documents that were asked for, with the fixes.
    pub found: Vec<Found>,
    /// How many fixes were made, by rule.
    pub made: BTreeMap<&'static str, usize>,
    /// The documents that are different now.
    pub changes: Vec<Change>,
    /// The fixes that were left out because no document would be left.
    pub dropped: Vec<Dropped>,
}

/// A fix that would have made its document unreadable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The rule that offered it.
    pub rule: &'static str,
    /// The document, as reports show it.
    pub name: String,
    /// What it would have done.
    pub title: String,
}

/// Fixes can bring others to light, but not for ever: two that undo each other end here.
const ROUNDS: usize = 50;

/// Makes fixes until none is left. `lint` checks documents: it is asked again after each round.
///
/// The documents of `lint` stand in the order of what it is given, those behind them follow, as [`crate::lint`] has it.
pub fn run(
    mut found: Vec<Found>,
    mode: Mode,
    mut lint: impl FnMut(Vec<Found>) -> (Outcome, Vec<Document>),
) -> Fixed {
    let before: Vec<String> = found.iter().map(|found| found.text.clone()).collect();
    let mut run = Run::default();
    let (mut outcome, mut documents) = lint(found.clone());
    for _ in 0..ROUNDS {
        if !run.round(&mut found, &outcome, mode) {
            break;
        }
        (outcome, documents) = lint(found.clone());
    }
    let changes = found.iter().zip(before);
    let changes = changes.filter(|(found, before)| found.text != *before);
    Fixed {
        outcome,
        documents,
        made: run.made,
        changes: changes
            .map(|(found, before)| Change::new(found.clone(), before))
            .collect(),
        found,
        dropped: run.dropped,
    }
}

/// What is remembered from round to round.
#[derive(Default)]
struct Run {
    made: BTreeMap<&'static str, usize>,
    dropped: Vec<Dropped>,
    /// The fixes that were dropped, by document, rule, title and message.
    hopeless: HashSet<(SourceId, &'static str, String, String)>,
    /// The texts that there were: one that comes back would come back for ever.
    seen: HashSet<(SourceId, String)>,
}

/// A finding with the fix that is to be made.
#[derive(Clone, Copy)]
struct Offer<'o> {
    diagnostic: &'o Diagnostic,
    fix: &'o Fix,
}

impl Run {
    /// Makes the fixes that do not come into each other's way; whether there were any.
    fn round(&mut self, found: &mut [Found], outcome: &Outcome, mode: Mode) -> bool {
        let mut offers: BTreeMap<SourceId, Vec<Offer<'_>>> = BTreeMap::new();
        for diagnostic in &outcome.diagnostics {
            let Some(fix) = mode.pick(diagnostic) else {
                continue;
            };
            let offer = Offer { diagnostic, fix };
            let Some(id) = document_of(fix).filter(|id| (id.0 as usize) < found.len()) else {
                continue;
            };
            if !self.hopeless.contains(&key(id, offer)) {
                offers.entry(id).or_default().push(offer);
            }
        }
        let mut has_changed = false;
        for (id, offers) in offers {
            let found = &mut found[id.0 as usize];
            let (chosen, text) = self.choose(id, found, &offers);
            if chosen.is_empty() || !self.seen.insert((id, found.text.clone())) {
                continue;
            }
            if self.seen.contains(&(id, text.clone())) {
                continue;
            }
            for offer in chosen {
                *self.made.entry(offer.diagnostic.rule).or_default() += 1;
            }
            found.text = text;
            has_changed = true;
        }
        has_changed
    }

    /// The fixes of one document that go together and leave it readable, and its text with them.
    fn choose<'o>(
        &mut self,
        id: SourceId,
        found: &Found,
        offers: &[Offer<'o>],
    ) -> (Vec<Offer<'o>>, String) {
        let text = found.text.as_str();
        let before = faults(found, text);
        let is_json = is_json(text);
        let is_sound =
            |text: &str| faults(found, text) <= before && (!is_json || self::is_json(text));
        let mut choice = Choice::new(text);
        let chosen: Vec<Offer<'_>> = offers
            .iter()
            .copied()
            .filter(|offer| choice.take(&offer.fix.edits))
            .collect();
        let changed = make(text, &chosen);
        if is_sound(&changed) {
            return (chosen, changed);
        }
        // One of them is bad, or two of them do not go together after all: one after the other, then.
        let mut made = Vec::new();
        for offer in chosen {
            if is_sound(&make(text, &[&made[..], &[offer]].concat())) {
                made.push(offer);
            } else if !is_sound(&make(text, &[offer])) {
                self.hopeless.insert(key(id, offer));
                self.dropped.push(Dropped {
                    rule: offer.diagnostic.rule,
                    name: found.name.clone(),
                    title: offer.fix.title.clone(),
                });
            }
        }
        let changed = make(text, &made);
        (made, changed)
    }
}

fn key(id: SourceId, offer: Offer<'_>) -> (SourceId, &'static str, String, String) {
    let Offer { diagnostic, fix } = offer;
    let (title, message) = (fix.title.clone(), diagnostic.message.clone());
    (id, diagnostic.rule, title, message)
}

fn make(text: &str, offers: &[Offer<'_>]) -> String {
    apply(text, offers.iter().flat_map(|offer| &offer.fix.edits))
}

/// The one document that a fix changes.
fn document_of(fix: &Fix) -> Option<SourceId> {
    let mut spans = fix.edits.iter().map(|edit| edit.span);
    let Span { source, .. } = spans.next()?;
    spans.all(|span| span.source == source).then_some(source)
}

/// Whether readers of JSON can read a text. A comma too many makes it YAML, which this linter reads as well.
fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{') && json_flaw(text).is_none()
}

/// How much is wrong with a text before anybody asks what it means.
fn faults(found: &Found, text: &str) -> usize {
    let source = Source::new(SourceId(0), found.name.as_str(), text);
    parse(source, Limits::default()).1.len()
}
