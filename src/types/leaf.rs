//! Patterns and formats, which a JSON Schema validator judges for us.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, Validator};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

/// How often a pattern may go back before its verdict is unknown.
const BACKTRACKS: usize = 20_000;

/// The formats whose rules are exact.
const FORMATS: [&str; 7] = ["date-time", "date", "email", "uri", "uuid", "ipv4", "ipv6"];

/// Patterns and formats, each compiled when it is first asked for and kept for the whole run.
#[derive(Debug, Default)]
pub struct Patterns {
    patterns: Compiled,
    formats: Compiled,
}

type Compiled = Mutex<FxHashMap<Box<str>, Arc<OnceLock<Option<Validator>>>>>;

impl Patterns {
    /// Whether a pattern matches; `None` if it cannot be told.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        accepts(&self.patterns, "pattern", pattern, text)
    }

    /// Whether a text has a format; `None` for formats without exact rules.
    pub(super) fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        FORMATS
            .contains(&format)
            .then(|| accepts(&self.formats, "format", format, text))?
    }
}

fn accepts(known: &Compiled, keyword: &'static str, value: &str, text: &str) -> Option<bool> {
    let slot = {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(value) {
            Some(slot) => Arc::clone(slot),
            None => Arc::clone(known.entry(value.into()).or_default()),
        }
    };
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
        let patterns = Patterns::default();
        assert_eq!(patterns.matches("^a+$", "aa"), Some(true));
        assert_eq!(patterns.matches("^a+$", "ab"), Some(false));
        assert_eq!(patterns.matches("(", "ab"), None);
        assert_eq!(patterns.matches("^(a|a)*(?=b)c$", &"a".repeat(40)), None);
        assert_eq!(patterns.has_format("password", "x"), None);
    }
}
