//! Patterns and formats, which a JSON Schema validator judges for us.

use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, Validator};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// How often a pattern may go back before its verdict is unknown.
const BACKTRACKS: usize = 20_000;

/// The formats whose rules are exact.
const FORMATS: [&str; 7] = ["date-time", "date", "email", "uri", "uuid", "ipv4", "ipv6"];

/// The patterns and formats of a schema, each compiled when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Leaves<'s> {
    compiled: FxHashMap<(&'static str, &'s str), OnceLock<Option<Validator>>>,
}

impl<'s> Leaves<'s> {
    pub(super) fn note_pattern(&mut self, pattern: &'s str) {
        self.compiled.entry(("pattern", pattern)).or_default();
    }

    pub(super) fn note_format(&mut self, format: &'s str) {
        if FORMATS.contains(&format) {
            self.compiled.entry(("format", format)).or_default();
        }
    }

    /// Whether a pattern matches; `None` if it cannot be told.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        self.accepts("pattern", pattern, text)
    }

    /// Whether a text has a format; `None` for formats without exact rules.
    pub(super) fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        self.accepts("format", format, text)
    }

    fn accepts(&self, keyword: &'static str, value: &str, text: &str) -> Option<bool> {
        let slot = self.compiled.get(&(keyword, value))?;
        let validator = slot.get_or_init(|| compile(keyword, value)).as_ref()?;
        match validator
            .validate(&Value::from(text))
            .map_err(|error| error.into_parts().kind)
        {
            Ok(()) => Some(true),
            Err(ValidationErrorKind::Pattern { .. } | ValidationErrorKind::Format { .. }) => {
                Some(false)
            }
            // The engine gave up.
            Err(_) => None,
        }
    }
}

/// A pattern that the engine does not understand may be fine for another one.
fn compile(keyword: &str, value: &str) -> Option<Validator> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .offline()
        .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(BACKTRACKS))
        .should_validate_formats(true)
        .build(&json!({ keyword: value }))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_not() {
        let mut leaves = Leaves::default();
        for pattern in ["^a+$", "(", "^(a|a)*(?=b)c$"] {
            leaves.note_pattern(pattern);
        }
        leaves.note_format("password");
        assert_eq!(leaves.matches("^a+$", "aa"), Some(true));
        assert_eq!(leaves.matches("^a+$", "ab"), Some(false));
        assert_eq!(leaves.matches("(", "ab"), None);
        assert_eq!(leaves.matches("^(a|a)*(?=b)c$", &"a".repeat(40)), None);
        assert_eq!(leaves.has_format("password", "x"), None);
    }
}
