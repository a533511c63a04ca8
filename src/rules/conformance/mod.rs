//! The conformance page: for every requirement of the specification the rules that check it, or the reason why none
//! does, and the fixtures that show it.
//!
//! The numbers are those of the project's own catalogue of what the texts of Arazzo 1.0.0, 1.0.1 and 1.1.0 demand.

mod reasons;

pub use reasons::{LATER, PLANNED, READINGS};

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::all;

/// The requirements, group by group: a title, the first number and the last.
pub const GROUPS: &[(&str, u16, u16)] = &[
    ("Document, format, versions", 1, 14),
    ("Root", 20, 30),
    ("Info Object", 40, 42),
    ("Source Description Object", 50, 59),
    ("Workflow Object", 70, 101),
    ("Step Object", 110, 153),
    ("Step Object: messages and time (1.1)", 160, 177),
    ("Step Object: `dependsOn` (1.1)", 180, 191),
    ("Parameter Object", 200, 212),
    ("Success Action Object", 220, 237),
    ("Failure Action Object", 250, 267),
    ("Components Object", 280, 286),
    ("Reusable Object", 300, 308),
    ("Criterion Object", 320, 341),
    ("Expression Type Object", 360, 367),
    ("Selector Object (1.1)", 380, 386),
    ("Request Body Object", 400, 410),
    ("Payload Replacement Object", 420, 429),
    ("Runtime expressions", 430, 447),
    ("Extensions", 460, 464),
    ("URIs, references, parsing", 480, 490),
];

/// The requirements, in their order.
pub fn requirements() -> impl Iterator<Item = u16> {
    GROUPS.iter().flat_map(|(_, first, last)| *first..=*last)
}

/// A document that shows requirements.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its path from the folder of the repository.
    pub path: String,
    /// The requirements that it says it shows.
    pub numbers: Vec<u16>,
}

/// The whole page. `fixtures` are the documents that show requirements, sorted by path.
pub fn page(fixtures: &[Shown]) -> String {
    let mut shown: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for fixture in fixtures {
        for number in &fixture.numbers {
            shown.entry(*number).or_default().push(&fixture.path);
        }
    }
    let mut page = String::from(
        "# Conformance\n\n\
         Printed from the code; a test holds it equal. What the texts of Arazzo 1.0.0, 1.0.1 and 1.1.0 demand is numbered \
         in groups. For each number the tables name the rules that check it, or why none does, and the documents among \
         the tests that show it.\n",
    );
    let is_checked = |number: &u16| all().any(|rule| rule.requirements.contains(number));
    let total = requirements().count();
    let checked = requirements().filter(is_checked).count();
    write(
        &mut page,
        &format!("\nOf {total} requirements {checked} are checked by rules.\n"),
    );
    for (title, first, last) in GROUPS {
        write(
            &mut page,
            &format!("\n## {title}\n\n| No. | Checked by | Shown by |\n| --- | --- | --- |\n"),
        );
        for number in *first..=*last {
            let files = shown.get(&number).into_iter().flatten();
            let links: Vec<String> = files.map(|path| link(path)).collect();
            write(
                &mut page,
                &format!(
                    "| {number:03} | {} | {} |\n",
                    checked_by(number),
                    links.join(", ")
                ),
            );
        }
    }
    page
}

/// The rules of a requirement, those to come, and what else there is to say.
fn checked_by(number: u16) -> String {
    let mut parts: Vec<String> = all()
        .filter(|rule| rule.requirements.contains(&number))
        .map(|rule| format!("[`{0}`](rules.md#{0})", rule.name))
        .collect();
    let planned = PLANNED
        .iter()
        .filter(|(_, numbers)| numbers.contains(&number));
    parts.extend(planned.map(|(rule, _)| format!("planned: `{rule}`")));
    let reasons = LATER.iter().chain(READINGS);
    let reasons = reasons.filter(|(numbers, _)| numbers.contains(&number));
    parts.extend(reasons.map(|(_, reason)| (*reason).to_owned()));
    parts.join("; ")
}

/// A link to a fixture, called by its folder and its name without the endings.
fn link(path: &str) -> String {
    let name = path.trim_start_matches("fixtures/rules/");
    let name = name.trim_start_matches("fixtures/");
    let name = name.split(".arazzo").next().unwrap_or(name);
    format!("[{name}](../{path})")
}

fn write(page: &mut String, text: &str) {
    write!(page, "{text}").expect("a string takes whatever is written to it");
}
