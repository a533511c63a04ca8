//! Conditions in every language: every reference and every part of the tree lies where it says, and so does what is wrong.
#![no_main]

use arazzo_lint::expression::{
    Accessor, Malformed, Term, TermKind, compares_expressions, condition, references,
};
use arazzo_lint::query::{Query, as_simple_condition, embedded};
use arazzo_lint::version::Version;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for version in [Version::V1_0, Version::V1_1] {
        let mut behind = 0;
        for reference in references(text, version) {
            let range = reference.text.range();
            assert!(range.start >= behind, "references overlap");
            behind = range.end;
            assert_eq!(&text[range], reference.text.text);
            if let Some(expression) = reference.expression {
                assert_eq!(&text[expression.text.range()], expression.text.text);
            }
            for accessor in reference.accessors {
                let (Accessor::Member(part) | Accessor::Index(part)) = accessor;
                assert_eq!(&text[part.range()], part.text);
            }
            is_inside(text, reference.malformed);
        }
        let read = condition(text, version);
        assert!(read.term.is_some() != read.malformed.is_some());
        read.term.iter().for_each(|term| is_tree(text, term));
        is_inside(text, read.malformed);
        let _ = compares_expressions(text, version);
        is_query(text, version);
    }
});

fn is_inside(text: &str, malformed: Option<Malformed>) {
    if let Some(malformed) = malformed {
        assert!(text.get(malformed.range).is_some());
        assert!(!malformed.message.is_empty());
    }
}

fn is_tree(text: &str, term: &Term<'_>) {
    assert_eq!(&text[term.text.range()], term.text.text);
    match &term.kind {
        TermKind::Not(negated) => is_tree(text, negated),
        TermKind::Compare {
            operator, operands, ..
        } => {
            assert_eq!(&text[operator.range()], operator.text);
            is_tree(text, &operands.0);
            is_tree(text, &operands.1);
        }
        TermKind::And(terms) | TermKind::Or(terms) => {
            assert!(terms.len() > 1);
            terms.iter().for_each(|term| is_tree(text, term));
        }
        TermKind::String => assert!(term.string().is_some()),
        _ => {}
    }
}

fn is_query(text: &str, version: Version) {
    let Some(embedded) = embedded(text, version) else {
        return;
    };
    let query = Query {
        text,
        embedded: &embedded,
    };
    for fault in [
        query.regex(),
        query.jsonpath(),
        query.old_jsonpath(),
        query.xpath(),
        query.pointer(),
    ]
    .into_iter()
    .flatten()
    {
        assert!(text.get(fault.range).is_some());
        assert!(!fault.message.is_empty());
    }
    let _ = as_simple_condition(text, "$response.body");
}
