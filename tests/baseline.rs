//! Findings that were there before: what keeps them back, what does not, and what is left over.

#[path = "settings/folder.rs"]
mod folder;

use arazzo_lint::baseline::{Baseline, write};
use arazzo_lint::diagnostic::{Outcome, Suppression};
use arazzo_lint::settings::Options;
use arazzo_lint::syntax::Document;
use folder::{DOCUMENT, Folder};

const PARAMETERS: &str = "        parameters:
          - { name: X-Trace, in: header, value: abc }
          - { name: colour, in: query, value: red }
";

fn lint(folder: &Folder, options: Options) -> (Outcome, Vec<Document>) {
    let mut plan = folder.plan(options, &["."]).expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    plan.lint(found)
}

fn with_baseline() -> Options {
    Options {
        baseline: Some("baseline.json".into()),
        ..Options::default()
    }
}

/// Writes the baseline of what there is now.
fn write_baseline(folder: &Folder) -> String {
    let options = Options {
        write_baseline: Some("baseline.json".into()),
        // Nothing is cut from what is written, and an old baseline does not count.
        max_diagnostics: Some(0),
        ..with_baseline()
    };
    let mut plan = folder.plan(options, &["."]).expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    let (outcome, documents) = plan.lint(found);
    let (path, text) = plan
        .baseline_to_write(&outcome, &documents)
        .expect("it was asked for");
    assert_eq!(path, std::path::Path::new("baseline.json"));
    folder.file("baseline.json", &text);
    text
}

#[test]
fn old_findings_are_kept_back_wherever_their_lines_move() {
    let folder = Folder::new("moved");
    folder.file("a.arazzo.yaml", &format!("{DOCUMENT}{PARAMETERS}"));
    insta::assert_snapshot!(write_baseline(&folder), @r#"
    {
      "version": 1,
      "findings": [
        {
          "file": "a.arazzo.yaml",
          "rule": "unknown-parameter",
          "message": "`listPets` has no header parameter `X-Trace`",
          "fingerprint": "0547ba7a4ad12d8cf2c57cb0b760f962"
        },
        {
          "file": "a.arazzo.yaml",
          "rule": "unknown-parameter",
          "message": "`listPets` has no query parameter `colour`",
          "fingerprint": "7d5b5efc9202771e10efad47c9163258"
        }
      ]
    }
    "#);
    // Lines move, and a finding is new.
    let moved = DOCUMENT.replace(
        "# The one workflow.\n",
        "# The one workflow.\n# It lists.\n\n",
    );
    let more = "          - { name: size, in: query, value: big }\n";
    folder.file("a.arazzo.yaml", &format!("{moved}{PARAMETERS}{more}"));
    insta::assert_snapshot!(folder.report(with_baseline(), &["."]), @r"
    a.arazzo.yaml:16:21: warning[unknown-parameter]: `listPets` has no query parameter `size` -- remove it, or declare it in the API description
    1 warning in 1 document (2 references checked; 2 suppressed)
    ");
    let (outcome, documents) = lint(&folder, with_baseline());
    assert!(
        outcome
            .suppressed
            .iter()
            .all(|kept| kept.by == Suppression::Baseline)
    );
    assert_eq!(
        write(&outcome, &documents, "")
            .matches("fingerprint")
            .count(),
        1
    );
    assert_eq!(write_baseline(&folder).matches("fingerprint").count(), 3);
}

#[test]
fn what_is_mended_is_left_over() {
    let folder = Folder::new("mended");
    folder
        .file("a.arazzo.yaml", &format!("{DOCUMENT}{PARAMETERS}"))
        .file("b.arazzo.yaml", &format!("{DOCUMENT}{PARAMETERS}"));
    write_baseline(&folder);
    folder.file("a.arazzo.yaml", DOCUMENT);
    assert_eq!(lint(&folder, with_baseline()).0.summary.stale, 2);
    insta::assert_snapshot!(folder.report(with_baseline(), &["."]), @"no problems in 2 documents (3 references checked; 2 suppressed; 2 entries of the baseline match nothing any more)");
    // Of a document that is not checked nobody can say.
    insta::assert_snapshot!(folder.report(with_baseline(), &["b.arazzo.yaml"]), @"no problems in 1 document (2 references checked; 2 suppressed)");
    // Nor of a rule that does not run, or where a source is not read.
    let off = Options {
        ignore: vec!["unknown-parameter".to_owned()],
        ..with_baseline()
    };
    assert_eq!(lint(&folder, off).0.summary.stale, 0);
    folder.file("a.arazzo.yaml", &DOCUMENT.replace("./pets", "./nowhere"));
    assert_eq!(lint(&folder, with_baseline()).0.summary.stale, 0);
}

#[test]
fn a_syntax_error_is_never_kept_back() {
    let folder = Folder::new("broken_document");
    folder.file("a.arazzo.yaml", &format!("{DOCUMENT}{PARAMETERS}{{"));
    assert!(!write_baseline(&folder).contains("syntax-error"));
    assert_eq!(lint(&folder, with_baseline()).0.summary.errors, 1);
}

#[test]
fn what_is_ignored_does_not_stand_in_a_baseline() {
    let folder = Folder::new("ignored");
    let ignored = PARAMETERS.replace(
        "red }",
        "red } # arazzo-lint: ignore unknown-parameter -- known",
    );
    folder.file("a.arazzo.yaml", &format!("{DOCUMENT}{ignored}"));
    assert_eq!(write_baseline(&folder).matches("fingerprint").count(), 1);
    assert_eq!(lint(&folder, with_baseline()).0.summary.suppressed, 2);
}

#[test]
fn a_broken_baseline_stops_the_run() {
    let folder = Folder::new("broken");
    folder.file("a.arazzo.yaml", DOCUMENT);
    let wrong = |text: &str| {
        folder.file("baseline.json", text);
        folder.plan(with_baseline(), &["."]).expect_err("a mistake")
    };
    insta::assert_snapshot!(wrong(""), @"baseline.json:1:1: this is no baseline: EOF while parsing a value (write it anew with `--write-baseline`)");
    insta::assert_snapshot!(wrong("{\"version\": 1,\n \"findings\": [{}]}"), @"baseline.json:2:16: this is no baseline: missing field `file` (write it anew with `--write-baseline`)");
    insta::assert_snapshot!(wrong("{\"version\": 1, \"findings\": [], \"extra\": 1}"), @"baseline.json:1:38: this is no baseline: unknown field `extra`, expected `version` or `findings` (write it anew with `--write-baseline`)");
    insta::assert_snapshot!(wrong("{\"version\": 2, \"entries\": []}"), @"`baseline.json` is a baseline of version 2; this program reads version 1 (write it anew with `--write-baseline`)");
    insta::assert_snapshot!(wrong(&"[".repeat(100_000)), @"baseline.json:1:1: this is no baseline: invalid type: sequence, expected u32 (write it anew with `--write-baseline`)");
    let missing = Options {
        baseline: Some("none.json".into()),
        ..Options::default()
    };
    insta::assert_snapshot!(folder.plan(missing, &["."]).expect_err("a mistake"), @"the baseline `none.json` does not exist (write it with `--write-baseline`)");
    assert!(Baseline::parse("baseline.json", "{\"version\": 1, \"findings\": []}").is_ok());
}
