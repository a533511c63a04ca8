//! Whether a value of a schema may have something at a place.

use rustc_hash::FxHashSet;

use crate::reference::follow;
use crate::syntax::{Kind, Node, unescape_token};

/// How deep schemas are followed before the answer is "it may".
const DEPTH: usize = 32;

/// Whether a value that the schema describes may have something at a JSON Pointer: because it is declared, because the
/// schema allows what it does not declare in so many words, or because it is not known.
pub fn may_have(schema: Node<'_>, pointer: &str) -> bool {
    let tokens: Vec<_> = pointer.split('/').skip(1).map(unescape_token).collect();
    let tokens: Vec<&str> = tokens.iter().map(AsRef::as_ref).collect();
    Search::default().may_have(schema, &tokens, DEPTH)
}

#[derive(Default)]
struct Search<'s> {
    /// The schemas that do not have the last so many tokens. Branches that meet again in one schema would otherwise
    /// double the work at each level.
    without: FxHashSet<(Node<'s>, usize)>,
}

impl<'s> Search<'s> {
    fn may_have(&mut self, schema: Node<'s>, tokens: &[&str], depth: usize) -> bool {
        let Some(schema) = follow(schema).found().filter(|_| depth > 0) else {
            return true;
        };
        if self.without.contains(&(schema, tokens.len())) {
            return false;
        }
        let answer = self.ask(schema, tokens, depth);
        if !answer {
            self.without.insert((schema, tokens.len()));
        }
        answer
    }

    fn ask(&mut self, schema: Node<'s>, tokens: &[&str], depth: usize) -> bool {
        let [token, rest @ ..] = tokens else {
            return true;
        };
        if !schema.is_mapping() {
            return schema.as_bool() != Some(false);
        }
        let mut below =
            |schema: Node<'s>, tokens: &[&str]| self.may_have(schema, tokens, depth - 1);
        if let Some(property) = schema
            .get("properties")
            .and_then(|properties| properties.get(token))
        {
            return below(property, rest);
        }
        let opens = |keyword: &str| {
            schema
                .get(keyword)
                .is_some_and(|value| value.as_bool() != Some(false))
        };
        if [
            "additionalProperties",
            "unevaluatedProperties",
            "patternProperties",
        ]
        .iter()
        .any(|keyword| opens(keyword))
        {
            return true;
        }
        let index = token.bytes().all(|byte| byte.is_ascii_digit()) || *token == "-";
        if let Some(items) = schema.get("items").filter(|_| index) {
            return items.is_sequence() || below(items, rest);
        }
        let mut declares = schema
            .get("properties")
            .is_some_and(|properties| properties.entries().next().is_some());
        declares |= schema
            .get("type")
            .and_then(Node::text)
            .is_some_and(|kind| !matches!(kind.value, "object" | "array"));
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let Some(branches) = schema
                .get(keyword)
                .filter(|branches| branches.kind() == Kind::Sequence)
            else {
                continue;
            };
            declares = true;
            // A branch that says nothing about properties says nothing about this one either.
            let speaks = |branch: &Node<'_>| {
                follow(*branch)
                    .found()
                    .is_none_or(|branch| speaks_of_members(branch))
            };
            if branches
                .items()
                .filter(speaks)
                .any(|branch| below(branch, tokens))
            {
                return true;
            }
        }
        !declares
    }
}

fn speaks_of_members(schema: Node<'_>) -> bool {
    let keywords = [
        "properties",
        "additionalProperties",
        "patternProperties",
        "items",
        "allOf",
        "anyOf",
        "oneOf",
    ];
    keywords.iter().any(|keyword| schema.get(keyword).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceId};
    use crate::syntax::{Limits, parse};

    fn check(schema: &str, pointer: &str, expected: bool) {
        let (document, _) = parse(
            Source::new(SourceId(0), "s.yaml", schema),
            Limits::default(),
        );
        assert_eq!(
            may_have(document.root().expect("a schema"), pointer),
            expected,
            "{schema} {pointer}"
        );
    }

    #[test]
    fn places_are_declared_open_or_not_there() {
        check("{properties: {a: {type: string}}}", "/a", true);
        check("{properties: {a: {type: string}}}", "/b", false);
        check("{properties: {a: {type: string}}}", "/a/b", false);
        check("{properties: {a: {}}}", "/a/b", true);
        check("{type: object}", "/a", true);
        check(
            "{properties: {a: {}}, additionalProperties: true}",
            "/b",
            true,
        );
        check(
            "{properties: {a: {}}, additionalProperties: false}",
            "/b",
            false,
        );
        check(
            "{allOf: [{properties: {a: {}}}, {required: [a]}]}",
            "/b",
            false,
        );
        check(
            "{oneOf: [{properties: {a: {}}}, {properties: {b: {}}}]}",
            "/b",
            true,
        );
        check("{type: array, items: {properties: {a: {}}}}", "/0/a", true);
        check("{type: array, items: {properties: {a: {}}}}", "/0/b", false);
    }

    /// Two ways at each of thirty levels, which end in the same schema.
    #[test]
    fn branches_that_meet_again_are_asked_once() {
        let levels = (0..30).map(|level| {
            let next = format!("{{$ref: '#/$defs/s{}'}}", level + 1);
            format!("s{level}: {{anyOf: [{next}, {next}]}}")
        });
        let levels: Vec<String> = levels.collect();
        let schema = format!(
            "{{$ref: '#/$defs/s0', $defs: {{{}, s30: {{properties: {{a: {{}}}}}}}}}}",
            levels.join(", ")
        );
        check(&schema, "/b", false);
        check(&schema, "/a", true);
    }
}
