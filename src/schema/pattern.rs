//! Slips in regular expressions that no engine reads past.

use std::ops::Range;

/// The first such slip: its place, and what is wrong there. What dialects disagree about is let pass.
pub(super) fn slip(pattern: &str) -> Option<(Range<usize>, &'static str)> {
    let mut groups: Vec<usize> = Vec::new();
    let mut characters = pattern.char_indices().peekable();
    // Whether something stands before that can be repeated.
    let mut repeatable = false;
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                if characters.next().is_none() {
                    return Some((at..at + 1, "nothing follows the backslash"));
                }
                repeatable = true;
            }
            '[' => {
                if characters.peek().is_some_and(|(_, next)| *next == '^') {
                    characters.next();
                }
                // To some a bracket at the beginning of a class is one of its characters, to others its end.
                if characters.peek().is_some_and(|(_, next)| *next == ']') {
                    return None;
                }
                let mut escaped = false;
                let end = characters.by_ref().find(|(_, inner)| {
                    let ends = *inner == ']' && !escaped;
                    escaped = *inner == '\\' && !escaped;
                    ends
                });
                if end.is_none() {
                    return Some((at..at + 1, "this bracket is never closed"));
                }
                repeatable = true;
            }
            '(' => {
                groups.push(at);
                repeatable = false;
                if characters
                    .peek()
                    .is_some_and(|(_, next)| matches!(next, '?' | '*'))
                {
                    // A kind of group, told by what follows: none of it repeats anything.
                    characters.next();
                }
            }
            ')' => {
                if groups.pop().is_none() {
                    return Some((at..at + 1, "this parenthesis was never opened"));
                }
                repeatable = true;
            }
            '|' => repeatable = false,
            '*' | '+' | '?' if !repeatable => {
                let inside_group = groups.last().is_some_and(|group| at == group + 2);
                if !inside_group {
                    return Some((at..at + 1, "there is nothing to repeat before this sign"));
                }
            }
            _ => repeatable = true,
        }
    }
    groups
        .first()
        .map(|at| (*at..at + 1, "this parenthesis is never closed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: Option<usize>) {
        assert_eq!(
            slip(pattern).map(|(range, _)| range.start),
            expected,
            "{pattern}"
        );
    }

    #[test]
    fn finds_what_no_engine_reads() {
        check("[a-z", Some(0));
        check("a(b", Some(1));
        check("a)b", Some(1));
        check("*a", Some(0));
        check("a|+", Some(2));
        check("a\\", Some(1));
        check("(a|b)*[^\\]]+\\(x{2,}(?:y)?$", None);
        check("(?i)a(?<name>b)(?=c)(?#d)", None);
        check("[]a]", None);
        check("^$|a++b*?", None);
        check("", None);
        check("ä[ö]{1}", None);
    }
}
