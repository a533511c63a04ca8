//! Filters: tests, comparisons, and how they are joined.

use super::super::Fault;
use super::super::cursor::{Cursor, Read};
use super::function::{self, Gives};
use super::{Selects, blanks, is_name, is_name_start, literal, segments};
use crate::expression::character;

/// One side of a comparison, or a test.
pub(super) enum Operand {
    /// A string, a number, `true`, `false`, `null`.
    Literal,
    /// A query of its own.
    Query(Selects),
    /// A function, and what it gives.
    Function(Gives),
    /// An embedded expression.
    Anything,
}

/// Reads what a filter asks, behind its `?`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Read {
    loop {
        test(cursor)?;
        let after = *cursor;
        blanks(cursor);
        if !(cursor.eat("&&") || cursor.eat("||")) {
            *cursor = after;
            return Ok(());
        }
    }
}

/// Reads one test, a comparison, or a group of them in parentheses.
fn test(cursor: &mut Cursor<'_>) -> Read {
    blanks(cursor);
    let start = cursor.at;
    let is_negated = cursor.eat("!");
    if is_negated {
        blanks(cursor);
        if cursor.looks_at("!") {
            let range = start..cursor.at + 1;
            let fault = Fault::new(range, "only one `!` can stand before a test");
            return Err(fault.help("leave out both").into());
        }
    }
    if cursor.looks_at("(") {
        return cursor.nested(group);
    }
    let first = cursor.at;
    let left = operand(cursor)?;
    let left_range = cursor.since(first);
    let after = *cursor;
    blanks(cursor);
    if comparison(cursor) {
        if is_negated {
            let fault = Fault::new(start..start + 1, "`!` cannot stand before a comparison");
            let fault = fault.help("put the comparison in parentheses: `!(...)`");
            return Err(fault.into());
        }
        comparable(cursor, &left, left_range)?;
        blanks(cursor);
        let second = cursor.at;
        let right = operand(cursor)?;
        let right_range = cursor.since(second);
        return comparable(cursor, &right, right_range);
    }
    if let Some(fault) = wrong_operator(cursor) {
        return Err(fault.into());
    }
    if matches!(left, Operand::Anything) && anything_goes_on(cursor)? {
        return Ok(());
    }
    let next = *cursor;
    *cursor = after;
    match left {
        Operand::Query(_) if next.looks_at_hole() => {
            // An embedded expression may bring the operator, or all of the comparison.
            *cursor = next;
            cursor.bump();
            anything_goes_on(cursor)?;
            Ok(())
        }
        Operand::Query(_)
        | Operand::Anything
        | Operand::Function(Gives::Truth | Gives::Anything) => Ok(()),
        Operand::Literal => Err(Fault::new(
            left_range.clone(),
            format!("{} alone is no test", cursor.quote(&left_range)),
        )
        .help("compare it, as in `@.name == 'value'`")
        .into()),
        Operand::Function(Gives::Value) => Err(Fault::new(
            left_range.clone(),
            format!(
                "{} gives a value, which is no test",
                cursor.quote(&left_range)
            ),
        )
        .help(format!(
            "compare it, as in `{} > 0`",
            &cursor.text[left_range]
        ))
        .into()),
    }
}

/// Reads what may follow an embedded expression that stands for a part of a test.
fn anything_goes_on(cursor: &mut Cursor<'_>) -> Read<bool> {
    blanks(cursor);
    let begins = cursor.peek().is_some_and(|next| {
        is_name_start(next) || next.is_ascii_digit() || "'\"@$-".contains(next)
    });
    if begins {
        operand(cursor)?;
    }
    Ok(begins)
}

/// Reads a group in parentheses.
fn group(cursor: &mut Cursor<'_>) -> Read {
    let opening = cursor.here();
    cursor.eat("(");
    read(cursor)?;
    blanks(cursor);
    if cursor.eat(")") {
        return Ok(());
    }
    if cursor.is_at_end() || cursor.looks_at("]") {
        return Err(Fault::new(opening, "`(` is never closed")
            .help("add `)`")
            .into());
    }
    Err(unexpected(cursor, "`)`").into())
}

fn comparison(cursor: &mut Cursor<'_>) -> bool {
    let sign = cursor.next_word();
    // A `!` or a minus may begin the other side, which is a fault of its own.
    let sign @ ("==" | "!=" | "<=" | ">=" | "<" | ">") = &cursor.text[sign] else {
        return false;
    };
    cursor.eat(sign)
}

/// A sign or word that another language would compare or join with.
fn wrong_operator(cursor: &Cursor<'_>) -> Option<Fault> {
    let word = cursor.next_word();
    let written = cursor.text[word.clone()].to_owned();
    let help = match written.as_str() {
        "=" | "===" => "compare with `==`".to_owned(),
        "!==" | "<>" | "~=" => "compare with `!=`".to_owned(),
        "=>" => "write `>=`".to_owned(),
        "=<" => "write `<=`".to_owned(),
        "&" | "and" | "AND" => "write `&&`".to_owned(),
        "|" | "or" | "OR" => "write `||`".to_owned(),
        "=~" => {
            "use a function: `match(@.name, '...')` for the whole value, `search` for a part of it"
                .to_owned()
        }
        "in" | "nin" | "contains" | "anyof" | "subsetof" => {
            "write a comparison for each value, joined with `||`".to_owned()
        }
        "+" | "-" | "*" | "/" | "%" => "nothing is computed in a filter".to_owned(),
        _ => return None,
    };
    Some(Fault::new(word, format!("`{written}` is no operator of JSONPath")).help(help))
}

/// Reads one side of a comparison.
pub(super) fn operand(cursor: &mut Cursor<'_>) -> Read<Operand> {
    let start = cursor.at;
    match cursor.peek() {
        Some('@' | '$') => {
            cursor.bump();
            segments(cursor).map(Operand::Query)
        }
        Some('"' | '\'') => {
            literal::string(cursor)?;
            Ok(Operand::Literal)
        }
        Some(next) if next == '-' || next.is_ascii_digit() => {
            literal::number(cursor)?;
            Ok(Operand::Literal)
        }
        Some(next) if is_name_start(next) => {
            let word = cursor.take(|next| is_name(next) || next == '-');
            if cursor.looks_at("(") {
                return cursor
                    .nested(|cursor| function::call(cursor, start))
                    .map(Operand::Function);
            }
            if word.contains(super::is_hole) {
                segments(cursor)?;
                return Ok(Operand::Anything);
            }
            match word {
                "true" | "false" | "null" => Ok(Operand::Literal),
                _ => Err(bare_word(cursor, start).into()),
            }
        }
        _ => Err(unexpected(cursor, "a value").into()),
    }
}

/// A word that is none of the language's.
fn bare_word(cursor: &mut Cursor<'_>, start: usize) -> Fault {
    let word = cursor.since(start);
    let written = &cursor.text[word.clone()];
    let after = *cursor;
    blanks(cursor);
    if function::is_known(written) && cursor.looks_at("(") {
        return Fault::new(
            after.at..cursor.at,
            "no blank can stand before the parenthesis",
        )
        .help(format!("write `{written}(`"));
    }
    let lower = written.to_ascii_lowercase();
    let fault = Fault::new(word, format!("`{written}` is neither quoted nor a member"));
    match lower.as_str() {
        "true" | "false" | "null" => fault.help(format!("write `{lower}`")),
        "none" | "nil" | "undefined" => fault.help("write `null`"),
        "not" => fault.help("write `!`"),
        // Before the operator stands a member more likely, behind it a text.
        _ if cursor.text[..start].trim_end().ends_with('=') => {
            fault.help(format!("write `'{written}'`"))
        }
        _ => fault.help(format!(
            "write `@.{written}` for the member, `'{written}'` for the text"
        )),
    }
}

/// Whether something can be compared: a comparison has one value on each side.
fn comparable(cursor: &Cursor<'_>, operand: &Operand, range: std::ops::Range<usize>) -> Read {
    let written = cursor.quote(&range);
    match operand {
        Operand::Query(Selects::Many) => Err(Fault::new(
            range,
            format!("{written} may select several values, and a comparison takes one"),
        )
        .help(format!(
            "filter them instead, or compare `count({})`",
            written.trim_matches('`')
        ))
        .into()),
        Operand::Function(Gives::Truth) => Err(Fault::new(
            range,
            format!("{written} is a test already, and cannot be compared"),
        )
        .help("leave out the comparison, or put `!` before the function")
        .into()),
        _ => Ok(()),
    }
}

/// What stands where something else should.
pub(super) fn unexpected(cursor: &Cursor<'_>, expected: &str) -> Fault {
    if let Some(fault) = wrong_operator(cursor) {
        return fault;
    }
    let word = cursor.next_word();
    if word.is_empty() {
        let place = cursor.text.chars().next_back().map_or(0, char::len_utf8);
        let range = cursor.text.len() - place..cursor.text.len();
        return Fault::new(
            range,
            format!("the query ends where {expected} is expected"),
        );
    }
    let sign = &cursor.text[word.clone()];
    if sign == "==" || sign == "!=" {
        return Fault::new(
            word,
            format!("`{sign}` cannot stand here: {expected} is expected"),
        );
    }
    let next = if sign.chars().count() == 1 {
        character(sign)
    } else {
        cursor.quote(&word)
    };
    Fault::new(word, format!("{expected} is expected here, not {next}"))
}
