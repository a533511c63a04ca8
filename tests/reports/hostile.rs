//! Documents come from strangers: whatever is in them, a report is a report.

use arazzo_lint::report::{Format, Style, render};
use clap::ValueEnum;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::{Value, json};

use crate::formats::commands;
use crate::run::{HOSTILE, PLAIN, assert_harmless, documents, error, hostile, lint, outcome, span};

#[test]
fn hostile_texts_stay_inside_of_the_report() {
    let (documents, outcome) = hostile();
    for format in Format::value_variants() {
        // The commands of this one are counted.
        if *format == Format::Github {
            continue;
        }
        for width in [0, 40, 100] {
            let style = Style { width, ..PLAIN };
            assert_harmless(&render(*format, &outcome, &documents, &style));
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

/// Reads Markdown as a page would: the elements, links and blocks are those of the report, and nobody is mentioned.
fn assert_only_our_markup(report: &str) {
    const TAGS: [&str; 8] = [
        "<code>",
        "</code>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<span>",
        "</span>",
    ];
    let assert_ours = |html: &str| {
        for (start, _) in html.match_indices('<') {
            let is_ours = TAGS.iter().any(|tag| html[start..].starts_with(tag));
            assert!(is_ours, "{html:?}");
        }
    };
    for event in Parser::new_ext(report, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => assert_ours(&html),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.contains("/docs/rules.md#"), "{dest_url}");
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                assert_eq!(kind, CodeBlockKind::Fenced("mermaid".into()));
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::HtmlBlock,
            )
            | Event::End(_)
            | Event::SoftBreak => {}
            Event::Text(text) => {
                assert!(&*text == "@" || !text.contains('@'), "{text:?}");
            }
            other => panic!("{other:?} in {report}"),
        }
    }
}

#[test]
fn markdown_shows_text_and_nothing_else() {
    let (documents, outcome) = hostile();
    let report = render(Format::Markdown, &outcome, &documents, &PLAIN);
    assert_only_our_markup(&report);
    let (outcome, documents, mut charts) = lint("fixtures/graph");
    for chart in &mut charts {
        chart.workflow = HOSTILE.to_owned();
        chart.file = HOSTILE.to_owned();
        for node in &mut chart.nodes {
            node.title = HOSTILE.to_owned();
            node.detail = Some(HOSTILE.to_owned());
        }
        for edge in &mut chart.edges {
            edge.label = HOSTILE.to_owned();
        }
    }
    let style = Style {
        charts: &charts,
        ..PLAIN
    };
    let report = render(Format::Markdown, &outcome, &documents, &style);
    assert!(report.contains("```mermaid"));
    assert_only_our_markup(&report);
    assert_harmless(&report);
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
        for format in [Format::Text, Format::Concise, Format::Sarif, Format::Gitlab, Format::Junit, Format::Markdown] {
            assert_harmless(&render(format, &outcome, &documents, &style));
        }
        let log = render(Format::Github, &outcome, &documents, &style);
        prop_assert_eq!(commands(&log).len(), 1);
        let xml = render(Format::Junit, &outcome, &documents, &style);
        prop_assert!(roxmltree::Document::parse(&xml).is_ok(), "{}", xml);
        assert_only_our_markup(&render(Format::Markdown, &outcome, &documents, &style));
        let json = render(Format::Json, &outcome, &documents, &style);
        assert_harmless(&json);
        let report: Value = serde_json::from_str(&json).expect("the report is JSON");
        prop_assert_eq!(&report["diagnostics"][0]["message"], &json!(message));
    }
}
