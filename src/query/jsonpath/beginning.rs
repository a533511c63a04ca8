//! The beginning of a query, and what people write in its place.

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::super::mask::is_hole;
use super::{function, is_name, is_name_start};
use crate::expression::character;

/// Reads the `$` of a query.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Read {
    let goes_on = |next: char| is_name_start(next) && !is_hole(next);
    if cursor.looks_at("$") && !cursor.text.chars().nth(1).is_some_and(goes_on) {
        cursor.eat("$");
        return Ok(());
    }
    Err(fault(cursor).into())
}

fn fault(cursor: &mut Cursor<'_>) -> Fault {
    let text = cursor.text;
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Fault::new(0..text.len(), "there is no query").help("`$` selects the whole value");
    }
    let here = cursor.here();
    let blank = text.len() - text.trim_start().len();
    if blank > 0 {
        let message = format!("a query begins with `$`, not with {}", character(text));
        return Fault::new(0..blank, message).help("remove the blank");
    }
    match text.chars().next() {
        Some('$') => {
            cursor.bump();
            let word = cursor.next_word();
            Fault::new(
                0..word.end,
                format!("a dot is missing in {}", cursor.quote(&(0..word.end))),
            )
            .help(format!("write `$.{}`", &text[word]))
        }
        Some('@') => Fault::new(here, "`@` has a meaning only inside of a filter")
            .help(format!("begin with `$`: `${}`", &trimmed[1..])),
        Some('[' | '.') => {
            Fault::new(here, "a query begins with `$`").help(format!("write `${trimmed}`"))
        }
        Some('?') => Fault::new(
            here,
            "a query begins with `$`, and a filter stands in brackets",
        )
        .help(format!("write `$[{trimmed}]`")),
        Some('/') => Fault::new(
            0..text.len(),
            format!("{} is no query", cursor.quote(&(0..text.len()))),
        )
        .help("a query begins with `$`; a JSON Pointer stands behind `#` of an expression"),
        Some('#') => Fault::new(here, "a query begins with `$`, not with `#`")
            .help("a JSON Pointer stands behind `#` of an expression"),
        _ => word(cursor),
    }
}

/// A query that begins with a name.
fn word(cursor: &mut Cursor<'_>) -> Fault {
    let start = cursor.at;
    let word = cursor.take(is_name);
    let range = cursor.since(start);
    if word.is_empty() {
        return Fault::new(
            cursor.here(),
            format!(
                "a query begins with `$`, not with {}",
                character(cursor.rest())
            ),
        );
    }
    if cursor.looks_at("(") {
        let fault = Fault::new(
            cursor.until_end(start),
            format!(
                "{} calls a function, which is no query",
                cursor.quote(&cursor.until_end(start))
            ),
        );
        return if function::is_known(word) {
            fault.help(format!(
                "functions stand in a filter: `$[?{}]`",
                function::example(word)
            ))
        } else {
            fault.help("a query begins with `$`")
        };
    }
    let whole = format!("$.{}", cursor.text.trim());
    let meant = match super::read(&whole) {
        Ok(()) => whole,
        Err(_) => format!("$.{word}"),
    };
    Fault::new(range, "a query begins with `$`").help(format!("write `{meant}`"))
}
