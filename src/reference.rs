//! `$ref` inside a document: an API description, or the inputs of an Arazzo document.

use std::borrow::Cow;

use crate::syntax::{Anchored, Document, Node, Text};

/// Where a chain of references leads.
#[derive(Clone, Copy, Debug)]
pub enum Target<'doc> {
    /// The object itself: no `$ref`, or the one at the end of the chain.
    Found(Node<'doc>),
    /// A `$ref` of the chain leads nowhere.
    Dangling(Text<'doc>),
    /// A `$ref` of the chain leads out of the document.
    Elsewhere(Text<'doc>),
    /// The references of the chain lead round in a circle.
    Circular(Text<'doc>),
}

impl<'doc> Target<'doc> {
    /// The object, if the chain leads to one.
    pub fn found(self) -> Option<Node<'doc>> {
        match self {
            Self::Found(node) => Some(node),
            _ => None,
        }
    }
}

/// Follows `$ref` from an object until one without it is reached.
pub fn follow(start: Node<'_>) -> Target<'_> {
    let mut node = start;
    let mut last = None;
    // More than people write; circles end here.
    for _ in 0..start.document().ref_hops() {
        let Some(reference) = node.get("$ref").and_then(|value| value.text()) else {
            return Target::Found(node);
        };
        match resolve(reference) {
            Target::Found(next) => node = next,
            other => return other,
        }
        last = Some(reference);
    }
    last.map_or(Target::Found(start), Target::Circular)
}

/// One step: the object that a reference names in its own document, by a pointer or an anchor.
pub fn resolve(reference: Text<'_>) -> Target<'_> {
    let document = reference.node().document();
    let Some(fragment) = own_fragment(document, reference.value) else {
        return Target::Elsewhere(reference);
    };
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return match document.anchored(&percent_decode(fragment)) {
            Some(Anchored::By(schema)) => Target::Found(schema),
            // Schemas with an `$id` of their own may have the same anchors.
            Some(Anchored::Several) => Target::Elsewhere(reference),
            None => Target::Dangling(reference),
        };
    }
    let root = document.root();
    // People write pointers with and without percent-encoding; a fragment of a URI has it.
    let found = root.and_then(|root| {
        let decoded = root.at_pointer(&percent_decode(fragment));
        decoded.or_else(|| root.at_pointer(fragment))
    });
    found.map_or(Target::Dangling(reference), Target::Found)
}

/// What stands behind the `#` of a reference that stays in its document: because nothing stands before it, or the
/// document's own name (`$self` of OpenAPI 3.2 and Arazzo 1.1), which is also the base of what is relative.
fn own_fragment<'a>(document: &Document, reference: &'a str) -> Option<&'a str> {
    let (place, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if place.is_empty() {
        return reference.starts_with('#').then_some(fragment);
    }
    let name = document.root()?.get("$self")?.text()?.value;
    is_name(place, name).then_some(fragment)
}

/// Whether a reference leads from a document of that name to the document itself (RFC 3986, 5.2).
fn is_name(reference: &str, name: &str) -> bool {
    let name = name.split_once('#').map_or(name, |(name, _)| name);
    if name.is_empty() || reference == name {
        return !name.is_empty();
    }
    let path = match name.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
        None => name,
    };
    let last = path.rsplit_once('/').map_or(path, |(_, last)| last);
    let is_last = !last.is_empty() && reference.strip_prefix("./").unwrap_or(reference) == last;
    is_last || path.starts_with('/') && reference == path
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
    use super::*;

    #[test]
    fn a_document_knows_its_name() {
        let check = |reference: &str, name: &str, expected: bool| {
            assert_eq!(is_name(reference, name), expected, "{reference} {name}");
        };
        let name = "https://api.example.com/shop/openapi.yaml";
        check(name, name, true);
        check("openapi.yaml", name, true);
        check("./openapi.yaml", name, true);
        check("/shop/openapi.yaml", name, true);
        check("../shop/openapi.yaml", name, false);
        check("other.yaml", name, false);
        check("/openapi.yaml", name, false);
        check("openapi.yaml", "/shop/openapi.yaml", true);
        check("", "", false);
        check("schemas.yaml", "https://api.example.com", false);
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
