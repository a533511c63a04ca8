//! JSONPath as it was before it had a standard (`draft-goessner-dispatch-jsonpath-00`): brackets hold scripts of no
//! defined language, so only what is open and never closed can be judged.

use super::super::Fault;
use super::super::cursor::Read;

/// Reads a whole query.
pub(in super::super) fn read(text: &str) -> Read {
    if text.trim().is_empty() {
        let fault = Fault::new(0..text.len(), "there is no query");
        return Err(fault.help("`$` selects the whole value").into());
    }
    // A regular expression between slashes may hold anything.
    if text.contains("=~") {
        return Ok(());
    }
    balanced(text)
}

/// The brackets, each opening one before its closing one.
const BRACKETS: &str = "[](){}";

/// Whether each bracket and quote of a text is closed.
fn balanced(text: &str) -> Read {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut characters = text.char_indices();
    while let Some((at, next)) = characters.next() {
        if next == '\'' || next == '"' {
            loop {
                match characters.next() {
                    None => {
                        let message = format!("no `{next}` ends the string");
                        let fault = Fault::new(at..text.len(), message);
                        return Err(fault.help(format!("add `{next}`")).into());
                    }
                    Some((_, '\\')) => {
                        characters.next();
                    }
                    Some((_, end)) if end == next => break,
                    Some(_) => {}
                }
            }
            continue;
        }
        match BRACKETS.find(next) {
            Some(place) if place % 2 == 0 => open.push((at, next)),
            Some(place) => {
                let opening = BRACKETS[..place].chars().next_back();
                if open.pop().map(|(_, open)| open) != opening {
                    let message = format!("`{next}` closes nothing");
                    return Err(Fault::new(at..at + 1, message).into());
                }
            }
            None => {}
        }
    }
    match open.pop() {
        Some((at, next)) => Err(Fault::new(at..at + 1, format!("`{next}` is never closed")).into()),
        None => Ok(()),
    }
}
