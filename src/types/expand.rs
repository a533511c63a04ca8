//! Takes `$ref`, `allOf`, `anyOf` and `oneOf` apart: alternatives, of each of which several plain schemas hold.
//!
//! What comes out allows at least what the schemas allow: `oneOf` is read as `anyOf`, conditions and `not` are left out.

use super::fuel::Fuel;
use super::schema;
use super::shape::{Fact, Typed};
use crate::reference::Target;
use crate::syntax::{Kind, Node};

/// What one reading of a schema asks of a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternative<'d> {
    /// All of these hold; of schemas only the keywords that stand in them themselves.
    pub(super) facts: Vec<Fact<'d>>,
    /// Whether something of it could not be read.
    pub(super) is_open: bool,
}

/// More readings of one schema are not told apart.
const ALTERNATIVES: usize = 32;

/// How deep branches and references may nest.
const DEPTH: usize = 32;

/// More facts of one value are not looked at together.
const FACTS: usize = 64;

/// Takes schemas apart; every look at one costs fuel, and where there is none left anything is allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expander<'c> {
    pub(super) fuel: &'c Fuel,
}

impl Expander<'_> {
    /// The readings of several facts that hold together. None means that no value can be.
    pub(super) fn all<'d>(&mut self, facts: &[Fact<'d>]) -> Vec<Alternative<'d>> {
        let mut readings = vec![Alternative::default()];
        for fact in facts {
            let more = self.fact(*fact, &mut Vec::new());
            readings = product(readings, more);
        }
        readings
    }

    fn fact<'d>(&mut self, fact: Fact<'d>, path: &mut Vec<Typed<'d>>) -> Vec<Alternative<'d>> {
        match fact {
            Fact::Schema(typed) => self.schema(typed, path),
            plain => vec![Alternative {
                facts: vec![plain],
                is_open: false,
            }],
        }
    }

    fn schema<'d>(&mut self, typed: Typed<'d>, path: &mut Vec<Typed<'d>>) -> Vec<Alternative<'d>> {
        let open = || {
            vec![Alternative {
                facts: Vec::new(),
                is_open: true,
            }]
        };
        let node = typed.node;
        match node.kind() {
            Kind::Mapping => {}
            Kind::Bool if node.as_bool() == Some(false) => return Vec::new(),
            Kind::Bool | Kind::Null => return vec![Alternative::default()],
            _ => return open(),
        }
        if !self.fuel.take() || path.len() >= DEPTH || path.contains(&typed) {
            return open();
        }
        path.push(typed);
        let mut readings = self.mapping(typed, path);
        path.pop();
        if schema::is_nullable(node) {
            readings.push(Alternative {
                facts: vec![Fact::Null],
                is_open: false,
            });
        }
        readings
    }

    fn mapping<'d>(&mut self, typed: Typed<'d>, path: &mut Vec<Typed<'d>>) -> Vec<Alternative<'d>> {
        let node = typed.node;
        let own = Alternative {
            facts: vec![Fact::Schema(typed)],
            is_open: schema::has_open_reference(node),
        };
        let mut readings = vec![own];
        // Most schemas have none of them.
        if !node.has_any(&["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf"]) {
            return readings;
        }
        if let Some(reference) = schema::reference(node) {
            let mut target = match schema::lookup(typed.root, reference) {
                Target::Found(target) => self.schema(typed.part(target), path),
                _ => vec![Alternative {
                    facts: Vec::new(),
                    is_open: true,
                }],
            };
            if typed.dialect.drops_siblings() {
                let may_be_more = typed.dialect.may_add_parts(node);
                for reading in &mut target {
                    reading.is_open |= may_be_more;
                }
                return target;
            }
            readings = product(readings, target);
        }
        for branch in branches(node, "allOf") {
            let more = self.schema(typed.part(branch), path);
            readings = product(readings, more);
        }
        for group in ["anyOf", "oneOf"] {
            if schema::list(node, group).is_none() {
                continue;
            }
            let more: Vec<_> = branches(node, group)
                .flat_map(|branch| self.schema(typed.part(branch), path))
                .collect();
            readings = product(readings, more);
        }
        readings
    }
}

fn branches<'d>(node: Node<'d>, keyword: &str) -> impl Iterator<Item = Node<'d>> {
    schema::list(node, keyword)
        .into_iter()
        .flat_map(|list| list.items())
}

/// The readings of which both hold.
fn product<'d>(left: Vec<Alternative<'d>>, right: Vec<Alternative<'d>>) -> Vec<Alternative<'d>> {
    if left.len() * right.len() > ALTERNATIVES {
        // What is left out only allows more.
        if left.len() > ALTERNATIVES {
            return vec![Alternative {
                facts: Vec::new(),
                is_open: true,
            }];
        }
        let reading = |reading| Alternative {
            is_open: true,
            ..reading
        };
        return left.into_iter().map(reading).collect();
    }
    // Beside a reading that asks nothing the others stay as they are.
    if let [Alternative { facts, is_open }] = &left[..]
        && facts.is_empty()
        && !is_open
    {
        return right;
    }
    let mut readings = Vec::with_capacity(left.len() * right.len());
    for one in &left {
        for other in &right {
            let mut facts = one.facts.clone();
            for fact in &other.facts {
                if facts.len() < FACTS && !facts.contains(fact) {
                    facts.push(*fact);
                }
            }
            readings.push(Alternative {
                is_open: one.is_open || other.is_open || facts.len() >= FACTS,
                facts,
            });
        }
    }
    readings
}
