//! Whatever the input: no panic, and every span inside of its document.

#[path = "robustness/spoil.rs"]
mod spoil;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::edit;
use arazzo_lint::load::{Found, Loader, Settings};
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::rules::Levels;
use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{self, Document, Limits};
use rayon::prelude::*;
use spoil::{MUTATIONS, Numbers};

/// Every YAML and JSON document below `fixtures/`.
fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if extension
                .is_some_and(|extension| ["yaml", "yml", "json"].contains(&extension))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Lints a text as if it stood in a file of that folder, outside of which nothing is looked for.
fn lint(folder: &Path, text: &str) -> (Outcome, Vec<Document>) {
    let folder = folder.canonicalize().expect("a folder");
    let settings = Settings {
        root: Some(folder.clone()),
        ..Settings::new(&folder)
    };
    let loader = Loader::new(settings).expect("a folder that can be used");
    let found = Found {
        name: "document".to_owned(),
        path: None,
        base: loader.base(&folder, &folder),
        text: text.to_owned(),
        is_named: true,
        is_stdin: false,
    };
    arazzo_lint::lint(
        vec![found],
        &loader,
        &Run {
            is_offline: true,
            levels: Levels::new(true),
            jobs: None,
        },
    )
}

/// Every finding lies in its document, every fix leaves the document readable, and every report can be written.
fn assert_sound(
    folder: &Path,
    text: &str,
    outcome: &Outcome,
    documents: &[Document],
) -> Vec<String> {
    for diagnostic in &outcome.diagnostics {
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
        for span in labels.map(|label| label.span) {
            let source = documents[span.source.0 as usize].source().text();
            let place = source.get(span.start as usize..span.end as usize);
            assert!(
                place.is_some(),
                "{}: {} at {span:?} in\n{text}",
                folder.display(),
                diagnostic.rule
            );
        }
    }
    for fix in outcome.diagnostics.iter().flat_map(|found| &found.fixes) {
        let changed = edit::apply(text, &fix.edits);
        let problems = |text: &str| {
            let source = Source::new(SourceId(0), "document", text);
            syntax::parse(source, Limits::default()).1.len()
        };
        assert!(
            problems(&changed) <= problems(text) || may_break(text),
            "{}: {} makes of\n{text}\n{changed}",
            folder.display(),
            fix.title
        );
    }
    let style = Style {
        width: 80,
        notes: true,
        ..Style::PLAIN
    };
    // Odd places are given to the other formats in `reports.rs`, without the cost of a run.
    let formats = [Format::Text, Format::Concise, Format::Json];
    let reports = formats.map(|format| report::render(format, outcome, documents, &style));
    assert!(reports.iter().all(|report| !report.is_empty()));
    reports.into()
}

/// What has an anchor is looked at by nobody who removes it: such a fix is dropped when it is made.
fn may_break(text: &str) -> bool {
    text.contains('&')
}

fn check(folder: &Path, text: &str) -> Vec<String> {
    let (outcome, documents) = lint(folder, text);
    assert_sound(folder, text, &outcome, &documents)
}

/// Every fixture is spoilt in every way, at places that are the same on every run: an Arazzo document itself, an API
/// description under the document that uses it.
#[test]
fn spoilt_documents_are_checked_like_others() {
    let fixtures = fixtures();
    fixtures.par_iter().enumerate().for_each(|(number, path)| {
        let Ok(text) = fs::read_to_string(path) else {
            return; // Not UTF-8 on purpose.
        };
        if text.trim().is_empty() {
            return;
        }
        let folder = path.parent().expect("a file lies in a folder");
        let name = file_name(path);
        let names_it = |other: &&PathBuf| {
            other.parent() == Some(folder)
                && is_arazzo(other)
                && fs::read_to_string(other).is_ok_and(|text| text.contains(&name))
        };
        let user = match is_arazzo(path) {
            true => None,
            false => fixtures.iter().find(names_it),
        };
        let user = user.map(|user| fs::read_to_string(user).expect("a document"));
        let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("spoilt-{number}"));

        let mut numbers = Numbers(number as u64);
        for (way, mutate) in MUTATIONS.iter().enumerate() {
            let spoilt = mutate(&text, &mut numbers);
            let (folder, document) = match &user {
                Some(user) => {
                    fs::create_dir_all(&beside).expect("a folder for tests");
                    fs::write(beside.join(&name), &spoilt).expect("a file for tests");
                    (beside.as_path(), user)
                }
                None => (folder, &spoilt),
            };
            let reports = check(folder, document);
            // Once for each document is enough: what could differ is the same in all of them.
            if way == number % MUTATIONS.len() {
                assert!(
                    reports == check(folder, document),
                    "{}: two runs differ over\n{spoilt}",
                    path.display()
                );
            }
        }
        if user.is_some() {
            fs::remove_dir_all(&beside).expect("the folder for tests");
        }
    });
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("a file has a name");
    name.to_string_lossy().into_owned()
}

fn is_arazzo(path: &Path) -> bool {
    file_name(path).contains(".arazzo.")
}

#[test]
fn strange_roots_are_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for text in [
        "",
        "null",
        "[]",
        "- a",
        "text",
        "42",
        "arazzo:",
        "arazzo: 1.0.1\nworkflows: {}\n",
        "arazzo: 1.0.1\nworkflows:\n  - steps: null\n",
        "arazzo: [1]\nsourceDescriptions: 3\nworkflows: text\n",
        "arazzo: 1.0.1\nworkflows: [{workflowId: a, steps: [null, 1, [], {}]}]\n",
        "\u{feff}",
        "---\n---\n",
        "%YAML 1.2\n",
    ] {
        let (outcome, documents) = lint(&folder, text);
        assert_sound(&folder, text, &outcome, &documents);
        assert!(outcome.summary.errors > 0, "{text:?} is no sound document");
    }
}

#[test]
fn hostile_documents_end_in_bounded_time() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let head = "arazzo: 1.0.1\ninfo: {title: t, version: '1'}\nsourceDescriptions: [{name: a, url: a.yaml}]\nworkflows:\n";
    let mut bomb = format!("{head}  - workflowId: w\n    x-0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(bomb, "    x-{level}: &a{level} [{aliases}]");
    }
    let mut steps = String::new();
    for n in 0..2_000 {
        let outputs = format!("{{v: $steps.s{n}.outputs.v}}");
        let _ = writeln!(
            steps,
            "      - {{stepId: s{n}, operationId: o, outputs: {outputs}}}"
        );
    }
    let many = format!("{head}  - workflowId: w\n    steps:\n{steps}");
    let recursive = format!(
        "{head}  - workflowId: w\n    inputs: &i {{properties: {{a: *i}}, allOf: [{{$ref: '#/workflows/0/inputs'}}]}}\n    steps: []\n"
    );
    for text in [
        "[".repeat(100_000),
        format!("{{\"arazzo\": {}", "[".repeat(100_000)),
        format!("arazzo: {}", "- ".repeat(100_000)),
        format!("arazzo: 1.0.1\nx: \"{}\"\n", "{$inputs.a}".repeat(20_000)),
        bomb,
        many,
        recursive,
        format!("{head}{}", chained_inputs()),
    ] {
        check(&folder, &text);
    }
    for (language, condition) in [
        ("simple", "(".repeat(50_000)),
        ("simple", "!".repeat(50_000)),
        (
            "simple",
            format!("$response.body{} == 1", ".a".repeat(50_000)),
        ),
        ("regex", "((a{1,1000}){1,1000}){1,1000}".to_owned()),
        ("regex", "(".repeat(4_000)),
        ("regex", "[".repeat(4_000)),
        ("jsonpath", format!("${}", "[?@".repeat(3_000))),
        ("jsonpath", format!("$[?{}1]", "(".repeat(60))),
        ("xpath", "(".repeat(20_000)),
        ("xpath", format!("{}1{}", "a[".repeat(60), "]".repeat(60))),
    ] {
        let criterion =
            format!("{{context: $response.body, type: {language}, condition: '{condition}'}}");
        let step = format!("{{stepId: s, operationId: o, successCriteria: [{criterion}]}}");
        check(
            &folder,
            &format!("{head}  - {{workflowId: w, steps: [{step}]}}\n"),
        );
    }
}

/// Inputs that lead through a long chain of references.
fn chained_inputs() -> String {
    let mut text =
        "  - {workflowId: w, inputs: {$ref: '#/components/inputs/i0'}, steps: []}\n".to_owned();
    text += "components:\n  inputs:\n";
    for n in 0..20_000 {
        let _ = writeln!(text, "    i{n}: {{$ref: '#/components/inputs/i{}'}}", n + 1);
    }
    text
}
