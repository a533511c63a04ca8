//! Text that looks meant as an expression, but stays text.
//!
//! Only a whole string and what stands in `{$...}` are evaluated (Arazzo 1.1.0, Runtime Expressions). The habits of other
//! languages, forgotten braces and misspelt roots give no error anywhere: the text is sent as it stands.

use super::Part;
use super::characters::{is_identifier, is_strict};
use super::malformed::nearest;
use super::parser::{ROOTS, parse_part, parse_with_identifiers, root_word};
use super::value::{Segment, template};
use crate::version::Version;

/// Roots that mean nothing without a name, so that what begins with one and a dot is hardly anything else.
const TELLING: [&str; 6] = [
    "inputs",
    "outputs",
    "steps",
    "workflows",
    "sourceDescriptions",
    "components",
];

/// How much of a text is taken for one expression, in bytes: shorter and shorter pieces of it are tried.
const LONGEST: usize = 400;

/// A piece of text that looks meant as an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray<'a> {
    /// The piece, with what was put around the expression.
    pub text: Part<'a>,
    /// The expression that is meant.
    pub expression: String,
    /// The root that was written, where no expression begins with it.
    pub unknown_root: Option<&'a str>,
}

/// Finds what looks meant as an expression in a string that is no whole expression.
pub fn strays(text: &str, version: Version) -> Vec<Stray<'_>> {
    if !text.contains(['$', '{']) {
        return Vec::new();
    }
    let segments = template(text, version);
    let mut strays = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        match segment {
            Segment::Literal(part) => in_literal(*part, version, &mut strays),
            // A malformed one is reported as that.
            Segment::Embedded { parsed, .. } if parsed.malformed.is_some() => {}
            Segment::Embedded { text: embedded, .. } => {
                let before = index.checked_sub(1).map(|before| &segments[before]);
                let doubled = ends_with_brace(before) && begins_with_brace(segments.get(index + 1));
                if doubled {
                    strays.push(Stray {
                        text: Part {
                            text: &text[embedded.start - 1..=embedded.end()],
                            start: embedded.start - 1,
                        },
                        expression: embedded.text[1..embedded.text.len() - 1].to_owned(),
                        unknown_root: None,
                    });
                }
            }
        }
    }
    strays
}

fn ends_with_brace(segment: Option<&Segment<'_>>) -> bool {
    matches!(segment, Some(Segment::Literal(part)) if part.text.ends_with('{'))
}

fn begins_with_brace(segment: Option<&Segment<'_>>) -> bool {
    matches!(segment, Some(Segment::Literal(part)) if part.text.starts_with('}'))
}

fn in_literal<'a>(literal: Part<'a>, version: Version, strays: &mut Vec<Stray<'a>>) {
    let mut from = 0;
    while let Some(at) = literal.text[from..].find(['$', '{']) {
        let start = from + at;
        match stray_at(literal, start, version) {
            Some(stray) => {
                from = stray.text.end() - literal.start;
                strays.push(stray);
            }
            None => from = start + 1,
        }
    }
}

/// What begins at a `$` or `{` of the text.
fn stray_at(literal: Part<'_>, start: usize, version: Version) -> Option<Stray<'_>> {
    let here = literal.split_at(start).1;
    if here.text.starts_with('{') {
        return braced(here, version);
    }
    // `${inputs.x}` and `$(inputs.x)`
    if let Some(rest) = here.strip_prefix("${").or_else(|| here.strip_prefix("$(")) {
        let closing = if here.text.starts_with("${") {
            '}'
        } else {
            ')'
        };
        return enclosed(here, rest, closing, version);
    }
    // `$.inputs.x`
    if let Some(rest) = here.strip_prefix("$.") {
        let (expression, length) = without_sigil(rest, version)?;
        return Some(stray(here, 2 + length, expression));
    }
    bare(literal, here, version)
}

/// `{inputs.x}`, `{{inputs.x}}` and the like, blanks included.
fn braced(here: Part<'_>, version: Version) -> Option<Stray<'_>> {
    let rest = here.strip_prefix("{{").or_else(|| here.strip_prefix("{"))?;
    enclosed(here, rest, '}', version)
}

/// An expression with or without `$` between brackets that mean nothing here.
fn enclosed<'a>(
    here: Part<'a>,
    rest: Part<'a>,
    closing: char,
    version: Version,
) -> Option<Stray<'a>> {
    let inside = rest.text.trim_start();
    let blank = rest.text.len() - inside.len();
    let inside = rest.split_at(blank).1;
    let (expression, length) = match inside.text.starts_with('$') {
        true => {
            let length = expression_length(inside, version)?;
            (inside.text[..length].to_owned(), length)
        }
        false => without_sigil(inside, version)?,
    };
    let behind = &inside.text[length..];
    let closed = behind.trim_start();
    let closed = closed.strip_prefix(closing)?;
    let closed = closed.strip_prefix(closing).unwrap_or(closed);
    Some(stray(here, here.text.len() - closed.len(), expression))
}

/// `inputs.x`: the expression without its `$`, and the length of what is written.
fn without_sigil(text: Part<'_>, version: Version) -> Option<(String, usize)> {
    let length = text.text.find(|c| !is_strict(c))?;
    let (root, rest) = text.text.split_at(length);
    if !TELLING.contains(&root) && !matches!(root, "request" | "response" | "message") {
        return None;
    }
    let name = rest.strip_prefix('.')?;
    let name = name
        .find(|c| !is_identifier(c) && !"#/~".contains(c))
        .unwrap_or(name.len());
    let length = length + 1 + name;
    let expression = format!("${}", text.text[..length].trim_end_matches('.'));
    let parsed = parse_with_identifiers(Part::whole(&expression), version);
    (name > 0 && parsed.malformed.is_none()).then(|| (expression.clone(), expression.len() - 1))
}

/// An expression in the middle of a text, or one whose root is misspelt.
fn bare<'a>(literal: Part<'a>, here: Part<'a>, version: Version) -> Option<Stray<'a>> {
    let (root, rest) = root_word(here)?;
    let is_whole = here.start == 0 && literal.start == 0;
    if ROOTS.contains(&root.text) {
        // `$inputs['x']`, which is not even taken for an expression.
        if is_whole && rest.text.starts_with(['[', '#', '/', ':']) {
            return indexed(here, rest, version);
        }
        let length = expression_length(here, version)?;
        return Some(stray(here, length, here.text[..length].to_owned()));
    }
    let meant = nearest(root.text, &ROOTS)?;
    let same = meant.eq_ignore_ascii_case(root.text);
    let named = rest
        .text
        .strip_prefix('.')
        .is_some_and(|name| name.starts_with(is_strict));
    if !(named || same && rest.is_empty() && is_whole) {
        return None;
    }
    let corrected = format!("${meant}{}", rest.text);
    let is_sound = |text| parse_part(Part::whole(text), version).malformed.is_none();
    if !named && !is_sound(&corrected) {
        return None;
    }
    let length = match named {
        true => expression_length(Part::whole(&corrected), version)?,
        false => corrected.len(),
    };
    let expression = corrected[..length].to_owned();
    let written = length + root.text.len() - meant.len();
    let mut found = stray(here, written, expression);
    found.unknown_root = Some(&here.text[..=root.text.len()]);
    Some(found)
}

/// `$inputs['x']` and `$inputs[0]` at the beginning of a text, `$url/path`.
fn indexed<'a>(here: Part<'a>, rest: Part<'a>, version: Version) -> Option<Stray<'a>> {
    let alone = &here.text[..rest.start - here.start];
    if parse_part(Part::whole(alone), version).malformed.is_none() {
        // `$url/path` is a text with an expression in front.
        return Some(stray(here, alone.len(), alone.to_owned()));
    }
    let name = rest.text.strip_prefix('[')?.split_once(']')?.0;
    let plain = name.trim_matches(['\'', '"']);
    let expression = format!("{alone}.{plain}");
    let parsed = parse_with_identifiers(Part::whole(&expression), version);
    parsed
        .malformed
        .is_none()
        .then(|| stray(here, alone.len() + name.len() + 2, expression))
}

/// How far an expression reaches into a text, where it is followed by something else. Only what names something counts:
/// `$url` and `$method` are words of other languages too.
fn expression_length(text: Part<'_>, version: Version) -> Option<usize> {
    let (root, rest) = root_word(text)?;
    if !ROOTS.contains(&root.text) {
        return None;
    }
    if !rest.text.starts_with('.') {
        return (root.text == "statusCode").then_some(1 + root.text.len());
    }
    let belongs = |c: char| is_identifier(c) || "#/~".contains(c);
    let end = rest.text.find(|c| !belongs(c)).unwrap_or(rest.text.len());
    let end = end.min(LONGEST);
    let written = &text.text[..1 + root.text.len() + end];
    // A sentence may end here, and a path may go on.
    let shorter = |length: usize| written[..length].rfind(['.', '/', '#']);
    let mut length = written.len();
    while length > root.text.len() + 1 {
        let candidate = Part::whole(&written[..length]);
        let ends_cleanly = !written[..length].ends_with(['.', '/', '#']);
        if ends_cleanly
            && parse_with_identifiers(candidate, version)
                .malformed
                .is_none()
        {
            return Some(length);
        }
        length = shorter(length)?;
    }
    None
}

fn stray(here: Part<'_>, length: usize, expression: String) -> Stray<'_> {
    Stray {
        text: here.split_at(length).0,
        expression,
        unknown_root: None,
    }
}

#[cfg(test)]
mod tests {
    use super::strays;
    use crate::version::Version;

    /// Each piece that is found, and the expression that is meant.
    fn check(text: &str, expected: &[(&str, &str)]) {
        for version in [Version::V1_0, Version::V1_1] {
            let found = strays(text, version);
            let found: Vec<_> = found
                .iter()
                .map(|stray| {
                    assert_eq!(&text[stray.text.range()], stray.text.text);
                    (stray.text.text, stray.expression.as_str())
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn forgotten_braces_are_found() {
        check(
            "Bearer $inputs.token",
            &[("$inputs.token", "$inputs.token")],
        );
        check(
            "Bearer $steps.login.outputs.token.",
            &[("$steps.login.outputs.token", "$steps.login.outputs.token")],
        );
        check(
            "a=$inputs.a&b=$inputs.b",
            &[("$inputs.a", "$inputs.a"), ("$inputs.b", "$inputs.b")],
        );
        check("x{$inputs.a}$inputs.b", &[("$inputs.b", "$inputs.b")]);
        check(" $inputs.a", &[("$inputs.a", "$inputs.a")]);
        check(
            "id $response.body#/a/b ok",
            &[("$response.body#/a/b", "$response.body#/a/b")],
        );
        check("/pets/$inputs.id/owner", &[("$inputs.id", "$inputs.id")]);
    }

    #[test]
    fn habits_of_other_languages_are_found() {
        check("${inputs.x}", &[("${inputs.x}", "$inputs.x")]);
        check("{{$inputs.x}}", &[("{{$inputs.x}}", "$inputs.x")]);
        check("{{ $inputs.x }}", &[("{{ $inputs.x }}", "$inputs.x")]);
        check("{{inputs.x}}", &[("{{inputs.x}}", "$inputs.x")]);
        check("{inputs.x}", &[("{inputs.x}", "$inputs.x")]);
        check(
            "$(steps.a.outputs.b)",
            &[("$(steps.a.outputs.b)", "$steps.a.outputs.b")],
        );
        check("$.inputs.x", &[("$.inputs.x", "$inputs.x")]);
        check("$inputs['x']", &[("$inputs['x']", "$inputs.x")]);
        check("$url/path", &[("$url", "$url")]);
    }

    #[test]
    fn misspelt_roots_are_found() {
        check(
            "$input.username",
            &[("$input.username", "$inputs.username")],
        );
        check(
            "$step.a.outputs.b",
            &[("$step.a.outputs.b", "$steps.a.outputs.b")],
        );
        check("$Inputs.x", &[("$Inputs.x", "$inputs.x")]);
        check("Bearer $input.token", &[("$input.token", "$inputs.token")]);
        check("$statuscode", &[("$statuscode", "$statusCode")]);
    }

    #[test]
    fn text_is_left_alone() {
        for text in [
            "plain",
            "costs $5",
            "{{x}}",
            "{name}",
            "$foo.bar",
            "mutation($input: Create!) { create(input: $input) { id } }",
            "query($url: String) { a(url: $url) }",
            "{ \"a\": \"{$inputs.a}\" }",
            "$match",
            "$Inputs",
            "{{$foo/bar}}",
            "{request.id}x",
            "$.store.book",
            "see $inputs for more",
        ] {
            check(text, &[]);
        }
    }
}
