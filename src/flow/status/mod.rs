//! Status codes: sets of them, and which ones criteria allow.

mod conditions;
mod criteria;
mod documented;

pub use conditions::Conditions;
pub use criteria::{Statuses, statuses, statuses_failing};
pub use documented::Documented;

use std::fmt;
use std::ops::RangeInclusive;

/// The codes that HTTP knows (RFC 9110, section 15).
pub const CODES: RangeInclusive<u16> = 100..=599;

const WORDS: usize = 8;

/// A set of HTTP status codes from 100 to 599. Codes beyond these cannot be in one.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct StatusSet([u64; WORDS]);

impl StatusSet {
    /// No code.
    pub const NONE: Self = Self([0; WORDS]);

    /// Every code.
    pub const ALL: Self = {
        let mut words = [u64::MAX; WORDS];
        // 500 codes leave 12 bits of the last word.
        words[WORDS - 1] >>= 12;
        Self(words)
    };

    /// The codes of success, `2XX`.
    pub fn success() -> Self {
        Self::below(300).difference(Self::below(200))
    }

    /// One code.
    pub fn of(code: u16) -> Self {
        std::iter::once(code).collect()
    }

    /// What a key of a Responses Object covers: a code, or a range such as `2XX`, in small letters as well. `None` for any
    /// other key, `default` among them: it stands for whatever the other keys do not cover.
    pub fn of_key(key: &str) -> Option<Self> {
        let class = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx"));
        if let Some(class) = class {
            let classes = ["1", "2", "3", "4", "5"];
            let class: u16 = class.parse().ok().filter(|_| classes.contains(&class))?;
            return Some(Self::below(class * 100 + 100).difference(Self::below(class * 100)));
        }
        let is_code = key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
        let code = key
            .parse()
            .ok()
            .filter(|code| is_code && CODES.contains(code));
        code.map(Self::of)
    }

    /// The codes that are less than a number.
    pub fn below(end: u16) -> Self {
        let mut left = end.saturating_sub(*CODES.start());
        let mut set = Self::ALL;
        for word in &mut set.0 {
            // A shift by all the bits of a word is none in Rust.
            *word &= 1_u64
                .checked_shl(left.into())
                .map_or(u64::MAX, |bit| bit - 1);
            left = left.saturating_sub(64);
        }
        set
    }

    /// The codes that satisfy a condition.
    pub fn that(condition: impl Fn(u16) -> bool) -> Self {
        CODES.filter(|code| condition(*code)).collect()
    }

    /// Whether a code is in the set.
    pub fn contains(self, code: u16) -> bool {
        place(code).is_some_and(|(word, bit)| self.0[word] & bit != 0)
    }

    /// Whether there is no code in it.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// Whether every code is in it.
    pub fn is_all(self) -> bool {
        self == Self::ALL
    }

    /// What is in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.zip(other, |one, another| one | another)
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        self.zip(other, |one, another| one & another)
    }

    /// What is in this one only.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.zip(other, |one, another| one & !another)
    }

    /// The codes that are not in it.
    #[must_use]
    pub fn complement(self) -> Self {
        Self::ALL.difference(self)
    }

    /// Whether all codes of another set are in it.
    pub fn includes(self, other: Self) -> bool {
        other.difference(self).is_empty()
    }

    /// Whether no code is in both.
    pub fn is_disjoint(self, other: Self) -> bool {
        self.intersection(other).is_empty()
    }

    /// The codes in ascending order.
    pub fn iter(self) -> impl Iterator<Item = u16> {
        CODES.filter(move |code| self.contains(*code))
    }

    fn zip(self, other: Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let mut joined = self;
        for (word, other) in joined.0.iter_mut().zip(other.0) {
            *word = join(*word, other);
        }
        joined
    }
}

/// The word and the bit of a code.
fn place(code: u16) -> Option<(usize, u64)> {
    let index = usize::from(CODES.contains(&code).then(|| code - CODES.start())?);
    Some((index / 64, 1 << (index % 64)))
}

impl FromIterator<u16> for StatusSet {
    fn from_iter<I: IntoIterator<Item = u16>>(codes: I) -> Self {
        let mut set = Self::NONE;
        for (word, bit) in codes.into_iter().filter_map(place) {
            set.0[word] |= bit;
        }
        set
    }
}

impl fmt::Debug for StatusSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::StatusSet;

    #[test]
    fn sets_are_sets() {
        assert_eq!(StatusSet::ALL, super::CODES.collect());
        let success = StatusSet::of_key("2XX").unwrap_or(StatusSet::NONE);
        assert_eq!(success.iter().count(), 100);
        assert_eq!(success, StatusSet::that(|code| code / 100 == 2));
        assert!(success.contains(200) && !success.contains(300) && !success.contains(7));
        assert!(success.union(success.complement()).is_all());
        assert!(success.is_disjoint(success.complement()));
        let rest = success.difference(StatusSet::that(|code| code != 204));
        assert_eq!(rest, StatusSet::of(204));
        assert!(StatusSet::of(600).is_empty());
        assert_eq!(format!("{rest:?}"), "{204}");
    }

    #[test]
    fn keys_of_responses() {
        assert_eq!(StatusSet::of_key("404"), Some(StatusSet::of(404)));
        assert_eq!(StatusSet::of_key("5xx"), StatusSet::of_key("5XX"));
        for key in [
            "default", "x-200", "2X", "20X", "99", "0200", "600", "+20", "", "6XX", "+2XX",
        ] {
            assert_eq!(StatusSet::of_key(key), None, "{key}");
        }
    }
}
