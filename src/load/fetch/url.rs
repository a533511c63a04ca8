//! URLs of web servers: read, resolved against one another, and shown without what is secret in them.

use std::fmt::Write as _;

use ureq::http::Uri;

use super::Why;
use crate::reference::uri::scheme;

/// A URL of the scheme `https` or `http`, without fragment and without user name and password: those are never sent.
#[derive(Clone, Debug)]
pub(super) struct Url {
    text: String,
    uri: Uri,
}

impl Url {
    pub(super) fn parse(text: &str) -> Result<Self, Why> {
        let (scheme, rest) = text.split_once("://").ok_or(Why::NoUrl)?;
        let scheme = scheme.to_ascii_lowercase();
        if !["https", "http"].contains(&scheme.as_str()) {
            return Err(Why::Scheme(scheme));
        }
        let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let host = authority.rsplit_once('@').map_or(authority, |(_, it)| it);
        let slash = if path.starts_with('/') { "" } else { "/" };
        let text = format!("{scheme}://{host}{slash}{}", escaped(path));
        let uri: Uri = text.parse().map_err(|_| Why::NoUrl)?;
        match uri.host() {
            Some(host) if !host.is_empty() => Ok(Self { text, uri }),
            _ => Err(Why::NoUrl),
        }
    }

    /// A reference as it stands in the answer of this URL (RFC 3986, section 5.2).
    pub(super) fn join(&self, reference: &str) -> Result<Self, Why> {
        if scheme(reference).is_some() {
            return Self::parse(reference);
        }
        let scheme = self.uri.scheme_str().unwrap_or_default();
        if reference.starts_with("//") {
            return Self::parse(&format!("{scheme}:{reference}"));
        }
        let authority = self.uri.authority().map_or("", |it| it.as_str());
        let base = self.uri.path();
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match reference.chars().next() {
            Some('/') => reference.to_owned(),
            Some('?') => format!("{base}{reference}"),
            None | Some('#') => base.to_owned(),
            Some(_) => format!("{folder}/{reference}"),
        };
        Self::parse(&format!("{scheme}://{authority}{}", without_dots(&path)))
    }

    /// The whole URL. It can hold secrets in its query.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The host as it is compared: in small letters, without brackets and the dot of the root.
    pub(super) fn host(&self) -> String {
        plain_host(self.uri.host().unwrap_or_default())
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.uri.scheme_str() == Some("https")
    }

    /// The URL without its query: how reports show it.
    pub(super) fn shown(&self) -> String {
        without_secrets(&self.text)
    }
}

/// A host in small letters, without the brackets of an address and without the dot of the root.
pub(super) fn plain_host(host: &str) -> String {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// A URL without user name, password, query and fragment.
pub(super) fn without_secrets(url: &str) -> String {
    let plain = url.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = plain.split_once("://") else {
        return plain.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, it)| it);
    format!("{scheme}://{host}{path}")
}

/// Percent-encodes what people write into URLs and no request can hold.
fn escaped(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").expect("a string takes whatever is written to it");
        }
    }
    escaped
}

/// A path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    parts.pop();
                }
                if is_last {
                    parts.push("");
                }
            }
            segment => parts.push(segment),
        }
    }
    format!("/{}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        let check = |reference: &str, expected: &str| {
            let base = Url::parse("https://a.example/b/c?d").expect("a URL");
            let url = base.join(reference).expect("a URL");
            assert_eq!(url.as_str(), expected, "{reference}");
        };
        check("e.yaml", "https://a.example/b/e.yaml");
        check("./e?f", "https://a.example/b/e?f");
        check("../e", "https://a.example/e");
        check("../../../e/.", "https://a.example/e/");
        check("/e", "https://a.example/e");
        check("?e", "https://a.example/b/c?e");
        check("//e.example/f", "https://e.example/f");
        check("HTTP://me:secret@e.example", "http://e.example/");
    }

    #[test]
    fn secrets_are_not_shown_and_not_kept() {
        let check = |text: &str, whole: &str, shown: &str| {
            let url = Url::parse(text).expect("a URL");
            assert_eq!((url.as_str(), url.shown()), (whole, shown.to_owned()));
        };
        check(
            "https://me:se@cret@a.example/x?key=1#y",
            "https://a.example/x?key=1",
            "https://a.example/x",
        );
        check(
            "https://a.example?key=1",
            "https://a.example/?key=1",
            "https://a.example/",
        );
        check(
            "https://[::1]:8080/é x",
            "https://[::1]:8080/%C3%A9%20x",
            "https://[::1]:8080/%C3%A9%20x",
        );
        assert_eq!(without_secrets("https://a:b@c d/e?f"), "https://c d/e");
    }

    #[test]
    fn what_is_no_url_of_a_server_is_refused() {
        for text in ["https:///x", "ftp://a/x", "https://a b/x", "x", "https://"] {
            assert!(Url::parse(text).is_err(), "{text}");
        }
    }
}
