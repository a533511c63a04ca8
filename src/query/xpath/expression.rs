//! Expressions: operands, what joins them, and the forms that begin with a word.

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::{blanks, bracketed, close, comes, name, step, types, unexpected};

/// Signs between two operands, the longer ones first.
const SIGNS: [&str; 14] = [
    "!=", "<=", ">=", "<<", ">>", "||", "=", "<", ">", "|", "+", "-", "*", "!",
];

/// Words between two operands.
const WORDS: [&str; 17] = [
    "or",
    "and",
    "div",
    "mod",
    "idiv",
    "to",
    "union",
    "intersect",
    "except",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "is",
    "otherwise",
];

/// Reads expressions with commas between them.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Read {
    loop {
        single(cursor)?;
        if !comes(cursor, ",")? {
            return Ok(());
        }
        blanks(cursor)?;
        cursor.eat(",");
    }
}

/// Reads one expression.
pub(super) fn single(cursor: &mut Cursor<'_>) -> Read {
    blanks(cursor)?;
    match (name::word(cursor), name::behind(cursor)?) {
        ("for", Some('$')) => cursor.nested(|cursor| binding(cursor, "in", "return")),
        ("let", Some('$')) => cursor.nested(|cursor| binding(cursor, ":=", "return")),
        ("some" | "every", Some('$')) => cursor.nested(|cursor| binding(cursor, "in", "satisfies")),
        ("if", Some('(')) => cursor.nested(condition),
        _ => joined(cursor),
    }
}

/// Reads `for $x in ... return ...` and its relatives.
fn binding(cursor: &mut Cursor<'_>, assigned_by: &str, then: &str) -> Read {
    name::take(cursor);
    loop {
        blanks(cursor)?;
        step::variable(cursor)?;
        keyword(cursor, assigned_by)?;
        single(cursor)?;
        blanks(cursor)?;
        if !cursor.eat(",") {
            break;
        }
        blanks(cursor)?;
        if !cursor.looks_at("$") {
            return Err(unexpected(cursor, "`$`").into());
        }
    }
    keyword(cursor, then)?;
    single(cursor)
}

/// Reads `if (...) then ... else ...`.
fn condition(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    name::take(cursor);
    let range = start..cursor.at;
    blanks(cursor)?;
    let opening = cursor.here();
    cursor.eat("(");
    read(cursor)?;
    close(cursor, opening, ")")?;
    keyword(cursor, "then")?;
    single(cursor)?;
    blanks(cursor)?;
    if cursor.is_at_end() {
        let fault = Fault::new(range, "an `if` needs an `else` in XPath");
        return Err(fault.help("add `else ()`").into());
    }
    keyword(cursor, "else")?;
    single(cursor)
}

fn keyword(cursor: &mut Cursor<'_>, word: &str) -> Read {
    blanks(cursor)?;
    if word == ":=" && cursor.eat(word) {
        return Ok(());
    }
    if name::word(cursor) == word {
        cursor.eat(word);
        return Ok(());
    }
    Err(unexpected(cursor, &format!("`{word}`")).into())
}

/// Reads operands and the operators between them.
fn joined(cursor: &mut Cursor<'_>) -> Read {
    loop {
        operand(cursor)?;
        blanks(cursor)?;
        if cursor.looks_at_hole() {
            // An embedded expression in the place of an operator may be the operator, or all of the rest.
            name::take(cursor);
            blanks(cursor)?;
            if cursor.is_at_end() || cursor.peek().is_some_and(|next| ")],}".contains(next)) {
                return Ok(());
            }
            continue;
        }
        if !operator(cursor) {
            return Ok(());
        }
    }
}

fn operator(cursor: &mut Cursor<'_>) -> bool {
    // `==` would be read as `=` with something wrong behind it.
    let sign = cursor.next_word();
    let is_known = |sign: &str| SIGNS.contains(&sign) || sign.len() == 1;
    if cursor.text[sign.clone()].starts_with(['=', '!', '<', '>', '|'])
        && !is_known(&cursor.text[sign])
    {
        return false;
    }
    if SIGNS.iter().any(|sign| cursor.eat(sign)) {
        return true;
    }
    let word = name::word(cursor);
    WORDS.contains(&word) && cursor.eat(word)
}

/// Reads a path with the signs before it and what is said about its type behind it.
fn operand(cursor: &mut Cursor<'_>) -> Read {
    blanks(cursor)?;
    while cursor.eat("-") || cursor.eat("+") {
        blanks(cursor)?;
    }
    step::path(cursor)?;
    loop {
        let after = *cursor;
        blanks(cursor)?;
        if cursor.eat("=>") {
            arrow(cursor)?;
            continue;
        }
        let mut ahead = *cursor;
        let first = name::take(&mut ahead);
        blanks(&mut ahead)?;
        let joined_by = match first {
            "instance" => "of",
            "treat" | "cast" | "castable" => "as",
            _ => "",
        };
        if joined_by.is_empty() || name::word(&ahead) != joined_by {
            *cursor = after;
            return Ok(());
        }
        ahead.eat(joined_by);
        *cursor = ahead;
        types::sequence(cursor, matches!(first, "instance" | "treat"))?;
    }
}

/// Reads the function behind `=>`.
fn arrow(cursor: &mut Cursor<'_>) -> Read {
    blanks(cursor)?;
    match cursor.peek() {
        Some('$') => step::variable(cursor)?,
        Some('(') => cursor.nested(bracketed::parenthesized)?,
        _ => {
            if name::qualified(cursor).is_none() {
                return Err(unexpected(cursor, "a function").into());
            }
        }
    }
    blanks(cursor)?;
    if !cursor.looks_at("(") {
        return Err(unexpected(cursor, "`(`").into());
    }
    cursor.nested(bracketed::arguments)
}
