use rustc_hash::{FxHashMap, FxHashSet};

use super::queries::{Looking, looking};
use crate::arazzo::{Language, Step};
use crate::diagnostic::Diagnostic;
use crate::expression::{Expression, Message, Root, Source, parse};
use crate::openapi::media_type::{self, Syntax};
use crate::reference::follow;
use crate::rules::{Context, Reporter, rule, status};
use crate::syntax::{Node, Text};
use crate::version::Version;
use crate::workspace::{Call, Place, StepKind};

rule! {
    /// Reports a JSONPath, an XPath or a JSON Pointer that looks into a value without structure (a status, a header, a
    /// parameter), an XPath for a body that the API describes as JSON only, and a JSONPath or JSON Pointer for one that it
    /// describes as XML only.
    ///
    /// ## Why is this bad?
    ///
    /// The query finds nothing, or the tool stops with an error.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - context: $statusCode
    ///     type: jsonpath
    ///     condition: '$[?@ == 200]'
    /// ```
    name: "mismatched-selector",
    level: Warning,
    requirements: [381, 386],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let queries = looking(cx);
    if queries.is_empty() {
        return;
    }
    let calls: FxHashMap<Step<'_>, &Call<'_>> =
        cx.calls.iter().map(|call| (call.step, call)).collect();
    // Where nothing comes by HTTP, there is no such value at all, which is reported as that.
    let is_other = |kind: Option<StepKind>| kind.is_some_and(|kind| kind != StepKind::Http);
    let others = cx.steps.iter().filter(|found| is_other(found.kind));
    let others: FxHashSet<Step<'_>> = others.map(|found| found.step).collect();
    for found in &queries {
        let is_elsewhere = matches!(found.place, Place::Request | Place::WorkflowOutput)
            || found.site.step.is_some_and(|step| others.contains(&step));
        let parsed = parse(found.context.value, cx.version);
        let Some(expression) = parsed.expression.filter(|_| parsed.malformed.is_none()) else {
            continue;
        };
        if is_elsewhere || reporter.has_reported(found.context.span) {
            continue;
        }
        if let Some(what) = scalar(&expression) {
            if found.is_sound(cx) {
                report_scalar(found, &expression, what, reporter);
            }
        } else if let Some(call) = found.site.step.and_then(|step| calls.get(&step)) {
            check_body(cx, found, &expression, call, reporter);
        }
    }
}

/// What an expression reads, if that never has structure.
fn scalar(expression: &Expression<'_>) -> Option<&'static str> {
    match expression.root {
        Root::StatusCode => Some("a number"),
        Root::Url
        | Root::Method
        | Root::Message {
            // The headers of a message may be anything that its schema says.
            message: Message::Request | Message::Response,
            source: Source::Header(_) | Source::Query(_) | Source::Path(_),
        } => Some("plain text"),
        _ => None,
    }
}

fn report_scalar(
    found: &Looking<'_>,
    expression: &Expression<'_>,
    what: &str,
    reporter: &mut Reporter,
) {
    let name = expression.text.text;
    let language = language_name(found.language());
    let message = format!("`{name}` is {what}, and {language} looks into structured values");
    let help = match (found.is_criterion(), expression.root) {
        (false, _) => format!("write `{name}` itself in place of the selector"),
        (true, Root::StatusCode) => {
            "write a simple condition: `condition: $statusCode == 200`, without `type` and `context`"
                .to_owned()
        }
        (true, _) => format!(
            "write a simple condition such as `{name} == '...'` without `type` and `context`, or `type: regex`"
        ),
    };
    let diagnostic = reporter.report(found.context, message);
    diagnostic.help(help);
    show_type(diagnostic, found);
}

fn check_body(
    cx: &Context<'_>,
    found: &Looking<'_>,
    expression: &Expression<'_>,
    call: &Call<'_>,
    reporter: &mut Reporter,
) {
    let Root::Message { message, source } = expression.root else {
        return;
    };
    let operation = call.operation.display_name();
    let (types, what) = match (message, source) {
        (Message::Response, Source::Body) => {
            let responses = call.operation.node().get("responses");
            let types = responses.and_then(|responses| {
                media_types(responses, statuses(found, call, cx.version).as_deref())
            });
            (types, format!("`{operation}` answers with"))
        }
        (Message::Request, Source::Body) => {
            let body = call.step.request_body();
            let named = body.and_then(|body| body.content_type());
            (named.map(|name| vec![name]), "this step sends".to_owned())
        }
        _ => return,
    };
    let (wrong, right, reads) = match found.language() {
        Language::XPath => (Syntax::Json, "`type: jsonpath`", "XPath reads XML"),
        Language::JsonPath => (Syntax::Xml, "`type: xpath`", "JSONPath reads JSON"),
        _ => (Syntax::Xml, "`type: xpath`", "a JSON Pointer reads JSON"),
    };
    let types = types.unwrap_or_default();
    let all_wrong = types
        .iter()
        .all(|name| media_type::syntax(name.value) == wrong);
    let Some(first) = types.first().filter(|_| all_wrong && found.is_sound(cx)) else {
        return;
    };
    let message = format!("{reads}, and {what} `{}`", first.value);
    let diagnostic = reporter.report(found.context, message);
    show_type(diagnostic, found);
    diagnostic
        .label(first.span, "declared here")
        .help(format!("write {right}, with a query in that language"));
}

/// The statuses that the response has at the place of a query, if conditions say so.
fn statuses(found: &Looking<'_>, call: &Call<'_>, version: Version) -> Option<Vec<u16>> {
    match found.place {
        Place::SuccessCriterion | Place::StepOutput => {
            status::allowed(call.step.success_criteria(), version)
        }
        _ => None,
    }
}

/// The media types of the responses to some statuses or to all; `None` where a part of that is not known.
fn media_types<'d>(responses: Node<'d>, statuses: Option<&[u16]>) -> Option<Vec<Text<'d>>> {
    let mut concerned = Vec::new();
    match statuses {
        None => concerned.extend(
            responses
                .entries()
                .filter(|entry| !entry.key.value.starts_with("x-"))
                .map(|entry| entry.value),
        ),
        Some(statuses) => {
            for status in statuses {
                let range = format!("{}XX", status / 100);
                let keys = [
                    status.to_string(),
                    range.clone(),
                    range.to_lowercase(),
                    "default".to_owned(),
                ];
                let response = keys.iter().find_map(|key| responses.get(key));
                concerned.push(response?);
            }
        }
    }
    let mut types = Vec::new();
    for response in concerned {
        let response = follow(response).found()?;
        types.extend(response.members("content").map(|entry| entry.key));
    }
    Some(types)
}

fn show_type(diagnostic: &mut Diagnostic, found: &Looking<'_>) {
    let kind = found.owner.get("type");
    if let Some(kind) = kind.map(|kind| kind.get("type").unwrap_or(kind)) {
        let language = language_name(found.language());
        diagnostic.label(kind.span(), format!("the query is {language}"));
    }
}

fn language_name(language: Language) -> &'static str {
    match language {
        Language::JsonPath => "JSONPath",
        Language::XPath => "XPath",
        _ => "a JSON Pointer",
    }
}
