//! The levels that hold for one document.

use std::path::Path;

use super::file::Settings;
use super::options::Options;
use super::values::RuleLevels;
use crate::rules::{self, Level, Levels};
use crate::suppression::NEVER_SILENT;

/// The levels that hold for a file: those of the settings, and above them what the command line says.
pub(super) fn levels(options: &Options, settings: Option<&Settings>, path: &Path) -> Levels {
    let is_strict =
        options.strict || settings.is_some_and(|settings| settings.configuration.strict);
    let mut levels = Levels::new(is_strict);
    for named in settings
        .into_iter()
        .flat_map(|settings| settings.levels(path))
    {
        levels = with(levels, named);
    }
    if !options.select.is_empty() {
        for rule in rules::all().filter(|rule| rule.name != NEVER_SILENT) {
            levels = match (options.selects(rule), levels.is_on(rule)) {
                (true, true) => levels,
                (true, false) => levels.with(rule.name, at_least_warning(rule.level)),
                (false, _) => levels.with(rule.name, Level::Off),
            };
        }
    }
    levels = with(levels, &RuleLevels(options.levels.clone()));
    let ignored = options.ignore.iter();
    with(
        levels,
        &RuleLevels(ignored.map(|name| (name.clone(), Level::Off)).collect()),
    )
}

/// A rule that is off by itself is a warning if somebody asks for it.
fn at_least_warning(level: Level) -> Level {
    match level {
        Level::Off => Level::Warning,
        level => level,
    }
}

/// Families first, so that the name of a rule counts more wherever it stands.
fn with(mut levels: Levels, named: &RuleLevels) -> Levels {
    for (name, level) in &named.0 {
        let family = rules::FAMILIES.iter().find(|family| family.title == name);
        let rules = family.into_iter().flat_map(|family| family.rules);
        for rule in rules.filter(|rule| rule.name != NEVER_SILENT) {
            levels = levels.with(rule.name, *level);
        }
    }
    for (name, level) in &named.0 {
        levels = match rules::find(name) {
            Some(rule) => levels.with(rule.name, *level),
            None => levels,
        };
    }
    levels
}
