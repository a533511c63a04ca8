//! What is wrong with an expression, and how the user's text is quoted when saying so.

use std::ops::Range;

use super::Part;

/// A text that breaks the grammar of runtime expressions: where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// From the first wrong character on; where something is missing, what lacks it.
    pub range: Range<usize>,
    /// What is wrong here.
    pub message: String,
    /// What to do, where there is something to say.
    pub help: Option<String>,
    /// What to write instead, where the help says it.
    pub meant: Option<Box<Meant>>,
    /// The grammar of 1.0 accepts the text, so it is only a warning in a 1.0 document.
    pub only_new_grammar: bool,
}

/// What to write instead of a part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The part.
    pub range: Range<usize>,
    /// What stands there then.
    pub text: String,
}

impl Malformed {
    pub(super) fn new(at: Part<'_>, message: String, help: Option<String>) -> Self {
        Self {
            range: at.range(),
            message,
            help,
            meant: None,
            only_new_grammar: false,
        }
    }

    /// Adds what to write instead of a part of the text.
    pub(super) fn instead_of(mut self, part: Part<'_>, meant: impl Into<String>) -> Self {
        self.meant = Some(Box::new(Meant {
            range: part.range(),
            text: meant.into(),
        }));
        self
    }

    /// Whether this is no fault after all, because a 1.0 document declares the name in which it was found.
    ///
    /// In 1.0 names are free text: `$inputs.page[size]` is right where an input is called `page[size]`.
    pub fn is_excused_by(&self, declared: Part<'_>) -> bool {
        self.only_new_grammar && declared.range().contains(&self.range.start)
    }
}

/// The user's text in backticks, shortened where it is long.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// The text to type in backticks, whole however long it is.
pub(super) fn typed(text: &str) -> String {
    format!("`{text}`")
}

/// One character for a message: quoted where it can be seen.
pub(crate) fn character(text: &str) -> String {
    match text.chars().next() {
        Some(' ') => "a blank".to_owned(),
        Some('\t') => "a tab".to_owned(),
        Some('\n' | '\r') => "a line break".to_owned(),
        Some(control) if control.is_control() => format!("U+{:04X}", u32::from(control)),
        Some(other) => format!("`{other}`"),
        None => "nothing".to_owned(),
    }
}

/// The candidate that `word` is most likely a slip for: another case, a few wrong letters, or cut short.
pub(super) fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let same = |candidate: &&&str| candidate.eq_ignore_ascii_case(word);
    let begins = |candidate: &&&str| word.len() >= 4 && candidate.starts_with(word);
    let distance = |candidate: &&&str| strsim::osa_distance(word, candidate);
    let close = |candidate: &&&str| distance(candidate) <= word.len() / 3;

    let found = candidates
        .iter()
        .find(same)
        .or_else(|| candidates.iter().filter(close).min_by_key(distance))
        .or_else(|| candidates.iter().find(begins));
    found.copied()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn check(word: &str, expected: Option<&str>) {
        let candidates = ["inputs", "outputs", "steps", "statusCode", "url"];
        assert_eq!(nearest(word, &candidates), expected, "{word}");
    }

    #[test]
    fn slips_are_recognised() {
        check("input", Some("inputs"));
        check("Inputs", Some("inputs"));
        check("step", Some("steps"));
        check("status", Some("statusCode"));
        check("statuscode", Some("statusCode"));
        check("uri", Some("url"));
        check("foo", None);
        check("", None);
    }
}
