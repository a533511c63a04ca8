//! Flags, exit codes, and what a user reads when a run cannot be done.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use assert_cmd::Command;

/// A sound document that lies in the folder from which its source description is reached so.
fn document(url: &str) -> String {
    format!(
        "arazzo: 1.0.1\ninfo: {{title: Buy, version: 1.0.0}}\n\
         sourceDescriptions: [{{name: shop, url: {url}, type: openapi}}]\n\
         workflows: [{{workflowId: buy, steps: [{{stepId: pay, operationId: createPayment}}]}}]\n"
    )
}

const DESCRIPTION: &str =
    "openapi: 3.1.0\npaths: {/payments: {post: {operationId: createPayment}}}\n";

/// A folder of documents, a repository of its own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("cli")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    let below = document("../openapi/shop.yaml");
    let beside = document("openapi/shop.yaml");
    let files: [(&str, &str); 10] = [
        (".git/HEAD", ""),
        ("workflows/buy.arazzo.yaml", &below),
        ("workflows/sell.yml", &below),
        ("openapi/shop.yaml", DESCRIPTION),
        ("openapi/events.json", "{\"asyncapi\": \"3.0.0\"}"),
        ("values.yaml", "replicas: 3\n"),
        ("empty.yaml", ""),
        ("latin.yaml", ""),
        ("check", &beside),
        ("::error::x\u{1b}[31m##[group].yaml", "x: 1\n"),
    ];
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("the build folder can be written");
        fs::write(path, text).expect("the build folder can be written");
    }
    fs::write(folder.join("latin.yaml"), b"arazzo: 1.0.1\n# caf\xe9\n").expect("it can be written");
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
    command.current_dir(folder).args(arguments);
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(variable);
    }
    command
}

/// What a terminal would show.
fn session(folder: &Path, arguments: &[&str], stdin: &str) -> String {
    let output = command(folder, arguments).write_stdin(stdin).output();
    let output = output.expect("it starts");
    transcript(arguments, &output)
}

fn transcript(arguments: &[&str], output: &Output) -> String {
    let mut shown = format!("$ arazzo-lint {}\n", arguments.join(" ")).replace('\u{1b}', "\\e");
    shown += &String::from_utf8_lossy(&output.stdout);
    shown += &String::from_utf8_lossy(&output.stderr);
    let code = output.status.code().expect("it ends by itself");
    writeln!(shown, "[exit code {code}]\n").expect("a string grows");
    shown
}

#[test]
fn help_is_short_and_has_examples() {
    let folder = folder("help");
    insta::assert_snapshot!(session(&folder, &["--help"], ""));
}

#[test]
fn version_is_one_line() {
    let output = command(Path::new("."), &["--version"])
        .output()
        .expect("it starts");
    let expected = format!("arazzo-lint {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[test]
fn a_run_without_findings() {
    let folder = folder("clean");
    let runs: &[&[&str]] = &[
        &["workflows"],
        &["check", "workflows"],
        &[
            "--color",
            "never",
            "check",
            "--jobs",
            "1",
            "workflows/sell.yml",
        ],
        &["./check"],
        &[
            "--notes",
            "--offline",
            "--no-config",
            "--root",
            ".",
            "workflows",
            "./check",
        ],
        &[
            "--source",
            "shop=openapi/shop.yaml",
            "--source",
            "https://x.com/?a=1&b/=openapi",
            "workflows",
        ],
        &["--stdin-filename", "workflows/new.yaml", "-"],
        &["-", "workflows"],
    ];
    let sessions: String = runs
        .iter()
        .map(|run| {
            let is_below = run.contains(&"--stdin-filename");
            let url = if is_below {
                "../openapi/shop.yaml"
            } else {
                "openapi/shop.yaml"
            };
            session(&folder, run, &document(url))
        })
        .collect();
    insta::assert_snapshot!(sessions);
}

#[test]
fn a_run_that_cannot_be_done() {
    let folder = folder("refused");
    let runs: &[&[&str]] = &[
        &[],
        &["openapi"],
        &["openapi", "openapi/../openapi"],
        &["openapi/shop.yaml"],
        &["workflows", "openapi/events.json"],
        &["values.yaml"],
        &["empty.yaml"],
        &["latin.yaml"],
        &["workflow/buy.arazzo.yml"],
        &["nowhere.yaml"],
        &["explain", "workflows"],
        &["::error::x\u{1b}[31m##[group].yaml"],
        &["--root", "nowhere", "workflows"],
        &["--source", "shop=openapi", "workflows"],
        &["--source", "https://x.com/=openapi/shop.yaml", "workflows"],
        &["--source", "shop", "workflows"],
        &["--stdin-filename", "a.yaml", "workflows"],
        &["--output", "nowhere/report.txt", "workflows"],
        &["--format", "xml"],
        &["--jobs", "0"],
        &["--ofline"],
        &["-"],
    ];
    let sessions: String = runs
        .iter()
        .map(|run| session(&folder, run, "replicas: 3\n"))
        .collect();
    insta::assert_snapshot!(sessions);
}

#[test]
fn a_report_goes_into_a_file() {
    let folder = folder("output");
    let arguments = ["workflows", "--format", "json", "--output", "report.json"];
    let output = command(&folder, &arguments).output().expect("it starts");
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    let report = fs::read_to_string(folder.join("report.json")).expect("it was written");
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    assert_eq!(report["summary"]["documents"], 2);
}

#[test]
fn colours_are_asked_for() {
    let folder = folder("colours");
    let check = |arguments: &[&str], variables: &[(&str, &str)], expected| {
        let mut command = command(&folder, arguments);
        let output = command.envs(variables.iter().copied()).output();
        let output = output.expect("it starts");
        let is_colored = output.stderr.contains(&0x1b);
        assert_eq!(is_colored, expected, "{arguments:?} {variables:?}");
    };
    check(&["nowhere"], &[], false);
    check(
        &["nowhere", "--color", "always"],
        &[("NO_COLOR", "1")],
        true,
    );
    check(&["nowhere"], &[("CLICOLOR_FORCE", "1")], true);
    check(
        &["nowhere"],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
        false,
    );
    check(&["nowhere"], &[("CLICOLOR_FORCE", "0")], false);
    check(
        &["nowhere", "--color", "never"],
        &[("CLICOLOR_FORCE", "1")],
        false,
    );
}

#[test]
fn a_reader_may_leave() {
    let folder = folder("pipe");
    for arguments in [&["workflows"][..], &["--help"], &["nowhere"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_arazzo-lint"))
            .current_dir(&folder)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(closed_pipe())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stderr = String::new();
        let mut pipe = child.stderr.take().expect("it is piped");
        pipe.read_to_string(&mut stderr).expect("it is text");
        let code = child.wait().expect("it ends").code();
        assert!(!stderr.contains("panicked"), "{stderr}");
        assert_eq!(code, Some(if arguments == ["nowhere"] { 2 } else { 0 }));
    }
}

/// A pipe that nobody reads from.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("the system has pipes");
    drop(reader);
    Stdio::from(writer)
}

/// What the program prints, where it has nothing to complain about.
fn printed(arguments: &[&str]) -> String {
    let output = command(Path::new("."), arguments).output();
    let output = output.expect("it starts");
    assert!(
        output.status.success(),
        "{}",
        transcript(arguments, &output)
    );
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

#[test]
fn rules_are_explained() {
    let folder = folder("explain");
    let names = [
        "unknown-step",
        "unknwon-step",
        "unknown-workfow-imput",
        "unset",
        "%s\u{1b}[31m",
    ];
    let sessions: String = names
        .iter()
        .map(|name| session(&folder, &["explain", name], ""))
        .collect();
    insta::assert_snapshot!(sessions);
}

#[test]
fn rules_are_listed() {
    let names: Vec<&str> = arazzo_lint::rules::all().map(|rule| rule.name).collect();
    let table = printed(&["rules"]);
    let markdown = printed(&["rules", "--format", "markdown"]);
    let listed: serde_json::Value =
        serde_json::from_str(&printed(&["rules", "--format", "json"])).expect("JSON");
    let listed = listed.as_array().expect("a list");
    assert_eq!(listed.len(), names.len());
    for (name, entry) in names.iter().zip(listed) {
        assert!(
            table
                .lines()
                .any(|line| line.split_whitespace().next() == Some(name)),
            "{name}"
        );
        assert!(markdown.contains(&format!("### {name}\n")), "{name}");
        assert_eq!(entry["name"], *name);
        assert!(
            entry["url"]
                .as_str()
                .is_some_and(|url| url.ends_with(&format!("#{name}")))
        );
    }
    assert!(
        table.lines().all(|line| line.chars().count() <= 132),
        "{table}"
    );
}

#[test]
fn schemas_are_printed() {
    for name in ["arazzo-1.0", "arazzo-1.1", "config", "report"] {
        let schema: serde_json::Value =
            serde_json::from_str(&printed(&["schema", name])).expect("JSON");
        assert!(jsonschema::validator_for(&schema).is_ok(), "{name}");
    }
}

#[test]
fn shells_and_manuals_know_every_flag() {
    let help = printed(&["--help"]);
    let flags: Vec<&str> = help
        .split_whitespace()
        .filter(|word| {
            word.starts_with("--")
                && word[2..]
                    .chars()
                    .all(|it| it.is_ascii_lowercase() || it == '-')
        })
        .collect();
    assert!(flags.len() > 10, "{flags:?}");
    let manual = printed(&["man"]).replace('\\', "");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = printed(&["completions", shell]);
        for flag in &flags {
            let bare = flag.trim_start_matches('-');
            assert!(script.contains(bare), "{shell} does not know {flag}");
            assert!(manual.contains(flag), "the manual does not know {flag}");
        }
        assert!(script.contains("explain"), "{shell}");
    }
    assert!(printed(&["man", "graph"]).contains("workflow"));
}

#[test]
fn reports_go_where_they_are_sent() {
    let folder = folder("reports");
    let runs: &[&[&str]] = &[
        &["--output", "json=report.json", "workflows"],
        &["--format", "json", "--output", "report.json", "workflows"],
        &["--format", "text", "--format", "json", "workflows"],
        &[
            "--format",
            "text",
            "--output",
            "a",
            "--output",
            "b",
            "workflows",
        ],
        &["--output", "text=a", "--output", "b", "workflows"],
        &["--output", "json=a", "--output", "text=a", "workflows"],
        &["--output", "sraif=a", "workflows"],
        &["--output", "json=", "workflows"],
        &["--output", "text=-", "workflows"],
    ];
    let sessions: String = runs.iter().map(|run| session(&folder, run, "")).collect();
    insta::assert_snapshot!(sessions);
    let written = fs::read_to_string(folder.join("report.json")).expect("it was written");
    assert!(written.starts_with('{'), "{written}");
}

#[test]
fn mistakes_in_the_command_line_are_told_with_what_to_type() {
    let folder = folder("mistakes");
    let runs: &[&[&str]] = &[
        &["--ouput", "x"],
        &["--format", "jsn"],
        &["grpah"],
        &["--notes", "explain", "unknown-step"],
        &["explain"],
        &["schema", "arazzo"],
        &["completions", "tcsh"],
        &["man", "check"],
        &["--jobs", "0"],
        &["graph", "--workflow", "nothing", "workflows"],
    ];
    let sessions: String = runs.iter().map(|run| session(&folder, run, "")).collect();
    insta::assert_snapshot!(sessions);
}

#[test]
fn settings_are_begun_found_and_overruled() {
    let folder = folder("settings");
    let mut sessions = session(&folder, &["init"], "");
    sessions += &session(&folder, &["init"], "");
    sessions += &session(&folder, &["workflows"], "");
    let settings = folder.join("arazzo-lint.yaml");
    let write = |text: &str| fs::write(&settings, text).expect("it can be written");
    write("strict: true\nrules: { missing-summary: error, missing-description: off }\n");
    let runs: &[&[&str]] = &[
        &["workflows/buy.arazzo.yaml", "--format", "concise"],
        &[
            "workflows/buy.arazzo.yaml",
            "--format",
            "concise",
            "--quiet",
            "--rule",
            "missing-summary=note",
        ],
        &[
            "workflows/buy.arazzo.yaml",
            "--select",
            "missing-description",
            "--statistics",
            "--format",
            "concise",
        ],
        &[
            "workflows/buy.arazzo.yaml",
            "--ignore",
            "practice,criterion",
            "--format",
            "concise",
        ],
        &[
            "workflows/buy.arazzo.yaml",
            "--max-diagnostics",
            "1",
            "--format",
            "concise",
            "--fail-on",
            "never",
        ],
        &[
            "workflows/buy.arazzo.yaml",
            "--no-config",
            "--format",
            "concise",
        ],
        &[
            "workflows/buy.arazzo.yaml",
            "--fail-on",
            "warning",
            "--rule",
            "missing-summary=off",
            "--quiet",
            "--format",
            "concise",
        ],
        &["workflows", "--write-baseline", "baseline.json"],
        &["workflows", "--baseline", "baseline.json"],
        &["workflows", "--baseline", "nothing.json"],
        &["workflows", "--baseline", "workflows/sell.yml"],
        &["workflows", "--select", "mising-summary"],
        &["workflows", "--rule", "missing-summary=loud"],
        &["workflows", "--config", "nothing.yaml"],
        &[
            "graph",
            "workflows/buy.arazzo.yaml",
            "--no-config",
            "--ignore",
            "practice",
        ],
    ];
    for run in runs {
        sessions += &session(&folder, run, "");
    }
    write("strickt: true\n");
    sessions += &session(&folder, &["workflows"], "");
    write("exclude: [\"*.yml\"]\n");
    sessions += &session(&folder, &["workflows"], "");
    sessions += &session(&folder, &["workflows/sell.yml"], "");
    sessions += &session(&folder, &["--force-exclude", "workflows/sell.yml"], "");
    insta::assert_snapshot!(sessions);
}

#[test]
fn descriptions_stand_for_the_documents_that_use_them() {
    let folder = folder("dependents");
    let write =
        |path: &str, text: &str| fs::write(folder.join(path), text).expect("it can be written");
    write(
        "openapi/shop.yaml",
        "openapi: 3.1.0\npaths: {/payments: {$ref: parts.yaml#/payments}}\n",
    );
    write(
        "openapi/parts.yaml",
        "payments: {post: {operationId: createPayment}}\n",
    );
    write("openapi/other.yaml", DESCRIPTION);
    write("other.arazzo.yaml", &document("openapi/other.yaml"));
    write("openapi/own.yaml", DESCRIPTION);
    write("called.arazzo.yaml", &document("openapi/own.yaml"));
    write(
        "calling.arazzo.yaml",
        "arazzo: 1.0.1\ninfo: { title: Call, version: 1.0.0 }\n\
         sourceDescriptions: [{ name: called, url: called.arazzo.yaml, type: arazzo }]\n\
         workflows: [{ workflowId: call, steps: [{ stepId: call, workflowId: $sourceDescriptions.called.sell }] }]\n",
    );
    write("README.md", "# Shop\n");
    fs::remove_file(folder.join("latin.yaml")).expect("it was there");
    let runs: &[&[&str]] = &[
        &["--with-dependents", "openapi/other.yaml"],
        &["--with-dependents", "openapi/parts.yaml"],
        &[
            "--with-dependents",
            "openapi/shop.yaml",
            "workflows/sell.yml",
        ],
        &[
            "--with-dependents",
            "README.md",
            "values.yaml",
            "nowhere.yaml",
        ],
        &["--with-dependents", "README.md"],
        &["--with-dependents", "other.arazzo.yaml"],
        &["--with-dependents", "called.arazzo.yaml"],
    ];
    let mut sessions: String = runs.iter().map(|run| session(&folder, run, "")).collect();
    fs::remove_file(folder.join("openapi/other.yaml")).expect("it was there");
    sessions += &session(&folder, &["--with-dependents", "openapi/other.yaml"], "");
    insta::assert_snapshot!(sessions);
}

#[test]
fn programs_and_files_get_a_report_where_nothing_is_left_to_check() {
    let folder = folder("nothing");
    fs::remove_file(folder.join("latin.yaml")).expect("it was there");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
        let output = command.current_dir(&folder).args(arguments).output();
        let output = output.expect("it starts");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("it is text")
    };
    let nothing = ["--with-dependents", "values.yaml", "--format"];
    for format in ["json", "sarif", "gitlab", "junit"] {
        assert!(
            run(&[&nothing[..], &[format]].concat()).len() > 2,
            "{format}"
        );
    }
    for format in ["text", "concise", "github", "markdown"] {
        assert_eq!(run(&[&nothing[..], &[format]].concat()), "", "{format}");
    }
    run(&[&nothing[..], &["text", "--output", "markdown=summary.md"]].concat());
    let summary = fs::read_to_string(folder.join("summary.md")).expect("it was written");
    assert!(summary.starts_with("## arazzo-lint\n"), "{summary}");
}

#[test]
fn documents_are_fixed() {
    let folder = folder("fixes");
    let path = folder.join("workflows/broken.yaml");
    let broken = "arazzo: 1.0.1\ninfo: { title: Buy, version: 1.0 } # a comment\n\
        sourceDescriptions: [{ name: shop, url: ../openapi/shop.yaml, type: openapi }]\n\
        workflows:\n  - workflowId: buy\n    steps:\n      - stepId: pay\n        operationId: createPaymnet\n";
    let write = || fs::write(&path, broken).expect("it can be written");
    let read = || fs::read_to_string(&path).expect("it is there");
    write();
    let mut sessions = session(&folder, &["--diff", "workflows/broken.yaml"], "");
    sessions += &session(
        &folder,
        &[
            "--diff",
            "--unsafe-fixes",
            "--quiet",
            "workflows/broken.yaml",
        ],
        "",
    );
    assert_eq!(read(), broken);
    sessions += &session(
        &folder,
        &["--fix", "--format", "concise", "workflows/broken.yaml"],
        "",
    );
    assert!(
        read().contains("version: '1.0' }  # a comment")
            || read().contains("\"1.0\" } # a comment"),
        "{}",
        read()
    );
    sessions += &session(&folder, &["--unsafe-fixes", "workflows/broken.yaml"], "");
    assert!(
        read().contains("operationId: createPayment\n"),
        "{}",
        read()
    );
    sessions += &session(&folder, &["--fix", "workflows"], "");
    let below = broken.replace("../openapi", "openapi");
    sessions += &session(&folder, &["--unsafe-fixes", "-"], &below);
    sessions += &session(&folder, &["--diff", "-"], &below);
    sessions += &session(&folder, &["--fix", "--write-baseline", "b.json"], "");
    insta::assert_snapshot!(sessions);
}
