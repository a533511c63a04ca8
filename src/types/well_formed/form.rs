//! Forms written out as text: almost everything is one, so only what is certainly not meant is told.

use std::ops::Range;

use super::super::form::pairs;
use super::super::json_text::fill_in;
use super::{Flaw, Written};
use crate::syntax::json_flaw;

pub(super) fn flaw(written: Written<'_>) -> Option<Flaw> {
    let text = written.text;
    let filled = written.filled()?;
    let start = text.len() - text.trim_start().len();
    let is_json = || {
        let filled = fill_in(text, written.embeddings);
        filled.is_some_and(|filled| json_flaw(&filled).is_none())
    };
    if written.begins_json() && is_json() {
        let flaw = Flaw::new(
            start..start + 1,
            "this is JSON, and the body is sent as a form",
        );
        return Some(
            flaw.help("write the pairs as `name=value&other=value`, or name JSON as `contentType`"),
        );
    }
    let end = filled.trim_end().len();
    let broken = filled[..end].find(['\n', '\r']).filter(|at| *at > start);
    if let Some(at) = broken {
        // The pair that goes on behind the break is easier to see than the break.
        let next = filled[at..].find(|next: char| !next.is_whitespace());
        let next = at + next.unwrap_or_default();
        let length = filled[next..].find(['=', '&', '\n', '\r']);
        let range = next..length.map_or(end, |length| next + length);
        let flaw = Flaw::new(
            range,
            "a line break stands before this, and becomes a part of the form",
        );
        return Some(flaw.help("write the form in one line, its pairs joined by `&`"));
    }
    let escapes = filled.match_indices('%').map(|(at, _)| at);
    let is_broken = |at: &usize| {
        let digits = filled.as_bytes().get(at + 1..at + 3);
        let is_escape = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        !is_escape && written.touched(&(*at..at + 3)).is_none()
    };
    if let Some(at) = escapes.filter(|at| *at < end).find(is_broken) {
        let message = "`%` begins an escape in a form, and no two hexadecimal digits follow";
        return Some(Flaw::new(at..at + 1, message).help("write `%25`"));
    }
    // A name alone is a pair, and so may be an expression alone.
    let lacks_value = |name: &Range<usize>, value: &Range<usize>| {
        let hole = written.touched(name);
        value.start == name.end && hole.is_some_and(|hole| hole.start > name.start)
    };
    let pairs = pairs(&text[..end], written.embeddings);
    let (name, _) = pairs
        .into_iter()
        .find(|(name, value)| lacks_value(name, value))?;
    let start = name.start + text[name.clone()].len() - text[name.clone()].trim_start().len();
    let message = "a form has `=` between a name and its value, and here is none";
    Some(Flaw::new(start..name.end, message))
}
