//! What schemas say about the properties and items of a value, several schemas together.

use super::facts::schemas;
use super::leaf::Patterns;
use super::schema;
use super::shape::{Fact, Typed};
use crate::reference::Target;
use crate::syntax::Node;

/// More required properties than this are not looked at one by one.
const NAMES: usize = 100;

/// The names that objects of both sides have for sure.
pub(super) fn required<'d>(left: &[Fact<'d>], right: &[Fact<'d>]) -> Vec<&'d str> {
    let mut names = Vec::new();
    for side in [left, right] {
        for typed in schemas(side) {
            let list = schema::list(typed.node, "required");
            for text in list
                .into_iter()
                .flat_map(|list| list.items())
                .filter_map(Node::text)
            {
                if names.len() < NAMES
                    && !names.contains(&text.value)
                    && !is_hidden(side, text.value)
                {
                    names.push(text.value);
                }
            }
        }
    }
    names
}

/// Whether a property does not travel the way that the values do.
pub(super) fn is_hidden(facts: &[Fact<'_>], name: &str) -> bool {
    schemas(facts).any(|typed| {
        let property = schema::map(typed.node, "properties").and_then(|map| map.get(name));
        property.is_some_and(|property| has_flag(typed.part(property)))
    })
}

fn has_flag(typed: Typed<'_>) -> bool {
    let Some(flag) = typed.direction.hidden() else {
        return false;
    };
    let mut open = vec![typed.node];
    for _ in 0..16 {
        let Some(node) = open.pop() else {
            return false;
        };
        if schema::is_true(node, flag) {
            return true;
        }
        if let Some(reference) = schema::reference(node)
            && let Target::Found(target) = schema::lookup(typed.root, reference)
        {
            open.push(target);
        }
        let all = schema::list(node, "allOf");
        open.extend(all.into_iter().flat_map(|list| list.items()));
    }
    false
}

/// What is known of a property: the facts of all schemas that speak of it.
pub(super) fn declared<'d>(facts: &[Fact<'d>], name: &str, patterns: &Patterns) -> Vec<Fact<'d>> {
    let mut found = Vec::new();
    let is_declared = |typed: Typed<'_>| {
        schema::map(typed.node, "properties").is_some_and(|map| map.get(name).is_some())
    };
    let mut is_known = None;
    for typed in schemas(facts) {
        let before = found.len();
        let own = schema::map(typed.node, "properties").and_then(|map| map.get(name));
        found.extend(own.map(|node| Fact::Schema(typed.part(node))));
        let by_pattern = schema::map(typed.node, "patternProperties");
        for entry in by_pattern.into_iter().flat_map(|map| map.entries()) {
            if patterns.matches(entry.key.value, name) == Some(true) {
                found.push(Fact::Schema(typed.part(entry.value)));
            }
        }
        // A sibling that declares the property is what the author thinks of, whatever the letter says of the rest.
        if found.len() == before
            && by_pattern.is_none()
            && !*is_known.get_or_insert_with(|| schemas(facts).any(is_declared))
        {
            let rest = schema::sub(typed.node, "additionalProperties");
            let rest = rest.filter(|rest| rest.is_mapping());
            found.extend(rest.map(|node| Fact::Schema(typed.part(node))));
        }
    }
    found
}

/// Whether objects can never have a property, since a schema allows only others.
pub(super) fn is_closed_to(facts: &[Fact<'_>], name: &str) -> bool {
    let speaks = |typed: Typed<'_>| {
        schema::map(typed.node, "properties").is_some_and(|map| map.get(name).is_some())
            || schema::map(typed.node, "patternProperties").is_some()
    };
    if schemas(facts).any(speaks) || schemas(facts).any(|typed| has_more(typed.node)) {
        return false;
    }
    schemas(facts).any(|typed| {
        let rest = typed.node.get("additionalProperties");
        rest.and_then(Node::as_bool) == Some(false)
    })
}

/// Whether a schema may declare properties where they are not looked for, or another that names it as its base.
pub(super) fn has_more(schema: Node<'_>) -> bool {
    schema.get("discriminator").is_some() || hides_more(schema)
}

/// Whether a schema may declare properties where they are not looked for.
pub(super) fn hides_more(schema: Node<'_>) -> bool {
    schema.has_any(&["if", "then", "else", "dependentSchemas"])
        || schema::has_open_reference(schema)
}

/// What is known of the item at an index.
pub(super) fn item_facts<'d>(facts: &[Fact<'d>], index: usize) -> Vec<Fact<'d>> {
    let item = |typed: Typed<'d>| {
        let old = schema::list(typed.node, "items");
        let prefix = schema::list(typed.node, "prefixItems").or(old);
        let own = prefix.and_then(|list| list.items().nth(index));
        let rest = || match old {
            Some(_) => schema::sub(typed.node, "additionalItems"),
            None => schema::sub(typed.node, "items"),
        };
        let node = own.or_else(rest)?;
        Some(Fact::Schema(typed.part(node)))
    };
    schemas(facts).filter_map(item).collect()
}
