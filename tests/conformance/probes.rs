//! The probes: one small document for each deviation, with the verdict of the specification's text.

use std::fs;

use arazzo_lint::diagnostic::Severity;
use arazzo_lint::rules;
use serde_json::Value;

use super::expected::{FURTHER_ERRORS, LEVELS, OTHER_RULES, PLACES, WAITING};
use super::readings::{UNSPECIFIED, Verdict};
use super::{Told, lint, shared};

struct Probe {
    id: String,
    verdict: String,
    /// The requirements that it is about.
    requirements: Vec<u16>,
    document: Value,
    /// The places where it deviates from the sound document of its version, as JSON Pointers.
    places: Vec<String>,
}

impl Probe {
    /// Whether a table means it: by its name without the version, unless the versions differ.
    fn is(&self, names: &[&str]) -> bool {
        let version = self.id.rfind('@').unwrap_or(self.id.len());
        let known = [self.id.as_str(), &self.id[..version]];
        names.iter().any(|name| known.contains(name))
    }

    /// Whether a finding is where the document deviates: there, at the object around it, or inside of it.
    fn is_at_its_place(&self, told: &Told) -> bool {
        let listed = PLACES
            .iter()
            .filter(|(name, _, _)| self.is(name))
            .map(|(_, place, _)| *place);
        self.places
            .iter()
            .map(String::as_str)
            .chain(listed)
            .any(|place| {
                let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
                told.pointer == parent || is_within(place, &told.pointer)
            })
    }

    /// Whether a rule is one for the requirements that the probe is about.
    fn is_about(&self, rule: &str) -> bool {
        let by_number = rules::all()
            .find(|known| known.name == rule)
            .is_some_and(|known| {
                let mut numbers = self.requirements.iter();
                numbers.any(|number| known.requirements.contains(number))
            });
        let by_name = OTHER_RULES
            .iter()
            .any(|(name, other, _)| self.is(name) && *other == rule);
        by_number || by_name
    }

    /// Whether the document deserves that finding besides.
    fn is_further(&self, told: &Told) -> bool {
        FURTHER_ERRORS
            .iter()
            .any(|(name, rule, _)| self.is(name) && *rule == told.rule)
    }

    /// What is wrong with what the linter tells of it.
    fn complaint(&self, told: &[Told]) -> Option<String> {
        if let Some((_, rule, _)) = WAITING.iter().find(|(name, _, _)| self.is(name)) {
            return exists(rule).then(|| format!("`{rule}` is there: it waits for nothing more"));
        }
        let own: Vec<&Told> = told
            .iter()
            .filter(|told| self.is_about(told.rule))
            .collect();
        match self.verdict.as_str() {
            "valid" => own
                .iter()
                .any(|told| told.severity == Severity::Error && !self.is_further(told))
                .then(|| "it is valid".to_owned()),
            "invalid" => {
                let level = LEVELS.iter().find(|(name, _, _)| self.is(name));
                let level = level.map_or(Severity::Error, |(_, level, _)| *level);
                let found = own
                    .iter()
                    .any(|told| told.severity == level && self.is_at_its_place(told));
                (!found).then(|| format!("it lacks a finding of level {level:?} at its place"))
            }
            "discouraged" => {
                let found = own
                    .iter()
                    .any(|told| told.severity < Severity::Error && self.is_at_its_place(told));
                let error = own.iter().any(|told| told.severity == Severity::Error);
                (!found || error).then(|| "it lacks a warning or a note at its place".to_owned())
            }
            _ => self.complaint_of_reading(told, &own),
        }
    }

    /// The same where the text is silent and the linter has a reading of its own.
    fn complaint_of_reading(&self, told: &[Told], own: &[&Told]) -> Option<String> {
        let reading = UNSPECIFIED.iter().find(|(name, _, _)| self.is(name));
        let Some((_, verdict, _)) = reading else {
            return Some("no reading is listed for it".to_owned());
        };
        match verdict {
            Verdict::Silent => (!own.is_empty()).then(|| "nothing should be told of it".to_owned()),
            Verdict::Told(rule, level) => {
                let found = told.iter().any(|told| {
                    told.rule == *rule && told.severity == *level && self.is_at_its_place(told)
                });
                (!found).then(|| format!("it lacks {rule} of level {level:?} at its place"))
            }
        }
    }

    /// The errors that nothing accounts for.
    fn unexplained<'t>(&self, told: &'t [Told]) -> Vec<&'t Told> {
        let is_explained = |told: &Told| {
            self.is_about(told.rule)
                || UNSPECIFIED.iter().any(|(name, verdict, _)| {
                    let is_it = |rule: &str| rule == told.rule;
                    self.is(name) && matches!(verdict, Verdict::Told(rule, _) if is_it(rule))
                })
                || self.is_further(told)
        };
        told.iter()
            .filter(|told| told.severity == Severity::Error && !is_explained(told))
            .collect()
    }
}

fn exists(rule: &str) -> bool {
    rules::all().any(|known| known.name == rule)
}

fn is_within(place: &str, pointer: &str) -> bool {
    pointer
        .strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where a document differs from another: at what it has besides, at what is another value, at the object that lacks
/// something.
fn differences(base: &Value, other: &Value, at: &str, places: &mut Vec<String>) {
    let below = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match (base, other) {
        (Value::Object(base), Value::Object(other)) => {
            for (key, value) in other {
                match base.get(key) {
                    Some(known) => differences(known, value, &below(key), places),
                    None => places.push(below(key)),
                }
            }
            if base.keys().any(|key| !other.contains_key(key)) {
                places.push(at.to_owned());
            }
        }
        (Value::Array(base), Value::Array(other)) if base.len() <= other.len() => {
            for (index, value) in other.iter().enumerate() {
                match base.get(index) {
                    Some(known) => differences(known, value, &below(&index.to_string()), places),
                    None => places.push(below(&index.to_string())),
                }
            }
        }
        _ if base == other => {}
        _ => places.push(at.to_owned()),
    }
}

fn probes() -> Vec<Probe> {
    let Some(folder) = shared::folder("spec") else {
        return Vec::new();
    };
    let text = fs::read_to_string(folder.join("probes.json")).expect("the probes can be read");
    let file: Value = serde_json::from_str(&text).expect("the probes are JSON");
    let list = file["probes"].as_array().expect("a list of probes");
    let base = |version: &str| {
        let id = format!("base@{version}");
        let found = list.iter().find(|probe| probe["id"] == id.as_str());
        &found.expect("a sound document of each version")["document"]
    };
    let read = |probe: &Value| {
        let id = probe["id"].as_str().expect("a probe has an id").to_owned();
        let (_, version) = id.rsplit_once('@').expect("a probe has a version");
        let document = probe["document"].clone();
        let mut places = Vec::new();
        differences(base(version), &document, "", &mut places);
        let numbers = probe["rules"].as_array().expect("a list of requirements");
        let number = |number: &Value| number.as_str()?.rsplit('-').next()?.parse().ok();
        Probe {
            verdict: probe["text_verdict"].as_str().unwrap_or("").to_owned(),
            requirements: numbers.iter().filter_map(number).collect(),
            id,
            document,
            places,
        }
    };
    list.iter().map(read).collect()
}

fn told_of(probe: &Probe) -> Vec<Told> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let text = serde_json::to_string_pretty(&probe.document).expect("JSON can be written");
    let mut told = lint(&folder, "probe.json", &text);
    // The source descriptions of the probes name files that do not exist.
    told.retain(|told| !["unreadable-source", "unchecked-source"].contains(&told.rule));
    told
}

#[test]
fn probes_get_what_the_text_says_of_them() {
    let mut complaints = Vec::new();
    for probe in &probes() {
        let told = told_of(probe);
        if let Some(complaint) = probe.complaint(&told) {
            complaints.push(format!("{}: {complaint}: {told:#?}", probe.id));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn probes_get_no_error_that_nothing_accounts_for() {
    let mut complaints = Vec::new();
    for probe in &probes() {
        let told = told_of(probe);
        for error in probe.unexplained(&told) {
            complaints.push(format!("{}: {error:?}", probe.id));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// An exception that excepts nothing has to go.
#[test]
fn every_exception_is_needed() {
    let probes = probes();
    if probes.is_empty() {
        return;
    }
    let mut stale = Vec::new();
    let names = (PLACES.iter().map(|(names, _, _)| names))
        .chain(UNSPECIFIED.iter().map(|(names, _, _)| names))
        .chain(LEVELS.iter().map(|(names, _, _)| names))
        .chain(WAITING.iter().map(|(names, _, _)| names));
    for name in names.copied().flatten() {
        if !probes.iter().any(|probe| probe.is(&[name])) {
            stale.push(format!("{name}: there is no such probe"));
        }
    }
    for (names, rule, _) in FURTHER_ERRORS.iter().chain(OTHER_RULES) {
        for name in *names {
            let mut meant = probes.iter().filter(|probe| probe.is(&[name]));
            let is_told = |probe: &Probe| told_of(probe).iter().any(|told| told.rule == *rule);
            if !meant.any(is_told) {
                stale.push(format!("{name}: `{rule}` is not told of it"));
            }
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
