//! URI references, resolved as RFC 3986 has it (section 5.2).

use std::borrow::Cow;

/// The scheme of an absolute URL (RFC 3986, section 3.1).
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

/// Resolves a reference against an absolute base. Fragments are dropped: they choose nothing among documents.
pub fn resolve(base: &str, reference: &str) -> String {
    let (base, reference) = (Parts::of(base), Parts::of(reference));
    let scheme = reference.scheme.or(base.scheme);
    if reference.scheme.is_some() || reference.authority.is_some() {
        return Parts {
            scheme,
            ..reference
        }
        .join(reference.path);
    }
    let query = reference.query;
    match reference.path {
        "" => Parts {
            query: query.or(base.query),
            ..base
        }
        .join(base.path),
        path if path.starts_with('/') => Parts { query, ..base }.join(path),
        path => {
            let folder = base.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            Parts { query, ..base }.join(&format!("{folder}/{path}"))
        }
    }
}

/// The parts of a URI reference.
#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.split_once('#').map_or(text, |(before, _)| before);
        let scheme = scheme(text);
        let rest = scheme.map_or(text, |scheme| &text[scheme.len() + 1..]);
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        Self {
            scheme,
            authority,
            path,
            query,
        }
    }

    /// The URI of these parts with another path, of which `.` and `..` are taken out.
    fn join(self, path: &str) -> String {
        let mut uri = String::new();
        if let Some(scheme) = self.scheme {
            uri.push_str(&scheme.to_ascii_lowercase());
            uri.push(':');
        }
        if let Some(authority) = self.authority {
            uri.push_str("//");
            uri.push_str(&authority.to_ascii_lowercase());
        }
        uri.push_str(&without_dots(path));
        if let Some(query) = self.query {
            uri.push('?');
            uri.push_str(query);
        }
        uri
    }
}

fn without_dots(path: &str) -> String {
    if !path.starts_with('/') {
        return path.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    for segment in path[1..].split('/') {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    // What ends in a folder still does.
    let is_folder = path.ends_with("/.") || path.ends_with("/..");
    let end = if is_folder && !kept.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", kept.join("/"))
}

/// Decodes `%41`; what is no escape, or would not be UTF-8, stays as it stands.
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes
            .get(at + 1..at + 3)
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let escape = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|_| bytes[at] == b'%');
        if let Some(byte) = escape.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{percent_decode, resolve};

    fn check(reference: &str, expected: &str) {
        assert_eq!(
            resolve("http://a/b/c/d?q", reference),
            expected,
            "{reference}"
        );
    }

    #[test]
    fn references_are_resolved_against_their_base() {
        check("g", "http://a/b/c/g");
        check("./g", "http://a/b/c/g");
        check("g/", "http://a/b/c/g/");
        check("/g", "http://a/g");
        check("//g", "http://g");
        check("?y", "http://a/b/c/d?y");
        check("g?y#s", "http://a/b/c/g?y");
        check("", "http://a/b/c/d?q");
        check(".", "http://a/b/c/");
        check("..", "http://a/b/");
        check("../g", "http://a/b/g");
        check("../../../g", "http://a/g");
        check("g;x=1/../y", "http://a/b/c/y");
        check("HTTPS://Example.com/X", "https://example.com/X");
        check("urn:x:y", "urn:x:y");
    }

    #[test]
    fn percent_escapes_are_decoded() {
        assert_eq!(
            percent_decode("/paths/~1pets~1%7Bid%7D"),
            "/paths/~1pets~1{id}"
        );
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%ff"), "%ff");
    }
}
