//! Findings that were there before: a file of them keeps them back, so that only new ones are told.
//!
//! A finding is known by its [`crate::fingerprint`], so it stays known where lines move. Rule, file and message stand
//! beside it for people who read the changes of the file.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Outcome, Suppressed, Suppression};
use crate::fingerprint::fingerprints_below;
use crate::load::{Reason, Refusal};
use crate::source::{SourceId, path_below};
use crate::suppression::NEVER_SILENT;
use crate::syntax::Document;

/// The version of the file's form.
const VERSION: u32 = 1;

/// What keeps a baseline from being used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("the baseline `{}` {}", .0.subject, .0.reason)]
    Unreadable(Refusal),
    /// The file is no baseline.
    #[error("{name}:{line}:{column}: this is no baseline: {reason}")]
    Malformed {
        /// The file.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Another version of this program has written it.
    #[error("`{name}` is a baseline of version {version}; this program reads version {VERSION}")]
    Version {
        /// The file.
        name: String,
        /// Its version.
        version: u32,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unreadable(refusal) if refusal.reason == Reason::Missing => {
                Some("write it with `--write-baseline`".to_owned())
            }
            Self::Unreadable(refusal) => refusal.help(),
            Self::Malformed { .. } | Self::Version { .. } => {
                Some("write it anew with `--write-baseline`".to_owned())
            }
        }
    }
}

/// The file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: BTreeSet<Entry>,
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    rule: String,
    message: String,
    fingerprint: String,
}

/// Findings that are to be kept back.
#[derive(Debug)]
pub struct Baseline {
    entries: BTreeSet<Entry>,
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    ///
    /// When it is none, or of another version.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }

        let malformed = |error: &serde_json::Error| Error::Malformed {
            name: name.to_owned(),
            line: error.line(),
            column: error.column().max(1),
            reason: {
                let text = error.to_string();
                let end = text.find(" at line ").unwrap_or(text.len());
                text[..end].to_owned()
            },
        };
        // A later version may have other fields, so its number is read before them.
        let Head { version } = serde_json::from_str(text).map_err(|error| malformed(&error))?;
        if version != VERSION {
            return Err(Error::Version {
                name: name.to_owned(),
                version,
            });
        }
        let file: File = serde_json::from_str(text).map_err(|error| malformed(&error))?;
        Ok(Self {
            entries: file.findings,
        })
    }

    /// Moves the findings that stand in the baseline to those that are kept back, and counts the entries that match
    /// nothing any more.
    ///
    /// `folder` is where the names of the documents begin in the repository, for example `services/shop`. `could_find` says whether a rule
    /// has looked at the whole of a document; an entry counts as left over only if its rule has.
    pub fn apply(
        &self,
        outcome: &mut Outcome,
        documents: &[Document],
        folder: &str,
        could_find: impl Fn(&str, SourceId) -> bool,
    ) {
        let fingerprints = fingerprints_below(folder, candidates(outcome), documents);
        let known: HashSet<&str> = self
            .entries
            .iter()
            .map(|entry| entry.fingerprint.as_str())
            .collect();
        let mut met: HashSet<&str> = HashSet::new();
        let mut kept = Vec::new();
        let mut fingerprints = fingerprints.iter();
        for diagnostic in std::mem::take(&mut outcome.diagnostics) {
            let fingerprint = match is_candidate(&diagnostic) {
                true => fingerprints
                    .next()
                    .and_then(|print| known.get(print.as_str())),
                false => None,
            };
            match fingerprint {
                Some(fingerprint) => {
                    met.insert(*fingerprint);
                    outcome.suppressed.push(Suppressed {
                        diagnostic,
                        by: Suppression::Baseline,
                    });
                }
                None => kept.push(diagnostic),
            }
        }
        outcome.diagnostics = kept;
        let path = |document: &Document| path_below(folder, document.source().name());
        let by_path: HashMap<String, SourceId> = documents
            .iter()
            .map(|document| (path(document), document.id()))
            .collect();
        let is_over = |entry: &&Entry| {
            let document = by_path.get(&entry.file);
            !met.contains(entry.fingerprint.as_str())
                && document.is_some_and(|id| could_find(&entry.rule, *id))
        };
        outcome.summary.stale = self.entries.iter().filter(is_over).count();
    }
}

/// The text of a baseline that keeps back all that a run has found. The same findings give the same bytes.
pub fn write(outcome: &Outcome, documents: &[Document], folder: &str) -> String {
    let fingerprints = fingerprints_below(folder, candidates(outcome), documents);
    let entries = candidates(outcome).zip(fingerprints);
    let findings = entries.map(|(diagnostic, fingerprint)| {
        let document = &documents[diagnostic.primary.span.source.0 as usize];
        Entry {
            file: path_below(folder, document.source().name()),
            rule: diagnostic.rule.to_owned(),
            message: diagnostic.message.clone(),
            fingerprint,
        }
    });
    let file = File {
        version: VERSION,
        findings: findings.collect(),
    };
    let text = serde_json::to_string_pretty(&file).expect("a baseline is plain JSON");
    text + "\n"
}

/// The findings that a baseline can keep back. A syntax error is always told: what stands behind it is not checked.
fn candidates(outcome: &Outcome) -> impl Iterator<Item = &Diagnostic> {
    outcome
        .diagnostics
        .iter()
        .filter(|found| is_candidate(found))
}

fn is_candidate(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule != NEVER_SILENT
}
