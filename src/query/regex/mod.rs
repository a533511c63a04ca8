//! Regular expressions, of whatever dialect.
//!
//! Arazzo names none (A22), so an expression is malformed only where the readers of all families refuse it. They say
//! little about where and why; [`scan`] finds the slips that are ones in every dialect. What is refused for another
//! reason is not judged.

mod scan;
mod shared;

use super::cursor::{Read, Stop};
use scan::scan;
pub use shared::SharedRegex;

/// Longer expressions are not judged: reading takes more than linear time in some of the readers.
const LONGEST: usize = 4096;

/// What is nested deeper is not judged: a reader of the Perl family gives up a little later.
const DEEPEST: usize = 48;

/// Reads a regular expression.
pub(super) fn read(text: &str) -> Read {
    let parentheses = text.bytes().filter(|byte| *byte == b'(' || *byte == b'[');
    if text.len() > LONGEST || parentheses.count() > DEEPEST && nesting(text) > DEEPEST {
        return Err(Stop::TooDeep);
    }
    if is_ecmascript(text) || regex_syntax::ast::parse::Parser::new().parse(text).is_ok() {
        return Ok(());
    }
    let Some(slip) = scan(text) else {
        return Ok(());
    };
    // This reader leaves ranges to another one.
    let is_perl = !slip.is_reversed && fancy_regex::Expr::parse_tree(text).is_ok();
    if is_perl {
        Ok(())
    } else {
        Err(slip.fault.into())
    }
}

fn is_ecmascript(text: &str) -> bool {
    let flags = |unicode| regress::Flags {
        unicode,
        ..regress::Flags::default()
    };
    let parse = |unicode| regress::backends::try_parse(text.chars().map(u32::from), flags(unicode));
    parse(false).is_ok() || parse(true).is_ok()
}

/// How deep brackets are nested at most, escapes and classes not considered.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use crate::query::{Query, embedded};
    use crate::version::Version;

    fn shown(text: &str) -> Option<(String, String, String)> {
        let embedded = embedded(text, Version::V1_1)?;
        let query = Query {
            text,
            embedded: &embedded,
        };
        let fault = query.regex()?;
        let place = text[fault.range].to_owned();
        Some((place, fault.message, fault.help.unwrap_or_default()))
    }

    fn sound(text: &str) {
        assert_eq!(shown(text), None, "{text}");
    }

    /// The place, and pieces of the message and of the help.
    fn check(text: &str, place: &str, message: &str, help: &str) {
        let (actual, said, advice) = shown(text).unwrap_or_default();
        assert_eq!(actual, place, "{text}: {said}");
        assert!(said.contains(message), "{text}: {said}");
        assert!(advice.contains(help), "{text}: {advice}");
    }

    #[test]
    fn what_any_family_reads_is_sound() {
        for text in [
            "",
            "^2\\d\\d$",
            "(?i)ok",
            "(?P<n>a)",
            "(?<n>a)\\k<n>",
            "a++",
            "(?>a|b)",
            "\\Aa\\z",
            "\\h+",
            "[[:alpha:]_]",
            "[]a]",
            "[^]",
            "a{",
            "a}",
            "]",
            "\\p{L}",
            "(?<=a)b",
            "(?x) a # (\n",
            "a**",
            "(?#()a",
            "\\Q(\\E",
            "(?|a|b)",
            "(*UTF8)a",
            "a{2}{3}",
            "a{1000}{1000}{1000}",
            "(?(1)a|b)",
            "[a\\-z]",
            "[z-]",
            "[-a]",
            "[\\w-a]",
            "(?i:a)",
            "(?R)?",
            "\\1",
            "(?J)(?<n>a)(?<n>b)",
            "(?=a)*b",
            "^*",
            "[a-z&&[^b]]",
        ] {
            sound(text);
        }
    }

    #[test]
    fn embedded_expressions_stand_for_anything() {
        for text in [
            "^({$inputs.pattern})$",
            "[{$inputs.letters}]",
            "[a-{$inputs.last}]",
            "[{$inputs.first}-z]",
            "a{{$inputs.n}}",
            "a{{$inputs.n},{$inputs.m}}",
            "a{1,{$inputs.m}}",
            "({$inputs.a}|b)+",
            "{$inputs.a}*",
            "\\{$inputs.a}",
            "{$inputs.a})",
            "^$inputs.a$",
        ] {
            sound(text);
        }
        check("a({$inputs.a}", "(", "never closed", "");
    }

    #[test]
    fn slips_are_told() {
        check("^(a|b$", "(", "`(` is never closed", "`\\(`");
        check("((a)", "(", "`(` is never closed", "");
        check("a)b", ")", "closes nothing", "`\\)`");
        check("[a-z", "[", "never closed", "`\\[`");
        check("[]", "", "", "");
        check("*.json", "*", "nothing to repeat", "`.*`");
        check("a|+", "+", "nothing to repeat", "`\\+`");
        check("(?:*)", "*", "nothing to repeat", "");
        check("a\\", "\\", "a backslash ends", "`\\\\`");
        check("[z-a]", "z-a", "goes down", "`a-z`");
        check("a{3,2}", "{3,2}", "at least 3 and at most 2", "`{2,3}`");
        check("ö(?i)[", "[", "never closed", "");
        check("(?<a", "(", "never closed", "");
    }

    #[test]
    fn hostile_expressions_end_soon() {
        for text in [
            "(",
            "[",
            "(?:",
            "(?=",
            "a|",
            "a{1000}",
            "a*",
            "\\",
            "[a-",
            "(?i)",
            "{$inputs.a}",
            "(a){9}",
        ] {
            for times in [40, 600, 50_000] {
                let _ = shown(&text.repeat(times));
            }
        }
        sound(&format!("{}a{}", "(".repeat(45), ")".repeat(45)));
    }
}
