//! The Message Object, its traits merged in.

use super::{Headers, SchemaFormat};
use crate::reference::{Target, follow};
use crate::source::Span;
use crate::syntax::{Node, Text};

/// A message.
#[derive(Clone, Copy, Debug)]
pub struct Message<'doc> {
    root: Node<'doc>,
    node: Node<'doc>,
}

/// What a message carries, as far as its description tells.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'doc> {
    /// What a schema in this language says.
    Schema(Node<'doc>, SchemaFormat),
    /// Nobody knows: it has no schema, or one in a language that is not read.
    Unknown,
}

/// More traits than these are not looked at.
const TRAITS: usize = 16;

/// A field of a message or of its traits.
pub(super) enum Field<'doc> {
    /// Nothing has it.
    Absent,
    /// One of them has it.
    One(Node<'doc>),
    /// Several have it, so that both count in some way that differs from version to version.
    Several,
    /// A trait is not known, and may have it.
    Unknown(Target<'doc>),
}

impl<'doc> Message<'doc> {
    pub(super) fn new(root: Node<'doc>, node: Node<'doc>) -> Self {
        Self { root, node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// What the description calls it.
    pub fn name(self) -> Option<&'doc str> {
        let of_map = || {
            let family = self.node.parent().and_then(Node::key);
            let is_named = family.is_some_and(|family| family.value == "messages");
            self.node.key().filter(|_| is_named)
        };
        let name = self.node.string("messageId").or_else(of_map);
        let name = name.or_else(|| self.node.string("name"));
        name.map(|name| name.value)
    }

    /// The spot that names it.
    pub fn head(self) -> Span {
        self.node.head()
    }

    /// What it carries.
    pub fn payload(self) -> Payload<'doc> {
        let Some(payload) = self.node.get("payload") else {
            return Payload::Unknown;
        };
        let format = match self.field("schemaFormat") {
            Field::Absent => None,
            Field::One(node) => Some(node),
            Field::Several | Field::Unknown(_) => return Payload::Unknown,
        };
        schema(payload, format)
    }

    /// Its headers.
    pub fn headers(self) -> Headers<'doc> {
        match self.field("headers") {
            Field::Absent | Field::Several => Headers::unknown(),
            Field::Unknown(target) => Headers {
                unknown: vec![target],
                ..Headers::unknown()
            },
            Field::One(node) => match schema(node, None) {
                Payload::Schema(node, SchemaFormat::AsyncApi) => Headers::of(node),
                _ => Headers::unknown(),
            },
        }
    }

    /// It and its traits, as far as these are known.
    pub fn owners(self) -> impl Iterator<Item = Node<'doc>> {
        let traits = self.node.list("traits").take(TRAITS);
        std::iter::once(self.node).chain(traits.filter_map(|entry| follow(entry).found()))
    }

    /// The media type of what it carries: its own, else that of the description.
    pub fn content_type(self) -> Option<Text<'doc>> {
        match self.field("contentType") {
            Field::One(node) => node.text(),
            Field::Several => self.node.string("contentType"),
            Field::Absent | Field::Unknown(_) => self.root.string("defaultContentType"),
        }
    }

    /// Where the id stands that tells which messages belong together: `$message.header#/requestId`.
    pub fn correlation(self) -> Option<Text<'doc>> {
        match self.field("correlationId") {
            Field::One(node) => follow(node).found()?.string("location"),
            _ => None,
        }
    }

    fn field(self, name: &str) -> Field<'doc> {
        let mut found = self.node.get(name);
        for (index, entry) in self.node.list("traits").enumerate() {
            let owner = match follow(entry) {
                Target::Found(owner) if index < TRAITS => owner,
                unknown => return Field::Unknown(unknown),
            };
            // Before 3.0 a trait could be a list with what it is given.
            let owner = owner.items().next().unwrap_or(owner);
            match (found, owner.get(name)) {
                (Some(one), Some(other)) if one != other => return Field::Several,
                (_, Some(node)) => found = Some(node),
                (_, None) => {}
            }
        }
        found.map_or(Field::Absent, Field::One)
    }
}

/// A schema that is written as such, or with the name of its language (Multi Format Schema Object of 3.x).
fn schema<'doc>(node: Node<'doc>, format: Option<Node<'doc>>) -> Payload<'doc> {
    let own = follow(node).found();
    let own_format = own.and_then(|own| own.get("schemaFormat"));
    let (node, format) = match (own, own_format) {
        (Some(own), Some(format)) => match own.get("schema") {
            Some(schema) => (schema, Some(format)),
            None => return Payload::Unknown,
        },
        _ => (node, format),
    };
    let format = match format {
        None => Some(SchemaFormat::AsyncApi),
        Some(format) => format
            .text()
            .and_then(|text| SchemaFormat::named(text.value)),
    };
    format.map_or(Payload::Unknown, |format| Payload::Schema(node, format))
}
