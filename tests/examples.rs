//! The example in every rule's documentation is run: it must be reported by the rule, in the part that it shows.
//!
//! An example is a part of a document. What it stands in is made here; the descriptions that it speaks of lie in
//! `fixtures/examples`, in a folder of the rule's name or in `default`.

use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::load::{Loader, Request, Settings, discover};
use arazzo_lint::rules::{Levels, Rule, all};

/// The rules whose examples are of Arazzo 1.1.
const ONLY_IN_1_1: [&str; 5] = [
    "mismatched-self",
    "unbounded-wait",
    "undeclared-dependency",
    "unmet-dependency",
    "unquoted-condition",
];

/// The document that an example stands in.
fn document(example: &str, version: &str, sources: &str) -> String {
    let keys: Vec<&str> = example
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split(':').next())
        .collect();
    let has = |key: &str| keys.contains(&key);
    let in_root = [
        "arazzo",
        "info",
        "sourceDescriptions",
        "workflows",
        "components",
    ];
    let in_workflow = ["steps", "inputs"];
    // Examples may show something of the root after something of a workflow.
    let (inner, outer) = match example.find("\ncomponents:") {
        Some(at) if !has("workflows") => example.split_at(at + 1),
        _ if keys.iter().any(|key| in_root.contains(key)) => ("", example),
        _ => (example, ""),
    };
    let mut text = String::new();
    if !has("arazzo") {
        text += "arazzo: ";
        text += version;
        text += "\n";
    }
    if !has("info") {
        text += "info: { title: Example, version: '1' }\n";
    }
    if !has("sourceDescriptions") {
        text += sources;
    }
    text += outer;
    if has("workflows") {
        return text;
    }
    text += "workflows:\n  - workflowId: example\n";
    if !has("inputs") {
        text += "    inputs: { type: object, properties: { token: {}, id: {}, state: {}, orderId: {}, customer: {} } }\n";
    }
    if keys.iter().any(|key| in_workflow.contains(key)) || inner.starts_with("- ") {
        if inner.starts_with("- ") {
            text += "    steps:\n";
        }
        text += &indented(inner, 4);
        if !has("steps") && !inner.starts_with("- ") {
            text += "    steps: [{ stepId: first, operationId: getStatus }]\n";
        }
    } else {
        text += "    steps:\n      - stepId: first\n        operationId: example\n";
        text += &indented(inner, 8);
    }
    text += "  - workflowId: payOrder\n    inputs: { type: object, required: [orderId], properties: { orderId: { type: string } }, additionalProperties: false }\n    steps: [{ stepId: pay, operationId: createPayment }]\n";
    text
}

/// Lines further to the right.
fn indented(text: &str, depth: usize) -> String {
    let margin = " ".repeat(depth);
    let lines: Vec<String> = text
        .lines()
        .map(|line| margin.clone() + line + "\n")
        .collect();
    lines.concat()
}

/// The source descriptions of a folder, one for each file.
fn sources(folder: &Path) -> String {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder of an example")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let entries = names.iter().map(|file| {
        let name = file.split('.').next().unwrap_or_default();
        let kind = match name {
            "events" => "asyncapi",
            _ => "openapi",
        };
        format!("  - {{ name: {name}, url: ./{file}, type: {kind} }}\n")
    });
    format!("sourceDescriptions:\n{}", entries.collect::<String>())
}

fn example(rule: &Rule) -> String {
    let text = rule.text();
    let (_, rest) = text
        .split_once("```yaml\n")
        .expect("every rule shows an example");
    let (example, rest) = rest.split_once("```").expect("an example ends");
    assert!(!rest.contains("```"), "{} has two examples", rule.name);
    example.to_owned()
}

fn complaint(rule: &Rule) -> Option<String> {
    let example = example(rule);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/examples");
    let own = fixtures.join(rule.name);
    let given = if own.is_dir() {
        own
    } else {
        fixtures.join("default")
    };
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("examples")
        .join(rule.name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the build folder can be written");
    for entry in fs::read_dir(&given).expect("the folder of an example") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a file has a name");
        let mut text = fs::read_to_string(&path).expect("a description is text");
        // What an example shows of a description stands in the operation that this line is in.
        let shown = indented(&example, 6);
        text = text.replace("      # the example\n", &shown);
        fs::write(folder.join(name), text).expect("the build folder can be written");
    }
    let version = match ONLY_IN_1_1.contains(&rule.name) {
        true => "1.1.0",
        false => "1.0.1",
    };
    let shown = match rule.name {
        // Its example is a part of the description.
        "malformed-description" => "requestBody: { payload: { a: 1 } }\n",
        _ => example.as_str(),
    };
    let text = document(shown, version, &sources(&given));
    fs::write(folder.join("example.arazzo.yaml"), &text).expect("the build folder can be written");
    let settings = Settings {
        root: Some(folder.clone()),
        ..Settings::new(folder)
    };
    let loader = Loader::new(settings).expect("the folder exists");
    let paths = [PathBuf::from("example.arazzo.yaml")];
    let request = Request {
        paths: &paths,
        stdin_name: None,
    };
    let (found, errors) = discover(&request, std::io::empty(), &loader);
    assert!(errors.is_empty(), "{}: {errors:?}", rule.name);
    let options = Run {
        is_offline: true,
        levels: Levels::new(true),
        jobs: None,
    };
    let (outcome, _) = arazzo_lint::lint(found, &loader, &options);
    let found: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|found| format!("{}: {}", found.rule, found.message))
        .collect();
    let is_reported = outcome
        .diagnostics
        .iter()
        .any(|found| found.rule == rule.name);
    (!is_reported).then(|| format!("## {}\n{text}\n{}\n", rule.name, found.join("\n")))
}

#[test]
fn every_example_is_reported_by_its_rule() {
    let complaints: Vec<String> = all().filter_map(complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
