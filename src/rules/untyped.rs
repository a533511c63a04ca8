//! Criteria that are written in another language, and do not say so.

use crate::arazzo::Criterion;
use crate::expression::{condition, references};
use crate::version::Version;

/// The `type` that a criterion with a `context` and without a `type` most likely means, where its condition is no simple
/// one. One finding tells it, not one for the context and one for every part that is none of a simple condition.
pub(super) fn untyped(criterion: Criterion<'_>, version: Version) -> Option<&'static str> {
    let text = criterion.condition()?.value;
    criterion.context()?;
    if criterion.node().get("type").is_some() {
        return None;
    }
    let language = likely_type(text)?;
    let is_simple = condition(text, version).malformed.is_none()
        && references(text, version)
            .iter()
            .all(|reference| reference.malformed.is_none());
    (!is_simple).then_some(language)
}

/// The language that a condition looks like.
fn likely_type(condition: &str) -> Option<&'static str> {
    let condition = condition.trim();
    match condition {
        _ if condition.starts_with("$.") || condition.starts_with("$[") => Some("jsonpath"),
        _ if condition.starts_with('/') || condition.starts_with("count(") => Some("xpath"),
        _ if condition.starts_with('^') || condition.ends_with('$') => Some("regex"),
        _ => None,
    }
}
