//! The form fields of Swagger 2.0 as one schema, in which everything stands where the fields stand.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ApiVersion, path_item, swagger};
use crate::reference::follow;
use crate::source::Span;
use crate::syntax::{Document, Node, Rewritten};

/// How deep lists nest in lists before nothing is said of their items.
const DEPTH: usize = 8;

/// The keywords of a field that are about its value, whatever it is written as.
const KEYWORDS: [&str; 15] = [
    "type",
    "format",
    "description",
    "enum",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "multipleOf",
    "maxItems",
    "minItems",
    "uniqueItems",
];

/// The schema of the form that an operation takes; none where it is not known. It is written out of one document, so parts
/// of a form that stand in several have none.
pub(super) fn schema<'doc>(
    path_item: Node<'doc>,
    operation: Node<'doc>,
    mut fields: impl Iterator<Item = Node<'doc>>,
) -> Option<Node<'doc>> {
    let is_near = |node: Node<'_>| node.document().id() == operation.document().id();
    if !is_near(path_item) || !fields.all(is_near) {
        return None;
    }
    let forms = operation.document().rewritten(write)?;
    forms.root()?.get(&key(path_item, operation))
}

/// What the schema of an operation's form is kept under: operations may be shared between path items.
fn key(path_item: Node<'_>, operation: Node<'_>) -> String {
    format!("{} {}", path_item.pointer(), operation.pointer())
}

/// The schemas of all forms of a description.
fn write(document: &Document) -> Rewritten {
    let mut forms = Rewritten::default();
    let Some(root) = document.root() else {
        return forms;
    };
    let mut seen = FxHashSet::default();
    let mut shared = Shared::default();
    let mut is_first = true;
    forms.open('{', root.span());
    for item in path_items(root).filter_map(|item| follow(item).found()) {
        for entry in path_item::operations(ApiVersion::V2_0, item) {
            // Many paths may refer to one item.
            if !seen.insert((item, entry.value)) {
                continue;
            }
            let (mut fields, _) = swagger::parameters(item, entry.value);
            fields.retain(|field| swagger::is_field(*field));
            if fields.is_empty() {
                continue;
            }
            separate(&mut forms, &mut is_first);
            forms.string(&key(item, entry.value), entry.key.span);
            forms.mark(':');
            write_form(&mut forms, entry.value, &fields, &mut shared);
        }
    }
    shared.write(&mut forms, &mut is_first, root.span());
    forms.close('}', root.span());
    forms
}

/// What may be a path item: in a document that is only a part of a description the whole, or what it holds.
fn path_items(root: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let listed = root.members("paths").map(|path| path.value);
    let is_part = root.get("swagger").is_none();
    let parts = root.entries().map(|entry| entry.value);
    let parts = is_part.then(|| std::iter::once(root).chain(parts));
    listed.chain(parts.into_iter().flatten())
}

/// The key of the schemas that forms refer to. It looks like none of those of forms.
const SHARED: &str = "fields";

/// The fields that stand in no operation. Many may refer to them, so each is written once.
#[derive(Default)]
struct Shared<'d> {
    fields: Vec<Node<'d>>,
    numbers: FxHashMap<Node<'d>, usize>,
}

impl<'d> Shared<'d> {
    /// The reference to a field.
    fn reference(&mut self, field: Node<'d>) -> String {
        let next = self.fields.len();
        let number = *self.numbers.entry(field).or_insert(next);
        if number == next {
            self.fields.push(field);
        }
        format!("#/{SHARED}/{number}")
    }

    fn write(&self, forms: &mut Rewritten, is_first: &mut bool, place: Span) {
        if self.fields.is_empty() {
            return;
        }
        separate(forms, is_first);
        forms.string(SHARED, place);
        forms.mark(':');
        forms.open('[', place);
        let mut is_first = true;
        for field in &self.fields {
            separate(forms, &mut is_first);
            write_schema(forms, *field, DEPTH);
        }
        forms.close(']', place);
    }
}

fn write_form<'d>(
    form: &mut Rewritten,
    operation: Node<'d>,
    fields: &[Node<'d>],
    shared: &mut Shared<'d>,
) {
    let place = operation
        .entry("parameters")
        .map_or_else(|| fields[0].head(), |entry| entry.key.span);
    form.open('{', place);
    form.string("type", place);
    form.mark(':');
    form.string("object", place);
    form.mark(',');
    form.string("properties", place);
    form.mark(':');
    form.open('{', place);
    let mut is_first = true;
    for field in fields {
        let Some(name) = field.string("name") else {
            continue;
        };
        separate(form, &mut is_first);
        form.string(name.value, name.span);
        form.mark(':');
        let list = field.parent().and_then(Node::parent);
        if list == Some(operation) {
            write_schema(form, *field, DEPTH);
        } else {
            form.open('{', field.span());
            form.string("$ref", field.span());
            form.mark(':');
            form.string(&shared.reference(*field), field.span());
            form.close('}', field.span());
        }
    }
    form.close('}', place);
    form.mark(',');
    form.string("required", place);
    form.mark(':');
    form.open('[', place);
    let mut is_first = true;
    for field in fields {
        let required = field.entry("required");
        let is_required = |entry: &crate::syntax::Entry<'_>| entry.value.as_bool() == Some(true);
        if let Some(required) = required.filter(is_required)
            && let Some(name) = field.string("name")
        {
            separate(form, &mut is_first);
            form.string(name.value, required.key.span);
        }
    }
    form.close(']', place);
    form.close('}', place);
}

fn write_schema(form: &mut Rewritten, field: Node<'_>, depth: usize) {
    let is_true = |name: &str| field.get(name).and_then(Node::as_bool) == Some(true);
    let is_list = swagger::word(field, "type") == "array";
    // A list in one text, and a field that may be empty whatever its type, have readings of their own.
    let is_plain = !is_true("allowEmptyValue")
        && (!is_list || swagger::word(field, "collectionFormat") == "multi");
    let mut is_first = true;
    form.open('{', field.span());
    for entry in field.entries() {
        let key = entry.key;
        if key.value == "description" || is_plain && KEYWORDS.contains(&key.value) {
            separate(form, &mut is_first);
            form.string(key.value, key.span);
            form.mark(':');
            form.value(entry.value);
        } else if key.value == "items" && is_plain && depth > 0 && entry.value.is_mapping() {
            separate(form, &mut is_first);
            form.string(key.value, key.span);
            form.mark(':');
            write_schema(form, entry.value, depth - 1);
        }
    }
    form.close('}', field.span());
}

fn separate(form: &mut Rewritten, is_first: &mut bool) {
    if !std::mem::replace(is_first, false) {
        form.mark(',');
    }
}
