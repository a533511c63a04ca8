//! The Path Item Object: under which keys it holds operations.

use super::ApiVersion;
use crate::reference::own_reference;
use crate::syntax::{Entry, Node, escape_token};

/// The keys of operations, those of older versions first.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The field that holds operations by methods of any other name (OpenAPI 3.2).
const ADDITIONAL: &str = "additionalOperations";

/// The methods that have a field of their own.
pub fn methods(version: ApiVersion) -> &'static [&'static str] {
    match version {
        ApiVersion::V2_0 => &METHODS[..7],
        ApiVersion::V3_0 | ApiVersion::V3_1 => &METHODS[..8],
        ApiVersion::V3_2 => &METHODS,
    }
}

/// The operations of a path item under their methods, in their order.
pub fn operations(
    version: ApiVersion,
    item: Node<'_>,
) -> impl Iterator<Item = Entry<'_>> + use<'_> {
    item.entries().flat_map(move |entry| {
        let is_operation = methods(version).contains(&entry.key.value);
        let more = additional(version, entry).map(Node::entries);
        let own = is_operation.then_some(entry);
        own.into_iter().chain(more.into_iter().flatten())
    })
}

/// What a pointer to each operation says behind the path item.
pub fn names(version: ApiVersion, item: Node<'_>) -> impl Iterator<Item = String> {
    operations(version, item).map(move |entry| {
        let method = entry.key.value;
        match item.get(method) {
            Some(_) if methods(version).contains(&method) => method.to_owned(),
            _ => format!("{ADDITIONAL}/{}", escape_token(method)),
        }
    })
}

/// The operation that a pointer names behind its path item, and how many of its tokens that takes.
pub fn operation_at<'doc>(
    version: ApiVersion,
    item: Node<'doc>,
    tokens: &[&str],
) -> Option<(Entry<'doc>, usize)> {
    let [first, rest @ ..] = tokens else {
        return None;
    };
    let entry = item.entry(first)?;
    if methods(version).contains(first) {
        return Some((entry, 1));
    }
    let operation = additional(version, entry)?.entry(rest.first()?)?;
    Some((operation, 2))
}

/// A path item that is a reference, for what stands beside the `$ref`: the specification leaves open whether that counts.
pub(super) fn beside(item: Node<'_>) -> Option<Node<'_>> {
    own_reference(item).map(|_| item)
}

fn additional(version: ApiVersion, entry: Entry<'_>) -> Option<Node<'_>> {
    let is_map = version >= ApiVersion::V3_2 && entry.key.value == ADDITIONAL;
    is_map.then_some(entry.value)
}
