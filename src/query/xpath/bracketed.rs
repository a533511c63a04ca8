//! What stands between brackets: predicates, arguments, arrays, maps, the parts of functions.

use std::ops::Range;

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::{blanks, close, comes, expression, name, step, types, unclosed, unexpected};

/// Reads an expression in parentheses, or nothing in them.
pub(super) fn parenthesized(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if !comes(cursor, ")")? {
        inside(cursor, &opening, ")")?;
    }
    close(cursor, opening, ")")
}

/// Reads a predicate.
pub(super) fn predicate(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if comes(cursor, "]")? {
        blanks(cursor)?;
        let range = opening.start..cursor.at + 1;
        return Err(Fault::new(range, "there is nothing between the brackets").into());
    }
    inside(cursor, &opening, "]")?;
    close(cursor, opening, "]")
}

/// Reads the members of an array.
pub(super) fn members(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if !comes(cursor, "]")? {
        inside(cursor, &opening, "]")?;
    }
    close(cursor, opening, "]")
}

/// Reads the expression behind a bracket; where the text ends at once, the bracket is what is at fault.
fn inside(cursor: &mut Cursor<'_>, opening: &Range<usize>, closing: &str) -> Read {
    blanks(cursor)?;
    if cursor.is_at_end() {
        return Err(unclosed(cursor, opening.clone(), closing).into());
    }
    expression::read(cursor)
}

/// Reads the arguments of a call.
pub(super) fn arguments(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if comes(cursor, ")")? {
        return close(cursor, opening, ")");
    }
    loop {
        blanks(cursor)?;
        if cursor.is_at_end() {
            return Err(unclosed(cursor, opening, ")").into());
        }
        let mut ahead = *cursor;
        let is_open = ahead.eat("?") && (comes(&ahead, ",")? || comes(&ahead, ")")?);
        if is_open {
            *cursor = ahead;
        } else {
            expression::single(cursor)?;
        }
        blanks(cursor)?;
        if !cursor.eat(",") {
            return close(cursor, opening, ")");
        }
    }
}

/// Reads the entries of `map { ... }`.
pub(super) fn entries(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if comes(cursor, "}")? {
        return close(cursor, opening, "}");
    }
    loop {
        expression::single(cursor)?;
        blanks(cursor)?;
        if !cursor.eat(":") {
            return Err(unexpected(cursor, "`:`").into());
        }
        expression::single(cursor)?;
        blanks(cursor)?;
        if !cursor.eat(",") {
            return close(cursor, opening, "}");
        }
    }
}

/// Reads an expression in braces, or nothing in them.
pub(super) fn block(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    if !comes(cursor, "}")? {
        inside(cursor, &opening, "}")?;
    }
    close(cursor, opening, "}")
}

/// Reads `function ($x as xs:string) as xs:string { ... }`, whose name has been read.
pub(super) fn function(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.bump();
    blanks(cursor)?;
    while cursor.looks_at("$") {
        step::variable(cursor)?;
        declared_type(cursor)?;
        blanks(cursor)?;
        if !cursor.eat(",") {
            break;
        }
        blanks(cursor)?;
    }
    close(cursor, opening, ")")?;
    declared_type(cursor)?;
    blanks(cursor)?;
    match cursor.looks_at("{") {
        true => block(cursor),
        false => Err(unexpected(cursor, "`{`").into()),
    }
}

fn declared_type(cursor: &mut Cursor<'_>) -> Read {
    blanks(cursor)?;
    if name::word(cursor) == "as" {
        cursor.eat("as");
        types::sequence(cursor, true)?;
    }
    Ok(())
}
