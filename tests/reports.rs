//! What people and programs read: each format over small documents, and whatever is in them nothing breaks out of it.

#[path = "reports/formats.rs"]
mod formats;
#[path = "reports/hostile.rs"]
mod hostile;
#[path = "reports/json.rs"]
mod json;
#[path = "reports/run.rs"]
mod run;
#[path = "reports/sarif.rs"]
mod sarif;

use arazzo_lint::diagnostic::{Diagnostic, Outcome, Skipped, Summary};
use arazzo_lint::report::{Format, Style, render};
use arazzo_lint::source::SourceId;
use arazzo_lint::syntax::Document;
use clap::ValueEnum;

use run::{METERING, PLAIN, at, documents, error, outcome, run, span};

/// One finding as it reads.
fn text(documents: &[Document], diagnostic: Diagnostic) -> String {
    render(Format::Text, &outcome(vec![diagnostic]), documents, &PLAIN)
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
    assert_eq!(
        names,
        [
            "text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"
        ]
    );
    for (alias, format) in [
        ("json", Format::Json),
        ("codeframe", Format::Text),
        ("stylish", Format::Concise),
        ("github-actions", Format::Github),
        ("codeclimate", Format::Gitlab),
        ("code-climate", Format::Gitlab),
    ] {
        assert_eq!(Format::from_str(alias, false), Ok(format));
    }
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
