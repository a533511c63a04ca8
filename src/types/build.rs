//! Makes the places of an instance: a tree as it stands, or texts with all that a receiver may read out of them.

use serde_json::Value;

use super::instance::{Hole, Holes, Instance, Member, Place, Shape, Spot};
use crate::syntax::{Kind, Node, to_value};

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

    /// A builder whose places have ids from `next` on.
    pub(super) fn after(next: u32, holes: Holes<'f>, carrier: Carrier) -> Self {
        Self {
            next,
            ..Self::new(holes, carrier)
        }
    }

    /// More than any id that was given.
    pub(super) fn size(&self) -> u32 {
        self.next
    }

    pub(super) fn finish(self, root: Place<'_>) -> Instance<'_> {
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
            Kind::Mapping => match (self.holes.selector)(node) {
                Some(hole) => Shape::Hole(hole),
                None => self.object(node),
            },
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
                _ => match hole {
                    Hole::Known(index) => Hole::Known(index),
                    // Text that travels may be read as any type.
                    Hole::Any | Hole::Text => Hole::Any,
                },
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
        if self.carrier == Carrier::Parameter {
            if text.contains([',', '=']) {
                // `R,100,G,200` and `R=100,G=200` are objects in some styles.
                let opaque = self.make(spot, Shape::Opaque);
                readings.push(opaque);
            }
            for delimiter in [',', '|', ' ', '\t']
                .into_iter()
                .filter(|at| text.contains(*at))
            {
                let list = self.delimited(text, delimiter, spot);
                readings.push(list);
            }
        }
        // Comes last: where there are delimiters, the item that is wrong says more than the whole text.
        let only = self.scalar_readings(text, None, spot);
        let only = self.make(spot, Shape::Readings(only));
        let list = self.make(spot, Shape::List(vec![only]));
        readings.push(list);
        self.make(spot, Shape::Readings(readings))
    }

    /// A list that is written as text, each item at its own place if the document has the text as it is.
    fn delimited<'p>(&mut self, text: &str, delimiter: char, spot: Spot<'p>) -> Place<'p> {
        let written = spot.node.text().filter(|written| written.value == text);
        let mut items = Vec::new();
        let mut at = 0;
        for part in text.split(delimiter) {
            // Header lists have blanks behind their commas.
            let item = if delimiter == ',' { part.trim() } else { part };
            let start = at + part.find(item).unwrap_or_default();
            let span = match written {
                Some(written) if !item.is_empty() => written.part(start..start + item.len()),
                _ => spot.span,
            };
            let spot = Spot { span, ..spot };
            let readings = self.scalar_readings(item, None, spot);
            items.push(self.make(spot, Shape::Readings(readings)));
            at += part.len() + delimiter.len_utf8();
        }
        self.make(spot, Shape::List(items))
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

impl<'p> Instance<'p> {
    /// A value that no document holds as such, all of it at one spot.
    pub(super) fn of_value(value: Value, spot: Spot<'p>) -> Self {
        let holes = Holes {
            text: &|_| None,
            selector: &|_| None,
        };
        let mut builder = Builder::new(holes, Carrier::Json);
        let shape = builder.literal(value, spot);
        let root = builder.make(spot, shape);
        builder.finish(root)
    }

    /// A scalar that no document holds as such, on its way as a parameter.
    pub(super) fn carried(value: Value, spot: Spot<'p>) -> Self {
        let holes = Holes {
            text: &|_| None,
            selector: &|_| None,
        };
        let mut builder = Builder::new(holes, Carrier::Parameter);
        let root = match value {
            Value::String(text) => builder.wire(&text, None, spot),
            value => {
                let text = if value.is_null() {
                    String::new()
                } else {
                    value.to_string()
                };
                let literal = builder.literal(value, spot);
                builder.wire(&text, Some(literal), spot)
            }
        };
        builder.finish(root)
    }
}
