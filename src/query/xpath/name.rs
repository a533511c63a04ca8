//! Names, with and without a prefix.

use super::super::cursor::{Cursor, Read};
use super::super::mask::is_hole;
use super::blanks;

fn is_start(character: char) -> bool {
    character.is_alphabetic() || character == '_' || is_hole(character)
}

fn is_part(character: char) -> bool {
    is_start(character)
        || character.is_alphanumeric()
        || matches!(character, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether a name comes next.
pub(super) fn begins(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_some_and(is_start)
}

/// Reads a name without a prefix; an empty one where none stands here.
pub(super) fn take<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    if begins(cursor) {
        cursor.take(is_part)
    } else {
        ""
    }
}

/// The name that comes next, not read.
pub(super) fn word<'a>(cursor: &Cursor<'a>) -> &'a str {
    take(&mut cursor.clone())
}

/// The character behind the name that comes next, blanks not counted.
pub(super) fn behind(cursor: &Cursor<'_>) -> Read<Option<char>> {
    let mut ahead = *cursor;
    take(&mut ahead);
    blanks(&mut ahead)?;
    Ok(ahead.peek())
}

/// Reads a name with its prefix or its namespace, `p:*` and `*:name` included. Gives back what was read.
pub(super) fn qualified<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let start = cursor.at;
    if cursor.looks_at("Q{") {
        let mut ahead = *cursor;
        ahead.take(|next| next != '}');
        if ahead.eat("}") {
            *cursor = ahead;
            let found = cursor.eat("*") || !take(cursor).is_empty();
            return found.then(|| &cursor.text[start..cursor.at]);
        }
    }
    if !cursor.eat("*") && take(cursor).is_empty() {
        return None;
    }
    let mut ahead = *cursor;
    if ahead.eat(":") && (ahead.eat("*") || !take(&mut ahead).is_empty()) {
        *cursor = ahead;
    }
    Some(&cursor.text[start..cursor.at])
}
