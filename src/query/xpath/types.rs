//! Types, as `instance of` and the tests of nodes name them.

use super::super::cursor::{Cursor, Read};
use super::{blanks, close, comes, name, unexpected};

/// Reads a type. Only where a type may be that of many values, it may end with `*` or `+`.
pub(super) fn sequence(cursor: &mut Cursor<'_>, may_be_many: bool) -> Read {
    blanks(cursor)?;
    if cursor.looks_at("(") {
        cursor.nested(arguments)?;
    } else if name::qualified(cursor).is_some() {
        if comes(cursor, "(")? {
            blanks(cursor)?;
            cursor.nested(arguments)?;
        }
        let mut ahead = *cursor;
        blanks(&mut ahead)?;
        // The type that a function gives.
        if name::word(&ahead) == "as" {
            ahead.eat("as");
            *cursor = ahead;
            return cursor.nested(|cursor| sequence(cursor, true));
        }
    } else {
        return Err(unexpected(cursor, "a type").into());
    }
    let _ = cursor.eat("?") || may_be_many && (cursor.eat("*") || cursor.eat("+"));
    Ok(())
}

/// Reads what stands between the parentheses of a type: types, `*`, strings.
pub(super) fn arguments(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if comes(cursor, ")")? {
        return close(cursor, opening, ")");
    }
    loop {
        blanks(cursor)?;
        if cursor.is_at_end() {
            return Err(super::unclosed(cursor, opening, ")").into());
        }
        match cursor.peek() {
            Some(quote @ ('"' | '\'')) => {
                cursor.bump();
                cursor.take(|next| next != quote);
                cursor.bump();
            }
            _ => sequence(cursor, true)?,
        }
        blanks(cursor)?;
        if !cursor.eat(",") {
            return close(cursor, opening, ")");
        }
    }
}
