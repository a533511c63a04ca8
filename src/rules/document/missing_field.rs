use super::{listed, node_of, placement};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::schema::{Fault, FaultKind, Object};
use crate::version::Version;
use crate::workspace::{Source, Target};

rule! {
    /// Reports an object that lacks a field which the specification requires. So it is with `in` of a parameter that
    /// reaches an operation by a reference or from the workflow, and with `action` of a step with an operation of an
    /// AsyncAPI description.
    ///
    /// ## Why is this bad?
    ///
    /// Without the field the object has no meaning: a step that names nothing to call, a source without a place.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    /// ```
    name: "missing-field",
    level: Error,
    requirements: [20, 23, 24, 25, 40, 41, 50, 53, 70, 84, 110, 114, 132, 133, 164, 200, 202, 203, 220, 221, 223, 250, 251, 253, 300, 320, 360, 361, 380, 382, 383, 420, 426],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    placement::check_missing(cx, reporter);
    check_actions(cx, reporter);
    for fault in cx.faults {
        let FaultKind::MissingField {
            object,
            fields,
            needed_by,
            extension,
        } = &fault.kind
        else {
            continue;
        };
        let Some(node) = node_of(cx, fault) else {
            continue;
        };
        // An empty object lacks everything at once, which is one mistake.
        let same_place = cx.faults_at(&fault.pointer);
        let absent: Vec<String> = same_place.iter().filter_map(plain).collect();
        if absent.len() > 1 && needed_by.is_none() && fields.len() == 1 {
            if reporter.has_reported(node.head()) {
                continue;
            }
            reporter
                .report(
                    Spot::lacking(node),
                    format!("{} needs {}", object.with_article(), listed(&absent, "and")),
                )
                .here(format!("{} lacks them", this(*object)))
                .help(format!("add {}", listed(&absent, "and")));
            continue;
        }
        // So does a step without a name that calls nothing.
        let is_nameless = *object == Object::Step && absent.len() == 1;
        if is_nameless && fields.len() == 1 && same_place.iter().any(is_targetless) {
            continue;
        }
        let message = match (fields.as_slice(), needed_by) {
            ([field], Some(other)) => {
                format!("{} with `{other}` needs `{field}`", object.with_article())
            }
            ([field], None) => format!("{} needs `{field}`", object.with_article()),
            (several, _) => {
                let name = match is_nameless && is_targetless(fault) {
                    true => format!("`{}` and ", absent[0]),
                    false => String::new(),
                };
                format!(
                    "{} needs {name}one of {}",
                    object.with_article(),
                    listed(several, "or")
                )
            }
        };
        let label = match (object, fields.len() > 1) {
            (Object::Step, true) => "this step names nothing to call".to_owned(),
            (Object::SuccessAction | Object::FailureAction, true) => {
                "this action goes nowhere".to_owned()
            }
            _ => format!("{} lacks it", this(*object)),
        };
        let help = match (extension, fields.as_slice()) {
            (Some(extension), _) => {
                format!("`{extension}` is an extension that not every tool knows")
            }
            (None, [field]) => format!("add `{field}`"),
            (None, several) if is_nameless => {
                format!("add `{}`, and {}", absent[0], listed(several, "or"))
            }
            (None, several) => format!("add {}", listed(several, "or")),
        };
        let diagnostic = reporter.report(Spot::lacking(node), message);
        diagnostic.here(label).severity(fault.level).help(help);
    }
}

/// Whether a step calls nothing, not even by an extension.
fn is_targetless(fault: &Fault) -> bool {
    matches!(&fault.kind, FaultKind::MissingField { fields, extension: None, .. } if fields.len() > 1)
}

/// Reports steps that name an operation of an AsyncAPI description and do not say whether they send or receive (A17).
fn check_actions(cx: &Context<'_>, reporter: &mut Reporter) {
    if cx.version < Version::V1_1 {
        return;
    }
    let only_events = cx
        .scope
        .sources
        .iter()
        .filter(|source| source.may_have_operations())
        .all(Source::is_asyncapi);
    for found in &cx.steps {
        let (step, node) = (found.step, found.step.node());
        let (Target::Unread(source) | Target::Endpoint { source, .. }) = &found.target else {
            continue;
        };
        let Some(id) = step.operation_id() else {
            continue;
        };
        // A bare id may be that of any source.
        let is_found = matches!(found.target, Target::Endpoint { .. });
        let is_certain = is_found || id.value.starts_with('$') || only_events;
        // With `correlationId` the shape alone demands it.
        let is_told = ["action", "correlationId"]
            .iter()
            .any(|field| node.get(field).is_some() || cx.is_unreadable(node, field));
        if !is_certain || is_told || !source.is_asyncapi() {
            continue;
        }
        let diagnostic = reporter.report(
            Spot::lacking(node),
            "a step with an operation of an AsyncAPI description needs `action`",
        );
        diagnostic.here("this step lacks it");
        let description = source.description;
        let place = description
            .r#type()
            .map_or_else(|| description.node().head(), |kind| kind.span);
        diagnostic
            .label(place, "it describes messages, not requests")
            .help("add `action: send` or `action: receive`");
    }
}

/// A field that is absent whatever else the object holds.
fn plain(fault: &Fault) -> Option<String> {
    match &fault.kind {
        FaultKind::MissingField {
            fields,
            needed_by: None,
            ..
        } => match fields.as_slice() {
            [field] => Some(field.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The object in a label beside it.
fn this(object: Object) -> String {
    match object {
        Object::Info | Object::Components => object.with_article(),
        Object::ArazzoDocument => "this document".to_owned(),
        _ => format!("this {}", object.name()),
    }
}
