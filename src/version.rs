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

    /// The feature set nearest to a text that names none: an older version reads as 1.0, a newer one as 1.1.
    pub fn nearest(text: &str) -> Self {
        let mut numbers = text.split('.').map(|part| part.parse::<u32>().ok());
        match (numbers.next().flatten(), numbers.next().flatten()) {
            (Some(major), minor) if (major, minor.unwrap_or(0)) >= (1, 1) => Self::V1_1,
            _ => Self::V1_0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, exact: Option<Version>, nearest: Version) {
        assert_eq!(
            (Version::of(text), Version::nearest(text)),
            (exact, nearest),
            "{text}"
        );
    }

    #[test]
    fn a_text_names_a_feature_set_or_has_a_nearest_one() {
        check("1.0.0", Some(Version::V1_0), Version::V1_0);
        check("1.0.1", Some(Version::V1_0), Version::V1_0);
        check("1.1.0", Some(Version::V1_1), Version::V1_1);
        check("1.1", None, Version::V1_1);
        check("1.0", None, Version::V1_0);
        check("1.2.0", None, Version::V1_1);
        check("2.0.0", None, Version::V1_1);
        check("", None, Version::V1_0);
    }
}
