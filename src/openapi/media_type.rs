//! Media types and media ranges (RFC 9110, sections 8.3 and 12.5.1), compared by type and subtype.

/// The way in which a body of a media type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `application/json`, `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// `application/xml`, `text/xml`, `+xml`.
    Xml,
    /// Anything else.
    Other,
}

/// How the body of a media type is written.
pub fn syntax(media_type: &str) -> Syntax {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Syntax::Form,
        "multipart/form-data" => Syntax::Multipart,
        "application/json" | "text/json" => Syntax::Json,
        "application/xml" | "text/xml" => Syntax::Xml,
        other if other.ends_with("+json") => Syntax::Json,
        other if other.ends_with("+xml") => Syntax::Xml,
        _ => Syntax::Other,
    }
}

/// Type and subtype in lower case, without parameters such as `charset`.
pub fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a media type is within a range such as `application/*`; case and parameters do not count.
pub fn matches(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (essence(range), essence(media_type));
    if range == "*/*" || range == "*" || range == media_type {
        return true;
    }
    let (Some((kind, subtype)), Some((own_kind, own_subtype))) =
        (range.split_once('/'), media_type.split_once('/'))
    else {
        return false;
    };
    kind == own_kind
        && (subtype == "*"
            || subtype
                .strip_prefix("*+")
                .is_some_and(|s| has_suffix(own_subtype, s)))
}

fn has_suffix(subtype: &str, suffix: &str) -> bool {
    subtype
        .rsplit_once('+')
        .is_some_and(|(_, own)| own == suffix)
}

/// How closely a range describes a type it matches: the type itself before `type/*` before `*/*`.
pub fn specificity(range: &str) -> usize {
    let range = essence(range);
    if range.starts_with('*') {
        0
    } else {
        1 + usize::from(!range.contains('*'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_match_types() {
        for (range, media_type, expected) in [
            ("application/json", "Application/JSON; charset=utf-8", true),
            ("application/json; version=1", "application/json", true),
            ("application/*", "application/json", true),
            ("*/*", "text/plain", true),
            ("application/*+json", "application/problem+json", true),
            ("text/*", "application/json", false),
            ("application/json", "application/xml", false),
        ] {
            assert_eq!(matches(range, media_type), expected, "{range} {media_type}");
        }
    }
}
