//! Members of mappings and lists, taken out with their lines.
//!
//! A comment behind the member goes with it. Comments on lines of their own stay, for they may speak of more.

use super::{Page, skip_comments};
use std::ops::RangeInclusive;

use crate::diagnostic::Edit;
use crate::syntax::{Node, Slot, Text};

/// Takes an entry out of its mapping; of the only one `{}` is left.
pub fn remove_entry(key: Text<'_>) -> Option<Vec<Edit>> {
    remove_entries(&[key])
}

/// Takes several entries out of one mapping, in their order; of all of them `{}` is left.
pub fn remove_entries(keys: &[Text<'_>]) -> Option<Vec<Edit>> {
    let mapping = keys.first()?.node().parent()?;
    let positions = keys.iter().map(|key| position(mapping, *key));
    remove(mapping, &positions.collect::<Option<Vec<_>>>()?)
}

/// Takes an entry out of its mapping, and with the only one what holds it, if that can go.
pub fn prune_entry(key: Text<'_>) -> Option<Vec<Edit>> {
    let mapping = key.node().parent()?;
    prune(mapping, position(mapping, key)?)
}

/// Takes an item out of a list; of the only one `[]` is left.
pub fn remove_item(list: Node<'_>, position: usize) -> Option<Vec<Edit>> {
    remove(list, &[position])
}

/// Takes an item out of a list, and with the only one what holds it, if that can go.
pub fn prune_item(list: Node<'_>, position: usize) -> Option<Vec<Edit>> {
    prune(list, position)
}

fn position(mapping: Node<'_>, key: Text<'_>) -> Option<usize> {
    let slots = mapping.slots();
    slots.iter().position(|slot| slot.key == Some(key.span))
}

fn prune(collection: Node<'_>, position: usize) -> Option<Vec<Edit>> {
    let (mut collection, mut position) = (collection, position);
    while collection.slots().len() == 1 {
        let holder = collection.parent()?;
        let span = collection.span();
        let slots = holder.slots();
        position = slots.iter().position(|slot| slot.value == span)?;
        collection = holder;
    }
    remove(collection, &[position])
}

/// Takes members out, whose positions rise.
fn remove(collection: Node<'_>, positions: &[usize]) -> Option<Vec<Edit>> {
    let page = Page::of(collection)?;
    let slots = collection.slots();
    slots.get(*positions.last()?)?;
    match (collection.is_flow(), slots.len() == positions.len()) {
        (true, true) => return all_in_brackets(page, collection, &slots),
        (false, true) => return all_in_block(page, collection, &slots),
        _ => {}
    }
    let mut edits = Vec::new();
    // Neighbours go together: one alone would have to know what becomes of the other.
    for run in positions.chunk_by(|one, next| one + 1 == *next) {
        let run = run[0]..=run[run.len() - 1];
        edits.append(&mut match collection.is_flow() {
            true => in_brackets(page, &slots, run)?,
            false => in_block(page, collection, &slots, run)?,
        });
    }
    Some(edits)
}

fn all_in_brackets(page: Page<'_>, collection: Node<'_>, slots: &[Slot]) -> Option<Vec<Edit>> {
    let span = collection.span();
    let (open, close) = (span.start as usize + 1, span.end as usize - 1);
    let start = slots.first()?.start() as usize;
    let end = behind_comma(page, *slots.last()?)?;
    let around = [&page.text[open..start], &page.text[end..close]];
    let is_bare = around.iter().all(|text| text.trim().is_empty());
    Some(vec![match is_bare {
        true => page.edit(open, close, ""),
        false => page.edit(start, end, ""),
    }])
}

/// Where a member in brackets ends, the comma behind it included.
fn behind_comma(page: Page<'_>, slot: Slot) -> Option<usize> {
    let end = page.end_of(slot)?;
    let next = skip_comments(page.text, end);
    Some(match page.text[next..].starts_with(',') {
        true => next + 1,
        false => end,
    })
}

fn in_brackets(page: Page<'_>, slots: &[Slot], run: RangeInclusive<usize>) -> Option<Vec<Edit>> {
    let (first, last) = run.into_inner();
    let start = slots[first].start() as usize;
    let end = behind_comma(page, slots[last])?;
    let has_comma = end > page.end_of(slots[last])?;
    let mut edits = Vec::new();
    let previous = match first.checked_sub(1) {
        Some(previous) => Some(page.end_of(slots[previous])?),
        None => None,
    };
    // JSON has no comma behind the last one.
    if let (Some(previous), false) = (previous, has_comma) {
        let comma = skip_comments(page.text, previous);
        if !page.text[comma..].starts_with(',') {
            return None;
        }
        edits.push(page.edit(comma, comma + 1, ""));
    }
    let has_own_lines = page.before(start).trim().is_empty() && page.ends_line(end);
    let (from, to) = match (slots.get(last + 1), previous) {
        _ if has_own_lines => (page.line_start(start), page.next_line(end)),
        (Some(next), _) if page.text[end..next.start() as usize].trim().is_empty() => {
            (start, next.start() as usize)
        }
        (None, Some(previous)) if !page.text[previous..start].contains('#') && !has_comma => {
            return Some(vec![page.edit(previous, end, "")]);
        }
        _ => (start, end),
    };
    edits.push(page.edit(from, to, ""));
    Some(edits)
}

fn in_block(
    page: Page<'_>,
    collection: Node<'_>,
    slots: &[Slot],
    run: RangeInclusive<usize>,
) -> Option<Vec<Edit>> {
    let (first, last) = run.into_inner();
    let start = page.beginning(collection, slots, first)?;
    let end = page.end_of(slots[last])?;
    if !page.ends_line(end) {
        return None;
    }
    let before = page.before(start);
    if before.trim_start_matches('\u{feff}').trim().is_empty() {
        let from = start - before.trim_start_matches('\u{feff}').len();
        return Some(vec![page.edit(
            from,
            last_line(page, start, slots[last].value.end as usize, end),
            "",
        )]);
    }
    // The first one stands behind the dash of a list, and the next moves into its place.
    let is_behind_dash = before.trim_end().ends_with('-') && first == 0;
    if !is_behind_dash {
        return None;
    }
    let next = page.beginning(collection, slots, last + 1)?;
    let comment = page.text[page.line_end(end)..next].contains('#');
    Some(vec![match comment {
        true => page.edit(
            start - (before.len() - before.trim_end().len()),
            page.line_end(end),
            "",
        ),
        false => page.edit(start, next, ""),
    }])
}

/// Where the line behind members begins that end at `end`, or with line breaks at `value_end`. Of the blank lines around
/// them one is enough.
fn last_line(page: Page<'_>, start: usize, value_end: usize, end: usize) -> usize {
    let next = page.next_line(end).max(value_end);
    let next = match page.text[..next].ends_with('\n') {
        true => next,
        false => page.next_line(next),
    };
    let above = page.text[..page.line_start(start)].trim_end_matches([' ', '\t']);
    let is_blank_above = above.ends_with("\n\n") || above.ends_with("\n\r\n");
    let below = page.line_end(next);
    match is_blank_above && next < page.text.len() && page.text[next..below].trim().is_empty() {
        true => page.next_line(below),
        false => next,
    }
}

fn all_in_block(page: Page<'_>, collection: Node<'_>, slots: &[Slot]) -> Option<Vec<Edit>> {
    let start = page.beginning(collection, slots, 0)?;
    let end = page.end_of(*slots.last()?)?;
    let empty = match collection.is_mapping() {
        true => "{}",
        false => "[]",
    };
    // Behind the key that holds it, where nothing stands between.
    let before = page.text[..start].trim_end();
    let has_key = before.ends_with(':') && collection.key().is_some();
    Some(vec![match has_key {
        true => page.edit(before.len(), end, format!(" {empty}")),
        false => page.edit(start, end, empty),
    }])
}
