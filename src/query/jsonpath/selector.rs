//! What stands between brackets: names, indices, slices, filters.

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::{Selects, blanks, filter, is_name, is_name_start, literal};
use crate::expression::character;

/// Reads one pair of brackets and the selectors in it.
pub(super) fn bracketed(cursor: &mut Cursor<'_>) -> Read<Selects> {
    let opening = cursor.here();
    cursor.eat("[");
    let mut selects = selector(cursor, &opening)?;
    loop {
        blanks(cursor);
        if cursor.eat("]") {
            return Ok(selects);
        }
        if cursor.is_at_end() {
            return Err(unclosed(&opening).into());
        }
        if !cursor.eat(",") {
            return Err(filter::unexpected(cursor, "`]`").into());
        }
        selector(cursor, &opening)?;
        selects = Selects::Many;
    }
}

fn unclosed(opening: &std::ops::Range<usize>) -> Fault {
    Fault::new(opening.clone(), "`[` is never closed").help("add `]`")
}

fn selector(cursor: &mut Cursor<'_>, opening: &std::ops::Range<usize>) -> Read<Selects> {
    blanks(cursor);
    match cursor.peek() {
        None => Err(unclosed(opening).into()),
        Some('*') => {
            cursor.bump();
            Ok(Selects::Many)
        }
        Some('?') => {
            cursor.bump();
            filter::read(cursor)?;
            Ok(Selects::Many)
        }
        Some('"' | '\'') => {
            literal::string(cursor)?;
            Ok(Selects::One)
        }
        Some(next) if next == ':' || next == '-' || next.is_ascii_digit() => index(cursor),
        Some(_) if cursor.looks_at_hole() => index(cursor),
        Some(_) => Err(wrong(cursor, opening).into()),
    }
}

/// Reads an index or a slice.
fn index(cursor: &mut Cursor<'_>) -> Read<Selects> {
    let start = cursor.at;
    if !cursor.looks_at(":") {
        literal::integer(cursor)?;
    }
    let after = *cursor;
    blanks(cursor);
    if !cursor.eat(":") {
        *cursor = after;
        return match cursor.peek() {
            Some('.') => {
                cursor.take(|next| next.is_ascii_digit() || next == '.');
                let range = cursor.since(start);
                let message = format!("{} is no index", cursor.quote(&range));
                Err(Fault::new(range, message)
                    .help("an index is a whole number")
                    .into())
            }
            _ => Ok(Selects::One),
        };
    }
    for _ in 0..2 {
        blanks(cursor);
        if cursor
            .peek()
            .is_some_and(|next| next == '-' || next.is_ascii_digit())
            || cursor.looks_at_hole()
        {
            literal::integer(cursor)?;
        }
        let after = *cursor;
        blanks(cursor);
        if !cursor.eat(":") {
            *cursor = after;
            return Ok(Selects::Many);
        }
    }
    // A third colon.
    Err(Fault::new(
        cursor.at - 1..cursor.at,
        "a slice has three parts at most: start, end, step",
    )
    .into())
}

fn wrong(cursor: &mut Cursor<'_>, opening: &std::ops::Range<usize>) -> Fault {
    let start = cursor.at;
    match cursor.peek() {
        Some(']') => Fault::new(
            opening.start..start + 1,
            "there is nothing between the brackets",
        )
        .help("write `[*]` for all of them, or an index, a quoted name, a filter"),
        Some('(') => {
            let script = closed_with(cursor, opening);
            let fault = Fault::new(
                script.clone(),
                format!(
                    "{} is no selector: nothing is computed in brackets",
                    cursor.quote(&script)
                ),
            );
            if cursor.text[script].contains("length-1")
                || cursor.text[start..].contains("length - 1")
            {
                fault.help("write `[-1]` for the last one")
            } else {
                fault.help("write an index, or a filter `[?...]`")
            }
        }
        Some('@') => {
            let test = closed_with(cursor, opening);
            Fault::new(start..start + 1, "a filter begins with `?`")
                .help(format!("write `[?{}]`", &cursor.text[test]))
        }
        Some(next) if is_name_start(next) => {
            let word = cursor.take(|next| is_name(next) || next == '-');
            Fault::new(
                start..start + word.len(),
                format!("the name `{word}` is not quoted"),
            )
            .help(format!("write `['{word}']`"))
        }
        _ => {
            let message = format!("{} cannot stand here", character(cursor.rest()));
            Fault::new(cursor.here(), message)
                .help("brackets hold an index, a quoted name, `*`, a slice or a filter `?...`")
        }
    }
}

/// From here to the bracket that closes, or to the end.
fn closed_with(cursor: &Cursor<'_>, opening: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut depth = 0_usize;
    for (at, next) in cursor.text[opening.start..].char_indices() {
        match next {
            '[' => depth += 1,
            ']' if depth == 1 => return cursor.at..opening.start + at,
            ']' => depth -= 1,
            _ => {}
        }
    }
    cursor.until_end(cursor.at)
}
