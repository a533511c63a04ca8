//! Files and places in them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::source::Span;
use crate::syntax::Document;

use super::super::{Style, document};

/// What relative paths are relative to.
pub(super) const ROOT: &str = "%SRCROOT%";

/// A document as the run lists it.
pub(super) fn artifact(document: &Document, style: &Style<'_>) -> Value {
    json!({ "location": of(document, style), "encoding": "UTF-8" })
}

/// A document as locations name it.
pub(super) fn of(document: &Document, style: &Style<'_>) -> Value {
    let name = style.path(document.source().name());
    let uri = uri(&name);
    match is_url(&name) || name.starts_with('/') {
        true => json!({ "uri": uri }),
        false => json!({ "uri": uri, "uriBaseId": ROOT }),
    }
}

/// A place in a document.
pub(super) fn physical(documents: &[Document], span: Span, style: &Style<'_>) -> Value {
    json!({
        "artifactLocation": of(document(documents, span.source), style),
        "region": region(documents, span),
    })
}

/// Lines and columns; both ends count from 1, and the end lies behind the last character.
pub(super) fn region(documents: &[Document], span: Span) -> Value {
    let source = document(documents, span.source).source();
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn is_url(name: &str) -> bool {
    name.starts_with("https://") || name.starts_with("http://")
}

/// A path as a URI: everything that is not plain is percent-encoded, a colon too, which would end a scheme.
fn uri(name: &str) -> String {
    let is_url = is_url(name);
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if is_plain || (is_url && b":?=&%+,;@".contains(&byte)) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes whatever is written to it");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_percent_encoded() {
        let check = |name, expected| assert_eq!(uri(name), expected);
        check("a/b-c_1.yaml", "a/b-c_1.yaml");
        check("a b/é%.yaml", "a%20b/%C3%A9%25.yaml");
        check("c:x?y#z", "c%3Ax%3Fy%23z");
        check("https://a.example/b?c=1", "https://a.example/b?c=1");
    }
}
