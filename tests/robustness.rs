//! Whatever the input: no panic, and every span inside of its document.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::syntax::Document;
use arazzo_lint::workspace::{Found, Loader, Settings};

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

/// Lints a text as if it stood in the file of that path.
fn lint(path: &Path, text: String) -> (Outcome, Vec<Document>) {
    let folder = path
        .parent()
        .expect("a file lies in a folder")
        .canonicalize()
        .expect("a folder");
    let loader = Loader::new(Settings::new(&folder)).expect("a folder that can be used");
    let found = Found {
        name: "document".to_owned(),
        path: None,
        base: loader.base(&folder, &folder),
        text,
        is_named: true,
    };
    arazzo_lint::lint(
        vec![found],
        &loader,
        &Run {
            is_offline: true,
            ..Run::default()
        },
    )
}

fn assert_sound(path: &Path, text: &str, outcome: &Outcome, documents: &[Document]) {
    for diagnostic in &outcome.diagnostics {
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
        for span in labels.map(|label| label.span) {
            let source = documents[span.source.0 as usize].source().text();
            let place = source.get(span.start as usize..span.end as usize);
            assert!(
                place.is_some(),
                "{}: {} at {span:?} in\n{text}",
                path.display(),
                diagnostic.rule
            );
        }
    }
    let style = Style {
        color: false,
        unicode: true,
        width: 80,
        notes: true,
    };
    for format in [Format::Text, Format::Concise, Format::Json] {
        assert!(!report::render(format, outcome, documents, &style).is_empty());
    }
}

fn check(path: &Path, text: &str) {
    let (outcome, documents) = lint(path, text.to_owned());
    assert_sound(path, text, &outcome, &documents);
}

/// Numbers that look random and are the same on every run (Knuth, The Art of Computer Programming, 3.3.4).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[test]
fn documents_that_are_cut_do_not_panic() {
    for path in fixtures() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let step = (text.len() / 12).max(1);
        for at in (0..text.len()).step_by(step) {
            check(&path, &text[..boundary(&text, at)]);
        }
    }
}

#[test]
fn documents_with_a_piece_replaced_do_not_panic() {
    let pieces = [
        "",
        "null",
        "[]",
        "{}",
        "''",
        "\t",
        "\n",
        ": ",
        "- ",
        "&a ",
        "*a",
        "<<: ",
        "{$",
        "}",
        "$",
        "#/",
        "~",
        "é",
        "\u{1F600}",
        "\"",
        "'",
        "%",
        "|",
        ">",
        "!!str ",
        "? ",
        "---\n",
        "$ref",
        "true",
        "1e999",
        "\u{0}",
        "\r\n",
        "$steps.",
        "$inputs.a.b#/",
    ];
    let mut numbers = Numbers(7);
    for path in fixtures() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for _ in 0..12 {
            let start = boundary(&text, numbers.below(text.len()));
            let end = boundary(&text, (start + numbers.below(24)).min(text.len()));
            let piece = pieces[numbers.below(pieces.len())];
            check(
                &path,
                &format!("{}{piece}{}", &text[..start], &text[end.max(start)..]),
            );
        }
    }
}

#[test]
fn strange_roots_are_findings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/document.yaml");
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
        let (outcome, documents) = lint(&path, text.to_owned());
        assert_sound(&path, text, &outcome, &documents);
        assert!(outcome.summary.errors > 0, "{text:?} is no sound document");
    }
}

#[test]
fn hostile_documents_end_in_bounded_time() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/document.yaml");
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
    ] {
        check(&path, &text);
    }
}
