//! Paths, their steps, and the values that they can begin with.

use std::ops::Range;

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::super::mask::is_hole;
use super::{blanks, bracketed, comes, name, types, unexpected};
use crate::near::near;

const AXES: [&str; 13] = [
    "child",
    "descendant",
    "attribute",
    "self",
    "descendant-or-self",
    "following-sibling",
    "following",
    "namespace",
    "parent",
    "ancestor",
    "preceding-sibling",
    "preceding",
    "ancestor-or-self",
];

/// Names that with parentheses test the kind of a node.
const KINDS: [&str; 10] = [
    "text",
    "node",
    "comment",
    "namespace-node",
    "element",
    "attribute",
    "schema-element",
    "schema-attribute",
    "document-node",
    "processing-instruction",
];

/// Reads a path.
pub(super) fn path(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    if cursor.eat("//") {
        blanks(cursor)?;
        if !begins_step(cursor) {
            return Err(lacks_step(cursor, start..cursor.at).into());
        }
    } else if cursor.eat("/") {
        let after = *cursor;
        blanks(cursor)?;
        if !begins_step(cursor) {
            *cursor = after;
            return Ok(());
        }
    }
    loop {
        step(cursor)?;
        if !comes(cursor, "/")? {
            return Ok(());
        }
        blanks(cursor)?;
        let slash = cursor.at;
        let _ = cursor.eat("//") || cursor.eat("/");
        let range = slash..cursor.at;
        blanks(cursor)?;
        if !begins_step(cursor) {
            return Err(lacks_step(cursor, range).into());
        }
    }
}

fn lacks_step(cursor: &Cursor<'_>, slash: Range<usize>) -> Fault {
    let slash = cursor.since(slash.start);
    let message = format!("a name is missing behind {}", cursor.quote(&slash));
    Fault::new(slash, message)
}

fn begins_step(cursor: &Cursor<'_>) -> bool {
    name::begins(cursor)
        || cursor
            .peek()
            .is_some_and(|next| next.is_ascii_digit() || "@.*$(['\"".contains(next))
}

/// Reads a step: what it begins with, and the predicates behind it.
fn step(cursor: &mut Cursor<'_>) -> Read {
    beginning(cursor)?;
    loop {
        let after = *cursor;
        blanks(cursor)?;
        match cursor.peek() {
            Some('[') => cursor.nested(bracketed::predicate)?,
            Some('(') => cursor.nested(bracketed::arguments)?,
            Some('?') => {
                cursor.bump();
                key(cursor)?;
            }
            _ => {
                *cursor = after;
                return Ok(());
            }
        }
    }
}

fn beginning(cursor: &mut Cursor<'_>) -> Read {
    match cursor.peek() {
        Some('.') => {
            if !cursor.eat("..") {
                cursor.bump();
                cursor.take(|next| next.is_ascii_digit());
            }
            Ok(())
        }
        Some('@') => {
            cursor.bump();
            blanks(cursor)?;
            node(cursor, "an attribute")
        }
        Some('$') => variable(cursor),
        Some('(') => cursor.nested(bracketed::parenthesized),
        Some('[') => cursor.nested(bracketed::members),
        Some('"' | '\'') => string(cursor),
        Some('?') => {
            cursor.bump();
            key(cursor)
        }
        Some(next) if next.is_ascii_digit() => {
            number(cursor);
            Ok(())
        }
        Some(next) if next == '*' || name::begins(cursor) => named(cursor),
        _ => Err(unexpected(cursor, "a value").into()),
    }
}

/// Reads what begins with a name: an axis, a test, a call, a constructor.
fn named(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    let Some(written) = name::qualified(cursor) else {
        return Err(unexpected(cursor, "a name").into());
    };
    let range = start..cursor.at;
    let after = *cursor;
    blanks(cursor)?;
    if cursor.eat("::") {
        if !AXES.contains(&written) && !written.contains(is_hole) {
            let message = format!("XPath has no axis `{written}`");
            let fault = Fault::new(range, message);
            return Err(match near(written, AXES.into_iter()).first() {
                Some(close) => fault.help(format!("did you mean `{close}`?")),
                None => fault.help("a prefix is followed by one `:`"),
            }
            .into());
        }
        blanks(cursor)?;
        return node(cursor, "a name");
    }
    match cursor.peek() {
        Some('(') if written == "function" => cursor.nested(bracketed::function),
        Some('(') if KINDS.contains(&written) => cursor.nested(types::arguments),
        Some('(') => cursor.nested(bracketed::arguments),
        Some('{') if written == "map" => cursor.nested(bracketed::entries),
        Some('{') if written == "array" => cursor.nested(bracketed::block),
        Some('#') => {
            cursor.bump();
            if cursor.take(|next| next.is_ascii_digit()).is_empty() {
                return Err(unexpected(cursor, "a number of arguments").into());
            }
            Ok(())
        }
        _ => {
            *cursor = after;
            Ok(())
        }
    }
}

/// Reads the test of a node behind an axis.
fn node(cursor: &mut Cursor<'_>, expected: &str) -> Read {
    if name::qualified(cursor).is_none() {
        return Err(unexpected(cursor, expected).into());
    }
    if comes(cursor, "(")? {
        blanks(cursor)?;
        return cursor.nested(types::arguments);
    }
    Ok(())
}

/// Reads `$name`.
pub(super) fn variable(cursor: &mut Cursor<'_>) -> Read {
    let dollar = cursor.here();
    cursor.bump();
    blanks(cursor)?;
    if name::qualified(cursor).is_some() {
        return Ok(());
    }
    let fault = Fault::new(dollar, "a name is missing behind `$`");
    Err(match cursor.peek() {
        Some('.' | '[') => {
            fault.help("`$` begins a JSONPath query: write `type: jsonpath`, or an XPath")
        }
        _ => fault,
    }
    .into())
}

/// Reads the key behind `?`.
fn key(cursor: &mut Cursor<'_>) -> Read {
    blanks(cursor)?;
    if cursor.looks_at("(") {
        return cursor.nested(bracketed::parenthesized);
    }
    let found = cursor.eat("*")
        || !cursor.take(|next| next.is_ascii_digit()).is_empty()
        || !name::take(cursor).is_empty();
    match found {
        true => Ok(()),
        false => Err(unexpected(cursor, "a key").into()),
    }
}

fn string(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    let quote = cursor.bump().unwrap_or('\'');
    loop {
        cursor.take(|next| next != quote);
        if cursor.bump().is_none() {
            let fault = Fault::new(
                cursor.until_end(start),
                format!("no `{quote}` ends the string"),
            );
            return Err(fault.help(format!("add `{quote}`")).into());
        }
        // A doubled quote stands for itself.
        if cursor.peek() != Some(quote) {
            return Ok(());
        }
        cursor.bump();
    }
}

fn number(cursor: &mut Cursor<'_>) {
    let is_digit = |next: char| next.is_ascii_digit() || is_hole(next);
    cursor.take(is_digit);
    if cursor.eat(".") {
        cursor.take(is_digit);
    }
    let mut ahead = *cursor;
    if ahead.eat("e") || ahead.eat("E") {
        let _ = ahead.eat("+") || ahead.eat("-");
        if !ahead.take(is_digit).is_empty() {
            *cursor = ahead;
        }
    }
}
