//! What a run says of a rule, printed from the rule's documentation.

use serde_json::{Value, json};

use super::super::rule_url;
use crate::rules::{FAMILIES, Level};

/// How many characters GitHub shows of a description.
const LONGEST: usize = 1024;

pub(super) fn descriptor(name: &str) -> Value {
    let known = FAMILIES.iter().find_map(|family| {
        let rule = family.rules.iter().find(|rule| rule.name == name)?;
        Some((family, rule))
    });
    let url = rule_url(name);
    let Some((family, rule)) = known else {
        return json!({ "id": name, "helpUri": url });
    };
    // The lines of a doc comment begin with the space that stands behind its slashes.
    let lines = rule.docs.lines();
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let markdown = lines.join("\n");
    let paragraph: Vec<&str> = lines
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect();
    let paragraph = paragraph.join(" ");
    let sentence = paragraph.split_inclusive(". ").next().unwrap_or_default();
    let problem = match rule.level {
        Level::Error => "error",
        Level::Warning | Level::Off => "warning",
        Level::Note => "recommendation",
    };
    json!({
        "id": name,
        "name": in_one_word(name),
        "shortDescription": { "text": clipped(sentence.trim_end()) },
        "fullDescription": { "text": clipped(&paragraph) },
        "help": {
            "text": format!("{}\n\n{url}\n", markdown.trim_end()),
            "markdown": format!("{}\n\n[All rules]({url})\n", markdown.trim_end()),
        },
        "helpUri": url,
        "defaultConfiguration": {
            "enabled": rule.level != Level::Off,
            "level": rule.level.severity().name(),
        },
        "properties": {
            "tags": ["arazzo", family.title],
            "precision": "high",
            "problem.severity": problem,
        },
    })
}

/// `unknown-step` is `UnknownStep` where a rule's name is one word.
fn in_one_word(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(LONGEST - 1) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
