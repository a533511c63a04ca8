//! Strings and numbers of a query.

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::super::mask::is_hole;

/// The greatest index that every JSON library can hold (RFC 9535, section 2.1).
const GREATEST: u64 = (1 << 53) - 1;

/// Reads a quoted string.
pub(super) fn string(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    let quote = cursor.bump();
    loop {
        let here = cursor.here();
        match cursor.bump() {
            None => {
                let mark = &cursor.text[start..=start];
                let fault = Fault::new(
                    cursor.until_end(start),
                    format!("no `{mark}` ends the string"),
                );
                return Err(fault.help(format!("add `{mark}`")).into());
            }
            Some('\\') => escape(cursor, quote, here.start)?,
            next if next == quote => return Ok(()),
            Some(control) if control < ' ' => {
                let message = format!("a string cannot hold U+{:04X} as it is", u32::from(control));
                return Err(Fault::new(here, message)
                    .help("write an escape such as `\\n`")
                    .into());
            }
            Some(_) => {}
        }
    }
}

/// Reads what follows a backslash.
fn escape(cursor: &mut Cursor<'_>, quote: Option<char>, start: usize) -> Read {
    let next = cursor.bump();
    match next {
        Some('b' | 'f' | 'n' | 'r' | 't' | '/' | '\\') => Ok(()),
        Some('u') => match hex(cursor) {
            Some(0xD800..=0xDBFF) => {
                let low = cursor.eat("\\u").then(|| hex(cursor)).flatten();
                if low.is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) {
                    return Ok(());
                }
                Err(half(cursor, start).into())
            }
            Some(0xDC00..=0xDFFF) => Err(half(cursor, start).into()),
            Some(_) => Ok(()),
            None => {
                let range = cursor.since(start);
                Err(Fault::new(range, "`\\u` needs four hexadecimal digits").into())
            }
        },
        Some(_) if next == quote => Ok(()),
        Some(other) if is_hole(other) => Ok(()),
        _ => {
            let range = start..cursor.at;
            let message = format!("{} is no escape", cursor.quote(&range));
            let fault = Fault::new(range, message);
            Err(match next {
                Some('"' | '\'') => fault.help("the other kind of quote needs no backslash"),
                _ => fault.help("write `\\\\` for a backslash"),
            }
            .into())
        }
    }
}

fn half(cursor: &Cursor<'_>, start: usize) -> Fault {
    Fault::new(
        cursor.since(start),
        "half of a surrogate pair is no character",
    )
}

fn hex(cursor: &mut Cursor<'_>) -> Option<u32> {
    let digits = cursor.rest().get(..4)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hex.then(|| cursor.at += 4)?;
    u32::from_str_radix(digits, 16).ok()
}

/// Reads a whole number, as an index is one.
pub(super) fn integer(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    cursor.eat("-");
    let digits = cursor.take(|next| next.is_ascii_digit() || is_hole(next));
    let range = start..cursor.at;
    if digits.contains(is_hole) {
        return Ok(());
    }
    let fault =
        |message: &str| Fault::new(range.clone(), format!("{} {message}", cursor.quote(&range)));
    if digits.is_empty() {
        return Err(fault("lacks a number")
            .help("write `[-1]` for the last one")
            .into());
    }
    if digits == "0" && range.len() == 2 {
        return Err(fault("is no index").help("write `0`").into());
    }
    if digits.len() > 1 && digits.starts_with('0') {
        let plain = digits.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        return Err(fault("begins with a zero")
            .help(format!("write `{plain}`"))
            .into());
    }
    if digits.parse::<u64>().is_ok_and(|number| number <= GREATEST) {
        Ok(())
    } else {
        Err(fault("is too large for an index").into())
    }
}

/// Reads a number of a filter.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Read {
    let start = cursor.at;
    cursor.eat("-");
    let digits = cursor.take(|next| next.is_ascii_digit() || is_hole(next));
    let is_digit = |next: char| next.is_ascii_digit() || is_hole(next);
    let mut is_sound = digits.len() == 1 || !digits.is_empty() && !digits.starts_with('0');
    if cursor.eat(".") {
        is_sound &= !cursor.take(is_digit).is_empty();
    }
    if cursor.eat("e") || cursor.eat("E") {
        let _ = cursor.eat("+") || cursor.eat("-");
        is_sound &= !cursor.take(is_digit).is_empty();
    }
    if is_sound {
        return Ok(());
    }
    let range = start..cursor.at;
    let message = format!("{} is no number as JSON writes them", cursor.quote(&range));
    Err(Fault::new(range, message).into())
}
