//! The slips that people make in regular expressions, and where.

use std::ops::Range;

use super::super::Fault;
use super::super::mask::is_hole;
use crate::expression::quote;

/// A slip that no dialect forgives.
pub(super) struct Slip {
    pub(super) fault: Fault,
    /// A range or a number of repetitions that goes down.
    pub(super) is_reversed: bool,
}

impl From<Fault> for Slip {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            is_reversed: false,
        }
    }
}

/// Looks for the first slip.
pub(super) fn scan(text: &str) -> Option<Slip> {
    let mut open = Vec::new();
    let mut repeats = false;
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let here = at..at + next.len_utf8();
        at = here.end;
        let rest = &text[at..];
        match next {
            '\\' => {
                let Some(escaped) = rest.chars().next() else {
                    let fault = Fault::new(here, "a backslash ends the expression");
                    return Some(fault.help("write `\\\\` for the character itself").into());
                };
                at += match escaped {
                    // All that follows is literal.
                    'Q' => rest.find("\\E").map_or(rest.len(), |end| end + 2),
                    _ => escaped.len_utf8(),
                };
                repeats = true;
            }
            '[' => {
                match class(text, at) {
                    Ok(end) => at = end,
                    Err(slip) => return Some(slip),
                }
                repeats = true;
            }
            '(' => {
                // Words for a reader of the Perl family, and blanks and comments that do not count.
                if rest.starts_with('*')
                    && rest[1..].starts_with(|next: char| next.is_ascii_uppercase())
                    || ignores_blanks(rest)
                {
                    return None;
                }
                if rest.starts_with("?#") {
                    at += rest.find(')').map_or(rest.len(), |end| end + 1);
                    continue;
                }
                open.push(here);
                if let Some(kind) = rest.strip_prefix('?') {
                    let kind = kind.chars().next();
                    let kind = kind.filter(|next| !"()\\[".contains(*next));
                    at += 1 + kind.map_or(0, char::len_utf8);
                }
                repeats = false;
            }
            ')' => {
                if open.pop().is_none() {
                    return Some(
                        Fault::new(here, "`)` closes nothing")
                            .help("write `\\)` for the character itself")
                            .into(),
                    );
                }
                repeats = true;
            }
            '|' => repeats = false,
            '*' | '+' | '?' if !repeats => return Some(nothing_to_repeat(here, next).into()),
            '{' => {
                if let Some((length, (least, most))) = bounds(rest) {
                    let range = here.start..at + length;
                    at = range.end;
                    if least > most {
                        let message = format!(
                            "{} asks for at least {least} and at most {most}",
                            quote(&text[range.clone()])
                        );
                        let fault =
                            Fault::new(range, message).help(format!("write `{{{most},{least}}}`"));
                        return Some(Slip {
                            fault,
                            is_reversed: true,
                        });
                    }
                }
            }
            _ => repeats = true,
        }
    }
    let opening = open.pop()?;
    let fault = Fault::new(opening, "`(` is never closed");
    Some(
        fault
            .help("add `)`, or write `\\(` for the character itself")
            .into(),
    )
}

fn nothing_to_repeat(here: Range<usize>, sign: char) -> Fault {
    let fault = Fault::new(here, format!("`{sign}` has nothing to repeat"));
    match sign {
        '*' => fault.help("write `.*` for any text, `\\*` for the character itself"),
        _ => fault.help(format!("write `\\{sign}` for the character itself")),
    }
}

/// Whether a group switches on the mode in which blanks do not count.
fn ignores_blanks(group: &str) -> bool {
    let flags = group.strip_prefix('?').unwrap_or_default();
    let end = flags.find(|next: char| !next.is_ascii_alphabetic() && next != '-');
    flags[..end.unwrap_or(flags.len())].contains('x')
        && flags[end.unwrap_or(0)..].starts_with([':', ')'])
}

/// The numbers of `{2,3}` behind its brace, and how long the rest of it is.
fn bounds(rest: &str) -> Option<(usize, (u64, u64))> {
    let end = rest.find('}')?;
    let (least, most) = rest[..end].split_once(',')?;
    Some((end + 1, (least.parse().ok()?, most.parse().ok()?)))
}

/// Reads a class behind its bracket and gives back where it ends.
fn class(text: &str, start: usize) -> Result<usize, Slip> {
    let mut at = start;
    if text[at..].starts_with('^') {
        at += 1;
    }
    // A bracket that comes first stands for itself in most dialects.
    if text[at..].starts_with(']') && text[at + 1..].contains(']') {
        at += 1;
    }
    // The character before, where a range can begin with it.
    let mut before: Option<(usize, char)> = None;
    while let Some(next) = text[at..].chars().next() {
        let here = at;
        at += next.len_utf8();
        match next {
            ']' => return Ok(at),
            '[' if text[at..].starts_with(':') => {
                if let Some(end) = text[at..].find(":]") {
                    at += end + 2;
                }
                before = None;
            }
            '\\' => {
                at += text[at..].chars().next().map_or(0, char::len_utf8);
                before = None;
            }
            '-' if before.is_some() => {
                let end = text[at..]
                    .chars()
                    .next()
                    .filter(|end| !"]\\[".contains(*end));
                let (Some((first, low)), Some(high)) = (before.take(), end) else {
                    continue;
                };
                at += high.len_utf8();
                if low > high && !is_hole(low) && !is_hole(high) {
                    let range = first..at;
                    let message = format!("the range {} goes down", quote(&text[range.clone()]));
                    let fault = Fault::new(range, message).help(format!("write `{high}-{low}`"));
                    return Err(Slip {
                        fault,
                        is_reversed: true,
                    });
                }
            }
            _ => before = Some((here, next)),
        }
    }
    let fault = Fault::new(start - 1..start, "`[` is never closed");
    Err(fault
        .help("add `]`, or write `\\[` for the character itself")
        .into())
}
