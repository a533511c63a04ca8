//! `arazzo-lint explain` and `arazzo-lint rules`: what the linter looks for.

use serde::Serialize;

use super::output::{print, remark};
use super::{Error, Verdict};
use crate::near::near;
use crate::report::rule_url;
use crate::rules::{self, FAMILIES, Rule};

/// How `rules` writes its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A line for each rule
    Table,
    /// Data for programs
    Json,
    /// The page of all rules with their reasons and examples
    Markdown,
}

/// Prints the documentation of a rule, or of the one whose name is close.
pub(super) fn explain(name: &str) -> Result<Verdict, Error> {
    let named = |name: &str| rules::all().find(|rule| rule.name == name);
    let unknown = |close| Error::UnknownRule {
        name: name.to_owned(),
        close,
    };
    let rule = match named(name) {
        Some(rule) => rule,
        None => {
            let close = near(name, rules::all().map(|rule| rule.name));
            let only = match close.as_slice() {
                [only] => named(only),
                _ => None,
            };
            let Some(rule) = only else {
                return Err(unknown(close));
            };
            remark(&format!(
                "no rule is called `{name}`; this is `{}`",
                rule.name
            ));
            rule
        }
    };
    let family = FAMILIES
        .iter()
        .find(|family| family.rules.iter().any(|other| other.name == rule.name));
    print(&format!(
        "{}\n{}\n\nLevel: {}\nFamily: {}\n\n{}\n\n{}\n",
        rule.name,
        "=".repeat(rule.name.len()),
        rule.level.name(),
        family.map_or("", |family| family.title),
        rule.text(),
        rule_url(rule.name)
    ))?;
    Ok(Verdict::Sound)
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    family: &'static str,
    level: &'static str,
    summary: String,
    documentation: String,
    url: String,
    requirements: &'static [u16],
}

/// Prints the list of all rules.
pub(super) fn list(format: Format) -> Result<Verdict, Error> {
    let text = match format {
        Format::Markdown => rules::page(),
        Format::Json => json(),
        Format::Table => table(),
    };
    print(&text)?;
    Ok(Verdict::Sound)
}

fn json() -> String {
    let entries = FAMILIES.iter().flat_map(|family| {
        family.rules.iter().map(|rule| Entry {
            name: rule.name,
            family: family.title,
            level: rule.level.name(),
            summary: rule.summary(),
            documentation: rule.text(),
            url: rule_url(rule.name),
            requirements: rule.requirements,
        })
    });
    let entries: Vec<Entry> = entries.collect();
    serde_json::to_string_pretty(&entries).expect("strings and numbers are always JSON") + "\n"
}

/// The table is for finding a rule; `explain` tells all.
fn cut(summary: &str) -> String {
    const LONGEST: usize = 88;
    match summary.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", summary[..end].trim_end()),
        None => summary.to_owned(),
    }
}

fn table() -> String {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or(0);
    let line = |rule: &Rule| {
        let summary = rule.summary();
        let summary = summary.strip_prefix("Reports ").unwrap_or(&summary);
        let summary = summary.trim_end_matches('.');
        let level = rule.level.name();
        format!("  {:width$}  {level:7}  {}\n", rule.name, cut(summary))
    };
    let sections: Vec<String> = FAMILIES
        .iter()
        .map(|family| {
            let lines: String = family.rules.iter().map(line).collect();
            format!("{}\n{lines}", family.title)
        })
        .collect();
    sections.join("\n")
}
