//! Which declared name a dotted text means.
//!
//! Identifiers may contain dots (A03), and in 1.0 the names of steps, workflows and source descriptions as well. A text
//! alone does not say where such a name ends, so every function here asks which names are declared: the longest wins.

use super::Part;
use super::characters::is_strict;

/// How a dotted name relates to the declared ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match<'a> {
    /// The whole name is declared.
    Exact,
    /// Only the beginning is; `rest` follows it as written, separator included (`.id`, `[0]`).
    Prefix {
        /// The longest declared beginning.
        declared: Part<'a>,
        /// What stands behind it.
        rest: Part<'a>,
    },
    /// Neither the name nor a beginning of it is declared.
    Unknown,
}

/// A beginning of more bytes than this is no name that somebody declares.
const LONGEST: usize = 1_024;

/// Finds what an input, output or component name means among the declared ones.
pub fn resolve_name(name: Part<'_>, declared: impl Fn(&str) -> bool) -> Match<'_> {
    if declared(name.text) {
        return Match::Exact;
    }
    let cuts = name.text.char_indices().rev();
    let found = cuts
        .filter(|&(at, character)| at <= LONGEST && !is_strict(character))
        .map(|(at, _)| name.split_at(at))
        .find(|(beginning, _)| declared(beginning.text));
    found.map_or(Match::Unknown, |(declared, rest)| Match::Prefix {
        declared,
        rest,
    })
}

/// `<step>.outputs.<output>`, the text behind `$steps.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps<'a> {
    /// The whole text, without a pointer.
    pub text: Part<'a>,
}

/// The step and the output that a `$steps` expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepReference<'a> {
    /// The step id.
    pub step: Part<'a>,
    /// The output name, `None` in a malformed expression that names none.
    pub output: Option<Part<'a>>,
}

impl<'a> Steps<'a> {
    /// Splits the text with the ids of the declared steps.
    pub fn resolve(self, declared: impl Fn(&str) -> bool) -> StepReference<'a> {
        let (step, rest) = split(self.text, &["outputs."], declared);
        // `output.` is reported where it is parsed, and plainly means this.
        let output =
            rest.and_then(|rest| named(rest, "outputs.").or_else(|| named(rest, "output.")));
        StepReference { step, output }
    }
}

/// `<workflow>.inputs.<input>` or `<workflow>.outputs.<output>`, the text behind `$workflows.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workflows<'a> {
    /// The whole text, without a pointer.
    pub text: Part<'a>,
}

/// The workflow and the field that a `$workflows` expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkflowReference<'a> {
    /// The workflow id.
    pub workflow: Part<'a>,
    /// What is read, `None` in a malformed expression that does not say.
    pub field: Option<WorkflowField<'a>>,
}

/// What a `$workflows` expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkflowField<'a> {
    /// The name of an input.
    Input(Part<'a>),
    /// The name of an output.
    Output(Part<'a>),
}

impl<'a> Workflows<'a> {
    /// Splits the text with the ids of the declared workflows.
    pub fn resolve(self, declared: impl Fn(&str) -> bool) -> WorkflowReference<'a> {
        let (workflow, rest) = split(self.text, &["inputs.", "outputs."], declared);
        let field = rest.and_then(|rest| {
            let input = named(rest, "inputs.").map(WorkflowField::Input);
            input.or_else(|| named(rest, "outputs.").map(WorkflowField::Output))
        });
        WorkflowReference { workflow, field }
    }
}

/// `<source>.<id>`, the text behind `$sourceDescriptions.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceDescriptions<'a> {
    /// The whole text.
    pub text: Part<'a>,
}

/// The source description and what is named in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceReference<'a> {
    /// The name of the source description.
    pub source: Part<'a>,
    /// `url`, an operation id or a workflow id; `None` in a malformed expression that names none.
    pub id: Option<Part<'a>>,
}

impl<'a> SourceDescriptions<'a> {
    /// Splits the text with the names of the declared source descriptions. The whole rest is the id (A11).
    pub fn resolve(self, declared: impl Fn(&str) -> bool) -> SourceReference<'a> {
        let (source, rest) = split(self.text, &[], declared);
        SourceReference {
            source,
            id: rest.filter(|rest| !rest.is_empty()),
        }
    }
}

fn named<'a>(rest: Part<'a>, field: &str) -> Option<Part<'a>> {
    rest.strip_prefix(field).filter(|name| !name.is_empty())
}

/// The id at the beginning of `text`, and what follows the dot behind it.
///
/// With several readings: a declared id before one of `fields`, then any declared id, then the first of `fields`, then
/// the first dot, where an id of the 1.1 grammar ends.
fn split<'a>(
    text: Part<'a>,
    fields: &[&str],
    declared: impl Fn(&str) -> bool,
) -> (Part<'a>, Option<Part<'a>>) {
    let at_dot = |(at, _)| {
        let (id, rest) = text.split_at(at);
        (id, rest.strip_prefix("."))
    };
    let splits: Vec<_> = text.text.match_indices('.').map(at_dot).collect();
    let before_field = |(_, rest): &&(Part<'a>, Option<Part<'a>>)| {
        rest.is_some_and(|rest| fields.iter().any(|field| rest.text.starts_with(field)))
    };
    let is_declared = |(id, _): &&(Part<'a>, Option<Part<'a>>)| declared(id.text);

    let mut longest_first = splits.iter().rev();
    let found = longest_first
        .clone()
        .find(|split| before_field(split) && is_declared(split));
    if found.is_none() && declared(text.text) {
        return (text, None);
    }
    let found = found
        .or_else(|| longest_first.find(is_declared))
        .or_else(|| splits.iter().find(before_field))
        .or_else(|| splits.first());
    found.copied().unwrap_or((text, None))
}

#[cfg(test)]
mod tests {
    use super::{Match, Part, SourceDescriptions, Steps, resolve_name};

    fn check(text: &str, declared: &[&str], expected: (&str, Option<&str>)) {
        let steps = Steps {
            text: Part::whole(text),
        };
        let reference = steps.resolve(|id| declared.contains(&id));
        let actual = (reference.step.text, reference.output.map(|part| part.text));
        assert_eq!(actual, expected, "{text} with {declared:?}");
    }

    #[test]
    fn steps_are_split_with_the_declared_ids() {
        check("a.outputs.b.c", &["a"], ("a", Some("b.c")));
        check("a.b.outputs.c", &["a", "a.b"], ("a.b", Some("c")));
        check("a.b.outputs.c", &["a"], ("a", None));
        check("a.b.outputs.c", &[], ("a.b", Some("c")));
        check("a.b", &["a.b"], ("a.b", None));
        check("a.b", &["a"], ("a", None));
        check("a.b", &[], ("a", None));
        check("a.outputs.b", &["a.outputs", "a"], ("a", Some("b")));
        check(
            "outputs.outputs.outputs",
            &["outputs"],
            ("outputs", Some("outputs")),
        );
        check("a.outputs.b.outputs.c", &[], ("a", Some("b.outputs.c")));
        check(
            "a.outputs.b.outputs.c",
            &["a.outputs.b"],
            ("a.outputs.b", Some("c")),
        );
        check("a.output.b", &["a"], ("a", Some("b")));
        check("a.outputs.", &["a"], ("a", None));
        check("", &[], ("", None));
    }

    #[test]
    fn sources_are_split_with_the_declared_names() {
        let text = Part::whole("my.api.op.get");
        for (declared, source, id) in [
            (vec!["my.api"], "my.api", "op.get"),
            (vec!["my", "my.api"], "my.api", "op.get"),
            (vec![], "my", "api.op.get"),
        ] {
            let reference = SourceDescriptions { text }.resolve(|name| declared.contains(&name));
            assert_eq!(reference.source.text, source);
            assert_eq!(reference.id.map(|part| part.text), Some(id));
        }
    }

    #[test]
    fn names_match_whole_or_by_their_longest_beginning() {
        for (name, declared, expected) in [
            ("a.b", vec!["a.b", "a"], None),
            ("a.b.c", vec!["a", "a.b"], Some(("a.b", ".c"))),
            ("list[0]", vec!["list"], Some(("list", "[0]"))),
            ("ab", vec!["a"], Some(("", ""))),
        ] {
            let expected = match expected {
                None => Match::Exact,
                Some(("", _)) => Match::Unknown,
                Some((declared, rest)) => Match::Prefix {
                    declared: Part::whole(declared),
                    rest: Part {
                        text: rest,
                        start: declared.len(),
                    },
                },
            };
            let actual = resolve_name(Part::whole(name), |name| declared.contains(&name));
            assert_eq!(actual, expected, "{name}");
        }
    }
}
