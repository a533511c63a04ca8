//! A piece of a text together with its place in it.

use std::ops::Range;

/// A piece of the text with its place: `start` counts bytes from the beginning of the text that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part<'a> {
    /// The piece as it is written.
    pub text: &'a str,
    /// The byte offset of its first character.
    pub start: usize,
}

impl<'a> Part<'a> {
    /// The whole of a text.
    pub fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    /// The offset behind the last character.
    pub fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// The bytes this part covers in the text that was given.
    pub fn range(self) -> Range<usize> {
        self.start..self.end()
    }

    /// Whether nothing stands here.
    pub fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// The first `length` bytes, and what follows them.
    pub(super) fn split_at(self, length: usize) -> (Self, Self) {
        let (before, after) = self.text.split_at(length);
        (
            Self {
                text: before,
                start: self.start,
            },
            Self {
                text: after,
                start: self.start + length,
            },
        )
    }

    /// What stands on either side of the first `separator`.
    pub(super) fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        let at = self.text.find(separator)?;
        let (before, after) = self.split_at(at);
        Some((before, after.split_at(separator.len()).1))
    }

    /// What follows `prefix`, where this part begins with it.
    pub(super) fn strip_prefix(self, prefix: &str) -> Option<Self> {
        self.text
            .starts_with(prefix)
            .then(|| self.split_at(prefix.len()).1)
    }

    /// What stands before `suffix`, where this part ends with it.
    pub(super) fn strip_suffix(self, suffix: &str) -> Option<Self> {
        self.text
            .ends_with(suffix)
            .then(|| self.split_at(self.text.len() - suffix.len()).0)
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    fn check(text: &str, separator: &str, expected: Option<(&str, usize)>) {
        let after = Part::whole(text)
            .split_once(separator)
            .map(|(_, after)| (after.text, after.start));
        assert_eq!(after, expected, "{text}");
    }

    #[test]
    fn a_piece_keeps_its_place() {
        check("größe.x", ".", Some(("x", 8)));
        check("a.steps.b.steps.c", ".steps.", Some(("b.steps.c", 8)));
        check("a", ".", None);
    }
}
