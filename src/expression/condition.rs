//! The references of a simple condition (Criterion Object), without its operators.

use super::accessor::{Accessor, accessors};
use super::parser::parse_with_identifiers;
use super::{Expression, Malformed, Part};
use crate::version::Version;

/// Characters that end a reference, besides white space.
const TERMINATORS: &str = "!&()<=>|{},;";

/// An expression inside a simple condition, with the accessors behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The whole reference, accessors included.
    pub text: Part<'a>,
    /// What was understood of the expression.
    pub expression: Option<Expression<'a>>,
    /// The steps into its value.
    pub accessors: Vec<Accessor<'a>>,
    /// What is wrong with it.
    pub malformed: Option<Malformed>,
}

/// Finds every reference of a simple condition, in the order they are written.
pub fn references(condition: &str, version: Version) -> Vec<Reference<'_>> {
    let mut references = Vec::new();
    let mut rest = Part::whole(condition);
    let mut quoted = false;
    while let Some(at) = rest.text.find(['$', '\'']) {
        let (_, from) = rest.split_at(at);
        if from.text.starts_with('\'') {
            // A doubled quote inside a string closes and opens it again, with the same result.
            quoted = !quoted;
            rest = from.split_at(1).1;
        } else if quoted {
            rest = from.split_at(1).1;
        } else {
            let end = from.text.find(ends_reference).unwrap_or(from.text.len());
            let (text, after) = from.split_at(end);
            references.push(reference(text, version));
            rest = after;
        }
    }
    references
}

fn ends_reference(character: char) -> bool {
    character.is_whitespace() || TERMINATORS.contains(character)
}

/// Splits a run of characters into the longest expression and its accessors.
fn reference(text: Part<'_>, version: Version) -> Reference<'_> {
    let whole = parse_with_identifiers(text, version);
    // The expression ends where it first goes wrong, if what stands before that is one.
    let beginning = whole.malformed.as_ref().and_then(|malformed| {
        let (beginning, tail) = text.split_at(malformed.range.start - text.start);
        let parsed = parse_with_identifiers(beginning, version);
        let (accessors, left) = accessors(tail);
        (parsed.malformed.is_none() && left.is_empty()).then_some((parsed, accessors))
    });
    let (parsed, accessors) = beginning.unwrap_or((whole, Vec::new()));
    Reference {
        text,
        expression: parsed.expression,
        accessors,
        malformed: parsed.malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::{Accessor, references};
    use crate::version::Version;

    /// Shows each reference as expression, accessors and, where it is malformed, `!`.
    fn check(condition: &str, expected: &[&str]) {
        for version in [Version::V1_0, Version::V1_1] {
            let actual: Vec<_> = references(condition, version)
                .into_iter()
                .map(|reference| {
                    let expression = reference.expression.map_or("?", |found| found.text.text);
                    let accessors = reference.accessors.iter().map(|accessor| match accessor {
                        Accessor::Member(part) => format!(" .{}", part.text),
                        Accessor::Index(part) => format!(" [{}]", part.text),
                    });
                    let mark = reference.malformed.map_or("", |_| " !");
                    format!("{expression}{}{mark}", accessors.collect::<String>())
                })
                .collect();
            assert_eq!(actual, expected, "{condition}");
        }
    }

    #[test]
    fn references_are_found_outside_of_strings() {
        check(
            "$statusCode==200 && $url == '$method'",
            &["$statusCode", "$url"],
        );
        check("'it''s $url' == $method", &["$method"]);
        check("true", &[]);
    }

    #[test]
    fn accessors_follow_the_longest_expression() {
        check(
            "$response.body.data[0].id > 1",
            &["$response.body .data [0] .id"],
        );
        check("$inputs.a.b", &["$inputs.a.b"]);
        check(
            "$steps.a.outputs.list[2] == 1",
            &["$steps.a.outputs.list [2]"],
        );
        check("$response.body#/a[0]", &["$response.body#/a[0]"]);
        check("$request.query.limit == 10", &["$request.query.limit"]);
        check("$response.header.X-A == 1", &["$response.header.X-A"]);
    }

    #[test]
    fn what_does_not_parse_is_malformed() {
        check("$steps.a.b == 1", &["$steps.a.b !"]);
        check("$response.body[-1]", &["$response.body[-1] !"]);
        check("$response.body. == 1", &["$response.body. !"]);
        check("$response.body#/a~2 == 1", &["$response.body#/a~2 !"]);
        check("$status == 1", &["? !"]);
        check("$.status", &["? !"]);
        check("$", &["? !"]);
    }
}
