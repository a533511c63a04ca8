//! What a finding is known by from one run to the next: the same on every machine, whatever moves around it.
//!
//! A fingerprint is made of the rule, the file, the place in the tree and the names that the message quotes. Lines are
//! not part of it, and a list's entry counts by its id or name where it has one, so that a step which is put before
//! others leaves their findings known. Nor is the wording, which gets better with the versions.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, path_below};
use crate::syntax::{Document, Node, unescape_token};

/// The fields that name an entry of a list, the more telling first.
const NAMES: [&str; 3] = ["workflowId", "stepId", "name"];

/// One fingerprint for each finding, in their order: 32 hexadecimal digits, no two alike.
///
/// Findings that nothing tells apart are numbered, so a run with one more of them has one new fingerprint.
pub fn fingerprints<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    documents: &[Document],
) -> Vec<String> {
    fingerprints_below("", diagnostics, documents)
}

/// The same where the names of the documents begin in a folder: `services/shop` for a run in that folder of a
/// repository gives what a run at its root gives.
pub fn fingerprints_below<'a>(
    folder: &str,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    documents: &[Document],
) -> Vec<String> {
    let mut numbers: FxHashMap<u128, u64> = FxHashMap::default();
    let mut taken = FxHashSet::default();
    let diagnostics = diagnostics.into_iter();
    diagnostics
        .map(|diagnostic| {
            let hash = hash(folder, diagnostic, documents);
            let number = numbers.entry(hash.state).or_default();
            loop {
                let mut numbered = hash;
                if *number > 0 {
                    numbered.part(&number.to_string());
                }
                *number += 1;
                if taken.insert(numbered.state) {
                    return format!("{:032x}", numbered.state);
                }
            }
        })
        .collect()
}

/// The JSON Pointer of the value at fault.
pub fn pointer(diagnostic: &Diagnostic, documents: &[Document]) -> String {
    match &diagnostic.pointer {
        Some(pointer) => pointer.clone(),
        None => {
            let span = diagnostic.primary.span;
            let node = document(documents, span.source).node_at(span);
            node.map(|node| node.pointer()).unwrap_or_default()
        }
    }
}

fn hash(folder: &str, diagnostic: &Diagnostic, documents: &[Document]) -> Fnv {
    let span = diagnostic.primary.span;
    let document = document(documents, span.source);
    let mut hash = Fnv::new();
    hash.part(diagnostic.rule);
    hash.part(&path_below(folder, document.source().name()));
    let mut node = document.node_at(span);
    while let Some(parent) = node.and_then(Node::parent) {
        node = Some(parent);
    }
    for token in pointer(diagnostic, documents).split('/').skip(1) {
        let token = unescape_token(token);
        let child = node.and_then(|node| node.child(&token));
        let is_entry = node.is_some_and(Node::is_sequence);
        match child.filter(|_| is_entry).and_then(name) {
            Some(name) => hash.part(&format!("={name}")),
            None => hash.part(&token),
        }
        node = child;
    }
    // Behind every second backtick stands a name; a part of its own, so that a pointer does not run into it.
    hash.part("");
    for name in diagnostic.message.split('`').skip(1).step_by(2) {
        hash.part(name);
    }
    hash
}

/// What an entry of a list is called.
fn name(entry: Node<'_>) -> Option<&str> {
    NAMES
        .into_iter()
        .find_map(|field| Some(entry.string(field)?.value))
}

fn document(documents: &[Document], id: SourceId) -> &Document {
    let index = usize::try_from(id.0).ok();
    index
        .and_then(|index| documents.get(index))
        .expect("what a run has found lies in its documents")
}

/// FNV-1a of 128 bits: short enough to be written out here, so that no version of a library can change it.
#[derive(Clone, Copy)]
struct Fnv {
    state: u128,
}

impl Fnv {
    fn new() -> Self {
        Self {
            state: 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d,
        }
    }

    fn byte(&mut self, byte: u8) {
        const PRIME: u128 = 0x0100_0000_0000_0000_0000_013b;
        self.state = (self.state ^ u128::from(byte)).wrapping_mul(PRIME);
    }

    /// Takes a text and its end, which is a byte that no text contains.
    fn part(&mut self, text: &str) {
        for byte in text.bytes() {
            self.byte(byte);
        }
        self.byte(0xff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::{Source, Span, offset};
    use crate::syntax::{Limits, parse};

    /// The fingerprints of findings at the given words, each with its message.
    fn check(name: &str, text: &str, findings: &[(&str, &str)]) -> Vec<String> {
        let (document, _) = parse(Source::new(SourceId(0), name, text), Limits::default());
        let findings = findings.iter().map(|(word, message)| {
            let start = text.find(word).expect("the word is there");
            let span = Span {
                source: SourceId(0),
                start: offset(start),
                end: offset(start + word.len()),
            };
            Diagnostic::new("some-rule", Severity::Error, span, *message)
        });
        fingerprints(&findings.collect::<Vec<_>>(), &[document])
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let hash = |text: &str| {
            let mut hash = Fnv::new();
            text.bytes().for_each(|byte| hash.byte(byte));
            hash.state
        };
        assert_eq!(hash(""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(hash("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(hash("foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn what_moves_is_known_again() {
        let before = "steps:\n  - { stepId: pay, at: x }\n";
        let after = "# a remark\nsteps:\n  - stepId: find\n\n  - stepId: pay\n    at:   x\n";
        let found = [("x", "`x` is wrong")];
        let known = check("a.yaml", before, &found);
        assert_eq!(known, ["22632cb574190d08380a5d1b435ea29a"]);
        assert_eq!(known, check("a.yaml", after, &found));
        let reworded = [("x", "this cannot be `x`")];
        assert_eq!(known, check("a.yaml", after, &reworded));
    }

    #[test]
    fn what_differs_is_told_apart() {
        let text = "steps:\n  - { stepId: pay, at: x, and: y }\n  - { stepId: send, at: z }\n  - stepless\n";
        let findings = [
            ("x", "`a` is missing"),
            ("x", "`b` is missing"),
            ("x", "`a` is missing"),
            ("x", "`a` is missing"),
            ("y", "`a` is missing"),
            ("z", "`a` is missing"),
            ("stepless", "`a` is missing"),
        ];
        let mut all = check("a.yaml", text, &findings);
        all.extend(check("b.yaml", text, &findings));
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), all.len());
    }
}
