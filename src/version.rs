//! The feature sets of the Arazzo Specification.

/// A feature set of the specification: the text tells tools to look at major.minor only (Arazzo 1.1.0, Versions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 1.0.0 and 1.0.1.
    V1_0,
    /// 1.1.x.
    V1_1,
}

impl Version {
    /// The feature set that the `arazzo` field of a document asks for, or `None` where no supported version is named.
    pub fn of(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("1"), Some("0"), Some(_)) => Some(Self::V1_0),
            (Some("1"), Some("1"), Some(_)) => Some(Self::V1_1),
            _ => None,
        }
    }
}
