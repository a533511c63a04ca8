//! The members that a query asks for: those that it begins with, and those that its filter asks of the items.

use crate::arazzo::Language;
use crate::expression::{Part, Token};
use crate::syntax::unescape_token;

/// A path of members and items, the text of the query in each.
pub(super) type Route<'a> = Vec<Token<'a>>;

/// What a query names beyond doubt.
pub(super) struct Queried<'a> {
    /// The members that it begins with.
    pub(super) route: Route<'a>,
    /// What a filter right behind these asks of each item.
    pub(super) of_items: Vec<Route<'a>>,
}

impl<'a> Queried<'a> {
    /// Reads a query as far as it names single values.
    pub(super) fn of(query: &'a str, language: Language) -> Option<Self> {
        match language {
            Language::JsonPointer => Some(Self {
                route: pointer(query)?,
                of_items: Vec::new(),
            }),
            Language::JsonPath => {
                let (route, end) = route(query, query.strip_prefix('$').map(|_| 1)?);
                let of_items = filter(query, end).unwrap_or_default();
                Some(Self { route, of_items })
            }
            _ => None,
        }
    }
}

fn pointer(query: &str) -> Option<Route<'_>> {
    let mut at = 1;
    let tokens = query.strip_prefix('/')?.split('/').map(|text| {
        let written = Part { text, start: at };
        at += text.len() + 1;
        Token {
            written,
            decoded: unescape_token(text),
        }
    });
    Some(tokens.collect())
}

/// The members and items behind `$` or `@`, and where what follows them begins.
fn route(query: &str, start: usize) -> (Route<'_>, usize) {
    let mut route = Vec::new();
    let mut at = start;
    while let Some((range, end)) = step(query, at) {
        // A function, and a name of which an embedded expression brings a part, are no members.
        if query[end..].starts_with(['(', '{']) {
            break;
        }
        let text = &query[range.clone()];
        route.push(Token {
            written: Part {
                text,
                start: range.start,
            },
            decoded: text.into(),
        });
        at = end;
    }
    // Some tools tell the length of a list by a member.
    let asks_length = |token: &Token<'_>| ["length", "size"].contains(&token.written.text);
    if route.last().is_some_and(asks_length) {
        route.pop();
    }
    (route, at)
}

/// One step: where its name stands, and where it ends.
fn step(query: &str, at: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let rest = &query[at..];
    if let Some(name) = rest.strip_prefix('.') {
        let is_name =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || !c.is_ascii();
        let length = name.find(|c| !is_name(c)).unwrap_or(name.len());
        return (length > 0).then_some((at + 1..at + 1 + length, at + 1 + length));
    }
    let inside = rest.strip_prefix('[')?;
    let quote = inside.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let (skipped, close) = match quote {
        Some('"') => (1, "\"]"),
        Some(_) => (1, "']"),
        None => (0, "]"),
    };
    let length = inside.get(skipped..)?.find(close)?;
    let range = at + 1 + skipped..at + 1 + skipped + length;
    let text = &query[range.clone()];
    let is_plain = match quote {
        Some(quote) => !text.contains([quote, '\\']) && !text.contains("{$"),
        None => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()),
    };
    is_plain.then_some((range.clone(), range.end + close.len()))
}

/// What the filter that begins here asks of the items; `None` if there is none, or one with another inside.
fn filter(query: &str, start: usize) -> Option<Vec<Route<'_>>> {
    let inside = query[start..].strip_prefix("[?")?;
    if inside.contains("[?") {
        return None;
    }
    let mut routes = Vec::new();
    let mut quote = None;
    let mut depth = 1;
    for (index, c) in inside.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') if depth == 1 => break,
            (None, ']') => depth -= 1,
            (None, '@') => routes.push(route(query, start + 2 + index + 1).0),
            _ => {}
        }
    }
    routes.retain(|route| !route.is_empty());
    Some(routes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, language: Language, expected: &str) {
        let written = |route: &Route<'_>| {
            route.iter().fold(String::new(), |pointer, token| {
                let part = token.written;
                assert_eq!(part.text, &query[part.start..part.start + part.text.len()]);
                pointer + "/" + &token.decoded
            })
        };
        let found = Queried::of(query, language).map(|queried| {
            let items: Vec<String> = queried.of_items.iter().map(written).collect();
            format!("{} {}", written(&queried.route), items.join(" "))
        });
        assert_eq!(found.as_deref().map(str::trim), Some(expected), "{query}");
    }

    #[test]
    fn queries_begin_with_single_values() {
        check("/a~1b/0", Language::JsonPointer, "/a/b/0");
        check("$.a['b c'][0].d", Language::JsonPath, "/a/b c/0/d");
        check("$.a[*].b", Language::JsonPath, "/a");
        check("$..a", Language::JsonPath, "");
        check("$.a.length", Language::JsonPath, "/a");
        check("$.a.size() > 0", Language::JsonPath, "/a");
        check("$.a.b{$inputs.c}", Language::JsonPath, "/a");
        check("$['a\\'b'].c", Language::JsonPath, "");
    }

    #[test]
    fn filters_ask_for_members_of_items() {
        check(
            "$.a[?@.b == 'x@.y' && length(@['c'].d) > 1].e",
            Language::JsonPath,
            "/a /b /c/d",
        );
        check("$[?(@.id == '{$inputs.id}')]", Language::JsonPath, "/id");
        check("$.a[?@.b[?@.c]]", Language::JsonPath, "/a");
        check("$.a[?@ == 1]", Language::JsonPath, "/a");
    }
}
