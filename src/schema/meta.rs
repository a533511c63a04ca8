//! A JSON Schema against the rules for schemas (2020-12): which keyword holds what it does not take.
//!
//! References are not followed, values are data and left alone, and so is what names another dialect by `$schema`.

use std::collections::HashSet;

use super::keyword::{TYPES, Takes, takes};
use crate::syntax::{Kind, Node, Text};

/// One mistake in a schema.
#[derive(Clone, Debug)]
pub struct Flaw<'d> {
    /// The keyword.
    pub keyword: Text<'d>,
    /// The value at fault: that of the keyword, or one inside of it.
    pub node: Node<'d>,
    /// The name of the property (or definition, or the like) whose schema holds the keyword.
    pub property: Option<&'d str>,
    /// What is wrong.
    pub kind: FlawKind<'d>,
}

#[derive(Clone, Debug)]
pub enum FlawKind<'d> {
    /// The keyword takes something else.
    Takes(Takes),
    /// An entry of the list is no string.
    NoName,
    /// An entry of the list or map is no schema; in a map, this is its key.
    NoSchema(Option<Text<'d>>),
    /// No type has that name.
    UnknownType,
    /// The entry stands in the list already, here.
    Repeated(Node<'d>),
    /// A list that has to hold something.
    Empty,
    /// A boolean keyword among the properties, which reads as a property of that name.
    TooDeep(Text<'d>),
}

/// The mistakes of several schemas, each place looked at once.
#[derive(Debug, Default)]
pub struct Schemas<'d> {
    visited: HashSet<Node<'d>>,
    /// What was found.
    pub flaws: Vec<Flaw<'d>>,
    /// The regular expressions, with the values that they belong to.
    pub patterns: Vec<(Text<'d>, Node<'d>)>,
}

impl<'d> Schemas<'d> {
    /// Looks through a schema; what is neither object nor boolean is somebody else's to tell.
    pub fn look(&mut self, schema: Node<'d>) {
        self.schema(schema, None);
    }

    fn schema(&mut self, schema: Node<'d>, property: Option<&'d str>) {
        // Aliases share nodes, so the visited set keeps one mistake one finding.
        if !schema.is_mapping() || !self.visited.insert(schema) || is_foreign(schema) {
            return;
        }
        for entry in schema.entries() {
            if let Some(takes) = takes(entry.key.value) {
                let keyword = Keyword {
                    text: entry.key,
                    property,
                };
                self.keyword(keyword, takes, entry.value);
            }
        }
    }

    fn keyword(&mut self, keyword: Keyword<'d>, takes: Takes, value: Node<'d>) {
        let kind = value.kind();
        let fits = match takes {
            Takes::Schema => {
                self.schema(value, keyword.property);
                matches!(kind, Kind::Mapping | Kind::Bool)
            }
            Takes::Schemas | Takes::Names | Takes::List => kind == Kind::Sequence,
            Takes::NamedSchemas | Takes::PatternSchemas | Takes::NamedNames => {
                kind == Kind::Mapping
            }
            Takes::Types => matches!(kind, Kind::String | Kind::Sequence),
            Takes::Text | Takes::Pattern => kind == Kind::String,
            Takes::Flag => kind == Kind::Bool,
            Takes::Number => is_number(value),
            Takes::PositiveNumber => {
                is_number(value) && number(value).is_none_or(|number| number > 0.0)
            }
            Takes::Count => {
                is_number(value)
                    && number(value).is_none_or(|number| number >= 0.0 && number.fract() == 0.0)
            }
        };
        if !fits {
            return self.add(keyword, value, FlawKind::Takes(takes));
        }
        match takes {
            Takes::Schemas => self.list(keyword, value),
            Takes::NamedSchemas => self.map(keyword, value),
            Takes::PatternSchemas => {
                for entry in value.entries() {
                    self.patterns.push((entry.key, entry.value));
                }
                self.map(keyword, value);
            }
            Takes::Names => self.names(keyword, value),
            Takes::NamedNames => {
                for entry in value.entries() {
                    match entry.value.is_sequence() {
                        true => self.names(keyword, entry.value),
                        false => self.add(keyword, entry.value, FlawKind::Takes(takes)),
                    }
                }
            }
            Takes::Types if kind == Kind::String => self.r#type(keyword, value),
            Takes::Types => {
                if value.items().next().is_none() {
                    self.add(keyword, value, FlawKind::Empty);
                }
                self.names(keyword, value);
                let names = value.items().filter(|item| item.kind() == Kind::String);
                names.for_each(|item| self.r#type(keyword, item));
            }
            Takes::Pattern => self.patterns.extend(value.text().map(|text| (text, value))),
            _ => {}
        }
    }

    fn list(&mut self, keyword: Keyword<'d>, list: Node<'d>) {
        if list.items().next().is_none() {
            self.add(keyword, list, FlawKind::Empty);
        }
        for item in list.items() {
            match item.kind() {
                Kind::Mapping => self.schema(item, keyword.property),
                Kind::Bool => {}
                _ => self.add(keyword, item, FlawKind::NoSchema(None)),
            }
        }
    }

    fn map(&mut self, keyword: Keyword<'d>, map: Node<'d>) {
        for entry in map.entries() {
            let key = entry.key;
            match entry.value.kind() {
                Kind::Mapping => self.schema(entry.value, Some(key.value)),
                Kind::Bool => {
                    if keyword.text.value == "properties" && takes(key.value).is_some() {
                        self.add(keyword, entry.value, FlawKind::TooDeep(key));
                    }
                }
                _ => self.add(keyword, entry.value, FlawKind::NoSchema(Some(key))),
            }
        }
    }

    fn names(&mut self, keyword: Keyword<'d>, list: Node<'d>) {
        let mut seen: rustc_hash::FxHashMap<&str, Node<'d>> = rustc_hash::FxHashMap::default();
        for item in list.items() {
            let Some(text) = item.text() else {
                self.add(keyword, item, FlawKind::NoName);
                continue;
            };
            let first = *seen.entry(text.value).or_insert(item);
            if first != item {
                self.add(keyword, item, FlawKind::Repeated(first));
            }
        }
    }

    fn r#type(&mut self, keyword: Keyword<'d>, name: Node<'d>) {
        if !TYPES.contains(&name.as_written().value) {
            self.add(keyword, name, FlawKind::UnknownType);
        }
    }

    fn add(&mut self, keyword: Keyword<'d>, node: Node<'d>, kind: FlawKind<'d>) {
        self.flaws.push(Flaw {
            keyword: keyword.text,
            node,
            property: keyword.property,
            kind,
        });
    }
}

#[derive(Clone, Copy)]
struct Keyword<'d> {
    text: Text<'d>,
    property: Option<&'d str>,
}

/// Whether a schema says that other rules hold for it.
fn is_foreign(schema: Node<'_>) -> bool {
    schema.string("$schema").is_some_and(|dialect| {
        let dialect = dialect.value.trim_end_matches('#');
        dialect != "https://json-schema.org/draft/2020-12/schema"
    })
}

fn is_number(value: Node<'_>) -> bool {
    matches!(value.kind(), Kind::Integer | Kind::Float)
}

fn number(value: Node<'_>) -> Option<f64> {
    value.as_written().value.parse().ok()
}
