use super::{listed, node_of};
use crate::arazzo::{Parameter, Step};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::schema::{Fault, FaultKind, Object};

rule! {
    /// Reports an object that lacks a field which the specification requires.
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
    for fault in &cx.faults {
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
    places(cx, reporter);
}

/// Whether a step calls nothing, not even by an extension.
fn is_targetless(fault: &Fault) -> bool {
    matches!(&fault.kind, FaultKind::MissingField { fields, extension: None, .. } if fields.len() > 1)
}

/// The place of a parameter that does not stand in a step: whether it needs one depends on what the steps call
/// (Arazzo 1.0.1, Parameter Object). The shape check looks at those that stand in a step.
fn places(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        let operation = workflow.steps().find(|step| step.calls_operation());
        let Some(operation) = operation else {
            continue;
        };
        for parameter in workflow.parameters() {
            place(cx, parameter, operation, reporter);
        }
        for step in workflow.steps().filter(|step| step.calls_operation()) {
            for parameter in step.parameters().filter(|entry| entry.reusable().is_some()) {
                place(cx, parameter, step, reporter);
            }
        }
    }
}

fn place<'d>(cx: &Context<'d>, entry: Parameter<'d>, step: Step<'d>, reporter: &mut Reporter) {
    let Some(parameter) = cx.document.components().parameter(entry) else {
        return;
    };
    let node = parameter.node();
    let is_there = node.get("in").is_some() || cx.is_unreadable(node, "in");
    let spot = Spot::lacking(node);
    if is_there || !node.is_mapping() || reporter.has_reported(node.head()) {
        return;
    }
    reporter
        .report(spot, "a parameter of an operation needs `in`")
        .here("this parameter lacks it")
        .label(step.head(), "this step calls an operation")
        .help("add `in`: `path`, `query`, `header` or `cookie`");
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
