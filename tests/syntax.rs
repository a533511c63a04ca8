//! The arena against other readers, and the promise that every span reads back as its value.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

mod shared;

use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Document, Kind, Limits, Node, Problem, parse, to_value};
use proptest::prelude::*;
use serde_json::Value;

fn read(name: &str, text: &str) -> (Document, Vec<Problem>) {
    parse(Source::new(SourceId(0), name, text), Limits::default())
}

/// Every scalar below a node, keys included.
fn scalars<'doc>(node: Node<'doc>, found: &mut Vec<Node<'doc>>) {
    match node.kind() {
        Kind::Mapping => {
            for entry in node.entries() {
                found.push(entry.key.node());
                scalars(entry.value, found);
            }
        }
        Kind::Sequence => node.items().for_each(|item| scalars(item, found)),
        _ => found.push(node),
    }
}

fn slice(document: &Document, node: Node<'_>) -> String {
    let span = node.span();
    document.source().text()[span.start as usize..span.end as usize].to_owned()
}

/// Reads each scalar's slice of the source again, alone.
fn assert_slices_read_back(name: &str, text: &str) {
    let (document, _) = read(name, text);
    let mut found = Vec::new();
    for root in document.roots() {
        scalars(root, &mut found);
    }
    for node in found {
        let written = slice(&document, node);
        // An explicit indentation counts from the parent, which the slice has lost.
        if written.starts_with(['|', '>'])
            && written.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        {
            continue;
        }
        // Outside of its collection a plain scalar may be a comment or a document marker.
        let (again, problems) = read("slice.yaml", &written);
        assert_eq!(problems, [], "{name}: {written:?}");
        let value = again.root().map_or(Value::Null, to_value);
        let expected = if written.is_empty() {
            Value::Null
        } else {
            to_value(node)
        };
        assert_eq!(value, expected, "{name}: {written:?}");
    }
}

fn documents_below(folder: PathBuf) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("a readable folder");
        for entry in entries.map(|entry| entry.expect("an entry").path()) {
            let extension = entry.extension().and_then(|extension| extension.to_str());
            if entry.is_dir() {
                folders.push(entry);
            } else if extension
                .is_some_and(|extension| ["yaml", "yml", "json"].contains(&extension))
            {
                found.push(entry);
            }
        }
    }
    found.sort();
    found
}

/// Documents that the other reader refuses or takes for something else, with the reason.
const DIFFERENT: &[(&str, &str)] = &[];

#[test]
fn the_arena_agrees_with_other_readers_on_every_shared_document() {
    for path in shared::folder("").map(documents_below).unwrap_or_default() {
        let name = path.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a UTF-8 document");
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        let expected: Result<Value, String> = if is_json {
            serde_json::from_str(&text).map_err(|error| error.to_string())
        } else {
            serde_yaml::from_str(&text).map_err(|error| error.to_string())
        };
        let (document, problems) = read(&name, &text);
        let listed = DIFFERENT.iter().any(|(end, _)| name.ends_with(end));
        match expected {
            Ok(expected) if !listed => {
                assert!(
                    !problems.iter().any(|p| matches!(p, Problem::Syntax { .. })),
                    "{name}: {problems:?}"
                );
                let read = document.root().map_or(Value::Null, to_value);
                assert!(read == expected, "{name} reads differently");
            }
            Ok(_) => {}
            Err(error) => assert!(listed, "{name} is refused by the other reader: {error}"),
        }
        assert_slices_read_back(&name, &text);
    }
}

#[test]
fn the_arena_agrees_with_serde_yaml_on_every_fixture() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut agreed = 0;
    for path in documents_below(fixtures) {
        let name = path.to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(&path) else {
            continue; // Not UTF-8 on purpose.
        };
        let (document, problems) = read(&name, &text);
        match serde_yaml::from_str::<Value>(&text) {
            // Read into JSON values, of duplicate keys the last one is left, and foreign tags are dropped: nothing is told.
            Ok(_)
                if matches!(
                    problems.as_slice(),
                    [Problem::DuplicateKey { .. } | Problem::Tag { .. }, ..]
                ) => {}
            Ok(expected) => {
                assert_eq!(problems, [], "{name}");
                let own = document.root().map_or(Value::Null, to_value);
                assert!(
                    own == without_merge_keys(expected),
                    "{name} reads differently"
                );
                agreed += 1;
            }
            Err(error) => {
                let mut keys = document.roots().flat_map(|root| root.keys_below());
                let refused = !problems.is_empty()
                    || document.roots().count() > 1
                    || keys.any(|entry| entry.key.node().kind() != Kind::String);
                assert!(refused, "{name} is refused by the other reader: {error}");
            }
        }
    }
    assert!(agreed > 100, "only {agreed} fixtures were read");
}

/// What merge keys stand for: the other reader leaves them as they are.
fn without_merge_keys(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_merge_keys).collect(),
        Value::Object(mut members) => {
            let merged = members.shift_remove("<<").map(without_merge_keys);
            let mut own: serde_json::Map<String, Value> = members
                .into_iter()
                .map(|(key, value)| (key, without_merge_keys(value)))
                .collect();
            let merged = match merged {
                Some(Value::Array(several)) => several,
                other => other.into_iter().collect(),
            };
            for (key, value) in merged
                .into_iter()
                .filter_map(|one| one.as_object().cloned())
                .flatten()
            {
                own.entry(key).or_insert(value);
            }
            Value::Object(own)
        }
        scalar => scalar,
    }
}

#[test]
fn every_way_to_write_a_scalar_reads_back() {
    let text = "plain: a b\nfolded plain: a\n  b\nsingle: 'it''s'\ndouble: \"a\\tb \\\n  c\"\nliteral: |\n  a\n   b\n\nkeep: |+\n  a\n\n\
                strip: >-\n  a\n  b\n\nempty:\n'quoted key': {a: 1, b: [x, 'y']}\nlast: >\n  {$inputs.a}\n  b\n";
    assert_slices_read_back("all.yaml", text);
    assert_slices_read_back("crlf.yaml", &text.replace('\n', "\r\n"));
    assert_slices_read_back("bom.yaml", &format!("\u{feff}{text}"));
}

#[test]
fn a_part_of_a_folded_string_is_found_in_the_source() {
    let text = "a: >-\n  one\n  {$inputs.x} two\n";
    let (document, _) = read("a.yaml", text);
    let value = document
        .root()
        .and_then(|root| root.get("a"))
        .and_then(|node| node.text())
        .expect("a string");
    let start = value.value.find("$inputs.x").expect("the expression");
    let span = value.part(start..start + "$inputs.x".len());
    assert_eq!(&text[span.start as usize..span.end as usize], "$inputs.x");
}

#[test]
fn json_in_a_string_has_spans_in_the_outer_document() {
    let text = "a: \"{\\\"id\\\": [1, \\\"x\\\"]}\"\n";
    let (document, _) = read("a.yaml", text);
    let value = document
        .root()
        .and_then(|root| root.get("a"))
        .and_then(|node| node.text())
        .expect("a string");
    let inner = Document::embedded_json(value, value.value.to_owned()).expect("JSON");
    let span = inner
        .root()
        .and_then(|root| root.at_pointer("/id/1"))
        .expect("an item")
        .span();
    assert_eq!(&text[span.start as usize..span.end as usize], "\\\"x\\\"");
}

fn problems(name: &str, text: &str) -> Vec<String> {
    let (document, problems) = read(name, text);
    let describe = |span: arazzo_lint::source::Span| {
        let position = document.source().position(span.start);
        format!("{}:{}", position.line, position.column)
    };
    let tell = |problem: Problem| match problem {
        Problem::Syntax { span, message, .. } => format!("{} {message}", describe(span)),
        Problem::DuplicateKey { key, first, second } => {
            format!(
                "{} `{key}` again, first at {}",
                describe(second),
                describe(first)
            )
        }
        Problem::Tag {
            tag,
            is_known,
            span,
        } => {
            let what = if is_known {
                "does not fit"
            } else {
                "is foreign"
            };
            format!("{} {tag} {what}", describe(span))
        }
    };
    problems.into_iter().map(tell).collect()
}

#[test]
fn problems_have_their_place() {
    insta::assert_yaml_snapshot!(vec![
        problems("duplicate.yaml", "a: 1\nb: 2\na: 3\n"),
        problems(
            "tag.yaml",
            "a: !x 1\nb: !!str 2\nc: !!int x\n!!set d:\n  - !<y> e\n"
        ),
        problems("duplicate.json", "{\"a\": 1, \"a\": 2}"),
        problems("tab.yaml", "a:\n\tb: 1\n"),
        problems("colon.yaml", "a: b: c\n"),
        problems("open.yaml", "a: [1, 2\nb: 3\n"),
        problems("open.json", "{\"a\": [1, 2"),
        problems("comma.json", "{\"a\": 1,}"),
        problems("quotes.json", "{'a': 1 \"b\": 2}"),
        problems("control.json", "{\"a\": \"\u{1}\"}"),
        problems("surrogate.json", "[\"\\ud83d\"]"),
        problems("number.json", "[01]"),
        problems("anchor.yaml", "a: *b\n"),
        problems("self.yaml", "a: &a [*a]\n"),
        problems("second.yaml", "a: [\n---\nb: 1\nb: 2\n"),
        problems("empty.yaml", ""),
    ]);
}

#[test]
fn a_document_is_kept_up_to_its_syntax_error() {
    let (document, problems) = read("a.yaml", "a: 1\nb:\n  - x\n  - y: z: w\nc: 2\n");
    assert_eq!(problems.len(), 1);
    assert!(document.is_cut());
    let root = document.root().expect("a tree");
    assert_eq!(
        root.at_pointer("/b/0")
            .and_then(|node| node.text())
            .map(|text| text.value),
        Some("x")
    );
}

#[test]
fn bombs_and_deep_nests_are_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{aliases}]");
    }
    let (document, found) = read("bomb.yaml", &bomb);
    assert_eq!(found.len(), 1);
    let _ = document.root().map(to_value);
    for text in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{\"a\":".repeat(100_000),
    ] {
        let (document, found) = read("deep.yaml", &text);
        assert_eq!(found.len(), 1, "{found:?}");
        let _ = document.root().map(to_value);
    }
}

#[test]
fn merge_keys_and_aliases_are_followed() {
    let (document, found) = read(
        "m.yaml",
        "base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\nd: *b\n",
    );
    assert_eq!(found, []);
    let root = document.root().map(to_value).expect("a tree");
    assert_eq!(root["c"], serde_json::json!({"y": 3, "x": 1}));
    assert_eq!(root["d"], serde_json::json!({"x": 1, "y": 2}));
}

#[test]
fn an_alias_as_a_key_beside_a_merge_key_is_read() {
    // The number of the anchored node lies inside of the first key's second letter, where no text can be cut.
    let (document, found) = read("m.yaml", "a\u{e9}: &a b\n*a : c\n<<: {}\n");
    assert_eq!(found, []);
    let root = document.root().expect("a tree");
    assert_eq!(root.string("b").map(|text| text.value), Some("c"));
}

proptest! {
    #[test]
    fn any_json_reads_as_serde_json_reads_it(value in json()) {
        let text = serde_json::to_string_pretty(&value).expect("JSON");
        let (document, problems) = read("a.json", &text);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(document.root().map(to_value), Some(value));
        assert_slices_read_back("a.json", &text);
    }

    #[test]
    fn any_yaml_of_serde_reads_back(value in json()) {
        let text = serde_yaml::to_string(&value).expect("YAML");
        let (document, problems) = read("a.yaml", &text);
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(document.root().map(to_value), Some(value));
        assert_slices_read_back("a.yaml", &text);
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,60}|[\\[\\]{}:,\"'#&*!|>%@`a-c \\n\\t-]{0,60}") {
        let (document, problems) = read("a.yaml", &text);
        for problem in problems {
            let (Problem::Syntax { span, .. }
            | Problem::DuplicateKey { second: span, .. }
            | Problem::Tag { span, .. }) = problem;
            prop_assert!(span.start <= span.end && span.end as usize <= text.len());
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
        }
        for root in document.roots() {
            let mut found = Vec::new();
            scalars(root, &mut found);
            for node in found {
                let span = node.span();
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9f64).prop_map(Value::from),
        // A string of line breaks only: the two YAML libraries disagree about `|2+` without content.
        "[ -~é\\n\\t\"\\\\]{0,12}"
            .prop_filter("only breaks", |text| text.is_empty()
                || !text.trim().is_empty())
            .prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map("[a-z ]{0,6}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}
