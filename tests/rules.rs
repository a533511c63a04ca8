//! Every rule against the documents in `fixtures/rules/<rule>/`.
//!
//! The rendered findings of a document lie beside it, so that a review shows what the user will read. A fixture speaks
//! of its own rule only, unless its first line says `# also: <other-rule>` (in JSON `"x-also": "<other-rule>"`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::load::{Loader, Request, Settings, discover};
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::rules::{self, Level, Levels, Rule};
use arazzo_lint::syntax::Document;

#[test]
fn findings_read_as_they_should() {
    insta::glob!(
        "../fixtures/rules",
        "*/*.arazzo.{yaml,json}",
        |path: &Path| {
            let (outcome, documents) = lint(&rule_of(path), path);
            let style = Style {
                notes: true,
                ..Style::PLAIN
            };
            let text = report::render(Format::Text, &outcome, &documents, &style);
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(folder_of(path));
            settings.set_prepend_module_to_snapshot(false);
            settings.remove_snapshot_suffix();
            settings.remove_input_file();
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(file_name(path), text));
        }
    );
}

#[test]
fn every_rule_is_documented_and_shown() {
    let mut complaints = Vec::new();
    for rule in rules::all() {
        for heading in ["## Why is this bad?", "## Example"] {
            if !rule.docs.contains(heading) {
                complaints.push(format!(
                    "the documentation of `{}` lacks the heading `{heading}`",
                    rule.name
                ));
            }
        }
        for (kind, does) in [("invalid", "reports"), ("valid", "does not report")] {
            let fixtures = fixtures(rule.name);
            if !fixtures.iter().any(|path| is_called(path, kind)) {
                complaints.push(format!(
                    "add fixtures/rules/{0}/{kind}.arazzo.yaml, a document that `{0}` {does}",
                    rule.name
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_fixture_speaks_of_its_own_rule_only() {
    let mut complaints = Vec::new();
    for rule in rules::all() {
        for path in fixtures(rule.name) {
            complaints.extend(complaint(rule, &path));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn nothing_is_left_over() {
    let mut complaints = Vec::new();
    for folder in entries(&root()) {
        let name = file_name(&folder);
        if !rules::all().any(|rule| rule.name == name) {
            complaints.push(format!("no rule is called like fixtures/rules/{name}"));
        }
        for path in entries(&folder) {
            let orphaned = path
                .to_str()
                .and_then(|path| path.strip_suffix(".snap"))
                // What its fixes make of it lies there as well.
                .map(|document| document.strip_suffix(".diff").unwrap_or(document))
                .is_some_and(|document| !Path::new(document).exists());
            let fixture = is_fixture(&path);
            if orphaned || fixture && !is_called(&path, "valid") && !is_called(&path, "invalid") {
                complaints.push(format!(
                    "fixtures/rules/{name}/{0} belongs to no test: remove it, or call it \
                     `invalid-<case>` or `valid-<case>`",
                    file_name(&path)
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What is wrong with the findings in a fixture of a rule.
fn complaint(rule: &Rule, path: &Path) -> Option<String> {
    let (outcome, _) = lint(rule.name, path);
    let also = also(path);
    let found: BTreeSet<&str> = outcome.diagnostics.iter().map(|found| found.rule).collect();
    let others: Vec<&str> = found
        .iter()
        .filter(|name| **name != rule.name && !also.iter().any(|also| also == *name))
        .copied()
        .collect();
    let place = format!("fixtures/rules/{}/{}", rule.name, file_name(path));
    let wanted = is_called(path, "invalid");
    if found.contains(rule.name) != wanted {
        let does = if wanted { "does not report" } else { "reports" };
        return Some(format!("`{}` {does} {place}", rule.name));
    }
    (!others.is_empty()).then(|| {
        format!(
            "{place} also has findings of {0}: mend it, or begin it with `# also: {0}`",
            others.join(", ")
        )
    })
}

/// The other rules that a fixture says it cannot do without.
fn also(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a fixture can be read");
    let yaml = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# also:"));
    let json = || {
        let line = text.lines().find(|line| line.contains("\"x-also\""))?;
        line.split('"').nth(3)
    };
    let names = yaml.or_else(json).unwrap_or_default();
    let names = names.split(',').map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// Checks a fixture as if it were alone in the world: nothing outside its folder is read, no connection is made.
/// The rule is on, whatever its own level is.
fn lint(rule: &str, path: &Path) -> (Outcome, Vec<Document>) {
    let folder = folder_of(path);
    let loader = Loader::new(Settings {
        root: Some(folder.clone()),
        ..Settings::new(folder)
    })
    .expect("the folder of a fixture exists");
    let paths = [PathBuf::from(file_name(path))];
    let request = Request {
        paths: &paths,
        stdin_name: None,
    };
    let (found, errors) = discover(&request, std::io::empty(), &loader);
    assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    let is_off = rules::all().any(|known| known.name == rule && known.level == Level::Off);
    let levels = Levels::default();
    let options = Run {
        is_offline: true,
        levels: if is_off {
            levels.with(rule, Level::Warning)
        } else {
            levels
        },
        jobs: None,
    };
    arazzo_lint::lint(found, &loader, &options)
}

/// The documents that show a rule, sorted.
fn fixtures(rule: &str) -> Vec<PathBuf> {
    let folder = root().join(rule);
    let mut paths = if folder.exists() {
        entries(&folder)
    } else {
        Vec::new()
    };
    paths.retain(|path| is_fixture(path));
    paths
}

/// API descriptions and snapshots lie beside the documents.
fn is_fixture(path: &Path) -> bool {
    let name = file_name(path);
    name.ends_with(".arazzo.yaml") || name.ends_with(".arazzo.json")
}

/// Whether a fixture is called `<kind>.arazzo.yaml` or `<kind>-<case>.arazzo.yaml`.
fn is_called(path: &Path, kind: &str) -> bool {
    file_name(path)
        .strip_prefix(kind)
        .is_some_and(|rest| rest.starts_with(['.', '-']))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the fixtures can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("its entries can be read").path())
        .collect();
    paths.sort();
    paths
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules")
}

fn rule_of(path: &Path) -> String {
    file_name(&folder_of(path))
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().expect("a fixture lies in a folder");
    folder.to_path_buf()
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("a fixture has a name");
    name.to_string_lossy().into_owned()
}
