//! The expressions of a string value: a literal, one expression, or a text with expressions in it.

use super::malformed::{Malformed, quote};
use super::parser::{ROOTS, parse_part, parse_with_identifiers, root_word};
use super::{Parsed, Part};
use crate::version::Version;

/// What a string is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Plain text.
    Literal,
    /// One expression, whose value keeps its type.
    Expression(Parsed<'a>),
    /// A text with at least one expression in it, whose value is a string.
    Template(Vec<Segment<'a>>),
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// Plain text, which may hold braces (A04).
    Literal(Part<'a>),
    /// `{$...}`
    Embedded {
        /// The expression with its braces.
        text: Part<'a>,
        /// The expression between them.
        parsed: Parsed<'a>,
    },
}

/// Finds out what a string is: the specification has no escape for text that looks like an expression (A05).
pub fn value(text: &str, version: Version) -> Value<'_> {
    let begins_with_root = root_word(Part::whole(text)).is_some_and(|(word, rest)| {
        ROOTS.contains(&word.text) && (rest.is_empty() || rest.text.starts_with('.'))
    });
    if begins_with_root {
        Value::Expression(parse_part(Part::whole(text), version))
    } else if text.contains("{$") {
        Value::Template(template(text, version))
    } else {
        Value::Literal
    }
}

/// Splits a text at the expressions embedded in it. Only `{$` opens one, and the next `}` ends it (A04).
pub fn template(text: &str, version: Version) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut rest = Part::whole(text);
    while let Some(opening) = rest.text.find("{$") {
        let (literal, from_brace) = rest.split_at(opening);
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal));
        }
        let Some(closing) = from_brace.text.find('}') else {
            segments.push(unclosed(from_brace, version));
            return segments;
        };
        let (text, after) = from_brace.split_at(closing + 1);
        let (inside, _) = from_brace.split_at(closing);
        let (_, expression) = inside.split_at(1);
        segments.push(Segment::Embedded {
            text,
            parsed: parse_part(expression, version),
        });
        rest = after;
    }
    if !rest.is_empty() {
        segments.push(Segment::Literal(rest));
    }
    segments
}

fn unclosed(text: Part<'_>, version: Version) -> Segment<'_> {
    let (_, inside) = text.split_at(1);
    let end = inside.text.find(char::is_whitespace);
    let (expression, _) = inside.split_at(end.unwrap_or(inside.text.len()));
    let (shown, _) = text.split_at(expression.text.len() + 1);

    let mut parsed = parse_with_identifiers(expression, version);
    parsed.malformed = Some(Malformed::new(
        shown,
        format!("no `}}` ends {}", quote(shown.text)),
        Some("add `}` after the expression".to_owned()),
    ));
    Segment::Embedded { text, parsed }
}

#[cfg(test)]
mod tests {
    use super::{Segment, Value, value};
    use crate::version::Version;

    /// Shows literals as they are, and expressions in `<>` with `!` and the place where one is malformed.
    fn check(text: &str, expected: &str) {
        let actual = match value(text, Version::V1_1) {
            Value::Literal => "literal".to_owned(),
            Value::Expression(parsed) => format!("expression{}", place(parsed.malformed)),
            Value::Template(segments) => segments
                .into_iter()
                .map(|segment| match segment {
                    Segment::Literal(part) => part.text.to_owned(),
                    Segment::Embedded { text, parsed } => {
                        let inside = text.text.trim_matches(['{', '}']);
                        format!("<{inside}{}>", place(parsed.malformed))
                    }
                })
                .collect(),
        };
        assert_eq!(actual, expected, "{text}");
    }

    fn place(malformed: Option<super::Malformed>) -> String {
        malformed.map_or(String::new(), |malformed| format!("!{:?}", malformed.range))
    }

    #[test]
    fn strings_are_literals_expressions_or_templates() {
        check("plain", "literal");
        check("$5", "literal");
        check("$foo.x", "literal");
        check("$inputsx", "literal");
        check("$url", "expression");
        check("$inputs", "expression!0..7");
        check("$response.body.id", "expression!14..17");
    }

    #[test]
    fn embedded_expressions_keep_their_place() {
        check("a{$url}b", "a<$url>b");
        check("{{$inputs.a}}", "{<$inputs.a>}");
        check("ö {$response.body.id}", "ö <$response.body.id!18..21>");
        check("{$url}{$foo}", "<$url><$foo!7..11>");
        check("x {$inputs.a and more", "x <$inputs.a and more!2..12>");
    }
}
