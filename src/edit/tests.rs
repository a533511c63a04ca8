use super::{
    Quotes, Value, apply, insert_entry, insert_item, part, prune_entry, prune_item, quote,
    remove_entry, remove_item, rewrite,
};
use crate::diagnostic::Edit;
use crate::source::{Source, SourceId};
use crate::syntax::{Limits, Node, Text, parse};

/// Changes a text at the value that a pointer leads to.
fn change(
    text: &str,
    pointer: &str,
    change: impl Fn(Node<'_>) -> Option<Vec<Edit>>,
) -> Option<String> {
    let read = |text: &str| parse(Source::new(SourceId(0), "a", text), Limits::default());
    let (document, problems) = read(text);
    assert!(problems.is_empty(), "{text}: {problems:?}");
    let root = document.root().expect("a document has a root");
    let node = root.at_pointer(pointer).expect("the pointer leads there");
    let changed = apply(text, &change(node)?);
    let (_, problems) = read(&changed);
    assert!(problems.is_empty(), "{changed}: {problems:?}");
    Some(changed)
}

fn key(node: Node<'_>) -> Text<'_> {
    node.key().expect("the value stands under a key")
}

fn text(node: Node<'_>) -> Text<'_> {
    node.text().expect("the value is a string")
}

#[test]
fn a_part_of_a_string_is_replaced_in_its_style() {
    let check = |before: &str, old: &str, new: &str, after: &str| {
        let changed = change(before, "/a", |node| {
            let start = text(node).value.find(old).expect("the part is there");
            part(text(node), start..start + old.len(), new)
        });
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a: $steps.one.x # c", "one", "two", "a: $steps.two.x # c");
    check("a: b", "b", "no", "a: \"no\"");
    check("a: b", "b", "c: d", "a: \"c: d\"");
    check("a: 'it''s b'", "b", "c'd", "a: 'it''s c''d'");
    check("a: \"\\u0041 b\"", "b", "\"c\"", "a: \"\\u0041 \\\"c\\\"\"");
    check("{\"a\": \"b/c\"}", "c", "d\n", "{\"a\": \"b/d\\n\"}");
    check("{a: b}", "b", "c, d", "{a: \"c, d\"}");
    check(
        "a: >-\n  one {$b}\n  two\n",
        "$b",
        "$c",
        "a: >-\n  one {$c}\n  two\n",
    );
    check("a: |\n  one\n  two\n", "two", "2", "a: |\n  one\n  2\n");
    check("a: one\n  two three", "two", "2", "a: one\n  2 three");
}

#[test]
fn a_string_is_written_anew() {
    let check = |before: &str, new: &str, after: &str| {
        let changed = change(before, "/a", |node| rewrite(text(node), new));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a: b", "c", "a: c");
    check("a: 'b'", "c", "a: 'c'");
    check("a: ''", "c", "a: \"c\"");
    check("a: \"b\"", "c", "a: \"c\"");
    check("a: b", "1.0", "a: \"1.0\"");
    check("a: b", "say \"c\"", "a: say \"c\"");
    check("a: |-\n  one\n  two", "one\n2", "a: |-\n  one\n  2");
}

#[test]
fn keys_are_renamed() {
    let check = |before: &str, new: &str, after: &str| {
        let changed = change(before, "/a", |node| rewrite(key(node), new));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a: 1 # c", "b", "b: 1 # c");
    check("{\"a\": 1}", "b", "{\"b\": 1}");
    check("a: 1", "on", "\"on\": 1");
}

#[test]
fn quotes_are_put_around_a_scalar() {
    let check = |before: &str, quotes: Quotes, after: &str| {
        let changed = change(before, "/a", |node| quote(node, quotes));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a: 1.0 # c", Quotes::Double, "a: \"1.0\" # c");
    check("{\"a\": 1.0}", Quotes::Double, "{\"a\": \"1.0\"}");
    check("a: $x == 'y'", Quotes::Single, "a: \"$x == 'y'\"");
    check("a: b \"c\"", Quotes::Double, "a: 'b \"c\"'");
    check("a: b\n  c", Quotes::Single, "a: 'b\n  c'");
    assert_eq!(
        change("a: 'b'", "/a", |node| quote(node, Quotes::Single)),
        None
    );
}

#[test]
fn entries_are_removed() {
    let check = |before: &str, pointer: &str, after: &str| {
        let changed = change(before, pointer, |node| remove_entry(key(node)));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a: 1\nb: 2 # c\nd: 3\n", "/b", "a: 1\nd: 3\n");
    check("a: 1\n# of b\nb: 2\n", "/b", "a: 1\n# of b\n");
    check("a: 1\nb: |\n  x\n\nc: 2\n", "/b", "a: 1\n\nc: 2\n");
    check("a: 1\n\nb:\n  - x # y\n\nc: 2\n", "/b", "a: 1\n\nc: 2\n");
    check("a: 1\nb:\nc: 2\n", "/b", "a: 1\nc: 2\n");
    check("a: 1\r\nb: 2\r\n", "/b", "a: 1\r\n");
    check("a:\n  b: 1 # c\nd: 2\n", "/a/b", "a: {} # c\nd: 2\n");
    check("- a: 1\n  b: 2\n", "/0/a", "- b: 2\n");
    check(
        "- a: 1 # x\n  # of b\n  b: 2\n",
        "/0/a",
        "-\n  # of b\n  b: 2\n",
    );
    check("- a: 1\n  b: 2\n", "/0/b", "- a: 1\n");
    check("- a: 1\n- b: 2\n", "/0/a", "- {}\n- b: 2\n");
    check("{\"a\": 1, \"b\": 2}", "/a", "{\"b\": 2}");
    check("{\"a\": 1, \"b\": 2}", "/b", "{\"a\": 1}");
    check("{ \"a\": 1 }", "/a", "{}");
    check(
        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
        "/b",
        "{\n  \"a\": 1\n}\n",
    );
    check(
        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
        "/a",
        "{\n  \"b\": 2\n}\n",
    );
    check(
        "{\n  a: 1, # x\n  b: 2, # y\n}\n",
        "/b",
        "{\n  a: 1, # x\n}\n",
    );
    check(
        "{\n  a: 1, # x\n  b: 2 # y\n}\n",
        "/b",
        "{\n  a: 1 # x\n}\n",
    );
}

#[test]
fn aliases_and_anchors_go_with_their_entry() {
    let changed = change("a: &x 1\nb: *x\nc: 2\n", "", |root| {
        remove_entry(root.entry("b").expect("the key is there").key)
    });
    assert_eq!(changed.as_deref(), Some("a: &x 1\nc: 2\n"));
    let changed = change("a: &x 1\nc: 2\n", "/a", |node| remove_entry(key(node)));
    assert_eq!(changed.as_deref(), Some("c: 2\n"));
}

#[test]
fn what_holds_the_only_entry_goes_with_it() {
    let check = |before: &str, pointer: &str, after: &str| {
        let changed = change(before, pointer, |node| prune_entry(key(node)));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a: 1\nb:\n  c:\n    d: 1\n", "/b/c/d", "a: 1\n");
    check("a: 1\nb:\n  c: 1\n  d: 1\n", "/b/c", "a: 1\nb:\n  d: 1\n");
    check(
        "{\"a\": 1, \"b\": {\"c\": {\"d\": 1}}}",
        "/b/c/d",
        "{\"a\": 1}",
    );
}

#[test]
fn items_are_removed() {
    let check = |before: &str, position: usize, after: &str| {
        let changed = change(before, "/a", |node| remove_item(node, position));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a:\n  - 1\n  - 2 # c\n  - 3\n", 1, "a:\n  - 1\n  - 3\n");
    check("a:\n- x: 1\n  y: 2\n- z: 3\n", 0, "a:\n- z: 3\n");
    check("a:\n  - 1\n  # of 2\n  - 2\n", 1, "a:\n  - 1\n  # of 2\n");
    check("a:\n  - 1\nb: 2\n", 0, "a: []\nb: 2\n");
    check("a: [1, 2, 3]", 1, "a: [1, 3]");
    check("a: [1, 2, 3]", 2, "a: [1, 2]");
    check("a: [1]", 0, "a: []");
    check("{\"a\": [\n  1,\n  2\n]}", 1, "{\"a\": [\n  1\n]}");
    let pruned = change("a:\n  - 1\nb: 2\n", "/a", |node| prune_item(node, 0));
    assert_eq!(pruned.as_deref(), Some("b: 2\n"));
}

#[test]
fn entries_are_inserted() {
    let check = |before: &str, pointer: &str, after: &str| {
        let changed = change(before, pointer, |node| {
            insert_entry(
                key(node),
                "new",
                Value::List(&[Value::Text("x"), Value::Text("1")]),
            )
        });
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check(
        "a: 1 # c\nb: 2\n",
        "/a",
        "a: 1 # c\nnew: [x, \"1\"]\nb: 2\n",
    );
    check(
        "- a: 1\n  b: 2\n",
        "/0/a",
        "- a: 1\n  new: [x, \"1\"]\n  b: 2\n",
    );
    check(
        "- a: |\n    x\n",
        "/0/a",
        "- a: |\n    x\n  new: [x, \"1\"]\n",
    );
    check("a: 1", "/a", "a: 1\nnew: [x, \"1\"]");
    check("{a: 1}", "/a", "{a: 1, new: [x, \"1\"]}");
    check("{\"a\": 1}", "/a", "{\"a\": 1, \"new\": [\"x\", \"1\"]}");
    check(
        "{\n  \"a\": 1\n}",
        "/a",
        "{\n  \"a\": 1,\n  \"new\": [\"x\", \"1\"]\n}",
    );
}

#[test]
fn items_are_inserted() {
    let check = |before: &str, after: &str| {
        let changed = change(before, "/a", |node| insert_item(node, Value::Text("x")));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check("a:\n  - b # c\nd: 1\n", "a:\n  - b # c\n  - x\nd: 1\n");
    check("a: &y\n# c\n- b", "a: &y\n# c\n- b\n- x");
    check("a: [b]", "a: [b, x]");
    check("{\"a\": [\"b\"]}", "{\"a\": [\"b\", \"x\"]}");
    check("a:\n- b", "a:\n- b\n- x");
}

#[test]
fn mappings_are_inserted_like_those_beside_them() {
    let check = |before: &str, after: &str| {
        let value = Value::Members(&[("name", "x"), ("in", "$inputs.x")]);
        let changed = change(before, "/a", |node| insert_item(node, value));
        assert_eq!(changed.as_deref(), Some(after), "{before}");
    };
    check(
        "a:\n  - n: b\n    v: 1\n",
        "a:\n  - n: b\n    v: 1\n  - { name: x, in: $inputs.x }\n",
    );
    check(
        "{\"a\": [{\"n\": \"b\"}]}",
        "{\"a\": [{\"n\": \"b\"}, { \"name\": \"x\", \"in\": \"$inputs.x\" }]}",
    );
}
