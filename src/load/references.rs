//! Which other documents a description refers to by `$ref`.

use memchr::memmem;

use crate::reference::{Outside, outside, own_reference};
use crate::syntax::Node;

/// The references of a description to other documents, each document once, in the order of the text. What stands in
/// examples and extensions is data.
pub(super) fn of_description(root: Node<'_>) -> Vec<Outside<'_>> {
    if may_lead_out(root.document().source().text()) {
        below(root)
    } else {
        Vec::new()
    }
}

/// The same for the schemas of inputs in an Arazzo document, where everything else is no reference.
pub(super) fn of_inputs(root: Node<'_>) -> Vec<Outside<'_>> {
    if !may_lead_out(root.document().source().text()) {
        return Vec::new();
    }
    let of_workflows = root.list("workflows");
    let of_workflows = of_workflows.filter_map(|workflow| workflow.get("inputs"));
    let kept = root.get("components").and_then(|kept| kept.get("inputs"));
    let mut all = Vec::new();
    for schema in of_workflows.chain(kept) {
        add(&mut all, below(schema));
    }
    all
}

fn below(node: Node<'_>) -> Vec<Outside<'_>> {
    let mut found: Vec<Outside<'_>> = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    let own = own_reference(node).into_iter();
    let keys = node
        .keys_below()
        .filter(|entry| entry.key.value == "$ref")
        .filter_map(|entry| entry.value.text());
    for reference in own.chain(keys) {
        if reference.value.starts_with('#') || is_data(reference.node(), node) {
            continue;
        }
        if let Some(outside) = outside(reference)
            && known.insert(outside.name.clone())
        {
            found.push(outside);
        }
    }
    found
}

fn add<'d>(all: &mut Vec<Outside<'d>>, more: Vec<Outside<'d>>) {
    for outside in more {
        if all.iter().all(|known| known.name != outside.name) {
            all.push(outside);
        }
    }
}

/// Whether a value below `top` is a part of what is no schema and no object of a description.
fn is_data(node: Node<'_>, top: Node<'_>) -> bool {
    let mut inside = node;
    while inside != top {
        let Some(parent) = inside.parent() else {
            return false;
        };
        if inside
            .key()
            .is_some_and(|key| holds_data(parent, key.value))
        {
            return true;
        }
        inside = parent;
    }
    false
}

/// Whether what a mapping holds under a key is no schema and no object of a description, whatever it looks like.
pub(super) fn holds_data(mapping: Node<'_>, key: &str) -> bool {
    let is_data = matches!(key, "example" | "examples" | "default" | "enum" | "const");
    (is_data || key.starts_with("x-")) && !holds_names(mapping)
}

/// Whether the keys of a mapping are names: a property may have any, and so may a response or a header.
pub(super) fn holds_names(mapping: Node<'_>) -> bool {
    mapping.key().is_some_and(|key| {
        matches!(
            key.value,
            "properties"
                | "patternProperties"
                | "dependentSchemas"
                | "$defs"
                | "definitions"
                | "schemas"
                | "responses"
                | "headers"
                | "parameters"
                | "requestBodies"
                | "channels"
                | "messages"
                | "operations"
        )
    })
}

/// Whether a text may have a `$ref` to another document: a quick look that tells most descriptions apart.
fn may_lead_out(text: &str) -> bool {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, "$ref").any(|start| {
        let behind = bytes[start + "$ref".len()..].iter();
        let mut value =
            behind.skip_while(|byte| matches!(byte, b'"' | b'\'' | b':' | b' ' | b'\t'));
        value.next() != Some(&b'#')
    })
}
