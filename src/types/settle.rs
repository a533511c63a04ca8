//! From everything that was found to what is told: each mistake once, in the order of the value.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::coverage::Coverage;
use super::instance::{Place, Shape};
use super::judge::Judge;
use super::misfit::{Misfit, MisfitKind, Names};
use super::outcome::Outcome;
use super::schema;
use crate::near;

/// The misfits of a judgement, with those that only all schemas together show.
pub(super) fn settle<'p, 's>(
    judge: &Judge<'_, 'p, 's>,
    root: &Place<'p>,
    outcome: &Outcome<'p, 's>,
) -> Vec<Misfit<'p, 's>> {
    let mut misfits = outcome.errors.clone();
    misfits.extend(outcome.soft.iter().cloned());
    let mut open = vec![root];
    while let Some(place) = open.pop() {
        match &place.shape {
            Shape::Readings(readings) => {
                let chosen = judge.chosen.get(&place.id).copied().unwrap_or_default();
                open.extend(readings.get(chosen));
            }
            Shape::List(items) => open.extend(items),
            Shape::Object(members) => {
                open.extend(members.iter().map(|member| &member.value));
                if let Some(coverage) = judge.coverages.at(place.id) {
                    strangers(place, coverage, &mut misfits);
                    hidden(place, coverage, &mut misfits);
                    misspelt(place, coverage, &mut misfits);
                    explain(place, coverage, &mut misfits);
                }
            }
            _ => {}
        }
    }
    let mut told = once(misfits);
    told.sort_by_key(|misfit| misfit.place.span.start);
    told
}

/// Members that no schema declares, though none forbids them.
fn strangers<'p, 's>(
    place: &Place<'p>,
    coverage: &Coverage<'s>,
    misfits: &mut Vec<Misfit<'p, 's>>,
) {
    for index in coverage.undeclared() {
        misfits.extend(stranger(place, coverage, index));
    }
}

fn stranger<'p, 's>(
    place: &Place<'p>,
    coverage: &Coverage<'s>,
    index: usize,
) -> Option<Misfit<'p, 's>> {
    let member = place.members().get(index)?;
    let (properties, schema) = coverage.properties?;
    let kind = MisfitKind::Undeclared {
        property: member.name.clone(),
        closed: false,
        declared: Names::default(),
        instead_of: None,
    };
    Some(Misfit {
        place: member.value.spot,
        ..Misfit::new(place, schema, properties, kind)
    })
}

/// Members that only the other side sets.
fn hidden<'p, 's>(place: &Place<'p>, coverage: &Coverage<'s>, misfits: &mut Vec<Misfit<'p, 's>>) {
    for (member, standing) in place.members().iter().zip(&coverage.members) {
        if standing.is_hidden != Some(true) {
            continue;
        }
        let declared = coverage.declaration(&member.name);
        let keyword = declared.map(|schema| schema.get("readOnly").unwrap_or(schema));
        misfits.push(Misfit {
            place: member.value.spot,
            schema: keyword,
            name: coverage
                .properties
                .and_then(|(_, schema)| schema::name(schema)),
            kind: MisfitKind::ReadOnly {
                property: member.name.clone(),
            },
            at: place.id,
        });
    }
}

/// A property that is missing and an undeclared one of almost the same name are one mistake, told at the key.
fn misspelt<'p, 's>(place: &Place<'p>, coverage: &Coverage<'s>, misfits: &mut Vec<Misfit<'p, 's>>) {
    let mut renamed = Vec::new();
    for misfit in misfits.iter().filter(|misfit| misfit.at == place.id) {
        let MisfitKind::Missing { property, .. } = &misfit.kind else {
            continue;
        };
        let candidates = place.members().iter().zip(&coverage.members).enumerate();
        let nearest = candidates
            .filter(|(index, (_, standing))| {
                !standing.is_declared && !renamed.iter().any(|(other, _)| other == index)
            })
            .filter_map(|(index, (member, _))| Some((distance(&member.name, property)?, index)))
            .min();
        renamed.extend(nearest.map(|(_, index)| (index, property.clone())));
    }
    for (index, required) in renamed {
        let Some(member) = place.members().get(index) else {
            continue;
        };
        let is_it = |misfit: &Misfit| {
            misfit.at == place.id
                && matches!(&misfit.kind, MisfitKind::Undeclared { property, .. } if *property == member.name)
        };
        let mut told = match misfits.iter().position(is_it) {
            Some(found) => misfits.swap_remove(found),
            None => match stranger(place, coverage, index) {
                Some(misfit) => misfit,
                None => continue,
            },
        };
        // Another schema may have seen the same key, and the same lack.
        misfits.retain(|misfit| {
            let lacks = |misfit: &Misfit| {
                matches!(&misfit.kind, MisfitKind::Missing { property, .. } if *property == required)
            };
            misfit.at != place.id || !(is_it(misfit) || lacks(misfit))
        });
        if let MisfitKind::Undeclared { instead_of, .. } = &mut told.kind {
            *instead_of = Some(required);
        }
        misfits.push(told);
    }
}

/// How far a name is from the one that was meant, or `None` if too far: letters alone come first.
fn distance(name: &str, meant: &str) -> Option<usize> {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|character| character.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (name, meant) = (plain(name), plain(meant));
    if name == meant {
        return Some(0);
    }
    let length = meant.chars().count();
    // A long name leaves room for slips, a short one of two letters for none; `workflowId` is not `workflow`.
    let most = if length <= 2 {
        0
    } else {
        (length / 5).clamp(1, 3)
    };
    near::distance(&name, &meant, most)
}

/// Fills in what all schemas of an object know.
fn explain<'p, 's>(place: &Place<'p>, coverage: &Coverage<'s>, misfits: &mut [Misfit<'p, 's>]) {
    for misfit in misfits.iter_mut().filter(|misfit| misfit.at == place.id) {
        match &mut misfit.kind {
            MisfitKind::Missing { property, declared } => {
                *declared = coverage.declaration(property);
            }
            MisfitKind::Undeclared { declared, .. } => {
                *declared = coverage.declared();
            }
            _ => {}
        }
    }
}

/// One misfit for each mistake, however many schemas see it.
fn once<'p, 's>(misfits: Vec<Misfit<'p, 's>>) -> Vec<Misfit<'p, 's>> {
    let mut slots: FxHashMap<(u32, u8, String), usize> = FxHashMap::default();
    let mut told: Vec<Misfit<'p, 's>> = Vec::with_capacity(misfits.len());
    for misfit in misfits {
        let (at, rank, name) = misfit.key();
        match slots.entry((at, rank, name.to_owned())) {
            Entry::Vacant(slot) => {
                slot.insert(told.len());
                told.push(misfit);
            }
            Entry::Occupied(slot) => {
                let known = &mut told[*slot.get()];
                if misfit.weight() < known.weight() {
                    *known = misfit;
                }
            }
        }
    }
    told
}
