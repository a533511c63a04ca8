//! Which document, or which schema with an `$id`, a reference names.

use super::uri::{self, scheme};
use crate::syntax::{Node, Text};

/// What stands before the `#` of a reference means.
pub(super) enum Place<'doc> {
    /// The document that the reference stands in, or a schema there that has an `$id`.
    Own(Node<'doc>),
    /// Another document.
    Outside(Outside<'doc>),
    /// Nothing: the reference is empty.
    Nothing,
}

/// A reference to another document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside<'doc> {
    /// What the documents of a run call it among themselves.
    pub name: String,
    /// What stands before the `#`.
    pub url: &'doc str,
    /// The `$id` that moves the base of it, made absolute as far as that is possible.
    pub base: Option<String>,
}

/// The document that a reference leads to, if it leads out of its own.
pub fn outside(reference: Text<'_>) -> Option<Outside<'_>> {
    match place(reference).0 {
        Place::Outside(outside) => Some(outside),
        Place::Own(_) | Place::Nothing => None,
    }
}

/// Which document or schema a reference names, and what of it: the fragment, without `#`.
pub(super) fn place(reference: Text<'_>) -> (Place<'_>, &str) {
    let node = reference.node();
    let (url, fragment) = match reference.value.split_once('#') {
        Some((url, fragment)) => (url, fragment),
        None => (reference.value, ""),
    };
    let place = if url.is_empty() {
        let own = resource_of(node).filter(|_| !reference.value.is_empty());
        own.map_or(Place::Nothing, Place::Own)
    } else {
        named(node, url)
    };
    (place, fragment)
}

fn named<'doc>(node: Node<'doc>, url: &'doc str) -> Place<'doc> {
    let root = node.document_root();
    let own_name = root
        .and_then(|root| root.get("$self")?.text())
        .map(|text| text.value);
    let has_resources = node.resources().next().is_some();
    let base = has_resources
        .then(|| {
            resource_of(node)
                .filter(|near| own_id(*near).is_some())
                .and_then(identity)
        })
        .flatten();
    if let (Some(root), Some(name), None) = (root, own_name, &base)
        && is_name(url, name)
    {
        return Place::Own(root);
    }
    let uri = absolute(base.as_deref().or(own_name), url);
    if has_resources && let Some(resource) = node.resource_called(&uri, identity) {
        return Place::Own(resource);
    }
    let name = if base.is_some() { uri } else { url.to_owned() };
    Place::Outside(Outside { name, url, base })
}

/// The innermost schema with an `$id` around a node, or the root of its document.
pub(super) fn resource_of(node: Node<'_>) -> Option<Node<'_>> {
    let root = node.document_root();
    if node.resources().next().is_none() {
        return root;
    }
    let mut around = std::iter::successors(Some(node), |node| node.parent());
    around.find(|node| own_id(*node).is_some()).or(root)
}

/// What a schema calls itself, against what the schemas around it call themselves. `None` without a name.
fn identity(resource: Node<'_>) -> Option<String> {
    let around = std::iter::successors(Some(resource), |node| node.parent());
    let mut ids: Vec<&str> = around.filter_map(own_id).take(NESTED_IDS).collect();
    if let Some(root) = resource.document_root()
        && let Some(name) = root.get("$self").and_then(Node::text)
    {
        ids.push(name.value);
    }
    let outermost = ids.pop()?;
    let resolve = |base: String, id: &str| absolute(Some(&base), id);
    Some(ids.into_iter().rev().fold(outermost.to_owned(), resolve))
}

/// How many `$id` around each other are looked at: more than people write.
const NESTED_IDS: usize = 16;

/// The `$id` of a schema without an empty fragment; one with a fragment is an anchor of old drafts.
fn own_id(schema: Node<'_>) -> Option<&str> {
    let id = schema.get("$id")?.text()?.value;
    let id = id.strip_suffix('#').unwrap_or(id);
    (!id.is_empty() && !id.contains('#')).then_some(id)
}

/// A reference against a base, which may itself be relative to nobody knows what.
fn absolute(base: Option<&str>, reference: &str) -> String {
    /// Stands for what is not known, and goes again.
    const SOMEWHERE: &str = "x:/";
    match base {
        None => reference.to_owned(),
        Some(base) if scheme(base).is_some() => uri::resolve(base, reference),
        Some(base) => {
            let uri = uri::resolve(&format!("{SOMEWHERE}{base}"), reference);
            let relative = uri.strip_prefix(SOMEWHERE).map(str::to_owned);
            relative.unwrap_or(uri)
        }
    }
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
}
