//! The fixes that findings offer: what they change, and that they change nothing else.
//!
//! What becomes of a fixture when the fixes of its own rule are made lies beside it as a diff. Every fix of every fixture and
//! of the corpus is made alone as well: its finding has to go, no error may come, and everything that it does not touch has
//! to read as before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::{Diagnostic, Edit, Fix, Outcome, Safety, Severity};
use arazzo_lint::edit::apply;
use arazzo_lint::fix::{self, Mode};
use arazzo_lint::load::{Found, Loader, Mapping, Request, Settings, discover};
use arazzo_lint::report;
use arazzo_lint::rules::{self, Level, Levels};
use arazzo_lint::source::Span;
use arazzo_lint::syntax::{Document, Node, json_flaw, to_value};
use serde_json::Value;

mod shared;

/// The rules that offer fixes, and how safe the fixes are.
const FIXABLE: &[(&str, Safety)] = &[
    ("avoidable-operation-path", Safety::Safe),
    ("duplicate-entry", Safety::Safe),
    ("ineffective-field", Safety::Safe),
    ("malformed-condition", Safety::Unsafe),
    ("malformed-expression", Safety::Unsafe),
    ("mismatched-source-type", Safety::Safe),
    ("misplaced-parameter", Safety::Unsafe),
    ("missing-workflow-input", Safety::Unsafe),
    ("non-json-yaml", Safety::Safe),
    ("read-only-property", Safety::Unsafe),
    ("undeclared-dependency", Safety::Safe),
    ("unevaluated-expression", Safety::Unsafe),
    ("unknown-component", Safety::Unsafe),
    ("unknown-content-type", Safety::Unsafe),
    ("unknown-field", Safety::Unsafe),
    ("unknown-input", Safety::Unsafe),
    ("unknown-operation", Safety::Unsafe),
    ("unknown-output", Safety::Unsafe),
    ("unknown-parameter", Safety::Unsafe),
    ("unknown-property", Safety::Unsafe),
    ("unknown-response-header", Safety::Unsafe),
    ("unknown-response-property", Safety::Unsafe),
    ("unknown-source", Safety::Unsafe),
    ("unknown-step", Safety::Unsafe),
    ("unknown-workflow", Safety::Unsafe),
    ("unknown-workflow-input", Safety::Unsafe),
    ("unqualified-operation", Safety::Safe),
    ("unquoted-condition", Safety::Safe),
    ("unused-component", Safety::Safe),
    ("unused-ignore", Safety::Safe),
    ("unused-source", Safety::Unsafe),
    ("wrong-type", Safety::Safe),
];

/// Errors that a fix brings to light, since what stands there is understood now: a part of the path, the rule that is fixed,
/// the rule that has more to say, and what.
const REVEALED: &[(&str, &str, &str, &str)] = &[
    // A circle is told as one only where somebody has asked for an order.
    (
        "invalid-output",
        "undeclared-dependency",
        "premature-reference",
        "`$steps.order.outputs.id`",
    ),
    // What was taken for an API description has no operations.
    (
        "invalid-itself",
        "mismatched-source-type",
        "unknown-operation",
        "`listInvoices`",
    ),
    // What an operation answers is known once it is found.
    (
        "stripe-hubspot",
        "unknown-operation",
        "mismatched-type",
        "`amount` expects a string",
    ),
    // The one property of nearly that name takes something else.
    (
        "hornet2",
        "unknown-property",
        "mismatched-type",
        "`workflow` expects an object",
    ),
];

/// A document, and how it is checked.
struct Case {
    loader: Loader,
    run: Run,
    found: Vec<Found>,
}

impl Case {
    fn new(folder: &Path, name: &str, mappings: Vec<Mapping>, levels: Levels) -> Self {
        let loader = Loader::new(Settings {
            root: Some(folder.to_path_buf()),
            mappings,
            ..Settings::new(folder)
        })
        .expect("the folder exists");
        let paths = [PathBuf::from(name)];
        let request = Request {
            paths: &paths,
            stdin_name: None,
        };
        let (found, errors) = discover(&request, std::io::empty(), &loader);
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let run = Run {
            is_offline: true,
            levels,
            jobs: None,
        };
        Self { loader, run, found }
    }

    fn lint(&self, found: Vec<Found>) -> (Outcome, Vec<Document>) {
        arazzo_lint::lint(found, &self.loader, &self.run)
    }

    fn lint_text(&self, text: &str) -> (Outcome, Vec<Document>) {
        let mut found = self.found.clone();
        text.clone_into(&mut found[0].text);
        self.lint(found)
    }

    /// Makes one fix, and says what is wrong with what comes out.
    fn complaints(
        &self,
        before: &(Outcome, Vec<Document>),
        diagnostic: &Diagnostic,
        fix: &Fix,
    ) -> Vec<String> {
        let text = &self.found[0].text;
        let changed = apply(text, &fix.edits);
        let after = self.lint_text(&changed);
        let mut complaints = Vec::new();
        if after.1[0].is_cut() && !before.1[0].is_cut() {
            return vec!["the document cannot be read any more".to_owned()];
        }
        if json_flaw(text).is_none() && json_flaw(&changed).is_some() {
            complaints.push("the document is no JSON any more".to_owned());
        }
        let count = |outcome: &Outcome| {
            let same = |other: &&Diagnostic| {
                other.rule == diagnostic.rule && other.message == diagnostic.message
            };
            outcome.diagnostics.iter().filter(same).count()
        };
        if count(&after.0) >= count(&before.0) {
            complaints.push("the finding is still there".to_owned());
        }
        let errors = |outcome: &Outcome| {
            let mut errors: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
            let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
            for found in outcome.diagnostics.iter().filter(is_error) {
                *errors
                    .entry((found.rule, found.message.clone()))
                    .or_default() += 1;
            }
            errors
        };
        let known = errors(&before.0);
        for ((rule, message), count) in errors(&after.0) {
            let is_revealed = REVEALED.iter().any(|(path, fixed, revealed, words)| {
                self.found[0].name.contains(path)
                    && *fixed == diagnostic.rule
                    && *revealed == rule
                    && message.contains(words)
            });
            if known.get(&(rule, message.clone())).copied().unwrap_or(0) < count && !is_revealed {
                complaints.push(format!("a new error has come: {rule}: {message}"));
            }
        }
        for (before, after) in before.1[0].roots().zip(after.1[0].roots()) {
            compare(before, after, &fix.edits, &mut complaints);
        }
        complaints
    }

    /// All complaints about the fixes of a document.
    fn all_complaints(&self) -> Vec<String> {
        let before = self.lint(self.found.clone());
        let mut complaints = Vec::new();
        let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &before.0.diagnostics {
            for fix in &diagnostic.fixes {
                let tried = tried.entry(diagnostic.rule).or_default();
                *tried += 1;
                // Long documents repeat themselves.
                if *tried > 8 {
                    continue;
                }
                let place = format!(
                    "{}: {}: {} ({})",
                    self.found[0].name, diagnostic.rule, diagnostic.message, fix.title
                );
                let found = self.complaints(&before, diagnostic, fix);
                complaints.extend(found.iter().map(|found| format!("{place}: {found}")));
            }
        }
        for mode in [Mode::Safe, Mode::All] {
            complaints.extend(self.unstable(mode));
        }
        complaints
    }

    /// How many fixes are offered, by rule.
    fn offers(&self) -> BTreeMap<&'static str, usize> {
        let mut offers = BTreeMap::new();
        for diagnostic in self.lint(self.found.clone()).0.diagnostics {
            *offers.entry(diagnostic.rule).or_default() += diagnostic.fixes.len();
        }
        // These speak of the text itself.
        offers.retain(|rule, count| {
            *count > 0 && !["non-json-yaml", "unquoted-condition", "unused-ignore"].contains(rule)
        });
        offers
    }

    /// Making all fixes a second time changes nothing.
    fn unstable(&self, mode: Mode) -> Option<String> {
        let fixed = fix::run(self.found.clone(), mode, |found| self.lint(found));
        let name = &self.found[0].name;
        if let Some(dropped) = fixed.dropped.first() {
            return Some(format!("{name}: a fix was dropped: {dropped:?}"));
        }
        let change = fixed.changes.first()?;
        let mut found = self.found.clone();
        found[0].text.clone_from(&change.after);
        let again = fix::run(found, mode, |found| self.lint(found));
        (!again.changes.is_empty())
            .then(|| format!("{name}: {mode:?}: fixes go on for ever: {:?}", again.made))
    }
}

/// Says what is different between two values that no edit touches.
fn compare(before: Node<'_>, after: Node<'_>, edits: &[Edit], complaints: &mut Vec<String>) {
    if to_value(before) == to_value(after) {
        return;
    }
    let is_touched = |span: Span| {
        let meets = |edit: &Edit| edit.span.start <= span.end && span.start <= edit.span.end;
        edits.iter().any(meets)
    };
    let mut complain = |what: &str| {
        complaints.push(format!("{what} at {} reads otherwise", before.pointer()));
    };
    if before.kind() != after.kind() {
        if !is_touched(before.span()) {
            complain("a value");
        }
        return;
    }
    if before.is_mapping() {
        for entry in before.entries() {
            match after.get(entry.key.value) {
                Some(value) => compare(entry.value, value, edits, complaints),
                None if is_touched(entry.key.span) => {}
                None => complaints.push(format!("{} is gone", entry.value.pointer())),
            }
        }
        let new = after
            .entries()
            .any(|entry| before.get(entry.key.value).is_none());
        if new && !is_touched(before.span()) {
            complaints.push(format!("{} has a new member", before.pointer()));
        }
    } else if before.is_sequence() {
        let mut items = after.items().peekable();
        for item in before.items() {
            let is_same = items
                .peek()
                .is_some_and(|other| to_value(*other) == to_value(item));
            let is_shorter = after.items().count() < before.items().count();
            if is_same || !is_shorter {
                if let Some(other) = items.next() {
                    compare(item, other, edits, complaints);
                }
            } else if !is_touched(item.span()) {
                complaints.push(format!("{} is gone", item.pointer()));
            }
        }
        if items.next().is_some() && !is_touched(before.span()) {
            complaints.push(format!("{} has a new item", before.pointer()));
        }
    } else if !is_touched(before.span()) {
        complain("a scalar");
    }
}

#[test]
fn fixtures_become_what_they_should() {
    insta::glob!(
        "../fixtures/rules",
        "*/*.arazzo.{yaml,json}",
        |path: &Path| {
            let (case, rule) = fixture(path);
            let fixed = fix::run(case.found.clone(), Mode::All, |found| {
                let (mut outcome, documents) = case.lint(found);
                outcome.diagnostics.retain(|found| found.rule == rule);
                (outcome, documents)
            });
            if fixed.changes.is_empty() {
                return;
            }
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(path.parent().expect("a fixture lies in a folder"));
            settings.set_prepend_module_to_snapshot(false);
            settings.remove_snapshot_suffix();
            settings.remove_input_file();
            settings.set_omit_expression(true);
            let name = format!("{}.diff", case.found[0].name);
            settings.bind(|| insta::assert_snapshot!(name, report::diff(&fixed.changes)));
        }
    );
}

#[test]
fn the_rules_that_can_fix_do() {
    let mut offered: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in fixtures() {
        let (case, _) = fixture(&path);
        let (outcome, _) = case.lint(case.found.clone());
        for diagnostic in outcome.diagnostics {
            for fix in diagnostic.fixes {
                let safeties = offered.entry(diagnostic.rule).or_default();
                safeties.insert(fix.safety.name());
            }
        }
    }
    let expected: BTreeMap<&str, BTreeSet<&str>> = FIXABLE
        .iter()
        .map(|(rule, safety)| (*rule, BTreeSet::from([safety.name()])))
        .collect();
    assert_eq!(offered, expected);
}

#[test]
fn the_readme_lists_them() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).expect("it can be read");
    let (_, section) = readme.split_once("### Fixes").expect("a section on fixes");
    let (section, _) = section.split_once("\n###").expect("a section behind it");
    let (safe, guesses) = section
        .split_once("An *unsafe* one")
        .expect("two lists of rules");
    for (text, safety) in [(safe, Safety::Safe), (guesses, Safety::Unsafe)] {
        let is_listed = |rule: &str| text.contains(&format!("`{rule}`"));
        let listed = rules::all()
            .map(|rule| rule.name)
            .filter(|name| is_listed(name));
        let wanted = FIXABLE.iter().filter(|(_, other)| *other == safety);
        let wanted: BTreeSet<&str> = wanted.map(|(rule, _)| *rule).collect();
        assert_eq!(listed.collect::<BTreeSet<_>>(), wanted);
    }
}

#[test]
fn a_fix_mends_its_finding_and_nothing_else() {
    let complaints: Vec<String> = fixtures()
        .iter()
        .flat_map(|path| fixture(path).0.all_complaints())
        .collect();
    let count = complaints.len();
    assert!(count == 0, "{count}:\n{}", complaints.join("\n"));
}

#[test]
fn documents_are_fixed_in_whatever_style_they_are_written() {
    let mut complaints = Vec::new();
    for path in fixtures() {
        let (mut case, _) = fixture(&path);
        let offers = case.offers();
        let (_, documents) = case.lint(case.found.clone());
        let Some(root) = documents[0].root().filter(|_| !offers.is_empty()) else {
            continue;
        };
        let value = to_value(root);
        let styles = [
            serde_yaml::to_string(&value).expect("a value can be written"),
            serde_json::to_string_pretty(&value).expect("a value can be written"),
            serde_json::to_string(&value).expect("a value can be written"),
            flow(&value),
        ];
        for text in styles {
            case.found[0].text = text;
            let found = case.offers();
            if found != offers {
                complaints.push(format!(
                    "{}: {found:?} instead of {offers:?} in\n{}",
                    path.display(),
                    case.found[0].text
                ));
            }
            complaints.extend(case.all_complaints());
        }
    }
    let count = complaints.len();
    assert!(count == 0, "{count}:\n{}", complaints.join("\n"));
}

/// A value in brackets, without quotes where they are not needed.
fn flow(value: &Value) -> String {
    let text = |text: &str| {
        let is_plain = |letter: char| letter.is_ascii_alphabetic() || letter == '-';
        let is_word = text.len() > 3 && text.starts_with(|letter: char| letter.is_alphabetic());
        let is_kept = is_word && text.chars().all(is_plain) && text != "true" && text != "null";
        match is_kept && text != "false" {
            true => text.to_owned(),
            false => format!("'{}'", text.replace('\'', "''")),
        }
    };
    match value {
        Value::String(value) if value.contains(char::is_control) => value_in_json(value),
        Value::String(value) => text(value),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| format!("{}: {}", text(key), flow(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", # x\n  "))
        }
        other => other.to_string(),
    }
}

fn value_in_json(text: &str) -> String {
    serde_json::to_string(text).expect("a string can be written")
}

#[test]
fn fixes_of_the_corpus_mend_their_findings_and_nothing_else() {
    let Some(folder) = shared::folder("corpus") else {
        return;
    };
    let remotes = std::fs::read_to_string(folder.join("remotes.json")).expect("a file");
    let remotes: BTreeMap<String, PathBuf> = serde_json::from_str(&remotes).expect("a map");
    let mappings: Vec<Mapping> = remotes
        .into_iter()
        .map(|(from, to)| Mapping { from, to })
        .collect();
    let expected = std::fs::read_to_string(folder.join("expected.jsonl")).expect("a file");
    let mut complaints = Vec::new();
    for line in expected.lines() {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        let name = line["path"].as_str().expect("a path");
        let case = Case::new(&folder, name, mappings.clone(), Levels::default());
        complaints.extend(case.all_complaints());
    }
    let count = complaints.len();
    assert!(count == 0, "{count}:\n{}", complaints.join("\n"));
}

/// Every document that shows a rule.
fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let entries = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("a folder can be listed");
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("its entries can be read").path())
            .collect();
        paths.sort();
        paths
    };
    let folders = entries(&root);
    let files = folders.iter().flat_map(|folder| entries(folder));
    let is_fixture = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".arazzo.yaml") || name.ends_with(".arazzo.json")
    };
    files.filter(is_fixture).collect()
}

/// A fixture with its own rule on, and the rule.
fn fixture(path: &Path) -> (Case, String) {
    let folder = path.parent().expect("a fixture lies in a folder");
    let name = |path: &Path| {
        let name = path.file_name().expect("it has a name");
        name.to_string_lossy().into_owned()
    };
    let rule = name(folder);
    let is_off = rules::all().any(|known| known.name == rule && known.level == Level::Off);
    let levels = match is_off {
        true => Levels::default().with(&rule, Level::Warning),
        false => Levels::default(),
    };
    (Case::new(folder, &name(path), Vec::new(), levels), rule)
}
