//! The `type` of a criterion or selector: a word, or the Expression Type Object.

use crate::syntax::{Node, Text};

/// The languages of conditions and selectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `simple`, which is also what an omitted type of a criterion means.
    Simple,
    /// `regex`
    Regex,
    /// `jsonpath`
    JsonPath,
    /// `xpath`
    XPath,
    /// `jsonpointer`, since 1.1
    JsonPointer,
}

impl Language {
    fn of(word: &str) -> Option<Self> {
        match word {
            "simple" => Some(Self::Simple),
            "regex" => Some(Self::Regex),
            "jsonpath" => Some(Self::JsonPath),
            "xpath" => Some(Self::XPath),
            "jsonpointer" => Some(Self::JsonPointer),
            _ => None,
        }
    }
}

/// A language and, where an object says so, its version.
#[derive(Clone, Copy, Debug)]
pub struct ExpressionType<'doc> {
    /// The language.
    pub language: Language,
    /// The `version` of the object form: `rfc9535`, `xpath-10` and so on.
    pub version: Option<Text<'doc>>,
}

impl<'doc> ExpressionType<'doc> {
    /// Reads the word or the object; `None` where it names no language.
    pub(super) fn of(node: Node<'doc>) -> Option<Self> {
        let named = node.get("type");
        let language = Language::of(named.unwrap_or(node).text()?.value)?;
        // These have no versions, so an object does not name them, which is reported as that.
        let is_word_only = matches!(language, Language::Simple | Language::Regex);
        if named.is_some() && is_word_only {
            return None;
        }
        Some(Self {
            language,
            version: node.string("version"),
        })
    }
}
