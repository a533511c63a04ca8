//! What all schemas together know about the members of each object, for the properties that nobody declares.

use rustc_hash::{FxHashMap, FxHashSet};

use super::instance::Place;
use super::misfit::Names;
use crate::syntax::Node;

/// What the schemas of one object say about its members.
#[derive(Debug, Default)]
pub(super) struct Coverage<'s> {
    /// Whether more properties are welcome in words, or nobody knows.
    pub(super) is_free: bool,
    /// The mappings that declare names, in the order in which they were met.
    maps: Vec<Node<'s>>,
    /// The first `properties` and the schema it stands in.
    pub(super) properties: Option<(Node<'s>, Node<'s>)>,
    /// Each member by its position.
    pub(super) members: Vec<Standing>,
    merged: FxHashSet<Node<'s>>,
}

/// What is known of one member.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    pub(super) is_declared: bool,
    /// Whether each schema that declares it keeps it for the server.
    pub(super) is_hidden: Option<bool>,
}

/// The coverage of every object of an instance.
#[derive(Debug, Default)]
pub(super) struct Coverages<'s> {
    places: FxHashMap<u32, Coverage<'s>>,
}

impl<'s> Coverages<'s> {
    pub(super) fn at(&self, place: u32) -> Option<&Coverage<'s>> {
        self.places.get(&place)
    }

    pub(super) fn of(&mut self, place: &Place<'_>) -> &mut Coverage<'s> {
        let coverage = self.places.entry(place.id).or_default();
        if coverage.members.is_empty() {
            coverage.members.resize(place.length(), Standing::default());
        }
        coverage
    }

    pub(super) fn free(&mut self, place: &Place<'_>) {
        self.of(place).is_free = true;
    }
}

impl<'s> Coverage<'s> {
    /// A schema that names properties looks at the object.
    pub(super) fn names(&mut self, schema: Node<'s>, properties: Node<'s>) {
        self.properties.get_or_insert((properties, schema));
        if self.merged.insert(properties) {
            self.maps.push(properties);
        }
    }

    /// The schema of a property.
    pub(super) fn declaration(&self, name: &str) -> Option<Node<'s>> {
        self.maps.iter().find_map(|map| map.get(name))
    }

    /// The names that are declared.
    pub(super) fn declared(&self) -> Names<'s> {
        Names::of(&self.maps)
    }

    pub(super) fn declares(&mut self, index: usize, is_hidden: bool) {
        if let Some(member) = self.members.get_mut(index) {
            member.is_declared = true;
            *member.is_hidden.get_or_insert(true) &= is_hidden;
        }
    }

    /// The members that no schema declares.
    pub(super) fn strangers(&self) -> impl Iterator<Item = usize> {
        let members = self.members.iter().enumerate();
        members
            .filter(|(_, member)| !member.is_declared)
            .map(|(index, _)| index)
    }

    /// The members that no schema declares, if that is a reason to wonder.
    pub(super) fn undeclared(&self) -> impl Iterator<Item = usize> {
        let wonders = !self.is_free && self.properties.is_some();
        self.strangers().filter(move |_| wonders)
    }
}
