//! What people and programs read: each format over small documents, and whatever is in them nothing breaks out of it.

use arazzo_lint::diagnostic::{Diagnostic, Outcome, Severity, Skipped, Summary};
use arazzo_lint::report::{Format, Style, render};
use arazzo_lint::source::{Source, SourceId, Span};
use arazzo_lint::syntax::{Document, Limits, parse};
use clap::ValueEnum;
use proptest::prelude::*;
use serde_json::{Value, json};

const PLAIN: Style = Style {
    color: false,
    unicode: true,
    width: 100,
    notes: false,
};

const WORKFLOW: &str = "\
arazzo: 1.0.1
info: { title: Usage to billing, version: 1.0.0 }
sourceDescriptions:
  - { name: metering, url: metering.yaml, type: openapi }
workflows:
  - workflowId: bill
    steps:
      - stepId: query-usage
        operationId: queryUsage
        requestBody:
          contentType: application/json
          payload:
            meter: api-calls
            timeGroupingInterval: DAILY
        outputs:
          usage: $response.body#/clientMeters
      - stepId: pay
        operationId: chargeCustomr
        parameters:
          - { name: customer, in: header, value: $steps.query-usage.outputs.usage }
";

const METERING: &str = "\
openapi: 3.1.0
paths:
  /usage:
    post:
      operationId: queryUsage
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required:
                - meter
                - startTimeInSeconds
              properties:
                startTimeInSeconds: { type: integer }
                timeGroupingInterval:
                  enum: [HOUR, DAY, WEEK, MONTH]
";

fn documents(texts: &[(&str, &str)]) -> Vec<Document> {
    let texts = (0..).zip(texts);
    texts
        .map(|(id, (name, text))| {
            parse(Source::new(SourceId(id), *name, *text), Limits::default()).0
        })
        .collect()
}

/// The first place where a text stands in a document.
fn at(documents: &[Document], document: usize, text: &str) -> Span {
    let source = documents[document].source();
    let start = source.text().find(text).expect("the text is there");
    span(source.id().0, start, start + text.len())
}

fn span(source: u32, start: usize, end: usize) -> Span {
    Span {
        source: SourceId(source),
        start: u32::try_from(start).expect("small"),
        end: u32::try_from(end).expect("small"),
    }
}

fn error(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new("some-rule", Severity::Error, span, message)
}

fn outcome(diagnostics: Vec<Diagnostic>) -> Outcome {
    let count = |severity| {
        let found = diagnostics.iter();
        found
            .filter(|found: &&Diagnostic| found.severity == severity)
            .count()
    };
    let summary = Summary {
        documents: 1,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        checked: 41,
        ..Summary::default()
    };
    Outcome {
        diagnostics,
        suppressed: Vec::new(),
        skipped: Vec::new(),
        summary,
    }
}

/// One finding as it reads.
fn text(documents: &[Document], diagnostic: Diagnostic) -> String {
    render(Format::Text, &outcome(vec![diagnostic]), documents, &PLAIN)
}

/// The documents of a small run and what was found in them.
fn run() -> (Vec<Document>, Outcome) {
    let documents = documents(&[
        ("workflows/bill.arazzo.yaml", WORKFLOW),
        ("openapi/metering.yaml", METERING),
    ]);
    let mut missing = Diagnostic::new(
        "missing-property",
        Severity::Error,
        at(&documents, 0, "payload"),
        "`queryUsage` requires `startTimeInSeconds`, and the payload does not set it",
    );
    missing
        .here("payload of step `query-usage`")
        .label(at(&documents, 1, "startTimeInSeconds"), "required here")
        .help("add `startTimeInSeconds` (integer, query start time in Unix seconds)");
    let mut unknown = Diagnostic::new(
        "unknown-operation",
        Severity::Error,
        at(&documents, 0, "chargeCustomr"),
        "no source has an operation `chargeCustomr`",
    );
    unknown.here("not found");
    let mut sent = Diagnostic::new(
        "possibly-mismatched-type",
        Severity::Warning,
        at(&documents, 0, "$steps.query-usage.outputs.usage"),
        "`usage` may be an object, but `customer` expects a string",
    );
    sent.here("sent here")
        .label(
            at(&documents, 0, "$response.body#/clientMeters"),
            "comes from this output",
        )
        .label(at(&documents, 0, "query-usage"), "of this step");
    let mut note = Diagnostic::new(
        "missing-description",
        Severity::Note,
        at(&documents, 0, "bill"),
        "workflow `bill` has no description",
    );
    note.at("/workflows/0".to_owned());
    let mut outcome = outcome(vec![note, missing, unknown, sent]);
    outcome.summary.sources = 1;
    outcome.summary.skipped = 3;
    outcome.skipped = vec![Skipped {
        file: SourceId(0),
        source: "billing".to_owned(),
        reason: "unsupported",
        explanation: "source `billing` is remote and remote sources are not read yet".to_owned(),
        references: 3,
    }];
    (documents, outcome)
}

#[test]
fn a_run_reads_well() {
    let (documents, outcome) = run();
    let shown = |format, style: &Style| render(format, &outcome, &documents, style);
    insta::assert_snapshot!("text", shown(Format::Text, &PLAIN));
    insta::assert_snapshot!("concise", shown(Format::Concise, &PLAIN));
    let ascii = Style {
        unicode: false,
        notes: true,
        width: 50,
        ..PLAIN
    };
    insta::assert_snapshot!("ascii_narrow_with_notes", shown(Format::Text, &ascii));
    let colored = Style {
        color: true,
        ..PLAIN
    };
    let colored = shown(Format::Text, &colored) + &shown(Format::Concise, &colored);
    insta::assert_snapshot!("colored", colored.replace('\u{1b}', "␛"));
}

#[test]
fn formats_are_known_by_name() {
    let names: Vec<String> = Format::value_variants()
        .iter()
        .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
        .collect();
    assert_eq!(names, ["text", "concise", "json"]);
    assert_eq!(Format::from_str("json", false), Ok(Format::Json));
}

#[test]
fn the_closing_line_tells_what_was_not_looked_at() {
    let line = |change: &dyn Fn(&mut Outcome)| {
        let mut outcome = outcome(Vec::new());
        outcome.summary.documents = 2;
        change(&mut outcome);
        let text = render(Format::Text, &outcome, &[], &PLAIN);
        assert_eq!(text, render(Format::Concise, &outcome, &[], &PLAIN));
        text
    };
    let skipped = |source: &str, references| Skipped {
        file: SourceId(0),
        source: source.to_owned(),
        reason: "offline",
        explanation: format!("source `{source}` is remote"),
        references,
    };
    let lines = [
        line(&|_| ()),
        line(&|outcome| outcome.summary = Summary::default()),
        line(&|outcome| {
            outcome.summary.checked = 1;
            outcome.summary.notes = 1;
        }),
        line(&|outcome| {
            outcome.summary.checked = 0;
            outcome.summary.warnings = 1;
            outcome.summary.suppressed = 12;
        }),
        line(&|outcome| {
            outcome.summary.skipped = 9;
            outcome.skipped = vec![
                skipped("a", 1),
                skipped("b", 2),
                skipped("a", 3),
                skipped("c", 1),
                skipped("d\n::error::", 1),
                skipped("e", 1),
            ];
        }),
    ];
    insta::assert_snapshot!(lines.concat());
}

#[test]
fn labels_share_a_snippet_where_that_reads_well() {
    let documents = documents(&[("a.yaml", METERING)]);
    let here = |text| at(&documents, 0, text);

    let mut near = error(here("/usage"), "the same line, the next, and one far away");
    near.here("first")
        .label(here("post"), "next line")
        .label(here("MONTH"), "far away")
        .label(here("HOUR"), "its line");
    let mut nested = error(here("startTimeInSeconds"), "one inside of the other");
    nested
        .here("inner")
        .label(here("- startTimeInSeconds"), "outer")
        .label(here("startTimeInSeconds"), "the same again");
    let start = METERING.find("content").expect("it is there");
    let end = METERING.find("    schema").expect("it is there");
    let mut block = error(span(0, start, end), "a block of two lines");
    block.here("these");
    let mut whole = error(span(0, start, METERING.len()), "a block of many lines");
    whole
        .here("from here on")
        .label(here("queryUsage"), "above");
    let unlabelled = error(here("queryUsage"), "no label");

    let all = [near, nested, block, whole, unlabelled];
    let shown = all.map(|diagnostic| text(&documents, diagnostic));
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn long_lines_are_cut_around_the_label() {
    let filler = "{\"type\":\"object\"},".repeat(3000);
    let minified = format!("{{\"a\":[{filler}{{\"needle\":1}},{filler}{{\"thread\":2}}]}}");
    let documents = documents(&[("openapi.json", &minified)]);
    let mut needle = error(at(&documents, 0, "\"needle\""), "in the middle");
    needle
        .here("not expected")
        .label(at(&documents, 0, "1},"), "beside it")
        .label(
            at(&documents, 0, "\"thread\""),
            "at the end of the same line",
        )
        .label(at(&documents, 0, "{\"a\""), "at its start")
        .label(span(0, 0, minified.len()), "all of it");
    let shown = text(&documents, needle);
    assert!(
        shown.lines().all(|line| line.chars().count() <= 100),
        "{shown}"
    );
    insta::assert_snapshot!(shown);
}

#[test]
fn odd_places_are_shown() {
    let crlf = "a: 1\r\nb: x\r\n\r\nc: y\r\n";
    let wide = "名前: 日本語 # 👍🏽\né: \u{e9}e\u{301}\n";
    let marked = "\u{feff}a: 1\n";
    let tabs = "{\n\t\"a\":\t1\n}\n";
    let documents = documents(&[
        ("crlf.yaml", crlf),
        ("wide.yaml", wide),
        ("marked.yaml", marked),
        ("tabs.json", tabs),
        ("empty.yaml", ""),
    ]);
    let cases = [
        (at(&documents, 0, "x"), "before a CRLF"),
        (at(&documents, 0, "\r\n"), "the CRLF itself"),
        (at(&documents, 0, "x\r\n\r\nc"), "over an empty line"),
        (span(0, crlf.len(), crlf.len()), "the end of the file"),
        (at(&documents, 1, "日本語"), "wide characters"),
        (at(&documents, 1, "👍🏽"), "an emoji of two parts"),
        (at(&documents, 1, "e\u{301}"), "a combining mark"),
        (span(1, 1, 1), "inside of a character"),
        (span(2, 0, 3), "the byte order mark"),
        (span(2, 3, 4), "behind the byte order mark"),
        (at(&documents, 3, "1"), "behind tabs"),
        (at(&documents, 3, "\t"), "a tab"),
        (span(4, 0, 0), "an empty document"),
    ];
    let shown = cases.map(|(span, message)| {
        let mut diagnostic = error(span, message);
        diagnostic.here("here");
        let shown = text(&documents, diagnostic);
        let closing = shown
            .find("\n\n")
            .expect("an empty line before the closing one");
        shown[..closing].to_owned()
    });
    insta::assert_snapshot!(shown.join("\n\n"));
}

const HOSTILE: &str = "\u{1b}[2J\u{1b}]8;;x\u{7}\r\n::error::x\n##[error]x ##vso[task.complete]\u{202e}\u{2028}\u{9b}1A\u{200b}\u{e0041}";

/// A finding whose every text comes from somebody who wishes us ill.
fn hostile() -> (Vec<Document>, Outcome) {
    let content = format!("a: |\n  {HOSTILE}\nb: 1 {HOSTILE}\n::warning::x\n");
    let name = format!(" ::error::{HOSTILE}");
    let documents = documents(&[(&name, &content)]);
    let mut diagnostic = error(at(&documents, 0, "b: 1"), HOSTILE);
    diagnostic
        .here(HOSTILE)
        .label(at(&documents, 0, "::warning::x"), HOSTILE)
        .help(format!(
            "{}::error::{HOSTILE} {} ::error::",
            "x ".repeat(20),
            "y".repeat(70)
        ));
    let mut outcome = outcome(vec![diagnostic]);
    outcome.summary.skipped = 1;
    outcome.skipped = vec![Skipped {
        file: SourceId(0),
        source: HOSTILE.to_owned(),
        reason: "offline",
        explanation: HOSTILE.to_owned(),
        references: 1,
    }];
    (documents, outcome)
}

/// Nothing moves a cursor, and no line is a command of a CI runner.
fn assert_harmless(report: &str) {
    for line in report.split('\n') {
        let bad = |char: char| {
            char.is_control()
                || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        };
        assert!(!line.contains(bad), "{line:?}");
        assert!(!line.trim_start().starts_with("::"), "{line:?}");
        assert!(
            !line.contains("##[") && !line.contains("##vso["),
            "{line:?}"
        );
    }
}

#[test]
fn hostile_texts_stay_inside_of_the_report() {
    let (documents, outcome) = hostile();
    for format in [Format::Text, Format::Concise, Format::Json] {
        for width in [0, 40, 100] {
            let style = Style { width, ..PLAIN };
            assert_harmless(&render(format, &outcome, &documents, &style));
        }
    }
    let concise = render(Format::Concise, &outcome, &documents, &PLAIN);
    assert_eq!(concise.lines().count(), 2);
    let text = render(Format::Text, &outcome, &documents, &PLAIN);
    insta::assert_snapshot!("hostile", text);

    let report: Value =
        serde_json::from_str(&render(Format::Json, &outcome, &documents, &PLAIN)).expect("JSON");
    let found = &report["diagnostics"][0];
    assert_eq!(found["message"], HOSTILE, "programs get the exact text");
    assert_eq!(found["file"], format!(" ::error::{HOSTILE}"));
}

#[test]
fn json_tells_everything() {
    let (documents, outcome) = run();
    let json = render(Format::Json, &outcome, &documents, &PLAIN);
    assert!(json.ends_with("}\n"));
    let mut report: Value = serde_json::from_str(&json).expect("the report is JSON");
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    report["tool"]["version"] = json!("0.0.0");
    insta::assert_json_snapshot!("json", report);

    let keys = |value: &Value| -> Vec<String> {
        let object = value.as_object().expect("an object");
        object.keys().cloned().collect()
    };
    assert_eq!(
        keys(&report),
        ["version", "tool", "diagnostics", "skipped", "summary"]
    );
    assert_eq!(report["version"], 1);
    let findings = report["diagnostics"].as_array().expect("a list");
    assert_eq!(findings.len(), outcome.diagnostics.len());
    for (found, diagnostic) in findings.iter().zip(&outcome.diagnostics) {
        assert_eq!(
            keys(found),
            [
                "rule", "severity", "message", "help", "url", "file", "pointer", "range",
                "related", "fixes"
            ]
        );
        assert_eq!(found["fixes"], json!([]));
        assert_eq!(found["rule"], diagnostic.rule);
        assert_eq!(found["severity"], diagnostic.severity.name());
        let url = found["url"].as_str().expect("a string");
        assert!(url.ends_with(&format!("docs/rules.md#{}", diagnostic.rule)));
        let start = &found["range"]["start"];
        assert_eq!(start["offset"], diagnostic.primary.span.start);
        assert_eq!(found["range"]["end"]["offset"], diagnostic.primary.span.end);
        let related = found["related"].as_array().expect("a list");
        assert_eq!(related.len(), diagnostic.related.len());
        for other in related {
            assert_eq!(keys(other), ["file", "pointer", "range", "message"]);
        }
    }
}

#[test]
fn a_document_without_nodes_has_the_empty_pointer() {
    let documents = documents(&[("empty.yaml", "")]);
    let outcome = outcome(vec![error(span(0, 0, 0), "nothing here")]);
    let json = render(Format::Json, &outcome, &documents, &PLAIN);
    let report: Value = serde_json::from_str(&json).expect("the report is JSON");
    assert_eq!(report["diagnostics"][0]["pointer"], "");
    let place = json!({ "line": 1, "column": 1, "offset": 0 });
    assert_eq!(
        report["diagnostics"][0]["range"],
        json!({ "start": place, "end": place })
    );
}

/// What documents are made of, and what they should not be made of.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z: \\-]{0,12}",
        2 => Just("\n".to_owned()),
        1 => prop::sample::select(vec!["\r\n", "\r", "\t", "\u{feff}", "日本", "👍🏽", "##[x]", "::", "\u{1b}[1m", "\u{2028}", "e\u{301}", "\0"]).prop_map(str::to_owned),
        1 => "[a-z]{100,300}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Spans need not even lie inside of their document.
    #[test]
    fn no_place_is_too_odd(
        content in any_text(),
        message in any_text(),
        labels in prop::collection::vec((0usize..2000, 0usize..300), 1..6),
        width in 0usize..140,
        unicode: bool,
    ) {
        let documents = documents(&[("a.yaml", &content)]);
        let mut spans = labels.iter().map(|(start, length)| {
            let start = start % (content.len() + 3);
            span(0, start, start + length)
        });
        let primary = spans.next().expect("one at least");
        let mut diagnostic = error(primary, &message);
        diagnostic.here(message.as_str()).help(message.as_str());
        for span in spans {
            diagnostic.label(span, "other");
        }
        let outcome = outcome(vec![diagnostic]);
        let style = Style { width, unicode, ..PLAIN };
        for format in [Format::Text, Format::Concise] {
            assert_harmless(&render(format, &outcome, &documents, &style));
        }
        let json = render(Format::Json, &outcome, &documents, &style);
        assert_harmless(&json);
        let report: Value = serde_json::from_str(&json).expect("the report is JSON");
        prop_assert_eq!(&report["diagnostics"][0]["message"], &json!(message));
    }
}
