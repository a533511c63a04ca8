//! Pages that are printed from the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::rules;
use arazzo_lint::rules::conformance::{self, LATER, PLANNED, READINGS, Shown};

/// Holds a page equal to what the code says.
fn check_page(name: &str, page: &str) {
    let path = root().join("docs").join(name);
    // As with snapshots: the variable writes the page anew, for a person to read.
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        fs::write(&path, page).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/{name} is old: run the tests once with INSTA_UPDATE=always"
    );
}

#[test]
fn the_rules_page_is_what_the_code_says() {
    check_page("rules.md", &rules::page());
}

#[test]
fn the_conformance_page_is_what_the_code_says() {
    check_page("conformance.md", &conformance::page(&fixtures()));
}

#[test]
fn every_requirement_has_a_rule_or_a_reason() {
    let known: BTreeSet<u16> = conformance::requirements().collect();
    assert_eq!(known.len(), 301);
    let mut complaints = Vec::new();
    let listed = |list: &'static [(&'static [u16], &'static str)]| {
        list.iter().flat_map(|(numbers, _)| *numbers).copied()
    };
    let checked: BTreeSet<u16> = rules::all()
        .flat_map(|rule| rule.requirements)
        .copied()
        .collect();
    let planned: BTreeSet<u16> = PLANNED
        .iter()
        .flat_map(|(_, numbers)| *numbers)
        .copied()
        .collect();
    let later: BTreeSet<u16> = listed(LATER).collect();
    let read: BTreeSet<u16> = listed(READINGS).collect();
    let named: BTreeSet<u16> = [&checked, &planned, &later, &read]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    for number in known.difference(&named) {
        complaints.push(format!("{number:03} has neither a rule nor a reason"));
    }
    for number in named.difference(&known) {
        complaints.push(format!("{number:03} is no requirement"));
    }
    for number in read.intersection(&checked) {
        complaints.push(format!(
            "{number:03} has a rule, so it needs no reason why not"
        ));
    }
    for (rule, _) in PLANNED {
        if rules::all().any(|known| known.name == *rule) {
            complaints.push(format!(
                "`{rule}` is in the code: take it out of `conformance::PLANNED`"
            ));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_requirement_of_a_rule_is_shown() {
    let fixtures = fixtures();
    let mut complaints = Vec::new();
    for rule in rules::all() {
        let folder = format!("fixtures/rules/{}/", rule.name);
        let own = || {
            fixtures
                .iter()
                .filter(|shown| shown.path.starts_with(&folder))
        };
        let shown: BTreeSet<u16> = own().flat_map(|shown| &shown.numbers).copied().collect();
        for number in rule.requirements {
            if !shown.contains(number) {
                complaints.push(format!(
                    "no document in {folder} says `# shows: {number:03}`, which `{}` lists",
                    rule.name
                ));
            }
        }
        for fixture in own() {
            for number in &fixture.numbers {
                if !rule.requirements.contains(number) && !is_reading(&fixture.path, *number) {
                    complaints.push(format!(
                        "{} shows {number:03}, which `{}` does not list",
                        fixture.path, rule.name
                    ));
                }
            }
        }
    }
    for fixture in fixtures
        .iter()
        .filter(|shown| shown.path.starts_with("fixtures/valid/"))
    {
        for number in &fixture.numbers {
            if !is_reading(&fixture.path, *number) {
                complaints.push(format!(
                    "{} shows {number:03}, which is no reading",
                    fixture.path
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Whether a fixture stays silent to show a requirement that has no rule.
fn is_reading(path: &str, number: u16) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_silent = name.starts_with("valid") || path.starts_with("fixtures/valid/");
    is_silent
        && READINGS
            .iter()
            .any(|(numbers, _)| numbers.contains(&number))
}

/// The documents that say which requirements they show, sorted by path.
fn fixtures() -> Vec<Shown> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of fixtures") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if is_document(&path) {
                let text = fs::read_to_string(&path).unwrap_or_default();
                let numbers = shown(&text, &path);
                let path = path.strip_prefix(root()).expect("a path of the repository");
                let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
                if !numbers.is_empty() {
                    found.push(Shown {
                        path: names.join("/"),
                        numbers,
                    });
                }
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The numbers of a line `# shows: 099, 131` near the top, or of the member `"x-shows"`.
fn shown(text: &str, path: &Path) -> Vec<u16> {
    let mut lines = text.lines().take(4);
    let list = lines.find_map(|line| {
        let yaml = line.strip_prefix("# shows:");
        yaml.or_else(|| {
            line.trim()
                .strip_prefix("\"x-shows\": \"")?
                .split('"')
                .next()
        })
    });
    let numbers = list.into_iter().flat_map(|list| list.split(','));
    numbers
        .map(|number| {
            let number = number.trim().parse();
            number.unwrap_or_else(|_| panic!("{}: `# shows:` takes numbers", path.display()))
        })
        .collect()
}

fn is_document(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".arazzo.yaml") || name.ends_with(".arazzo.json")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
