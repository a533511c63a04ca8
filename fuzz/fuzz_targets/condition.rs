//! Simple conditions: every reference in one lies where it says.
#![no_main]

use arazzo_lint::expression::{Accessor, references};
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
            if let Some(malformed) = reference.malformed {
                assert!(text.get(malformed.range).is_some());
                assert!(!malformed.message.is_empty());
            }
        }
    }
});
