//! The expression grammar of 1.0.0 and 1.0.1, as a yes or no.
//!
//! Behind most roots that grammar has free text, so it says little about structure. The parser reads the structure of
//! 1.1 in every version; this module only answers whether what it found wrong was allowed before.

use super::characters::{free_text_length, is_token};
use super::pointer::pointer_length;

/// The roots behind which 1.0 takes any text.
const FREE_TEXT: [&str; 6] = [
    "$inputs.",
    "$outputs.",
    "$steps.",
    "$workflows.",
    "$sourceDescriptions.",
    "$components.",
];

/// `$message` stands in 1.0.0 and was dropped from 1.0.1; one feature set covers both.
const MESSAGES: [&str; 3] = ["$request.", "$response.", "$message."];

/// Whether the grammar of 1.0.0 or 1.0.1 accepts the text.
pub(super) fn accepts(text: &str) -> bool {
    if matches!(text, "$url" | "$method" | "$statusCode") {
        return true;
    }
    let behind = |roots: &[&str]| roots.iter().find_map(|root| text.strip_prefix(root));
    behind(&FREE_TEXT).is_some_and(is_name) || behind(&MESSAGES).is_some_and(is_source)
}

fn is_name(text: &str) -> bool {
    free_text_length(text, true) == text.len()
}

fn is_source(text: &str) -> bool {
    if let Some(token) = text.strip_prefix("header.") {
        return !token.is_empty() && token.chars().all(is_token);
    }
    let name = ["query.", "path."]
        .iter()
        .find_map(|source| text.strip_prefix(source));
    if let Some(name) = name {
        return is_name(name);
    }
    match text.strip_prefix("body") {
        Some("") => true,
        Some(rest) => rest
            .strip_prefix('#')
            .is_some_and(|pointer| pointer_length(pointer, true) == pointer.len()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::accepts;

    fn check(text: &str, expected: bool) {
        assert_eq!(accepts(text), expected, "{text}");
    }

    #[test]
    fn free_text_is_accepted() {
        check("$steps.a.b", true);
        check("$inputs.", true);
        check("$request.path.{id}", true);
        check("$response.body#/{id}", true);
        check("$sourceDescriptions.n.a\"b", false);
        check("$response.body#/a~2", false);
        check("$message.payload", false);
        check("$self", false);
    }
}
