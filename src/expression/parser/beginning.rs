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
        let (message, help, meant) = if text.is_empty() {
            (
                "this expression is empty".to_owned(),
                Some("an expression begins with `$`, such as `$inputs.name`".to_owned()),
                None,
            )
        } else if trimmed.len() < text.len() {
            (
                format!("a blank stands before {}", quote(trimmed)),
                Some("remove it".to_owned()),
                Some(trimmed.to_owned()),
            )
        } else if let Some(inner) = inner.filter(|inner| inner.starts_with('$')) {
            (
                format!("braces stand around {}", quote(inner)),
                Some(format!(
                    "write {}: braces belong to an expression inside a longer text",
                    quote(inner)
                )),
                Some(inner.to_owned()),
            )
        } else {
            let word = text.split(|c| !is_strict(c)).next().unwrap_or_default();
            let meant = ROOTS.contains(&word).then(|| format!("${text}"));
            let help = meant
                .as_ref()
                .map(|meant| format!("write {}", typed(meant)));
            let message = format!("{} does not begin with `$`", quote(text));
            (message, help, meant)
        };
        match (help, meant) {
            (Some(help), Some(meant)) => self.report_meant(self.whole, message, help, meant),
            (help, _) => self.report(self.whole, message, help),
        }
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
        let (message, help, meant) = if !word.is_empty() {
            let near = nearest(word.text, &ROOTS);
            let meant = near.map(|root| format!("${root}{}", self.rest.text));
            let help = near.map_or_else(roots, |root| {
                let case = root.eq_ignore_ascii_case(word.text);
                let note = if case {
                    " names are case-sensitive"
                } else {
                    ""
                };
                format!("did you mean `${root}`?{note}")
            });
            let message = format!("there is no {}", quote(written.text));
            (message, help, meant)
        } else if self.rest.text.starts_with('$') {
            let single = format!("${}", self.whole.text.trim_start_matches('$'));
            (
                format!("{} has one `$` too many", quote(self.whole.text)),
                format!("write {}", typed(&single)),
                Some(single),
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
            ("`$` is not followed by a name".to_owned(), roots(), None)
        };
        match meant {
            Some(meant) => self.report_meant(written, message, help, meant),
            None => self.report(written, message, Some(help)),
        }
    }
}
