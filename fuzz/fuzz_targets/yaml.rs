//! Any text as a document: the tree is whole, and everything in it lies where it says.
#![no_main]

use std::collections::HashSet;

use arazzo_lint::source::{Source, SourceId, Span};
use arazzo_lint::syntax::{Kind, Limits, Node, Problem, Text, parse, to_value};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (document, problems) = parse(Source::new(SourceId(0), "a.yaml", text), Limits::default());
    let inside = |span: Span| {
        let place = text.get(span.start as usize..span.end as usize);
        assert!(place.is_some(), "{span:?} is no place of the text");
    };
    let mut has_duplicates = false;
    for problem in &problems {
        match problem {
            Problem::Syntax { span, message, .. } => {
                inside(*span);
                assert!(!message.is_empty());
            }
            Problem::DuplicateKey { first, second, .. } => {
                inside(*first);
                inside(*second);
                has_duplicates = true;
            }
        }
    }
    assert!(
        !document.is_cut() || !problems.is_empty(),
        "cut without a reason"
    );
    for root in document.roots() {
        check(root, &inside, 0);
        let _ = to_value(root);
        if !has_duplicates && !document.is_cut() {
            check_pointers(root, root, 0);
        }
    }
});

/// Aliases are followed, so one node may be met often; as deep as this is enough to meet each.
const DEEPEST: usize = 24;

fn check(node: Node<'_>, inside: &impl Fn(Span), depth: usize) {
    inside(node.span());
    inside(node.head());
    check_text(node.as_written(), inside);
    if depth < DEEPEST {
        for entry in node.entries() {
            check_text(entry.key, inside);
            check(entry.value, inside, depth + 1);
        }
        node.items().for_each(|item| check(item, inside, depth + 1));
    }
}

/// Every part of a string has a place inside of the place of the string.
fn check_text(text: Text<'_>, inside: &impl Fn(Span)) {
    inside(text.span);
    if text.node().kind() != Kind::String {
        return;
    }
    for (at, character) in text.value.char_indices() {
        let part = text.part(at..at + character.len_utf8());
        inside(part);
        assert!(
            text.span.contains(part),
            "{part:?} is outside of {:?}",
            text.span
        );
    }
}

/// The pointer of a node leads to it, unless its key reads like another: collections as keys have no text.
fn check_pointers(node: Node<'_>, root: Node<'_>, depth: usize) {
    let pointer = node.pointer();
    assert!(
        root.at_pointer(&pointer) == Some(node),
        "{pointer} leads elsewhere"
    );
    let mut keys = HashSet::new();
    let is_told_apart = node.entries().all(|entry| keys.insert(entry.key.value));
    if depth < 6 && is_told_apart {
        let children = node.entries().map(|entry| entry.value).chain(node.items());
        children.for_each(|child| check_pointers(child, root, depth + 1));
    }
}
