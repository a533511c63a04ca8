//! One line of a document, cut to fit around what matters and written so that it is safe to print.
//!
//! Only what is near the focus is read: a minified document is a single line of megabytes.

use std::ops::Range;

use crate::visible::{TAB, columns, escape};

/// The part of a line that fits into `width` columns and shows the focus with something around it: in the middle, so
/// that there is also room for the label's words.
pub(super) fn clip(
    text: &str,
    line: &Range<usize>,
    focus: Range<usize>,
    width: usize,
    ellipsis: usize,
) -> Range<usize> {
    if forward(text, line.clone(), width) == line.end {
        return line.clone();
    }
    let end = forward(text, line.clone(), width.saturating_sub(ellipsis));
    if focus.end <= end {
        return line.start..end;
    }
    let room = width.saturating_sub(2 * ellipsis);
    let mut taken = 0;
    let within = forward(text, focus.clone(), room);
    for (at, _) in text[focus.start..within].char_indices() {
        taken += columns(&text[focus.start + at..]);
    }
    let start = backward(
        text,
        line.start..focus.start,
        (room.saturating_sub(taken) / 2).max(room / 6),
    );
    start..forward(text, start..line.end, room)
}

/// How far one gets from the start of a range in so many columns.
fn forward(text: &str, range: Range<usize>, room: usize) -> usize {
    let mut used = 0;
    for (at, _) in text[range.clone()].char_indices() {
        used += columns(&text[range.start + at..]);
        if used > room {
            return range.start + at;
        }
    }
    range.end
}

/// How far one gets back from the end of a range in so many columns.
fn backward(text: &str, range: Range<usize>, room: usize) -> usize {
    let mut used = 0;
    let mut reached = range.end;
    for (at, _) in text[range.clone()].char_indices().rev() {
        used += columns(&text[range.start + at..]);
        if used > room {
            break;
        }
        reached = range.start + at;
    }
    reached
}

/// Appends a part of a document in its printable form. Says for each byte of it, and for its end, where that went.
pub(super) fn show(text: &str, range: Range<usize>, shown: &mut String) -> Vec<usize> {
    let mut offsets = Vec::with_capacity(range.len() + 1);
    for (at, char) in text[range.clone()].char_indices() {
        offsets.resize(offsets.len() + char.len_utf8(), shown.len());
        // The lookahead stops where the range does, as the line will.
        match escape(&text[range.start + at..range.end]) {
            _ if char == '\t' => shown.push_str(TAB),
            Some(escape) => shown.push_str(&escape),
            None => shown.push(char),
        }
    }
    offsets.push(shown.len());
    offsets
}
