//! A value is complete, and what follows does not join it with anything.

use super::super::parser::Parser;
use super::super::token::Kind;
use super::super::{Comparison, Term};
use super::{Slip, needless_close, no_functions, slip};
use crate::expression::Part;
use crate::expression::malformed::{character, quote, typed};

/// Words that other languages have for operators.
const WORDS: [(&str, &str); 13] = [
    ("and", "&&"),
    ("or", "||"),
    ("eq", "=="),
    ("equals", "=="),
    ("is", "=="),
    ("ne", "!="),
    ("lt", "<"),
    ("le", "<="),
    ("lte", "<="),
    ("gt", ">"),
    ("ge", ">="),
    ("gte", ">="),
    ("xor", "!="),
];

/// Signs that other languages have for operators, or that look like one.
const SIGNS: [(&str, &str); 8] = [
    ("=", "=="),
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    ("=<", "<="),
    ("=>", ">="),
    ("&", "&&"),
    ("|", "||"),
];

/// What compares a text with a pattern, in other languages.
const PATTERNS: [&str; 10] = [
    "=~",
    "!~",
    "~",
    "matches",
    "match",
    "like",
    "contains",
    "startsWith",
    "endsWith",
    "includes",
];

impl<'a> Parser<'a> {
    /// A value is complete, and what follows does not join it with anything.
    pub(in super::super) fn left_over(&self, term: &Term<'a>) -> Slip {
        let token = &self.tokens[self.next];
        let text = token.text;
        let before = self.before().unwrap_or(text);
        match &token.kind {
            Kind::Close => needless_close(text),
            Kind::Open if self.is_adjacent(text) => no_functions(before),
            Kind::Word if text.text == "not" || text.text == "in" => membership(text),
            Kind::Word | Kind::Foreign | Kind::Not => self.foreign_operator(text, term),
            Kind::Number if text.text.starts_with(['+', '-']) => no_arithmetic(text),
            _ => missing_operator(before, text),
        }
    }

    fn foreign_operator(&self, text: Part<'a>, term: &Term<'a>) -> Slip {
        let written = text.text;
        let known = WORDS
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(written))
            .or_else(|| SIGNS.iter().find(|(sign, _)| *sign == written));
        if let Some((_, meant)) = known {
            let does = match *meant {
                "&&" | "||" => "join with",
                _ => "compare with",
            };
            return slip(
                text,
                format!("{} is not an operator", quote(written)),
                format!("{does} `{meant}`"),
            )
            .instead_of(text, *meant);
        }
        if PATTERNS.contains(&written) {
            let context = self
                .tokens
                .iter()
                .take(self.next)
                .rev()
                .find(|token| matches!(token.kind, Kind::Reference(_)));
            let context = context.map_or("$response.body", |token| token.text.text);
            return slip(
                text,
                format!("{} is not an operator", quote(written)),
                format!(
                    "for a pattern write `type: regex`, `context: {context}` and the pattern as `condition`"
                ),
            );
        }
        match written.chars().next() {
            Some('+' | '-' | '*' | '/' | '%' | '^') => no_arithmetic(text),
            Some('?') => slip(
                text,
                "conditions have no `? :`",
                "write one condition that holds or does not",
            ),
            Some(',') => slip(
                text,
                "conditions have no lists",
                "compare with each value, and join the comparisons with `||`",
            ),
            Some(';') => slip(
                text,
                "`;` does not separate conditions",
                "join them with `&&` or `||`, or write a criterion for each",
            ),
            Some('{' | '}') => self.braces(text),
            Some('[' | '.') => slip(
                text,
                format!(
                    "{} cannot follow {}",
                    character(written),
                    quote(term.text.text)
                ),
                "`.` and `[]` reach into the value of an expression",
            ),
            Some(_) if self.is_adjacent(text) && self.is_behind_string() => slip(
                text,
                format!("the text ends before {}", quote(written)),
                "a quote inside of a text is doubled: `'it''s'`",
            ),
            _ => missing_operator(self.before().unwrap_or(text), text),
        }
    }

    /// `!` before a comparison, which negates the comparison or its first value.
    pub(in super::super) fn ambiguous_not(
        &self,
        start: usize,
        negated: &Term<'a>,
        comparison: Comparison,
    ) -> Slip {
        let opposite = match comparison {
            Comparison::Equal => "!=",
            Comparison::NotEqual => "==",
            Comparison::Less => ">=",
            Comparison::LessOrEqual => ">",
            Comparison::Greater => "<=",
            Comparison::GreaterOrEqual => "<",
        };
        let right = self.tokens.get(self.next + 1);
        let right = right.map_or("...", |token| token.text.text);
        slip(
            self.tokens[start].text,
            "`!` before a comparison can mean two things",
            format!(
                "write {}, or parentheses around what `!` negates",
                typed(&format!("{} {opposite} {right}", negated.text.text))
            ),
        )
    }

    /// `a < b < c`
    pub(in super::super) fn chained(&self, comparison: Part<'a>, right: &Term<'a>) -> Slip {
        let operator = self.tokens[self.next].text;
        let behind = self.tokens.get(self.next + 1);
        let behind = behind.map_or("...", |token| token.text.text);
        let meant = format!(
            "{} && {} {}",
            comparison.text, right.text.text, operator.text
        );
        let help = format!("write {}", typed(&format!("{meant} {behind}")));
        let chain = Part {
            text: &self.whole.text
                [comparison.start - self.whole.start..operator.end() - self.whole.start],
            start: comparison.start,
        };
        slip(operator, "a comparison cannot be compared again", help).instead_of(chain, meant)
    }

    fn is_behind_string(&self) -> bool {
        let before = self
            .next
            .checked_sub(1)
            .map(|index| &self.tokens[index].kind);
        matches!(before, Some(Kind::String { .. }))
    }

    /// Whether nothing stands between this word and the one before it.
    fn is_adjacent(&self, text: Part<'a>) -> bool {
        self.before()
            .is_some_and(|before| before.end() == text.start)
    }
}

fn no_arithmetic(operator: Part<'_>) -> Slip {
    slip(
        operator,
        "a simple condition cannot calculate",
        "compare values as they are",
    )
}

fn missing_operator(before: Part<'_>, text: Part<'_>) -> Slip {
    slip(
        text,
        format!(
            "an operator is missing between {} and {}",
            quote(before.text),
            quote(text.text)
        ),
        "compare with `==`, `!=`, `<` or `>`, join conditions with `&&` or `||`",
    )
}

fn membership(text: Part<'_>) -> Slip {
    slip(
        text,
        format!("{} is not an operator", quote(text.text)),
        "compare with each value, and join the comparisons with `||`",
    )
}
