use rustc_hash::{FxHashMap, FxHashSet};

use super::queries::{Looking, looking};
use crate::arazzo::{Language, Step};
use crate::diagnostic::Diagnostic;
use crate::expression::{Expression, Message, Root, Source, parse};
use crate::flow::StatusSet;
use crate::openapi::media_type::{self, Syntax};
use crate::openapi::{Operation, Response};
use crate::rules::contract::mismatched_type::show_way;
use crate::rules::contract::wording;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::types::{Inferred, Moment, Where};
use crate::workspace::{Call, Place, StepKind};

rule! {
    /// Reports a JSONPath, an XPath or a JSON Pointer that looks into a value without structure (a status, a header, a
    /// parameter, an input or a part of a body that is a string or a number), an XPath for a body that the API describes as JSON only, and a JSONPath or JSON Pointer for one that it
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
        if let Some(inferred) = unstructured(cx, found, &expression) {
            if found.is_sound(cx) && !reporter.has_reported(found.context.span) {
                let what = wording::kinds(inferred.shape.kinds());
                let diagnostic = report_scalar(found, &expression, &what, reporter);
                show_way(diagnostic, &inferred);
            }
            continue;
        }
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

/// What a value can be of which the documents say that it never has structure. A text may hold XML.
fn unstructured<'d>(
    cx: &Context<'d>,
    found: &Looking<'d>,
    expression: &Expression<'_>,
) -> Option<Inferred<'d>> {
    let is_part = expression
        .pointer
        .is_some_and(|pointer| !pointer.text.is_empty());
    let is_typed = match expression.root {
        Root::Inputs(_) | Root::Steps(_) | Root::Outputs(_) | Root::Workflows(_) => true,
        Root::Message { source, .. } => matches!(source, Source::Body | Source::Payload) && is_part,
        _ => false,
    };
    if !is_typed || found.is_whole() || found.language() == Language::XPath {
        return None;
    }
    let at = Where {
        workflow: found.site.workflow?,
        step: found.site.step,
        moment: match found.place {
            Place::SuccessCriterion | Place::StepOutput => Moment::Succeeded,
            _ => Moment::Before,
        },
    };
    let inferred = cx.inference.infer(cx.scope, expression, at);
    inferred.shape.is_scalar().then_some(inferred)
}

fn report_scalar<'r>(
    found: &Looking<'_>,
    expression: &Expression<'_>,
    what: &str,
    reporter: &'r mut Reporter,
) -> &'r mut Diagnostic {
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
    diagnostic
}

fn check_body<'d>(
    cx: &Context<'d>,
    found: &Looking<'d>,
    expression: &Expression<'_>,
    call: &Call<'d>,
    reporter: &mut Reporter,
) {
    let (Root::Message { message, source }, Some(http)) = (expression.root, call.http()) else {
        return;
    };
    let operation = http.display_name();
    let (types, what) = match (message, source) {
        (Message::Response, Source::Body) => {
            let types = media_types(http, allowed(cx, found, call));
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

/// The status codes that the response can have at the place of a query.
fn allowed<'d>(cx: &Context<'d>, found: &Looking<'d>, call: &Call<'d>) -> StatusSet {
    match found.place {
        Place::SuccessCriterion | Place::StepOutput => {
            cx.conditions.statuses_of_all(call.step.success_criteria())
        }
        _ => StatusSet::ALL,
    }
}

/// The media types of the responses with one of some codes; `None` where a part of that is not known.
fn media_types<'d>(operation: Operation<'d>, allowed: StatusSet) -> Option<Vec<Text<'d>>> {
    let covered = |response: &Response<'d>| StatusSet::of_key(response.status.value);
    let all = operation
        .responses()
        .filter_map(|response| covered(&response));
    let documented = all.fold(StatusSet::NONE, StatusSet::union);
    let mut types = Vec::new();
    for response in operation.responses() {
        let is_concerned = match covered(&response) {
            Some(codes) => !codes.is_disjoint(allowed),
            None => !documented.includes(allowed),
        };
        if is_concerned {
            response.node?;
            for media_type in response.content() {
                // What is only likely proves nothing.
                types.push(Some(media_type.name).filter(|_| !media_type.is_assumed)?);
            }
        }
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
