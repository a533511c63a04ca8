//! Something else stands where a value has to stand.

use super::super::parser::Parser;
use super::super::token::{Kind, Token, is_number};
use super::{Slip, needless_close, no_functions, slip};
use crate::expression::Part;
use crate::expression::malformed::{character, quote, typed};
use crate::expression::parser::ROOTS;

impl<'a> Parser<'a> {
    /// Something else stands where a value has to stand.
    pub(in super::super) fn no_operand(&self) -> Slip {
        let token = &self.tokens[self.next];
        let text = token.text;
        match token.kind {
            Kind::Compare(_) | Kind::And | Kind::Or if self.next == 0 => slip(
                text,
                format!("nothing stands before {}", quote(text.text)),
                "write what is missing, or remove the operator",
            ),
            Kind::Compare(_) | Kind::And | Kind::Or => self.two_operators(text),
            Kind::Close => needless_close(text),
            Kind::String { .. } => slip(
                text,
                "the quote is not closed",
                "text stands between two single quotes",
            ),
            Kind::Number => self.wrong_number(text),
            Kind::Word => self.bare_word(text),
            _ => self.foreign_operand(text),
        }
    }

    /// Something that begins like a number and is none (A44).
    fn wrong_number(&self, text: Part<'a>) -> Slip {
        let written = text.text;
        let class = written
            .strip_suffix("xx")
            .or_else(|| written.strip_suffix("XX"))
            .and_then(|digit| digit.parse::<u16>().ok())
            .filter(|digit| *digit < 10);
        let number = repaired(written).filter(|_| class.is_none());
        let meant = number.clone();
        let help = match (class, number) {
            (Some(digit), _) => {
                let (from, to) = (digit * 100, digit * 100 + 100);
                match self.compared() {
                    Some(left) => format!("write `{left} >= {from} && {left} < {to}`"),
                    None => format!("compare with the numbers from {from} on and below {to}"),
                }
            }
            (None, Some(number)) => format!("write `{number}`"),
            (None, None) => format!("text stands in single quotes: `'{written}'`"),
        };
        let slip = slip(text, format!("{} is not a number", quote(written)), help);
        match meant {
            Some(number) => slip.instead_of(text, number),
            None => slip,
        }
    }

    /// What is compared with `==` to the word that comes next.
    fn compared(&self) -> Option<&'a str> {
        let left = &self.tokens[self.next.checked_sub(2)?];
        let operator = self.before()?;
        (operator.text == "==" && left.is_operand()).then_some(left.text.text)
    }

    fn two_operators(&self, text: Part<'a>) -> Slip {
        let before = self.tokens[self.next - 1].text;
        // `= =` and the like.
        let joined = format!("{}{}", before.text, text.text);
        let help = match joined.as_str() {
            "===" | "====" => "compare with `==`".to_owned(),
            "!==" => "compare with `!=`".to_owned(),
            _ => "a value stands between two operators".to_owned(),
        };
        let slip = slip(
            text,
            format!("{} cannot follow {}", quote(text.text), quote(before.text)),
            help,
        );
        let both = Part {
            text: joined.as_str(),
            start: before.start,
        };
        // Only where nothing stands between the two.
        match joined.as_str() {
            "===" | "====" if both.end() == text.end() => slip.instead_of(both, "=="),
            "!==" if both.end() == text.end() => slip.instead_of(both, "!="),
            _ => slip,
        }
    }

    /// A word in the place of a value.
    fn bare_word(&self, text: Part<'a>) -> Slip {
        let word = text.text;
        if self.is_called(text) {
            return no_functions(text);
        }
        if word == "not" {
            return slip(
                text,
                "`not` is not an operator",
                "write `!`, and parentheses around what it negates",
            );
        }
        let literal = match word.to_ascii_lowercase().as_str() {
            "true" => Some("true"),
            "false" => Some("false"),
            "null" | "nil" | "none" | "undefined" => Some("null"),
            _ => None,
        };
        if let Some(literal) = literal {
            return slip(
                text,
                format!("{} is not a value", quote(word)),
                format!("write `{literal}`"),
            )
            .instead_of(text, literal);
        }
        let root = word.split(['.', '#', '/']).next().unwrap_or_default();
        if let Some(root) = ROOTS.iter().find(|known| known.eq_ignore_ascii_case(root)) {
            let rest = &word[root.len()..];
            return slip(
                text,
                format!("{} does not begin with `$`", quote(word)),
                format!("write {}", typed(&format!("${root}{rest}"))),
            )
            .instead_of(text, format!("${root}{rest}"));
        }
        let help = if self.next == 0 {
            format!(
                "write a member of the body as `$response.body#/{}`, a text as `'{word}'`",
                word.replace('.', "/")
            )
        } else {
            format!("text stands in single quotes: `'{word}'`")
        };
        let slip = slip(text, format!("{} is not a value", quote(word)), help);
        match self.next {
            0 => slip,
            _ => slip.instead_of(text, format!("'{word}'")),
        }
    }

    fn foreign_operand(&self, text: Part<'a>) -> Slip {
        let written = text.text;
        match written.chars().next() {
            Some('"' | '`' | '“' | '‘' | '’') => {
                let inside = written.trim_matches(['"', '`', '“', '”', '‘', '’']);
                let meant = format!("'{}'", inside.replace('\'', "''"));
                let help = format!("write {}", typed(&meant));
                slip(text, "text stands in single quotes here", help).instead_of(text, meant)
            }
            Some('{') => self.braces(text),
            Some('[') => slip(
                text,
                "conditions have no lists",
                "compare with each value, and join the comparisons with `||`",
            ),
            _ if self.next > 0 => self.two_operators(text),
            Some('@') => slip(
                text,
                "`@` belongs to JSONPath, and this is a simple condition",
                "add `type: jsonpath` and a `context`, or write `$response.body#/name`",
            ),
            _ => slip(
                text,
                format!("a condition cannot begin with {}", character(written)),
                "write what has to hold, such as `$statusCode == 200`",
            ),
        }
    }

    /// Whether `(` follows the word at once.
    fn is_called(&self, word: Part<'a>) -> bool {
        let next: Option<&Token<'a>> = self.tokens.get(self.next + 1);
        next.is_some_and(|next| matches!(next.kind, Kind::Open) && next.text.start == word.end())
    }
}

/// The number that is meant.
fn repaired(written: &str) -> Option<String> {
    let plain = written.replace('_', "");
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    if let Some(digits) = plain
        .strip_prefix("0x")
        .or_else(|| plain.strip_prefix("0X"))
    {
        return i64::from_str_radix(digits, 16)
            .ok()
            .map(|number| number.to_string());
    }
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain),
    };
    let whole = digits.trim_start_matches('0');
    let whole = whole.strip_suffix('.').unwrap_or(whole);
    let zero = if whole.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    let number = format!("{sign}{zero}{whole}");
    is_number(&number).then_some(number)
}
