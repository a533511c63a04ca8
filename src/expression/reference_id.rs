//! The fields that name an operation or a workflow: `operationId`, `workflowId`, and `dependsOn` of a workflow.

use super::malformed::{nearest, quote};
use super::parser::{ROOTS, parse_part, root_word};
use super::{Malformed, Part, Root, SourceDescriptions};
use crate::version::Version;

/// The content of such a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceId<'a> {
    /// What was understood.
    pub target: Option<Target<'a>>,
    /// What is wrong with it.
    pub malformed: Option<Malformed>,
}

/// What is named, and where to look for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An id without a source.
    Bare(Part<'a>),
    /// `$sourceDescriptions.<source>.<id>`
    Qualified(SourceDescriptions<'a>),
}

/// Reads a bare id or `$sourceDescriptions.<source>.<id>` (Step Object, `operationId` and `workflowId`).
pub fn reference_id(text: &str, version: Version) -> ReferenceId<'_> {
    let whole = Part::whole(text);
    let braced = whole
        .strip_prefix("{")
        .and_then(|inside| inside.strip_suffix("}"))
        .filter(|inside| inside.text.starts_with("$sourceDescriptions."));
    // Ids are unrestricted: `$get` is one, unless it looks like a slip for the only root that has a place here.
    let root = root_word(braced.unwrap_or(whole)).map(|(root, _)| root);
    let meant = |root: &Part<'_>| {
        ROOTS.contains(&root.text) || nearest(root.text, &["sourceDescriptions"]).is_some()
    };
    let Some(root) = root.filter(meant) else {
        return ReferenceId {
            target: Some(Target::Bare(whole)),
            malformed: None,
        };
    };
    if root.text != "sourceDescriptions" && ROOTS.contains(&root.text) {
        let message = format!("{} is not an id", quote(text));
        let help = "write the id itself, or `$sourceDescriptions.<name>.<id>`: it is not computed";
        return ReferenceId {
            target: None,
            malformed: Some(Malformed::new(whole, message, Some(help.to_owned()))),
        };
    }
    let parsed = parse_part(braced.unwrap_or(whole), version);
    let target = parsed
        .expression
        .and_then(|expression| match expression.root {
            Root::SourceDescriptions(qualified) => Some(Target::Qualified(qualified)),
            _ => None,
        });
    let around = braced.map(|inside| {
        let message = format!("braces stand around {}", quote(inside.text));
        Malformed::new(
            whole,
            message,
            Some(format!("write {}", quote(inside.text))),
        )
    });
    ReferenceId {
        target,
        malformed: around.or(parsed.malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, reference_id};
    use crate::version::Version;

    fn check(text: &str, expected: &str, malformed: bool) {
        let actual = reference_id(text, Version::V1_1);
        let target = match actual.target {
            None => String::new(),
            Some(Target::Bare(id)) => id.text.to_owned(),
            Some(Target::Qualified(qualified)) => {
                let reference = qualified.resolve(|_| false);
                let id = reference.id.map_or("-", |id| id.text);
                format!("{} / {id}", reference.source.text)
            }
        };
        assert_eq!(target, expected, "{text}");
        assert_eq!(actual.malformed.is_some(), malformed, "{text}");
    }

    #[test]
    fn ids_are_bare_or_qualified() {
        check("getPet", "getPet", false);
        check("a.b/c d", "a.b/c d", false);
        check("$get", "$get", false);
        check("$sourceDescriptions.n.users/list", "n / users/list", false);
        check("$sourceDescriptions.n", "n / -", true);
        check("{$sourceDescriptions.n.op}", "n / op", true);
        check("$sourceDescription.n.op", "", true);
        check("$inputs.operation", "", true);
    }
}
