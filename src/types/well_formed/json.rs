//! JSON written out as text.

use super::super::json_text::fill_in;
use super::{Flaw, Written};
use crate::syntax::json_flaw;

/// What breaks a text that begins like an object or a list; any other text is a string of JSON, or nobody knows.
pub(super) fn flaw(written: Written<'_>) -> Option<Flaw> {
    let text = written.text;
    if !written.begins_json() {
        return None;
    }
    let (range, message) = json_flaw(&fill_in(text, written.embeddings)?)?;
    let message = message.replace("the document", "the text");
    if let Some(hole) = written.touched(&range) {
        let shown = &text[hole.clone()];
        let what = match message.split_once("stands where") {
            Some((_, rest)) => format!("`{shown}` stands where{rest}"),
            None => format!("`{shown}` leaves no JSON here, whatever it comes to be"),
        };
        return Some(Flaw::new(hole.clone(), what));
    }
    if !range.is_empty() {
        let begins_value = text[range.start..].starts_with(['"', '{', '[']);
        let lacks_comma = begins_value && message.contains("`,` or");
        let flaw = Flaw::new(range, message);
        return Some(match lacks_comma {
            true => flaw.help("add `,` before it"),
            false => flaw,
        });
    }
    // At the end nothing stands: the last thing before it does.
    let last = text.trim_end().char_indices().next_back();
    let (start, character) = last?;
    Some(Flaw::new(start..start + character.len_utf8(), message))
}
