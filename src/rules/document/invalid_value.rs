use super::{has_string_key, key_of, listed, node_of};
use crate::arazzo::Language;
use crate::query::{Query, embedded};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::schema::{FaultKind, Problem};
use crate::syntax::Node;
use crate::workspace::State;

rule! {
    /// Reports a value of the right type that the field does not take: a word that is none of the allowed ones, an empty
    /// list, a number below its minimum, a key with characters that keys cannot have, a text that is no URI or media type,
    /// a selector that is no JSON Pointer although its type says so.
    ///
    /// ## Why is this bad?
    ///
    /// A tool refuses the document, or takes the value for something else.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// onFailure:
    ///   - { name: again, type: repeat }
    /// ```
    name: "invalid-value",
    level: Error,
    requirements: [22, 24, 25, 27, 28, 29, 54, 55, 85, 93, 143, 150, 162, 181, 185, 201, 221, 251, 259, 261, 280, 321, 360, 362, 363, 364, 382, 383, 401, 424],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for fault in cx.faults {
        let FaultKind::InvalidValue {
            object,
            field,
            entry,
            problem,
        } = &fault.kind
        else {
            continue;
        };
        let spot = match problem {
            Problem::MalformedKey { .. } => key_of(cx, fault).filter(|_| has_string_key(cx, fault)),
            Problem::EmptyList => node_of(cx, fault).map(Spot::lacking),
            Problem::Fragment => node_of(cx, fault).map(fragment),
            _ => node_of(cx, fault).map(Spot::from),
        };
        let Some(spot) = spot else { continue };
        // What the document of a source is instead is reported as that.
        let is_type = matches!(
            problem,
            Problem::NotOneOf {
                new_in_1_1: true,
                ..
            }
        );
        if is_type && field == "type" && is_mismatched_source(cx, &fault.pointer) {
            continue;
        }
        let subject = if *entry {
            format!("an entry of `{field}`")
        } else {
            format!("`{field}`")
        };
        let (message, help) = describe(&subject, field, problem);
        let diagnostic = reporter.report(spot, message);
        diagnostic.severity(fault.level);
        diagnostic.help = help.or_else(|| {
            Some(format!(
                "see the field `{field}` of {}",
                object.with_article()
            ))
        });
    }
    for used in &cx.selectors {
        let kind = used.what.r#type();
        if kind.is_some_and(|kind| kind.language == Language::JsonPointer)
            && let Some(text) = used.what.selector()
            && let Some(embedded) = embedded(text.value, cx.version)
            && let Some(fault) = (Query {
                text: text.value,
                embedded: &embedded,
            })
            .pointer()
        {
            let span = text.part(fault.range);
            if !reporter.has_reported(span) {
                reporter.report(span, fault.message).help = fault.help;
            }
        }
    }
}

/// Whether a pointer is that of the type of a source whose document is of another one.
fn is_mismatched_source(cx: &Context<'_>, pointer: &str) -> bool {
    cx.sources().any(|(source, _)| {
        let r#type = source.description.r#type();
        matches!(source.state, State::Mismatched)
            && r#type.is_some_and(|text| text.node().pointer() == pointer)
    })
}

fn describe(subject: &str, field: &str, problem: &Problem) -> (String, Option<String>) {
    match problem {
        Problem::NotOneOf {
            found,
            allowed,
            suggestions,
            new_in_1_1,
        } => {
            let allowed = listed(allowed, "or");
            let takes = format!("{subject} takes {allowed}");
            let message = if *new_in_1_1 {
                format!("`{found}` is new in Arazzo 1.1, and this document is 1.0: {takes}")
            } else {
                format!("{takes}, not `{found}`")
            };
            let help = if !suggestions.is_empty() {
                format!("did you mean {}?", listed(suggestions, "or"))
            } else if *new_in_1_1 {
                "set `arazzo` to `1.1.0`".to_owned()
            } else if is_body(field, found) {
                "what is sent as the body stands in `requestBody`".to_owned()
            } else {
                format!("write {allowed}")
            };
            (message, Some(help))
        }
        Problem::EmptyList => {
            let help = match field {
                "steps" => "a workflow has at least one step".to_owned(),
                "workflows" | "sourceDescriptions" => {
                    "a document has at least one of them".to_owned()
                }
                _ => format!("add an entry to `{field}`, or remove the field"),
            };
            (format!("{subject} is an empty list"), Some(help))
        }
        Problem::EmptyString => (
            format!("{subject} is empty"),
            Some("write a value, or remove the field".to_owned()),
        ),
        Problem::BelowMinimum { minimum } => (
            format!("{subject} is below {minimum}"),
            Some(format!("write {minimum} or more")),
        ),
        Problem::MalformedKey { key } => (
            format!("the key `{key}` of `{field}` holds characters that keys cannot have"),
            Some("use letters, digits, `.`, `-` and `_` only".to_owned()),
        ),
        Problem::MalformedDependency { found } => match found.strip_prefix("$steps.") {
            Some(step) => (
                format!("`{found}` does not name a step here: `{field}` takes the id alone"),
                Some(format!(
                    "write `{}`",
                    step.split('.').next().unwrap_or(step)
                )),
            ),
            None => (
                format!("`{found}` does not name a step"),
                Some(
                    "write a step id of this workflow, or that of another one as \
                     `$workflows.<workflowId>.steps.<stepId>`"
                        .to_owned(),
                ),
            ),
        },
        Problem::Fragment => (
            format!("{subject} cannot have a fragment"),
            Some("remove everything from `#` on".to_owned()),
        ),
        Problem::MalformedUri { found } => {
            let help = if found.starts_with("\\\\") {
                "files of other machines and devices are not read: name a file of this repository"
                    .to_owned()
            } else if found.contains('\\') {
                let slashes = found.replace('\\', "/");
                // Before a colon stands the scheme of a URL.
                let is_drive = slashes.find(':') == Some(1);
                let scheme = if is_drive { "file:///" } else { "" };
                format!("write `{scheme}{slashes}`")
            } else {
                "write special characters percent-encoded, a blank as `%20`".to_owned()
            };
            (format!("`{found}` is no URI reference"), Some(help))
        }
        Problem::MalformedMediaType { found } => (
            format!("`{found}` is no media type"),
            Some("write type and subtype: `application/json`".to_owned()),
        ),
    }
}

/// Whether a parameter has a place that Swagger has, and Arazzo has not.
fn is_body(field: &str, found: &str) -> bool {
    field == "in" && matches!(found, "body" | "formData")
}

/// The fragment of a URI reference.
fn fragment(node: Node<'_>) -> Spot {
    let text = node.as_written();
    match text.value.find('#') {
        Some(at) => Spot::at(text.part(at..text.value.len()), node),
        None => Spot::from(node),
    }
}
