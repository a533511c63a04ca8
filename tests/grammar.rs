//! Holds the expression parser against the corpus of grammar cases that lies beside the repository while it is built.

use std::ops::Range;
use std::path::Path;

use arazzo_lint::expression::{
    Parsed, Segment, Value, condition, dependency, operation_path, parse, reference_id, references,
    template, value,
};
use arazzo_lint::version::Version;
use serde_json::Value as Json;

const VERSIONS: [Version; 2] = [Version::V1_0, Version::V1_1];

fn corpus() -> Option<Json> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/spec/grammar-corpus.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        // The corpus is working material and not part of the package.
        skip(&path);
        return None;
    };
    Some(serde_json::from_str(&text).expect("the corpus is JSON"))
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skip(path: &Path) {
    eprintln!("skipped: there is no {}", path.display());
}

fn cases<'a>(corpus: &'a Json, list: &str) -> Vec<(&'a str, &'a Json)> {
    let cases = corpus[list].as_array().expect("the list exists");
    let text = |case: &'a Json| case["text"].as_str().expect("every case has a text");
    cases.iter().map(|case| (text(case), case)).collect()
}

#[test]
fn expressions_are_accepted_as_the_grammar_says() {
    let Some(corpus) = corpus() else { return };
    for (text, case) in cases(&corpus, "expressions") {
        let accepts = |version: &str| case["abnf"][version].as_bool() == Some(true);

        let parsed = parse(text, Version::V1_1);
        assert_eq!(
            parsed.malformed.is_none(),
            accepts("1.1.0"),
            "{text}: {parsed:?}"
        );
        let parsed = parse(text, Version::V1_0);
        let accepted = parsed
            .malformed
            .as_ref()
            .is_none_or(|malformed| malformed.only_new_grammar);
        assert_eq!(
            accepted,
            accepts("1.0.0") || accepts("1.0.1"),
            "{text}: {parsed:?}"
        );
    }
}

#[test]
fn templates_are_accepted_as_recommended() {
    let Some(corpus) = corpus() else { return };
    for (text, case) in cases(&corpus, "embedded") {
        for version in VERSIONS {
            let parsed = embedded(text, version);
            // `$self` is new in 1.1.
            let sound = parsed.iter().all(|parsed| parsed.malformed.is_none())
                || (version == Version::V1_0 && text == "{$self}");
            assert_eq!(sound, case["recommended"] == "ok", "{text}: {parsed:?}");
            if let Some(expected) = case["expressions"].as_array() {
                let found = parsed.iter().filter_map(|parsed| parsed.expression);
                let found: Vec<_> = found.map(|expression| expression.text.text).collect();
                assert_eq!(found, *expected, "{text}");
            }
        }
    }
}

fn embedded(text: &str, version: Version) -> Vec<Parsed<'_>> {
    let Value::Template(segments) = value(text, version) else {
        return Vec::new();
    };
    let parsed = segments.into_iter().map(|segment| match segment {
        Segment::Literal(_) => None,
        Segment::Embedded { parsed, .. } => Some(parsed),
    });
    parsed.flatten().collect()
}

#[test]
fn conditions_are_accepted_as_recommended() {
    let Some(corpus) = corpus() else { return };
    for (text, case) in cases(&corpus, "simple_conditions") {
        let malformed = references(text, Version::V1_1)
            .into_iter()
            .find_map(|reference| reference.malformed)
            .or(condition(text, Version::V1_1).malformed);
        assert_eq!(
            malformed.is_none(),
            case["valid"] == true,
            "{text}: {malformed:?}"
        );
    }
}

#[test]
fn every_range_lies_inside_the_text() {
    let Some(corpus) = corpus() else { return };
    for list in ["expressions", "embedded", "simple_conditions"] {
        for (text, _) in cases(&corpus, list) {
            for (cut, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let (before, after) = text.split_at(cut);
                for mutated in [
                    before.to_owned(),
                    after.to_owned(),
                    format!("{before}ö{after}"),
                    format!("{before}#/{after}"),
                    format!("{before}~{after}"),
                    format!("{before}{{${after}"),
                    format!("{before}\\{after}"),
                ] {
                    for version in VERSIONS {
                        check_ranges(&mutated, version);
                    }
                }
            }
        }
    }
}

fn check_ranges(text: &str, version: Version) {
    let inside =
        |range: Range<usize>| assert!(text.get(range.clone()).is_some(), "{text}: {range:?}");
    let check = |parsed: &Parsed<'_>| {
        if let Some(malformed) = &parsed.malformed {
            inside(malformed.range.clone());
        }
        if let Some(expression) = parsed.expression {
            assert_eq!(&text[expression.text.range()], expression.text.text);
            let tokens = expression
                .pointer
                .into_iter()
                .flat_map(|pointer| pointer.tokens());
            for token in tokens {
                assert_eq!(&text[token.written.range()], token.written.text);
            }
        }
    };
    check(&parse(text, version));
    if let Value::Expression(parsed) = value(text, version) {
        check(&parsed);
    }
    for segment in template(text, version) {
        match segment {
            Segment::Literal(part) => inside(part.range()),
            Segment::Embedded { parsed, .. } => check(&parsed),
        }
    }
    for reference in references(text, version) {
        let (expression, malformed) = (reference.expression, reference.malformed);
        check(&Parsed {
            expression,
            malformed,
        });
    }
    if let Some(malformed) = condition(text, version).malformed {
        inside(malformed.range);
    }
    let path = operation_path(text);
    path.source
        .into_iter()
        .for_each(|part| inside(part.range()));
    reference_id(text, version)
        .malformed
        .into_iter()
        .for_each(|malformed| inside(malformed.range));
    let _ = dependency(text);
}
