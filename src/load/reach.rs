//! Which parts of descriptions the steps of a run can need: for the others nobody is asked on other machines.
//!
//! This is a rough look, before names are resolved. It may take too many operations for used, never too few.

use std::collections::HashSet;

use rustc_hash::FxHashSet;

use super::DocumentKind;
use super::references::{holds_data, holds_names};
use super::store::Link;
use crate::arazzo::Description;
use crate::asyncapi::SchemaFormat;
use crate::openapi::path_item;
use crate::reference::{Target, follow, outside, own_reference, resolve};
use crate::source::SourceId;
use crate::syntax::{Documents, Node, unescape_token};

/// A reference to a document that was not read: the document that it stands in, and what leads there.
pub(super) type Unread = (SourceId, String);

/// The references to documents that were not read and can be needed.
pub(super) fn needed<'d>(
    documents: &'d Documents,
    roots: impl Iterator<Item = (Node<'d>, &'d [Link])>,
) -> HashSet<Unread> {
    let mut walk = Walk::default();
    for (root, links) in roots {
        let kept = root.get("components").and_then(|kept| kept.get("inputs"));
        walk.open.extend(kept);
        let workflows = root.list("workflows");
        walk.open
            .extend(workflows.filter_map(|workflow| workflow.get("inputs")));
        let mentioned = mentioned(Description::new(root));
        for link in links {
            let Link::Read { document, .. } = link else {
                continue;
            };
            if let Some(description) = documents.root(*document) {
                walk.begin(description, &mentioned);
            }
        }
    }
    walk.run();
    walk.needed
}

/// What the steps of a document can mean by an id of an operation, a path or a channel.
fn mentioned(description: Description<'_>) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    let steps = description
        .workflows()
        .flat_map(|workflow| workflow.steps());
    for step in steps {
        for text in [
            step.operation_id(),
            step.operation_path(),
            step.channel_path(),
        ]
        .into_iter()
        .flatten()
        {
            let text = text.value;
            // Ids may hold dots, and names of sources as well.
            let dots = text.match_indices('.').map(|(at, _)| &text[at + 1..]);
            names.extend(std::iter::once(text).chain(dots).map(str::to_owned));
            for token in text.split('/').skip(1) {
                let plain = unescape_token(token);
                let decoded = crate::reference::percent_decode(token);
                names.insert(unescape_token(&decoded).into_owned());
                names.insert(plain.into_owned());
            }
        }
    }
    names
}

/// Everything that references lead to from where it begins.
#[derive(Default)]
struct Walk<'d> {
    open: Vec<Node<'d>>,
    seen: HashSet<Node<'d>>,
    needed: HashSet<Unread>,
}

impl<'d> Walk<'d> {
    /// The operations and channels of a description that have one of the names.
    fn begin(&mut self, description: Node<'d>, names: &FxHashSet<String>) {
        match DocumentKind::of(description.document()) {
            DocumentKind::OpenApi(version) => {
                let schemes = description.get("components");
                let schemes = schemes.and_then(|components| components.get("securitySchemes"));
                self.open.extend(schemes);
                self.open.extend(description.get("securityDefinitions"));
                for (path, item) in self.objects(description, "paths") {
                    let is_named = names.contains(path);
                    for entry in path_item::operations(version, item) {
                        let Some(operation) = self.look(entry.value) else {
                            continue;
                        };
                        let id = operation.string("operationId");
                        if is_named || id.is_some_and(|id| names.contains(id.value)) {
                            self.open.push(operation);
                            self.open.extend(item.get("parameters"));
                        }
                    }
                }
            }
            DocumentKind::AsyncApi(_) => {
                for family in ["channels", "operations"] {
                    for (name, object) in self.objects(description, family) {
                        let ids = object
                            .entries()
                            .filter_map(|entry| follow(entry.value).found()?.string("operationId"));
                        let mut ids = ids.map(|id| id.value);
                        if names.contains(name) || ids.any(|id| names.contains(id)) {
                            self.open.push(object);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The objects of a map by their names.
    fn objects(&mut self, description: Node<'d>, family: &str) -> Vec<(&'d str, Node<'d>)> {
        let map = description.get(family).and_then(|map| self.look(map));
        let entries = map.into_iter().flat_map(Node::entries);
        let objects = entries.filter_map(|entry| Some((entry.key.value, self.look(entry.value)?)));
        objects.collect()
    }

    /// The object at the end of references. What is not known yet is needed to know what there is.
    fn look(&mut self, object: Node<'d>) -> Option<Node<'d>> {
        let target = follow(object);
        self.note(target);
        target.found()
    }

    fn note(&mut self, target: Target<'d>) {
        if let Target::Elsewhere(text) = target
            && let Some(outside) = outside(text)
        {
            let document = text.node().document().id();
            self.needed.insert((document, outside.name));
        }
    }

    fn run(&mut self) {
        while let Some(node) = self.open.pop() {
            if !self.seen.insert(node) {
                continue;
            }
            if let Some(reference) = own_reference(node) {
                let target = resolve(reference);
                self.note(target);
                self.open.extend(target.found());
            }
            let format = node.string("schemaFormat");
            let is_foreign = format.is_some_and(|text| SchemaFormat::named(text.value).is_none());
            let is_map = holds_names(node);
            let values = node
                .entries()
                .filter(|entry| {
                    let key = entry.key.value;
                    !holds_data(node, key) && (is_map || is_looked_into(key, is_foreign))
                })
                .map(|entry| entry.value)
                .chain(node.items());
            let collections = values.filter(|value| value.is_mapping() || value.is_sequence());
            self.open.extend(collections);
        }
    }
}

/// Whether a field that is no name can hold something that a step is checked against.
fn is_looked_into(field: &str, is_foreign: bool) -> bool {
    let is_aside = matches!(field, "callbacks" | "links" | "bindings");
    let is_schema = matches!(field, "payload" | "schema");
    !(is_aside || is_foreign && is_schema)
}
