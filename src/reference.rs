//! `$ref` inside a document: an API description, or the inputs of an Arazzo document.

use std::borrow::Cow;

use crate::syntax::{Anchored, Node, Text};

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
    let Some(fragment) = reference.value.strip_prefix('#') else {
        return Target::Elsewhere(reference);
    };
    let document = reference.node().document();
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
    fn percent_escapes_are_decoded() {
        assert_eq!(
            percent_decode("/paths/~1pets~1%7Bid%7D"),
            "/paths/~1pets~1{id}"
        );
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%ff"), "%ff");
    }
}
