//! What is wrong with a condition, and what to write instead: where it ends early, in groups, and what both other files
//! say.

mod operand;
mod operator;

use super::super::malformed::{quote, typed};
use super::super::{Malformed, Part};
use super::parser::Parser;

type Slip = Malformed;

fn slip(at: Part<'_>, message: impl Into<String>, help: impl Into<String>) -> Slip {
    Malformed::new(at, message.into(), Some(help.into()))
}

impl<'a> Parser<'a> {
    /// The condition ends where a value has to stand.
    pub(super) fn ends_early(&self) -> Slip {
        match self.tokens.last() {
            None => slip(
                self.whole,
                "this condition is empty",
                "write what has to hold, such as `$statusCode == 200`",
            ),
            Some(last) => slip(
                last.text,
                format!("nothing follows {}", quote(last.text.text)),
                "write what is missing, or remove the operator",
            ),
        }
    }

    /// Braces around an expression, or around all of it (A43).
    fn braces(&self, text: Part<'a>) -> Slip {
        let condition = self.whole.text;
        let without: String = condition
            .chars()
            .filter(|c| !matches!(c, '{' | '}'))
            .collect();
        let help = if condition.contains("{$") || condition.starts_with('{') {
            format!("write {}", typed(without.trim()))
        } else {
            "remove the braces".to_owned()
        };
        let message = "a simple condition has no braces around its expressions";
        slip(text, message, help).instead_of(self.whole, without.trim())
    }

    pub(super) fn empty_group(&self, open: Part<'a>) -> Slip {
        let text = self.since(self.next - 1);
        if self.next > 1 && self.tokens[self.next - 2].text.end() == open.start {
            return no_functions(self.tokens[self.next - 2].text);
        }
        slip(
            text,
            "nothing stands between the parentheses",
            "remove them, or write a condition",
        )
    }

    pub(super) fn too_deep(&self, deepest: usize) -> Slip {
        slip(
            self.tokens[self.next].text,
            format!("groups stand more than {deepest} deep here"),
            "split the condition into several criteria",
        )
    }

    fn before(&self) -> Option<Part<'a>> {
        Some(self.tokens[self.next.checked_sub(1)?].text)
    }
}

pub(super) fn unclosed(open: Part<'_>) -> Slip {
    slip(open, "`(` is not closed", "close the group with `)`")
}

fn needless_close(text: Part<'_>) -> Slip {
    slip(
        text,
        "`)` closes nothing",
        "remove it, or open the group with `(`",
    )
}

fn no_functions(name: Part<'_>) -> Slip {
    slip(
        name,
        "a simple condition has no functions",
        "write a criterion of `type: jsonpath` with a `context`, where functions such as `length()` exist",
    )
}
