//! A value of a request that does not fit, in the terms of the document that holds it.

use super::instance::Spot;
use super::misfit::{Misfit, MisfitKind};
use crate::reference::percent_decode;
use crate::source::Span;
use crate::syntax::{Node, unescape_token};

/// A value of the request that does not fit.
#[derive(Clone, Debug)]
pub struct Mistake<'d> {
    /// The place of the value.
    pub span: Span,
    /// The key that the value stands under, else the value's own place.
    pub head: Span,
    /// The JSON Pointer of the value, or of the text that holds it.
    pub pointer: String,
    /// What the value is called: its key.
    pub key: Option<String>,
    /// The value as it is written, if it is a scalar.
    pub written: Option<String>,
    /// Whether the value is a list or an object.
    pub is_collection: bool,
    /// The value of the broken keyword, in the API description.
    pub schema: Option<Node<'d>>,
    /// What the description calls the schema.
    pub name: Option<&'d str>,
    /// What is wrong.
    pub kind: MisfitKind<'d>,
}

impl Mistake<'_> {
    /// Whether the API would refuse the value; not so for what an open schema merely does not know, and for formats.
    pub fn is_certain(&self) -> bool {
        !matches!(
            self.kind,
            MisfitKind::Undeclared {
                closed: false,
                instead_of: None,
                ..
            } | MisfitKind::Format { .. }
                | MisfitKind::ReadOnly { .. }
                | MisfitKind::Perhaps { .. }
                | MisfitKind::PerhapsAbsent { .. }
        )
    }
}

pub(super) fn mistake<'d>(whole: Node<'d>, misfit: &Misfit<'_, 'd>) -> Mistake<'d> {
    let node = misfit.place.node;
    let is_collection = node.is_mapping() || node.is_sequence();
    // The tree of a text has pointers of its own, which nobody else knows.
    let is_inside = std::ptr::eq(node.document(), whole.document());
    let is_whole_text = !is_inside && node.parent().is_none();
    Mistake {
        span: misfit.place.span,
        head: if is_whole_text {
            whole.head()
        } else {
            misfit.place.head
        },
        pointer: if is_inside {
            node.pointer()
        } else {
            whole.pointer()
        },
        key: match field_of_text(whole, misfit) {
            Some(field) => Some(field),
            None => name_of(if is_whole_text { whole } else { node }),
        },
        written: (!is_collection).then(|| written(whole, misfit)),
        is_collection,
        schema: misfit.schema,
        name: misfit.name,
        kind: misfit.kind.clone(),
    }
}

/// The name of the field that a value has in a form which is written out as text.
fn field_of_text(whole: Node<'_>, misfit: &Misfit<'_, '_>) -> Option<String> {
    let Spot { node, span, head } = misfit.place;
    let is_inside = node == whole && whole.text().is_some() && span != whole.span();
    if !is_inside || head == span {
        return None;
    }
    let source = whole.document().source().text();
    let name = source.get(head.start as usize..head.end as usize)?;
    Some(percent_decode(name).into_owned())
}

/// What a value is called: its key, and for the value of a replacement the last token of what it replaces.
fn name_of(node: Node<'_>) -> Option<String> {
    let key = node.key()?;
    let replaced = || {
        let replacement = node.parent()?;
        let list = replacement.parent()?.key()?;
        let target = replacement.get("target")?.text()?;
        let token = match target.value {
            // The whole payload.
            "" => "payload",
            inside => inside.rsplit_once('/')?.1,
        };
        (list.value == "replacements").then(|| unescape_token(token).into_owned())
    };
    let replaced = if key.value == "value" {
        replaced()
    } else {
        None
    };
    Some(replaced.unwrap_or_else(|| key.value.to_owned()))
}

/// A scalar as its author wrote it. It may be part of a text, and in the tree of a text expressions have other characters
/// in their place.
fn written(payload: Node<'_>, misfit: &Misfit<'_, '_>) -> String {
    let node = misfit.place.node;
    if std::ptr::eq(node.document(), payload.document()) && node.span() == misfit.place.span {
        return node.as_written().value.to_owned();
    }
    let span = misfit.place.span;
    let text = payload
        .document()
        .source()
        .text()
        .get(span.start as usize..span.end as usize);
    text.unwrap_or_default()
        .trim_matches(['"', '\\'])
        .to_owned()
}
