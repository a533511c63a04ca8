use super::{has_string_key, key_of, key_text, listed, node_of};
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::edit;
use crate::rules::{Context, Reporter, rule};
use crate::schema::{Fault, FaultKind, Object};
use crate::suppression::FIELD;
use crate::syntax::Node;

rule! {
    /// Reports a field that the object does not have, fields of a later version included.
    ///
    /// ## Why is this bad?
    ///
    /// Names are case-sensitive, and a misspelt field is silently ignored by a tool, or the document refused.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     sucessCriteria: [{ condition: $statusCode == 201 }]
    /// ```
    name: "unknown-field",
    level: Error,
    requirements: [2, 8, 22, 227, 237, 258, 282, 283, 307, 332, 367, 385, 460],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for fault in cx.faults {
        let FaultKind::UnknownField {
            object,
            field,
            suggestions,
            new_in_1_1,
        } = &fault.kind
        else {
            continue;
        };
        // The linter's own field works in every object, also where nothing else may stand.
        if field == FIELD {
            continue;
        }
        let Some(spot) = key_of(cx, fault).filter(|_| has_string_key(cx, fault)) else {
            continue;
        };
        let message = match (new_in_1_1, fault.level) {
            (true, _) => format!("`{field}` is new in Arazzo 1.1, and this document is 1.0"),
            (false, Severity::Error) => format!("{} has no field `{field}`", object.with_article()),
            (false, _) => format!("`{field}` is ignored beside `reference`"),
        };
        let diagnostic = reporter.report(spot, message);
        diagnostic.severity(fault.level);
        if *new_in_1_1 {
            diagnostic.help("set `arazzo` to `1.1.0`, or remove the field");
        } else if field == "$ref" {
            diagnostic.help(reference(node_of(cx, fault)));
        } else if let Some(rest) = field.strip_prefix("X-") {
            diagnostic.help(format!(
                "write `x-{rest}`: extensions begin with a small `x`"
            ));
            rename(cx, fault, diagnostic, &format!("x-{rest}"));
        } else if !suggestions.is_empty() {
            let case_only = suggestions
                .iter()
                .any(|name| name.eq_ignore_ascii_case(field));
            let hint = if case_only {
                " names are case-sensitive"
            } else {
                ""
            };
            diagnostic.help(format!("did you mean {}?{hint}", listed(suggestions, "or")));
            if let [meant] = suggestions.as_slice() {
                rename(cx, fault, diagnostic, meant);
            }
        } else if let Some(condition) = spread_comparison(cx, fault) {
            diagnostic.help(format!("write `condition: {condition}`"));
        } else if fault.level == Severity::Error {
            diagnostic.help(help(*object, field));
        }
    }
}

/// Offers another name for the field.
fn rename(cx: &Context<'_>, fault: &Fault, diagnostic: &mut Diagnostic, name: &str) {
    if let Some(key) = key_text(cx, fault) {
        let title = format!("rename `{}` to `{name}`", key.value);
        diagnostic.offer(Safety::Unsafe, title, || edit::rewrite(key, name));
    }
}

/// What to do about a field that resembles none.
fn help(object: Object, field: &str) -> String {
    match (object, field) {
        (_, extension) if extension.starts_with("X-") => {
            format!("call it `x-{}`: names are case-sensitive", &extension[2..])
        }
        (Object::SuccessAction, "retryAfter" | "retryLimit") => {
            "remove it: only a failure action tries again".to_owned()
        }
        (Object::Components, "schemas") => {
            "the schemas of inputs stand in `inputs`; other schemas belong into the API description"
                .to_owned()
        }
        (Object::Parameter | Object::SuccessAction | Object::FailureAction, "reference") => {
            "write it out here: components hold no references".to_owned()
        }
        _ => format!("remove it, or call it `x-{field}` if it is an extension"),
    }
}

/// What to write for a `$ref`, which only schemas have.
fn reference(target: Option<Node<'_>>) -> String {
    let components = target
        .and_then(Node::text)
        .and_then(|text| text.value.strip_prefix("#/components/"));
    match components {
        Some(path) => format!("write `reference: $components.{}`", path.replace('/', ".")),
        None => "only schemas have `$ref`: what stands in `components` is reused by `reference`"
            .to_owned(),
    }
}

/// The condition that a criterion means with `context: $statusCode`, `condition: ==` and `value: 200`.
fn spread_comparison(cx: &Context<'_>, fault: &Fault) -> Option<String> {
    let (parent, "value") = fault.pointer.rsplit_once('/')? else {
        return None;
    };
    let criterion = cx.document.node().at_pointer(parent)?;
    let context = criterion.string("context")?.value;
    let operator = criterion.string("condition")?.value.trim();
    let value = criterion.get("value")?;
    let written = value.as_written().value;
    let value = match value.text() {
        Some(text) if !text.value.starts_with('$') => {
            format!("'{}'", text.value.replace('\'', "''"))
        }
        _ => written.to_owned(),
    };
    let is_operator = !operator.is_empty() && operator.chars().all(|c| "=!<>".contains(c));
    is_operator.then(|| format!("{context} {operator} {value}"))
}
