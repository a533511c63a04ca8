//! Arazzo documents that name one another: each is read once and told of once, and chains of them end somewhere.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::load::{Loader, Request, Settings, discover};
use arazzo_lint::report::{self, Format, Style};
use assert_cmd::Command;

/// A repository of its own below the build folder.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("sources")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join(".git")).expect("the build folder can be written");
        Self(folder.canonicalize().expect("the folder was just made"))
    }

    /// A document with sources (name and URL) and the text of its workflows, one below the other.
    fn document(self, name: &str, own: &str, sources: &[(&str, &str)], workflows: &str) -> Self {
        use std::fmt::Write as _;
        let mut text = String::from("arazzo: 1.1.0\n");
        if !own.is_empty() {
            writeln!(text, "$self: {own}").expect("a string takes it");
        }
        text.push_str("info: { title: t, version: 1.0.0 }\nsourceDescriptions:\n");
        for (name, url) in sources {
            writeln!(text, "  - {{ name: {name}, url: '{url}', type: arazzo }}")
                .expect("a string takes it");
        }
        text.push_str("workflows:\n");
        text.push_str(workflows);
        fs::write(self.0.join(name), text).expect("the build folder can be written");
        self
    }

    fn lint(&self, paths: &[&str], jobs: usize) -> (Outcome, String) {
        let loader = Loader::new(Settings::new(&self.0)).expect("the folder exists");
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let request = Request {
            paths: &paths,
            stdin_name: None,
        };
        let (found, errors) = discover(&request, std::io::empty(), &loader);
        assert!(errors.is_empty(), "{errors:?}");
        let options = Run {
            is_offline: true,
            jobs: NonZeroUsize::new(jobs),
            ..Run::default()
        };
        let (outcome, documents) = arazzo_lint::lint(found, &loader, &options);
        let text = report::render(Format::Concise, &outcome, &documents, &Style::PLAIN);
        (outcome, text)
    }
}

fn rules(outcome: &Outcome) -> Vec<&str> {
    outcome.diagnostics.iter().map(|found| found.rule).collect()
}

/// A workflow with one step that calls a workflow.
fn calling(id: &str, target: &str) -> String {
    format!("  - {{ workflowId: {id}, steps: [{{ stepId: call, workflowId: {target} }}] }}\n")
}

#[test]
fn a_source_is_told_of_in_its_own_run_only() {
    let calls = calling("a", "$sourceDescriptions.b.b");
    // The step of the other document calls nothing.
    let folder = Folder::new("once")
        .document("a.arazzo.yaml", "", &[("b", "b.arazzo.yaml")], &calls)
        .document(
            "b.arazzo.yaml",
            "",
            &[("a", "a.arazzo.yaml")],
            &calling("b", "c"),
        );
    let (outcome, text) = folder.lint(&["a.arazzo.yaml"], 1);
    assert_eq!(rules(&outcome), [""; 0], "{text}");
    assert_eq!((outcome.summary.documents, outcome.summary.sources), (1, 1));
    let (outcome, text) = folder.lint(&["."], 1);
    assert_eq!(rules(&outcome), ["unknown-workflow"], "{text}");
    assert_eq!((outcome.summary.documents, outcome.summary.sources), (2, 0));
}

#[test]
fn a_circle_of_documents_is_told_once() {
    let waits = |id: &str, other: &str| {
        let target = format!("$sourceDescriptions.{other}.{other}");
        calling(id, &target).replace("steps:", &format!("dependsOn: [{target}], steps:"))
    };
    let folder = Folder::new("circle")
        .document(
            "a.arazzo.yaml",
            "",
            &[("b", "b.arazzo.yaml")],
            &waits("a", "b"),
        )
        .document(
            "b.arazzo.yaml",
            "",
            &[("c", "c.arazzo.yaml")],
            &waits("b", "c"),
        )
        .document(
            "c.arazzo.yaml",
            "",
            &[("b", "b.arazzo.yaml")],
            &waits("c", "b"),
        );
    let (outcome, text) = folder.lint(&["."], 1);
    assert_eq!(
        rules(&outcome),
        ["dependency-cycle", "recursive-workflow"],
        "{text}"
    );
    assert!(text.starts_with("b.arazzo.yaml:"), "{text}");
    assert_eq!(text, folder.lint(&["."], 4).1);
    // What only leads there is no part of it.
    let (outcome, text) = folder.lint(&["a.arazzo.yaml"], 1);
    assert_eq!(rules(&outcome), [""; 0], "{text}");
}

#[test]
fn a_document_of_the_run_is_found_by_what_it_calls_itself() {
    let folder = Folder::new("identity")
        .document(
            "a.arazzo.yaml",
            "https://example.com/flows/a",
            &[
                ("b", "./b"),
                ("far", "https://Example.com/flows/x/../b#top"),
            ],
            &(calling("a", "$sourceDescriptions.b.unknown")
                + &calling("far", "$sourceDescriptions.far.unknown")),
        )
        .document(
            "elsewhere.arazzo.yaml",
            "https://example.com/flows/b",
            &[("a", "a")],
            &calling("b", "$sourceDescriptions.a.a"),
        );
    let (outcome, text) = folder.lint(&["."], 1);
    assert_eq!(rules(&outcome), ["unknown-workflow"; 2], "{text}");
    // Without the other document nobody knows what stands there.
    let (outcome, text) = folder.lint(&["a.arazzo.yaml"], 1);
    assert_eq!(rules(&outcome), ["unchecked-source"; 2], "{text}");
}

#[test]
fn sources_of_sources_are_read_up_to_the_bound() {
    let mut folder = Folder::new("bound");
    for index in 0..6 {
        let (name, next) = (
            format!("{index}.arazzo.yaml"),
            format!("{}.arazzo.yaml", index + 1),
        );
        let target = format!("$sourceDescriptions.next.w{}", index + 1);
        let calls = calling(&format!("w{index}"), &target);
        folder = folder.document(&name, "", &[("next", &next)], &calls);
    }
    // The last one names a file that does not exist, which is not for the first one to tell.
    let (outcome, text) = folder.lint(&["0.arazzo.yaml"], 1);
    assert_eq!(rules(&outcome), [""; 0], "{text}");
    assert_eq!(outcome.summary.sources, 5);

    fs::write(folder.0.join("bounds.yaml"), "limits: { sources: 2 }\n").expect("a file");
    let mut command = Command::cargo_bin("arazzo-lint").expect("the binary is built");
    command.current_dir(&folder.0);
    command.args([
        "--config",
        "bounds.yaml",
        "--format",
        "json",
        "0.arazzo.yaml",
    ]);
    let output = command.output().expect("it runs");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(report["summary"]["sources"], 3, "{report}");
    assert_eq!(
        report["diagnostics"].as_array().map(Vec::len),
        Some(0),
        "{report}"
    );
}

#[test]
fn a_source_that_is_refused_for_plain_http_is_told_once() {
    let folder = Folder::new("plain");
    let text = "arazzo: 1.0.1\ninfo: { title: t, version: 1.0.0 }\nsourceDescriptions:\n  \
                - { name: shop, url: 'http://shop.example/openapi.yaml', type: openapi }\nworkflows:\n  \
                - { workflowId: w, steps: [{ stepId: s, operationId: o }] }\n";
    fs::write(folder.0.join("a.arazzo.yaml"), text).expect("the build folder can be written");
    let report = |offline: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
        let arguments = ["--no-config", "--format", "concise", "a.arazzo.yaml"];
        let output = command.current_dir(&folder.0).args(offline).args(arguments);
        let output = output.output().expect("the program can be started");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    // Nobody is asked over plain HTTP, so no connection is made.
    let online = report(&[]);
    assert!(online.contains("[unreadable-source]"), "{online}");
    assert!(!online.contains("[insecure-source-url]"), "{online}");
    let offline = report(&["--offline"]);
    assert!(offline.contains("[insecure-source-url]"), "{offline}");
    assert!(!offline.contains("[unreadable-source]"), "{offline}");
}
