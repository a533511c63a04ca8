//! A payload as the judge sees it: literal values, and holes where expressions stand.

use serde_json::{Number, Value};

use crate::source::Span;
use crate::syntax::{Kind, Node, Text, to_value, unescape_token};

/// A value that only a run will know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// Any value: the string is one expression, or the mapping a selector.
    Any,
    /// A string of unknown content: expressions inside of text.
    Text,
}

/// How to tell a hole from a literal; the grammar of expressions is not this module's business.
#[derive(Clone, Copy)]
pub struct Holes<'f> {
    /// What a scalar's text stands for, or `None` if it stands for itself.
    pub text: &'f dyn Fn(Text<'_>) -> Option<Hole>,
    /// Whether a mapping is a Selector Object.
    pub selector: &'f dyn Fn(Node<'_>) -> bool,
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
        let mut builder = Builder {
            holes,
            carrier,
            next: self.size,
        };
        let new = builder.place(value, Spot::of(value));
        self.size = builder.next;
        let tokens: Vec<_> = target.split('/').skip(1).map(unescape_token).collect();
        let Some((last, parents)) = tokens.split_last() else {
            self.root = new;
            return;
        };
        let mut place = &mut self.root;
        for token in parents {
            let Some(child) = place.child_mut(token) else {
                return;
            };
            place = child;
        }
        if let Some(old) = place.child_mut(last) {
            *old = new;
        } else if let Shape::Object(members) = &mut place.shape {
            members.push(Member {
                name: last.clone().into_owned(),
                value: new,
            });
        }
    }
}

impl<'p> Place<'p> {
    fn child_mut(&mut self, token: &str) -> Option<&mut Self> {
        match &mut self.shape {
            Shape::Object(members) => members
                .iter_mut()
                .find(|member| member.name == token)
                .map(|member| &mut member.value),
            Shape::List(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => None,
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

    fn item(node: Node<'p>) -> Self {
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
            Shape::Hole(Hole::Any) | Shape::Readings(_) => return None,
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

/// What carries the values, which decides how they are read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    Json,
    Form,
    Parameter,
}

/// Makes the places of one instance.
pub(super) struct Builder<'f> {
    holes: Holes<'f>,
    carrier: Carrier,
    next: u32,
}

impl<'f> Builder<'f> {
    pub(super) fn new(holes: Holes<'f>, carrier: Carrier) -> Self {
        Self {
            holes,
            carrier,
            next: 0,
        }
    }

    pub(super) fn finish<'p>(self, root: Place<'p>) -> Instance<'p> {
        Instance {
            root,
            size: self.next,
        }
    }

    pub(super) fn make<'p>(&mut self, spot: Spot<'p>, shape: Shape<'p>) -> Place<'p> {
        let id = self.next;
        self.next += 1;
        Place {
            id,
            spot,
            is_wire: self.carrier != Carrier::Json,
            shape,
        }
    }

    /// A node with everything below it.
    pub(super) fn place<'p>(&mut self, node: Node<'p>, spot: Spot<'p>) -> Place<'p> {
        let shape = match node.kind() {
            Kind::Mapping if (self.holes.selector)(node) => Shape::Hole(Hole::Any),
            Kind::Mapping => self.object(node),
            Kind::Sequence => Shape::List(
                node.items()
                    .map(|item| self.place(item, Spot::item(item)))
                    .collect(),
            ),
            _ => return self.scalar(node, spot),
        };
        self.make(spot, shape)
    }

    fn object<'p>(&mut self, node: Node<'p>) -> Shape<'p> {
        let mut members: Vec<Member<'p>> = Vec::new();
        let mut names = rustc_hash::FxHashSet::default();
        for entry in node.entries() {
            // Of a key that stands twice the first counts, as everywhere.
            if names.insert(entry.key.value) {
                members.push(Member {
                    name: entry.key.value.to_owned(),
                    value: self.place(entry.value, Spot::under(entry.key.span, entry.value)),
                });
            }
        }
        Shape::Object(members)
    }

    fn scalar<'p>(&mut self, node: Node<'p>, spot: Spot<'p>) -> Place<'p> {
        if let Some(hole) = (self.holes.text)(node.as_written()) {
            let hole = match self.carrier {
                Carrier::Json => hole,
                // Text that travels may be read as any type.
                _ => Hole::Any,
            };
            return self.make(spot, Shape::Hole(hole));
        }
        let value = to_value(node);
        if self.carrier == Carrier::Json {
            let shape = self.literal(value, spot);
            return self.make(spot, shape);
        }
        match value {
            Value::String(text) => self.wire(&text, None, spot),
            Value::Null => self.wire("", Some(Shape::Null), spot),
            Value::Bool(value) => self.wire(&value.to_string(), Some(Shape::Bool(value)), spot),
            other => {
                let literal = self.literal(other, spot);
                self.wire(node.as_written().value, Some(literal), spot)
            }
        }
    }

    /// A JSON value, all of it at one spot.
    pub(super) fn literal<'p>(&mut self, value: Value, spot: Spot<'p>) -> Shape<'p> {
        match value {
            Value::Null => Shape::Null,
            Value::Bool(value) => Shape::Bool(value),
            Value::Number(number) => Shape::Number(number),
            Value::String(text) => Shape::Text(text),
            Value::Array(items) => Shape::List(
                items
                    .into_iter()
                    .map(|item| {
                        let shape = self.literal(item, spot);
                        self.make(spot, shape)
                    })
                    .collect(),
            ),
            Value::Object(members) => Shape::Object(
                members
                    .into_iter()
                    .map(|(name, value)| {
                        let shape = self.literal(value, spot);
                        let value = self.make(spot, shape);
                        Member { name, value }
                    })
                    .collect(),
            ),
        }
    }

    /// A text on its way: what it is written as, then whatever else a receiver may read, then a list of it.
    pub(super) fn wire<'p>(
        &mut self,
        text: &str,
        literal: Option<Shape<'p>>,
        spot: Spot<'p>,
    ) -> Place<'p> {
        let mut readings = self.scalar_readings(text, literal, spot);
        let mut delimiters = vec![None];
        if self.carrier == Carrier::Parameter {
            let present = [',', '|', ' '].into_iter().filter(|at| text.contains(*at));
            delimiters.extend(present.map(Some));
            if text.contains([',', '=']) {
                // `R,100,G,200` and `R=100,G=200` are objects in some styles.
                let opaque = self.make(spot, Shape::Opaque);
                readings.push(opaque);
            }
        }
        for delimiter in delimiters {
            let parts = match delimiter {
                Some(delimiter) => text.split(delimiter).collect(),
                None => vec![text],
            };
            let items = parts
                .into_iter()
                .map(|part| {
                    let readings = self.scalar_readings(part, None, spot);
                    self.make(spot, Shape::Readings(readings))
                })
                .collect();
            let list = self.make(spot, Shape::List(items));
            readings.push(list);
        }
        self.make(spot, Shape::Readings(readings))
    }

    fn scalar_readings<'p>(
        &mut self,
        text: &str,
        literal: Option<Shape<'p>>,
        spot: Spot<'p>,
    ) -> Vec<Place<'p>> {
        let mut shapes = Vec::with_capacity(2);
        let is_string = literal.is_none();
        shapes.extend(literal);
        shapes.push(Shape::Text(text.to_owned()));
        if is_string
            && let Ok(value) = serde_json::from_str::<Value>(text)
            && !value.is_string()
        {
            shapes.push(self.literal(value, spot));
        }
        shapes
            .into_iter()
            .map(|shape| self.make(spot, shape))
            .collect()
    }
}
