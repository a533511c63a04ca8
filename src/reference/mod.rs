//! `$ref` in API descriptions and in the inputs of Arazzo documents: to a part of the document itself, of a schema with a
//! name of its own, or of another document.

mod place;
pub mod uri;

use std::collections::HashSet;

use crate::syntax::{Lead, Node, Text, unescape_token};

pub use place::{Outside, outside};
use place::{Place, place, resource_of};
pub use uri::percent_decode;

/// Where a chain of references leads.
#[derive(Clone, Copy, Debug)]
pub enum Target<'doc> {
    /// The object itself: no `$ref`, or the one at the end of the chain.
    Found(Node<'doc>),
    /// A `$ref` of the chain leads nowhere.
    Dangling(Text<'doc>),
    /// A `$ref` of the chain leads to what was not read, or cannot be told.
    Elsewhere(Text<'doc>),
    /// The references of the chain lead round in a circle, or there are more of them than are followed.
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
    // Most objects are no references.
    match own_reference(start) {
        None => Target::Found(start),
        Some(_) => Way::from(start).follow(start),
    }
}

/// One step: the object that a reference names, by a pointer or an anchor.
pub fn resolve(reference: Text<'_>) -> Target<'_> {
    Way::from(reference.node()).resolve(reference)
}

/// Why there is no document that a reference could lead into, and what to do about it.
pub fn no_document(reference: Text<'_>) -> Option<(&str, Option<&str>)> {
    let outside = outside(reference)?;
    let node = reference.node();
    match node.among().lead(node.document().id(), &outside.name)? {
        Lead::Nowhere { reason, help } => Some((reason, help.as_deref())),
        Lead::To(_) | Lead::Unread => None,
    }
}

/// Whether a reference leads back to itself, through however many others.
pub fn is_circle(reference: Text<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut next = Some(reference);
    while let Some(reference) = next {
        if !seen.insert(reference.node()) {
            return true;
        }
        next = resolve(reference).found().and_then(own_reference);
    }
    false
}

/// The document, or the schema with an `$id`, in which a reference looks for what its fragment names.
pub fn searched(reference: Text<'_>) -> Option<Node<'_>> {
    let node = reference.node();
    match place(reference).0 {
        Place::Own(resource) => Some(resource),
        Place::Outside(outside) => {
            let lead = node.among().lead(node.document().id(), &outside.name)?;
            let Lead::To(document) = lead else {
                return None;
            };
            node.among().root(*document)
        }
        Place::Nothing => None,
    }
}

/// The `$ref` of an object.
pub fn own_reference(object: Node<'_>) -> Option<Text<'_>> {
    object.get("$ref")?.text()
}

/// Where a `$dynamicRef` leads, as far as that can be told without running it: there is one schema only with such an anchor
/// (JSON Schema 2020-12, 8.2.3.2).
pub fn resolve_dynamic(reference: Text<'_>) -> Target<'_> {
    let node = reference.node();
    let name = reference.value.strip_prefix('#').unwrap_or_default();
    let name = percent_decode(name);
    let own = node.document().dynamic_anchors(&name);
    let among = node.among().iter();
    let others = among
        .filter(|document| document.id() != node.document().id())
        .map(|document| document.dynamic_anchors(&name));
    match own + others.sum::<usize>() {
        // Without a dynamic anchor it is an ordinary reference.
        0 | 1 => resolve(reference),
        _ => Target::Elsewhere(reference),
    }
}

/// How far references have been followed. Pointers can lead through references as well, so chains can branch.
struct Way {
    hops: usize,
}

impl Way {
    fn from(start: Node<'_>) -> Self {
        Self {
            hops: start.document().ref_hops(),
        }
    }

    fn follow<'doc>(&mut self, start: Node<'doc>) -> Target<'doc> {
        let mut node = start;
        while let Some(reference) = own_reference(node) {
            match self.resolve(reference) {
                Target::Found(next) => node = next,
                other => return other,
            }
        }
        Target::Found(node)
    }

    fn resolve<'doc>(&mut self, reference: Text<'doc>) -> Target<'doc> {
        let Some(left) = self.hops.checked_sub(1) else {
            // More than people write: circles end here.
            return Target::Circular(reference);
        };
        self.hops = left;
        let node = reference.node();
        let (place, fragment) = place(reference);
        match place {
            Place::Own(resource) => {
                let root = node.document_root();
                match self.look(resource, fragment, reference) {
                    // People write pointers from the root of the document although a schema around has an `$id`.
                    Target::Dangling(_) if root != Some(resource) => root
                        .map_or(Target::Dangling(reference), |root| {
                            self.look(root, fragment, reference)
                        }),
                    found => found,
                }
            }
            Place::Outside(outside) => {
                match node.among().lead(node.document().id(), &outside.name) {
                    Some(Lead::To(document)) => match node.among().root(*document) {
                        Some(root) => self.look(root, fragment, reference),
                        None => Target::Dangling(reference),
                    },
                    Some(Lead::Nowhere { .. }) => Target::Dangling(reference),
                    Some(Lead::Unread) | None => Target::Elsewhere(reference),
                }
            }
            Place::Nothing => Target::Dangling(reference),
        }
    }

    /// What a fragment names in a schema with an `$id`, or in a document.
    fn look<'doc>(
        &mut self,
        resource: Node<'doc>,
        fragment: &str,
        reference: Text<'doc>,
    ) -> Target<'doc> {
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return anchored(resource, &percent_decode(fragment), reference);
        }
        // People write pointers with and without percent-encoding; a fragment of a URI has it.
        let decoded = percent_decode(fragment);
        let found = resource
            .at_pointer(&decoded)
            .or_else(|| resource.at_pointer(fragment));
        match found {
            Some(found) => Target::Found(found),
            None => self.walk(resource, &decoded, reference),
        }
    }

    /// Follows a pointer through objects that are references themselves: what bundlers do, and people rely on.
    fn walk<'doc>(
        &mut self,
        start: Node<'doc>,
        pointer: &str,
        reference: Text<'doc>,
    ) -> Target<'doc> {
        let mut node = start;
        for token in pointer.split('/').skip(1) {
            let token = unescape_token(token);
            let child = match node.child(&token) {
                Some(child) => Some(child),
                None if own_reference(node).is_none() => None,
                None => match self.follow(node) {
                    Target::Found(object) => object.child(&token),
                    // What is wrong there is not this reference.
                    other => return other,
                },
            };
            match child {
                Some(child) => node = child,
                None => return Target::Dangling(reference),
            }
        }
        Target::Found(node)
    }
}

/// The schema with an anchor: of several the one of the same resource.
fn anchored<'doc>(resource: Node<'doc>, name: &str, reference: Text<'doc>) -> Target<'doc> {
    let mut all = resource.anchored(name);
    let Some(first) = all.next() else {
        return Target::Dangling(reference);
    };
    if all.next().is_none() {
        return Target::Found(first);
    }
    let mut near = resource
        .anchored(name)
        .filter(|schema| resource_of(*schema) == Some(resource));
    match (near.next(), near.next()) {
        (Some(schema), None) => Target::Found(schema),
        _ => Target::Elsewhere(reference),
    }
}
