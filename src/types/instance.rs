//! A payload as the judge sees it: literal values, and holes where expressions stand.

use std::borrow::Cow;

use serde_json::Number;

use super::build::{Builder, Carrier};
use crate::source::Span;
use crate::syntax::{Kind, Node, Text, unescape_token};

/// A value that only a run will know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Any value: the string is one expression, or the mapping a selector.
    Any,
    /// A string of unknown content: expressions inside of text.
    Text,
    /// A value whose shape is known, by its place in the list of these.
    Known(u32),
}

/// How to tell a hole from a literal; the grammar of expressions is not this module's business.
#[derive(Clone, Copy)]
pub struct Holes<'f> {
    /// What a scalar's text stands for, or `None` if it stands for itself.
    pub text: &'f dyn Fn(Text<'_>) -> Option<Hole>,
    /// What a mapping stands for that is a Selector Object.
    pub selector: &'f dyn Fn(Node<'_>) -> Option<Hole>,
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'p> {
    /// The value, or the text that holds it.
    pub node: Node<'p>,
    /// The value's own place.
    pub span: Span,
    /// The key that it stands under, else the value's own place.
    pub head: Span,
}

/// A payload or a parameter, ready to be judged.
#[derive(Debug)]
pub struct Instance<'p> {
    pub(super) root: Place<'p>,
    /// More than any place's id.
    pub(super) size: u32,
}

/// One value of an instance.
#[derive(Debug)]
pub(super) struct Place<'p> {
    /// Names the place within its instance.
    pub(super) id: u32,
    pub(super) spot: Spot<'p>,
    /// Whether the value travels as text, so that its type is a matter of reading.
    pub(super) is_wire: bool,
    pub(super) shape: Shape<'p>,
}

#[derive(Debug)]
pub(super) enum Shape<'p> {
    Hole(Hole),
    /// An object whose members cannot be told.
    Opaque,
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Place<'p>>),
    Object(Vec<Member<'p>>),
    /// The values that a receiver may read out of one text; each is worth trying.
    Readings(Vec<Place<'p>>),
}

#[derive(Debug)]
pub(super) struct Member<'p> {
    pub(super) name: String,
    pub(super) value: Place<'p>,
}

impl<'p> Instance<'p> {
    /// A payload that travels as JSON.
    pub fn json(payload: Node<'p>, holes: Holes<'_>) -> Self {
        let mut builder = Builder::new(holes, Carrier::Json);
        let root = builder.place(payload, Spot::of(payload));
        builder.finish(root)
    }

    /// The value of a parameter, which travels as text: `"10"` may be an integer, `10` a string, `a,b` a list.
    pub fn parameter(value: Node<'p>, holes: Holes<'_>) -> Self {
        let mut builder = Builder::new(holes, Carrier::Parameter);
        let root = builder.place(value, Spot::of(value));
        builder.finish(root)
    }
}

impl<'p> Instance<'p> {
    /// Puts a value in a place of the payload, as a Payload Replacement Object does. `target` is a JSON Pointer; one that
    /// leads to a new member of an object adds it, any other that leads nowhere changes nothing.
    pub fn replace(&mut self, target: &str, value: Node<'p>, holes: Holes<'_>) {
        let carrier = if self.root.is_wire {
            Carrier::Form
        } else {
            Carrier::Json
        };
        let mut builder = Builder::after(self.size, holes, carrier);
        let tokens: Vec<_> = target.split('/').skip(1).map(unescape_token).collect();
        self.root
            .put(&tokens, &mut || builder.place(value, Spot::of(value)));
        self.size = builder.size();
    }
}

impl Place<'_> {
    fn put(&mut self, tokens: &[Cow<'_, str>], new: &mut dyn FnMut() -> Self) {
        let Some((token, rest)) = tokens.split_first() else {
            *self = new();
            return;
        };
        match &mut self.shape {
            Shape::Object(members) => match members.iter_mut().find(|member| member.name == *token)
            {
                Some(member) => member.value.put(rest, new),
                None if rest.is_empty() => {
                    members.push(Member {
                        name: token.clone().into_owned(),
                        value: new(),
                    });
                }
                None => {}
            },
            Shape::List(items) => {
                let item = token
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get_mut(index));
                if let Some(item) = item {
                    item.put(rest, new);
                }
            }
            Shape::Readings(readings) => readings
                .iter_mut()
                .for_each(|reading| reading.put(tokens, new)),
            _ => {}
        }
    }
}

impl<'p> Spot<'p> {
    /// The place of a node.
    pub fn of(node: Node<'p>) -> Self {
        let span = node.span();
        let head = node.key().map_or(span, |key| key.span);
        Self { node, span, head }
    }

    /// The place of a node that stands under a key.
    pub(super) fn under(key: Span, node: Node<'p>) -> Self {
        Self {
            head: key,
            ..Self::item(node)
        }
    }

    pub(super) fn item(node: Node<'p>) -> Self {
        let span = node.span();
        Self {
            node,
            span,
            head: span,
        }
    }
}

impl<'p> Place<'p> {
    /// The JSON type, unless that is open.
    pub(super) fn kind(&self) -> Option<Kind> {
        Some(match &self.shape {
            Shape::Hole(Hole::Any | Hole::Known(_)) | Shape::Readings(_) => return None,
            Shape::Hole(Hole::Text) | Shape::Text(_) => Kind::String,
            Shape::Opaque | Shape::Object(_) => Kind::Mapping,
            Shape::Null => Kind::Null,
            Shape::Bool(_) => Kind::Bool,
            Shape::Number(number) => number_kind(number),
            Shape::List(_) => Kind::Sequence,
        })
    }

    pub(super) fn members(&self) -> &[Member<'p>] {
        match &self.shape {
            Shape::Object(members) => members,
            _ => &[],
        }
    }

    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        let member = self.members().iter().find(|member| member.name == name)?;
        Some(&member.value)
    }

    /// How many members or items the value has.
    pub(super) fn length(&self) -> usize {
        match &self.shape {
            Shape::List(items) => items.len(),
            _ => self.members().len(),
        }
    }
}

/// JSON Schema counts `1.0` as an integer.
fn number_kind(number: &Number) -> Kind {
    let whole = number.is_i64() || number.is_u64();
    let whole = whole || number.as_f64().is_some_and(|float| float.fract() == 0.0);
    if whole { Kind::Integer } else { Kind::Float }
}
