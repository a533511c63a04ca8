//! XPath expressions: the grammar of 3.1, read a little more widely.
//!
//! Operators are not ranked, since that changes what an expression means and not whether it is one; what an older version
//! allows and 3.1 does not (`1 = 2 = 3`) is so allowed as well. Prefixes and functions need no declaration here.

mod bracketed;

mod expression;

mod name;

mod step;

mod types;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::Fault;
use super::cursor::{Cursor, Read};
use crate::expression::character;

/// Reads a whole expression.
pub(super) fn read(text: &str) -> Read {
    let mut cursor = Cursor::new(text);
    blanks(&mut cursor)?;
    if cursor.is_at_end() {
        let fault = Fault::new(0..text.len(), "there is no expression");
        return Err(fault.help("`/*` selects the root element").into());
    }
    expression::read(&mut cursor)?;
    blanks(&mut cursor)?;
    if cursor.is_at_end() {
        Ok(())
    } else {
        Err(unexpected(&cursor, "an operator").into())
    }
}

/// Reads blanks and comments.
fn blanks(cursor: &mut Cursor<'_>) -> Read {
    loop {
        cursor.take(char::is_whitespace);
        let start = cursor.at;
        if !cursor.eat("(:") {
            return Ok(());
        }
        let mut depth = 1;
        while depth > 0 {
            if cursor.eat("(:") {
                depth += 1;
            } else if cursor.eat(":)") {
                depth -= 1;
            } else if cursor.bump().is_none() {
                let fault = Fault::new(start..start + 2, "the comment is never closed");
                return Err(fault.help("add `:)`").into());
            }
        }
    }
}

/// Whether this comes next, blanks before it not counted.
fn comes(cursor: &Cursor<'_>, text: &str) -> Read<bool> {
    let mut ahead = *cursor;
    blanks(&mut ahead)?;
    Ok(ahead.looks_at(text))
}

/// Reads the bracket that closes another one.
fn close(cursor: &mut Cursor<'_>, opening: Range<usize>, closing: &str) -> Read {
    blanks(cursor)?;
    if cursor.eat(closing) {
        return Ok(());
    }
    if cursor.is_at_end() || cursor.peek().is_some_and(|next| ")]}".contains(next)) {
        return Err(unclosed(cursor, opening, closing).into());
    }
    Err(unexpected(cursor, &format!("`{closing}`")).into())
}

fn unclosed(cursor: &Cursor<'_>, opening: Range<usize>, closing: &str) -> Fault {
    let message = format!("{} is never closed", cursor.quote(&opening));
    Fault::new(opening, message).help(format!("add `{closing}`"))
}

/// What stands where something else should.
fn unexpected(cursor: &Cursor<'_>, expected: &str) -> Fault {
    let word = cursor.next_word();
    if word.is_empty() {
        let text = cursor.text.trim_end();
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        let message = format!("the expression ends where {expected} is expected");
        return Fault::new(text.len() - last..text.len(), message);
    }
    let written = &cursor.text[word.clone()];
    let help = match written {
        "==" | "===" => "compare with `=`",
        "!==" | "<>" => "compare with `!=`",
        "&&" | "&" => "write `and`",
        "!" => "write `not(...)`",
        "%" => "write `mod`",
        "=~" | "~" | "~=" => "use the function `matches(text, pattern)`",
        _ => "",
    };
    if !help.is_empty() {
        let message = format!("`{written}` is no operator of XPath");
        return Fault::new(word, message).help(help);
    }
    if [")", "]", "}"].contains(&written) && expected == "an operator" {
        return Fault::new(word, format!("`{written}` closes nothing"));
    }
    let next = match written.chars().count() {
        1 => character(written),
        _ => cursor.quote(&word),
    };
    Fault::new(word, format!("{expected} is expected here, not {next}"))
}
