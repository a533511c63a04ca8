//! The formats of platforms: GitHub's commands, GitLab's issues, `JUnit`, Markdown.

use arazzo_lint::diagnostic::{Diagnostic, Outcome, Severity};
use arazzo_lint::report::{Format, Style, render};
use arazzo_lint::source::SourceId;
use roxmltree::Node;
use serde_json::Value;

use crate::run::{PLAIN, at, documents, fixtures, hostile, lint, outcome, run};

#[test]
fn they_read_well() {
    let (documents, mut outcome) = run();
    outcome.documents = vec![SourceId(0)];
    let style = Style {
        folder: "services/shop",
        ..PLAIN
    };
    for (name, format) in [
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("markdown", Format::Markdown),
    ] {
        insta::assert_snapshot!(name, render(format, &outcome, &documents, &style));
    }
}

#[test]
fn workflows_with_findings_are_drawn() {
    let (outcome, documents, charts) = lint("fixtures/demo");
    let style = Style {
        charts: &charts,
        ..PLAIN
    };
    insta::assert_snapshot!(render(Format::Markdown, &outcome, &documents, &style));
}

/// A command of a workflow.
pub(crate) struct Command {
    name: String,
    properties: Vec<(String, String)>,
    message: String,
}

/// What GitHub's runner makes of a log.
pub(crate) fn commands(log: &str) -> Vec<Command> {
    let decode = |text: &str| {
        let text = text.replace("%0A", "\n").replace("%0D", "\r");
        let text = text.replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    let mut commands = Vec::new();
    for line in log.split(['\n', '\r']) {
        assert!(!line.contains("##["), "{line:?}");
        let Some(command) = line.trim_start().strip_prefix("::") else {
            continue;
        };
        let (head, message) = command.split_once("::").expect("a command has an end");
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        let properties = properties.split(',').map(|property| {
            let (key, value) = property.split_once('=').expect("a property has a value");
            (key.to_owned(), decode(value))
        });
        commands.push(Command {
            name: name.to_owned(),
            properties: properties.collect(),
            message: decode(message),
        });
    }
    commands
}

#[test]
fn ten_annotations_of_a_level_are_shown_and_the_rest_is_told() {
    let documents = documents(&[("a.yaml", "a: 1")]);
    let mut diagnostics = Vec::new();
    for (severity, number) in [
        (Severity::Note, 12),
        (Severity::Warning, 1),
        (Severity::Error, 12),
    ] {
        let span = at(&documents, 0, "1");
        let found = Diagnostic::new("some-rule", severity, span, "finding");
        diagnostics.extend(vec![found; number]);
    }
    let outcome = outcome(diagnostics);
    let style = Style {
        notes: true,
        ..PLAIN
    };
    let log = render(Format::Github, &outcome, &documents, &style);
    let count = |log: &str, name: &str| {
        let commands = commands(log);
        commands
            .iter()
            .filter(|command| command.name == name)
            .count()
    };
    assert_eq!(count(&log, "error"), 10);
    assert_eq!(count(&log, "warning"), 1);
    assert_eq!(count(&log, "notice"), 10);
    let plain: Vec<&str> = log.lines().filter(|line| !line.starts_with("::")).collect();
    assert_eq!(plain.len(), 2 + 3 + 1);
    assert_eq!(plain[0], "a.yaml:1:4: error[some-rule]: finding");
    assert!(log.contains("::5 more findings stand in the log of this step"));

    let log = render(Format::Github, &outcome, &documents, &PLAIN);
    assert_eq!(count(&log, "notice"), 1, "notes are counted only");
    assert!(log.contains("::2 more findings"));
}

#[test]
fn github_sees_only_our_commands() {
    let (documents, outcome) = hostile();
    let log = render(Format::Github, &outcome, &documents, &PLAIN);
    let commands = commands(&log);
    assert_eq!(commands.len(), 1, "{log}");
    let Command {
        name,
        properties,
        message,
    } = &commands[0];
    assert_eq!(name, "error");
    let keys: Vec<&str> = properties.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        ["file", "line", "endLine", "col", "endColumn", "title"]
    );
    assert!(properties[0].1.starts_with(" ::error::\\u{1b}"));
    assert_eq!(message.lines().count(), 3, "{message}");
    assert!(message.chars().count() <= 4096);
    assert_eq!(log.lines().count(), 2);
}

#[test]
fn gitlab_takes_it() {
    for (documents, outcome) in [run(), hostile(), fixtures()] {
        let report = render(Format::Gitlab, &outcome, &documents, &PLAIN);
        let report: Value = serde_json::from_str(&report).expect("the report is JSON");
        let issues = report.as_array().expect("a list");
        assert_eq!(issues.len(), outcome.diagnostics.len());
        let mut fingerprints = Vec::new();
        for issue in issues {
            for key in ["description", "check_name", "fingerprint"] {
                assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()));
            }
            let levels = ["info", "minor", "major", "critical", "blocker"];
            assert!(levels.iter().any(|level| issue["severity"] == *level));
            assert!(issue["location"]["path"].is_string());
            assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
            fingerprints.push(issue["fingerprint"].to_string());
        }
        fingerprints.sort();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), issues.len());
    }
}

/// Checks an element and all below it against the schema that test reports are usually read by, and gives back how many
/// cases there are and how many of them fail.
fn assert_junit(node: Node<'_, '_>) -> (usize, usize) {
    let (attributes, children): (&[&str], &[&str]) = match node.tag_name().name() {
        "testsuites" => (&["name", "tests", "failures", "errors"], &["testsuite"]),
        "testsuite" => (
            &["name", "tests", "failures", "errors", "skipped"],
            &["properties", "testcase", "system-out"],
        ),
        "properties" => (&[], &["property"]),
        "property" => (&["name", "value"], &[]),
        "testcase" => (&["name", "classname"], &["failure", "system-out"]),
        "failure" => (&["type", "message"], &[]),
        "system-out" => (&[], &[]),
        other => panic!("`{other}` is no element of JUnit"),
    };
    let found: Vec<&str> = node.attributes().map(|found| found.name()).collect();
    assert_eq!(found, attributes);
    let mut counts = (0, 0);
    for child in node.children().filter(Node::is_element) {
        assert!(children.contains(&child.tag_name().name()), "{child:?}");
        let (tests, failures) = assert_junit(child);
        counts = (counts.0 + tests, counts.1 + failures);
    }
    match node.tag_name().name() {
        "testcase" => return (1, counts.1),
        "failure" => return (0, 1),
        "testsuite" | "testsuites" => {
            let number = |name: &str| node.attribute(name).map(str::parse);
            assert_eq!(number("tests"), Some(Ok(counts.0)));
            assert_eq!(number("failures"), Some(Ok(counts.1)));
        }
        _ => {}
    }
    counts
}

#[test]
fn it_is_junit() {
    let check = |documents: &[_], outcome: &Outcome, style: &Style<'_>| {
        let report = render(Format::Junit, outcome, documents, style);
        let report = roxmltree::Document::parse(&report).expect("the report is XML");
        assert_junit(report.root_element())
    };
    let (documents, outcome) = run();
    assert_eq!(check(&documents, &outcome, &PLAIN), (4, 2));
    let fails_on = |fails_on| Style { fails_on, ..PLAIN };
    let warning = fails_on(Some(Severity::Warning));
    assert_eq!(check(&documents, &outcome, &warning), (4, 3));
    assert_eq!(check(&documents, &outcome, &fails_on(None)), (4, 0));
    let (documents, outcome) = hostile();
    assert_eq!(check(&documents, &outcome, &PLAIN), (1, 1));
    let (documents, outcome) = fixtures();
    let (tests, _) = check(&documents, &outcome, &PLAIN);
    assert!(tests >= outcome.documents.len());
}

#[test]
fn a_clean_document_is_a_test_that_passes() {
    let documents = documents(&[("a.yaml", "a: 1")]);
    let report = render(Format::Junit, &outcome(Vec::new()), &documents, &PLAIN);
    assert!(report.contains("<testcase name=\"no findings\" classname=\"a.yaml\"/>"));
    assert!(report.contains("no problems in 1 document (41 references checked)"));
}

#[test]
fn a_summary_is_never_too_long() {
    let name = format!("{}.yaml", "|".repeat(300));
    let names: Vec<String> = (0..2000).map(|number| format!("{number}{name}")).collect();
    let texts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a: 1")).collect();
    let documents = documents(&texts);
    let found = |index: usize| {
        let span = at(&documents, index / 3, "1");
        let severity = [Severity::Note, Severity::Warning, Severity::Error][index % 3];
        Diagnostic::new("some-rule", severity, span, "`_` ".repeat(index % 90))
    };
    let outcome = outcome((0..6000).map(found).collect());
    let mut chart = lint("fixtures/graph").2.remove(0);
    for number in 0..200 {
        let mut node = chart.nodes[1].clone();
        node.title = "\"".repeat(80);
        node.detail = Some(format!("{number}"));
        chart.nodes.push(node);
    }
    let charts = vec![chart; 40];
    let style = Style {
        charts: &charts,
        ..PLAIN
    };
    let report = render(Format::Markdown, &outcome, &documents, &style);
    assert!(report.len() < 1 << 20, "{}", report.len());
    assert!(report.len() > 500_000, "{}", report.len());
    assert!(report.contains("more findings: too much for a summary."));
    assert!(report.contains("1700 more files."));
    assert!(report.contains("more workflows with findings have no chart here"));
    assert!(report.contains("- **error** "));
    assert!(!report.contains("- **note** "), "the gravest come first");
}
