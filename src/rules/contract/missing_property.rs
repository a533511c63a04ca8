use super::wording;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::source::Span;
use crate::syntax::Node;
use crate::types::{MisfitKind, Mistake};

rule! {
    /// Reports a required property that the payload does not set. Where a property that looks like it stands there
    /// instead, `unknown-property` names both.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation's schema requires `amount`.
    ///
    /// ```yaml
    /// requestBody:
    ///   contentType: application/json
    ///   payload: { currency: EUR }
    /// ```
    name: "missing-property",
    level: Error,
    requirements: [407],
    when_cut: Nothing,
    check: check,
}

/// More absent properties of one object than this are one finding.
const SEPARATE: usize = 5;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, request) in cx.requests() {
        let operation = request.taker(call);
        let step = call.step.step_id().map_or("", |id| id.value);
        let mut objects: Vec<(Span, Vec<Absent<'_, '_>>)> = Vec::new();
        for mistake in &request.body {
            match &mistake.kind {
                MisfitKind::Missing { property, declared } => {
                    let absent = Absent {
                        mistake,
                        property,
                        declared: *declared,
                    };
                    match objects.iter_mut().find(|(span, _)| *span == mistake.span) {
                        Some((_, absents)) => absents.push(absent),
                        None => objects.push((mistake.span, vec![absent])),
                    }
                }
                MisfitKind::NoBranch { missing } => {
                    report_alternatives(&operation, mistake, missing, reporter);
                }
                _ => {}
            }
        }
        for (_, absents) in objects {
            match absents.as_slice() {
                few if few.len() <= SEPARATE => {
                    for absent in few {
                        report(&operation, step, absent, reporter);
                    }
                }
                many => report_all(&operation, step, many, reporter),
            }
        }
    }
}

struct Absent<'r, 'd> {
    mistake: &'r Mistake<'d>,
    property: &'r str,
    declared: Option<Node<'d>>,
}

/// What requires the property: inside of a payload the schema by its name, else the value by its key; at its root the
/// operation.
fn owner(operation: &str, mistake: &Mistake<'_>) -> String {
    match (mistake.key.as_deref(), mistake.name) {
        (Some("payload"), _) => format!("`{operation}`"),
        (_, Some(name)) => format!("`{name}`"),
        (Some(key), None) => format!("`{key}`"),
        (None, None) => "this item".to_owned(),
    }
}

fn place(step: &str, mistake: &Mistake<'_>) -> String {
    match mistake.key.as_deref() {
        Some("payload") => format!("payload of step `{step}`"),
        Some(key) => format!("`{key}` in the payload of step `{step}`"),
        None => format!("in the payload of step `{step}`"),
    }
}

fn report(operation: &str, step: &str, absent: &Absent<'_, '_>, reporter: &mut Reporter) {
    let Absent {
        mistake,
        property,
        declared,
    } = absent;
    let message = format!(
        "{} requires `{property}`, and the payload does not set it",
        owner(operation, mistake)
    );
    let diagnostic = reporter.report(Spot::from(mistake.head), message);
    diagnostic
        .here(place(step, mistake))
        .at(mistake.pointer.clone());
    if let Some(schema) = mistake.schema {
        diagnostic.label(schema.span(), "required here");
    }
    diagnostic.help(format!("add `{property}`{}", wording::detail(*declared)));
}

fn report_all(operation: &str, step: &str, absents: &[Absent<'_, '_>], reporter: &mut Reporter) {
    let mistake = absents[0].mistake;
    let names: Vec<String> = absents
        .iter()
        .map(|absent| format!("`{}`", absent.property))
        .collect();
    let message = format!(
        "{} requires {} properties that the payload does not set: {}",
        owner(operation, mistake),
        names.len(),
        names.join(", ")
    );
    let diagnostic = reporter.report(Spot::from(mistake.head), message);
    diagnostic
        .here(place(step, mistake))
        .at(mistake.pointer.clone());
    if let Some(schema) = mistake.schema {
        diagnostic.label(schema.span(), "the first of them is required here");
    }
    diagnostic.help("add them to the payload");
}

fn report_alternatives(
    operation: &str,
    mistake: &Mistake<'_>,
    missing: &[Vec<String>],
    reporter: &mut Reporter,
) {
    let ways: Vec<String> = missing
        .iter()
        .filter(|names| !names.is_empty())
        .map(|names| {
            names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(" and ")
        })
        .collect();
    let is_simple = missing.iter().all(|names| names.len() <= 1);
    let message = format!(
        "{} requires {}",
        owner(operation, mistake),
        if is_simple {
            ways.join(" or ")
        } else {
            ways.join(", or ")
        }
    );
    let diagnostic = reporter.report(Spot::from(mistake.head), message);
    diagnostic
        .here("the payload sets none of them")
        .at(mistake.pointer.clone());
    if let Some(schema) = mistake.schema {
        diagnostic.label(
            schema.key().map_or_else(|| schema.head(), |key| key.span),
            "required here",
        );
    }
    diagnostic.help(if is_simple {
        "add one of them"
    } else {
        "add the properties of one of the alternatives"
    });
}
