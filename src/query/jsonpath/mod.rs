//! JSONPath queries (RFC 9535): their shape, and whether functions are given what they take.

mod beginning;

mod filter;

mod function;

mod literal;

mod old;

mod selector;

#[cfg(test)]
mod tests;

pub(super) use old::read as read_old;

use super::Fault;
use super::cursor::{Cursor, Read};
use super::mask::is_hole;
use crate::expression::character;

/// How much a query can select.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Selects {
    /// One value at most.
    One,
    /// Any number of values.
    Many,
}

/// Reads a whole query.
pub(super) fn read(text: &str) -> Read {
    let mut cursor = Cursor::new(text);
    beginning::read(&mut cursor)?;
    segments(&mut cursor)?;
    if cursor.is_at_end() {
        return Ok(());
    }
    Err(ending(&cursor).into())
}

/// Reads `$` or `@` has been read: the segments behind it.
pub(super) fn segments(cursor: &mut Cursor<'_>) -> Read<Selects> {
    let mut selects = Selects::One;
    loop {
        let before = *cursor;
        blanks(cursor);
        if cursor.looks_at("[") {
            let selected = cursor.nested(selector::bracketed)?;
            selects = selects.max(selected);
        } else if cursor.eat("..") {
            selects = Selects::Many;
            if cursor.looks_at("[") {
                cursor.nested(selector::bracketed)?;
            } else {
                dotted(cursor, "..")?;
            }
        } else if cursor.eat(".") {
            selects = selects.max(dotted(cursor, ".")?);
        } else if cursor.looks_at_hole() && before.at == cursor.at {
            // An embedded expression may bring segments.
            cursor.bump();
            selects = Selects::One;
            name(cursor);
        } else {
            *cursor = before;
            return Ok(selects);
        }
    }
}

impl Selects {
    fn max(self, other: Self) -> Self {
        match (self, other) {
            (Self::One, Self::One) => Self::One,
            _ => Self::Many,
        }
    }
}

/// Reads what stands behind one or two dots.
fn dotted(cursor: &mut Cursor<'_>, dots: &str) -> Read<Selects> {
    if cursor.eat("*") {
        return Ok(Selects::Many);
    }
    let start = cursor.at;
    if cursor.peek().is_some_and(is_name_start) {
        name(cursor);
        return match cursor.peek() {
            // A name goes on with what a name cannot hold. A minus behind a blank is told with what follows the query.
            Some('-') => Err(odd_name(cursor, start).into()),
            Some('(') => Err(method(cursor, start).into()),
            _ => Ok(Selects::One),
        };
    }
    let before = start - dots.len()..start;
    let fault = match cursor.peek() {
        None => {
            let fault = Fault::new(before, format!("a name is missing behind `{dots}`"));
            let sound = cursor.text[..start - dots.len()].to_owned();
            if dots == "." && !sound.is_empty() {
                fault.help(format!("write `{sound}`, or add a name"))
            } else {
                fault
            }
        }
        Some('[') => Fault::new(before, "`[` follows without a dot")
            .help("leave out the dot, or write `..` to search at every depth"),
        Some(next) if next.is_ascii_digit() || "\"'@$-".contains(next) => odd_name(cursor, start),
        Some(_) => {
            let next = character(cursor.rest());
            Fault::new(
                before.start..cursor.here().end,
                format!("a name is expected behind `{dots}`, not {next}"),
            )
        }
    };
    Err(fault.into())
}

/// A name that must be quoted.
fn odd_name(cursor: &mut Cursor<'_>, start: usize) -> Fault {
    let at = cursor.here();
    cursor.take(|next| is_name(next) || "-\"'@$".contains(next));
    let name = cursor.since(start);
    let quoted = cursor.text[name.clone()].replace(['"', '\''], "");
    let written = cursor.quote(&name);
    Fault::new(
        at,
        format!("the name {written} must be quoted to stand in a query"),
    )
    .help(format!("write `['{quoted}']` without the dot"))
}

/// A function that is written behind what it looks at.
fn method(cursor: &mut Cursor<'_>, start: usize) -> Fault {
    let name = cursor.since(start);
    cursor.take(|next| next != ')');
    cursor.eat(")");
    let call = cursor.since(start);
    let fault = Fault::new(
        call.clone(),
        format!("{} is no part of a query", cursor.quote(&call)),
    );
    let name = &cursor.text[name];
    if function::is_known(name) {
        fault.help(format!(
            "functions stand in a filter, around what they look at: `[?{}]`",
            function::example(name)
        ))
    } else {
        fault.help("members are reached by their names, without parentheses")
    }
}

/// What follows a query that is complete.
fn ending(cursor: &Cursor<'_>) -> Fault {
    let mut behind = *cursor;
    blanks(&mut behind);
    if behind.is_at_end() {
        let range = cursor.at..cursor.text.len();
        let fault = Fault::new(
            range,
            format!("{} stands behind the query", character(cursor.rest())),
        );
        return if cursor.rest().contains('\n') {
            fault.help("end the block with `|-` or `>-` in place of `|` or `>`")
        } else {
            fault.help(format!("end it with `{}`", last_character(cursor)))
        };
    }
    let word = behind.next_word();
    let written = behind.quote(&word);
    let fault = |message: String| Fault::new(behind.until_end(behind.at), message);
    let query = &cursor.text[..cursor.at];
    match &cursor.text[word.clone()] {
        "==" | "!=" | "<" | ">" | "<=" | ">=" | "=" | "===" | "!==" | "=~" | "in" => {
            let whole = cursor.quote(&cursor.until_end(0));
            fault(format!(
                "{whole} is no JSONPath query: a comparison stands only inside of `[?...]`"
            ))
            .help(instead_of_comparison(query, behind.rest()))
        }
        "&&" | "||" | "and" | "or" => fault(format!(
            "{} is no JSONPath query: {written} joins tests only inside of `[?...]`",
            cursor.quote(&cursor.until_end(0))
        ))
        .help("write a criterion for each, or one filter"),
        "]" | ")" => Fault::new(word, format!("{written} closes nothing")),
        _ => Fault::new(
            word.clone(),
            format!("{} cannot follow a query", character(behind.rest())),
        )
        .help("go on with `.name`, `['name']` or `[?...]`, or end the query here"),
    }
}

/// What to write where a query is compared with something.
fn instead_of_comparison(query: &str, comparison: &str) -> String {
    let list = query
        .strip_suffix(".length")
        .or_else(|| query.strip_suffix(".size"));
    let comparison: String = comparison.split_whitespace().collect();
    match (list, comparison.as_str()) {
        (Some(list), ">0" | ">=1" | "!=0" | "!==0") => {
            format!("write `{list}[*]`, which holds where there is at least one")
        }
        (Some(list), "==0" | "===0" | "=0" | "<1" | "<=0") => format!(
            "a query holds where it selects something: ask for `{list}[*]` in the opposite case"
        ),
        _ => "compare in a filter, for example `$.items[?@.status == 'ok']`, or use a simple \
              condition"
            .to_owned(),
    }
}

fn last_character(cursor: &Cursor<'_>) -> String {
    let text = cursor.text[..cursor.at].chars();
    let mut tail: Vec<char> = text.rev().take(12).collect();
    tail.reverse();
    tail.into_iter().collect()
}

fn name(cursor: &mut Cursor<'_>) {
    cursor.take(is_name);
}

pub(super) fn blanks(cursor: &mut Cursor<'_>) {
    cursor.take(is_blank);
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

fn is_name_start(character: char) -> bool {
    character.is_ascii_alphabetic()
        || character == '_'
        || !character.is_ascii()
        || is_hole(character)
}

fn is_name(character: char) -> bool {
    is_name_start(character) || character.is_ascii_digit()
}
