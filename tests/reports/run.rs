//! Small runs that every format is held against.

use std::path::PathBuf;

use arazzo_lint::Run;
use arazzo_lint::diagnostic::{
    Diagnostic, Edit, Fix, Outcome, Safety, Severity, Skipped, Summary, Suppressed, Suppression,
};
use arazzo_lint::graph::Chart;
use arazzo_lint::load::{Loader, Request, Settings, discover};
use arazzo_lint::report::Style;
use arazzo_lint::source::{Source, SourceId, Span};
use arazzo_lint::syntax::{Document, Limits, parse};

pub(crate) const PLAIN: Style<'_> = Style::PLAIN;

pub(crate) const WORKFLOW: &str = "\
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

pub(crate) const METERING: &str = "\
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

pub(crate) fn documents(texts: &[(&str, &str)]) -> Vec<Document> {
    let texts = (0..).zip(texts);
    texts
        .map(|(id, (name, text))| {
            parse(Source::new(SourceId(id), *name, *text), Limits::default()).0
        })
        .collect()
}

/// The first place where a text stands in a document.
pub(crate) fn at(documents: &[Document], document: usize, text: &str) -> Span {
    let source = documents[document].source();
    let start = source.text().find(text).expect("the text is there");
    span(source.id().0, start, start + text.len())
}

pub(crate) fn span(source: u32, start: usize, end: usize) -> Span {
    Span {
        source: SourceId(source),
        start: u32::try_from(start).expect("small"),
        end: u32::try_from(end).expect("small"),
    }
}

pub(crate) fn error(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new("some-rule", Severity::Error, span, message)
}

pub(crate) fn outcome(diagnostics: Vec<Diagnostic>) -> Outcome {
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
        documents: vec![SourceId(0)],
        diagnostics,
        suppressed: Vec::new(),
        skipped: Vec::new(),
        summary,
    }
}

/// The documents of a small run and what was found in them.
pub(crate) fn run() -> (Vec<Document>, Outcome) {
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
    unknown.here("not found").fix(Fix {
        title: "call `chargeCustomer`".to_owned(),
        safety: Safety::Unsafe,
        edits: vec![Edit {
            span: at(&documents, 0, "chargeCustomr"),
            text: "chargeCustomer".to_owned(),
        }],
    });
    let mut unused = error(at(&documents, 0, "bill"), "nobody calls `bill`");
    unused.severity(Severity::Warning);
    let by = |by| Suppressed {
        diagnostic: unused.clone(),
        by,
    };
    let suppressed = vec![
        by(Suppression::InSource {
            reason: Some("the gateway does".to_owned()),
        }),
        by(Suppression::Baseline),
    ];
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
    outcome.summary.suppressed = suppressed.len();
    outcome.suppressed = suppressed;
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

pub(crate) const HOSTILE: &str = "\u{1b}[2J\u{1b}]8;;x\u{7}\r\n::error::x\n##[error]x ##vso[task.complete]\u{202e}\u{2028}\u{9b}1A\u{200b}\u{e0041}\u{fffe}\
    </script></details><img src=x onerror=alert(1)>]]>&amp;\\\\|`|```\n```\n[x](javascript:x)![x](//x) @octocat me@x.example \
    www.x.example $x$ {0}%0A%25 \u{0}--> <!-- ::set-output name=x::y ##[set-output]";

/// A finding whose every text comes from somebody who wishes us ill.
pub(crate) fn hostile() -> (Vec<Document>, Outcome) {
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
        ))
        .fix(Fix {
            title: HOSTILE.to_owned(),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                span: at(&documents, 0, "b: 1"),
                text: HOSTILE.to_owned(),
            }],
        });
    let suppressed = Suppressed {
        diagnostic: diagnostic.clone(),
        by: Suppression::InSource {
            reason: Some(HOSTILE.to_owned()),
        },
    };
    let mut outcome = outcome(vec![diagnostic]);
    outcome.suppressed = vec![suppressed];
    outcome.summary.suppressed = 1;
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
pub(crate) fn assert_harmless(report: &str) {
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

/// Every rule's fixtures in one run.
pub(crate) fn fixtures() -> (Vec<Document>, Outcome) {
    let (outcome, documents, _) = lint("fixtures/rules");
    (documents, outcome)
}

/// Checks a folder of this project.
pub(crate) fn lint(folder: &str) -> (Outcome, Vec<Document>, Vec<Chart>) {
    let loader = Loader::new(Settings::new(env!("CARGO_MANIFEST_DIR"))).expect("it exists");
    let paths = [PathBuf::from(folder)];
    let request = Request {
        paths: &paths,
        stdin_name: None,
    };
    let (found, errors) = discover(&request, std::io::empty(), &loader);
    assert!(errors.is_empty(), "{errors:?}");
    let options = Run {
        is_offline: true,
        ..Run::default()
    };
    arazzo_lint::lint_and_chart(found, &loader, &options)
}
