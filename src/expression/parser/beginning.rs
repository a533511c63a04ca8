//! What is wrong with a text that does not begin with `$` and a known root.

use super::{Parser, ROOTS};
use crate::expression::characters::is_strict;
use crate::expression::malformed::{nearest, quote, typed};
use crate::expression::{Part, as_pointer};
use crate::version::Version;

impl<'a> Parser<'a> {
    /// Says what is wrong with a text that does not begin with `$`.
    pub(super) fn no_sigil(&mut self) {
        let text = self.whole.text;
        let trimmed = text.trim_start();
        let inner = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'));
        let (message, help) = if text.is_empty() {
            (
                "this expression is empty".to_owned(),
                Some("an expression begins with `$`, such as `$inputs.name`".to_owned()),
            )
        } else if trimmed.len() < text.len() {
            (
                format!("a blank stands before {}", quote(trimmed)),
                Some("remove it".to_owned()),
            )
        } else if let Some(inner) = inner.filter(|inner| inner.starts_with('$')) {
            (
                format!("braces stand around {}", quote(inner)),
                Some(format!(
                    "write {}: braces belong to an expression inside a longer text",
                    quote(inner)
                )),
            )
        } else {
            let word = text.split(|c| !is_strict(c)).next().unwrap_or_default();
            let help = ROOTS
                .contains(&word)
                .then(|| format!("write {}", typed(&format!("${text}"))));
            (format!("{} does not begin with `$`", quote(text)), help)
        };
        self.report(self.whole, message, help);
    }

    /// Says that no expression begins with `$` and this word.
    pub(super) fn unknown_root(&mut self, word: Part<'a>) {
        let written = Part {
            text: &self.whole.text[..=word.text.len()],
            start: self.whole.start,
        };
        let roots = || {
            let known = |root: &&&str| **root != "self" || self.version >= Version::V1_1;
            let roots = ROOTS.iter().filter(known);
            let roots: Vec<_> = roots.map(|root| format!("`${root}`")).collect();
            format!("an expression begins with one of {}", roots.join(", "))
        };
        let (message, help) = if !word.is_empty() {
            let help = nearest(word.text, &ROOTS).map_or_else(roots, |root| {
                let case = root.eq_ignore_ascii_case(word.text);
                let note = if case {
                    " names are case-sensitive"
                } else {
                    ""
                };
                format!("did you mean `${root}`?{note}")
            });
            (format!("there is no {}", quote(written.text)), help)
        } else if self.rest.text.starts_with('$') {
            let single = self.whole.text.trim_start_matches('$');
            (
                format!("{} has one `$` too many", quote(self.whole.text)),
                format!("write {}", typed(&format!("${single}"))),
            )
        } else if let Some(pointer) = as_pointer(self.rest.text) {
            // Also found where the `type` of a criterion is forgotten.
            let body = typed(&format!("$response.body#{pointer}"));
            return self.report(
                self.whole,
                format!(
                    "{} is a JSONPath query, not an expression",
                    quote(self.whole.text)
                ),
                Some(format!("a member of the body is read with {body}")),
            );
        } else {
            ("`$` is not followed by a name".to_owned(), roots())
        };
        self.report(written, message, Some(help));
    }
}
