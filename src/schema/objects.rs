//! The objects of the specification that a document holds.

use rustc_hash::FxHashSet;

use super::Object;
use crate::syntax::Node;

/// Every object of a document with its kind, in document order. Selectors are left out, for what is one depends on more
/// than the place.
pub fn objects(root: Node<'_>) -> Vec<(Object, Node<'_>)> {
    let mut found = Vec::new();
    collect(
        Object::ArazzoDocument,
        root,
        &mut FxHashSet::default(),
        &mut found,
    );
    found
}

fn collect<'d>(
    object: Object,
    node: Node<'d>,
    visited: &mut FxHashSet<(Object, Node<'d>)>,
    found: &mut Vec<(Object, Node<'d>)>,
) {
    // Aliases share their anchor's node, which is one object however often it is used.
    if !node.is_mapping() || object == Object::Selector || !visited.insert((object, node)) {
        return;
    }
    found.push((object, node));
    if object == Object::ReusableObject {
        return;
    }
    for entry in node.entries() {
        let field = entry.key.value;
        if let Some(inner) = object.in_field(field) {
            collect(inner, entry.value, visited, found);
        }
        let Some(inner) = object.in_entries_of(field) else {
            continue;
        };
        let entries = entry.value.entries().map(|entry| entry.value);
        for node in entries.chain(entry.value.items()) {
            // Inside `components` every part is written out.
            let is_reference = object != Object::Components
                && inner.is_reusable()
                && node.get("reference").is_some();
            let inner = if is_reference {
                Object::ReusableObject
            } else {
                inner
            };
            collect(inner, node, visited, found);
        }
    }
}
