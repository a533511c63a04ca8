//! Forms: a flat list of names and texts, where `items[0][price]` is a path into nested values.

use std::ops::Range;

use super::build::{Builder, Carrier};
use super::instance::{Hole, Holes, Instance, Member, Place, Shape, Spot};
use crate::reference::percent_decode;
use crate::syntax::{Node, Text};

/// How deep the brackets of a key may nest before they are read as plain text.
const DEPTH: usize = 16;

impl<'p> Instance<'p> {
    /// A payload that travels as a form (`application/x-www-form-urlencoded`, `multipart/form-data`).
    pub fn form(payload: Node<'p>, holes: Holes<'_>) -> Self {
        let mut builder = Builder::new(holes, Carrier::Form);
        if !payload.is_mapping() || (holes.selector)(payload).is_some() {
            let root = builder.place(payload, Spot::of(payload));
            return builder.finish(root);
        }
        let mut seen = rustc_hash::FxHashSet::default();
        let entries: Vec<_> = payload
            .entries()
            .filter(|entry| seen.insert(entry.key.value))
            .collect();
        let mut fill = |builder: &mut Builder<'_>| {
            let place = |entry: &crate::syntax::Entry<'p>| {
                let spot = Spot::under(entry.key.span, entry.value);
                (entry.key.value.to_owned(), builder.place(entry.value, spot))
            };
            entries.iter().map(place).collect::<Vec<_>>()
        };
        let root = readings(&mut builder, Spot::of(payload), &mut fill);
        builder.finish(root)
    }

    /// A form written out as text (`a={$inputs.a}&b=1`); `embeddings` are the byte ranges of its expressions.
    pub fn form_text(text: Text<'p>, embeddings: &[Range<usize>]) -> Self {
        let holes = Holes {
            text: &|_| None,
            selector: &|_| None,
        };
        let mut builder = Builder::new(holes, Carrier::Form);
        let spot = Spot::of(text.node());
        let touched = |range: &Range<usize>| {
            let overlaps = |hole: &Range<usize>| hole.start < range.end && range.start < hole.end;
            embeddings.iter().any(overlaps)
        };
        let pairs = pairs(text.value, embeddings);
        // A key that only a run knows may be any key, so nothing can be missed or unknown.
        if pairs.iter().any(|(key, _)| touched(key)) {
            let root = builder.make(spot, Shape::Hole(Hole::Any));
            return builder.finish(root);
        }
        let mut fill = |builder: &mut Builder<'_>| {
            let place = |(key, value): &(Range<usize>, Range<usize>)| {
                let spot = Spot {
                    node: text.node(),
                    span: text.part(value.clone()),
                    head: text.part(key.clone()),
                };
                let leaf = if touched(value) {
                    builder.make(spot, Shape::Hole(Hole::Any))
                } else {
                    builder.wire(&decode(&text.value[value.clone()]), None, spot)
                };
                (decode(&text.value[key.clone()]), leaf)
            };
            pairs.iter().map(place).collect::<Vec<_>>()
        };
        let root = readings(&mut builder, spot, &mut fill);
        builder.finish(root)
    }
}

/// `a=1&b=2` as ranges of names and values; an `&` or `=` inside an embedding separates nothing.
pub(super) fn pairs(text: &str, embeddings: &[Range<usize>]) -> Vec<(Range<usize>, Range<usize>)> {
    // They stand in the order of the text.
    let inside = |at: usize| {
        let next = embeddings.partition_point(|hole| hole.end <= at);
        embeddings.get(next).is_some_and(|hole| hole.start <= at)
    };
    let ends = text
        .match_indices('&')
        .map(|(at, _)| at)
        .filter(|at| !inside(*at))
        .chain([text.len()]);
    let mut start = 0;
    let mut pairs = Vec::new();
    for end in ends {
        let equals = text[start..end]
            .match_indices('=')
            .map(|(at, _)| start + at)
            .find(|at| !inside(*at));
        if start < end {
            pairs.push(match equals {
                Some(at) => (start..at, at + 1..end),
                None => (start..end, end..end),
            });
        }
        start = end + 1;
    }
    pairs
}

fn decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode(&spaced).into_owned()
}

type Leaves<'p> = Vec<(String, Place<'p>)>;

/// The form as nested values and, since some descriptions declare `expand[]` by that very name, as it is written.
fn readings<'p>(
    builder: &mut Builder<'_>,
    spot: Spot<'p>,
    fill: &mut dyn FnMut(&mut Builder<'_>) -> Leaves<'p>,
) -> Place<'p> {
    let leaves = fill(builder);
    let is_nested = leaves.iter().any(|(key, _)| path(key).len() > 1);
    let paths = leaves
        .into_iter()
        .map(|(key, place)| (path(&key), place))
        .collect();
    let nested = Shape::Object(members(builder, paths, 0));
    let nested = builder.make(spot, nested);
    if !is_nested {
        return nested;
    }
    let flat = fill(builder)
        .into_iter()
        .map(|(name, value)| Member { name, value })
        .collect();
    let flat = builder.make(spot, Shape::Object(flat));
    builder.make(spot, Shape::Readings(vec![nested, flat]))
}

/// `a[b][0]` as `a`, `b`, `0`; a key whose brackets do not pair is one name.
fn path(key: &str) -> Vec<String> {
    let whole = || vec![key.to_owned()];
    let Some((name, brackets)) = key.split_once('[') else {
        return whole();
    };
    let Some(inner) = brackets.strip_suffix(']') else {
        return whole();
    };
    let mut path = vec![name.to_owned()];
    path.extend(inner.split("][").map(str::to_owned));
    let is_odd = name.is_empty() || path.iter().any(|part| part.contains(['[', ']']));
    if is_odd || path.len() > DEPTH {
        whole()
    } else {
        path
    }
}

type Paths<'p> = Vec<(Vec<String>, Place<'p>)>;

fn members<'p>(builder: &mut Builder<'_>, leaves: Paths<'p>, depth: usize) -> Vec<Member<'p>> {
    let mut groups: Vec<(String, Paths<'p>)> = Vec::new();
    let mut slots = rustc_hash::FxHashMap::default();
    for (path, place) in leaves {
        let name = path.get(depth).cloned().unwrap_or_default();
        let slot = *slots.entry(name.clone()).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        groups[slot].1.push((path, place));
    }
    groups
        .into_iter()
        .map(|(name, leaves)| {
            let value = value(builder, leaves, depth + 1);
            Member { name, value }
        })
        .collect()
}

/// The value that the leaves of one name make together.
fn value<'p>(builder: &mut Builder<'_>, mut leaves: Paths<'p>, depth: usize) -> Place<'p> {
    let spot = leaves[0].1.spot;
    let ended = leaves
        .iter()
        .filter(|(path, _)| path.len() == depth)
        .count();
    if ended == 1 && leaves.len() == 1 {
        return leaves.remove(0).1;
    }
    if ended == leaves.len() {
        // One name several times is a list.
        let items = leaves.into_iter().map(|(_, place)| place).collect();
        return builder.make(spot, Shape::List(items));
    }
    if ended > 0 {
        // `a=1&a[b]=2` has no meaning that everybody shares.
        return builder.make(spot, Shape::Hole(Hole::Any));
    }
    let is_index = |part: &String| part.bytes().all(|byte| byte.is_ascii_digit());
    if !leaves.iter().all(|(path, _)| is_index(&path[depth])) {
        let members = members(builder, leaves, depth);
        return builder.make(spot, Shape::Object(members));
    }
    // Each `a[]` is an item of its own, except that `a[][x]=1&a[][y]=2` may be one: then nobody knows.
    if leaves.len() > 1
        && leaves
            .iter()
            .any(|(path, _)| path[depth].is_empty() && path.len() > depth + 1)
    {
        return builder.make(spot, Shape::Hole(Hole::Any));
    }
    if leaves.iter().all(|(path, _)| path[depth].is_empty()) {
        let items = leaves
            .into_iter()
            .map(|leaf| value(builder, vec![leaf], depth + 1))
            .collect();
        return builder.make(spot, Shape::List(items));
    }
    let items = members(builder, leaves, depth)
        .into_iter()
        .map(|member| member.value)
        .collect();
    builder.make(spot, Shape::List(items))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_paths() {
        let check = |key: &str, expected: &[&str]| assert_eq!(path(key), expected, "{key}");
        check("a", &["a"]);
        check("a[b][0]", &["a", "b", "0"]);
        check("a[]", &["a", ""]);
        check("a[b", &["a[b"]);
        check("[b]", &["[b]"]);
        check("a[b]c]", &["a[b]c]"]);
    }

    #[test]
    fn embeddings_separate_nothing() {
        let text = "a={$x&y=z}&b={$c}";
        let found = pairs(text, &[2..10, 13..17]);
        assert_eq!(found, [(0..1, 2..10), (11..12, 13..17)]);
    }
}
