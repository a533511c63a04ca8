use rustc_hash::FxHashMap;

use super::wording::listed;
use super::{declared, is_known};
use crate::arazzo::{Selector, Step, Workflow};
use crate::expression::{Message, Part, Root, Source, Value, value};
use crate::near::near;
use crate::openapi::Location;
use crate::openapi::media_type;
use crate::rules::{Context, Reporter, rule};
use crate::source::Span;
use crate::workspace::{Call, Occurrence, Place};

rule! {
    /// Reports `$request.query.x`, `$request.path.x` and `$request.header.x` where the operation declares no such parameter
    /// and the step sends none. Known without a declaration is what `unknown-parameter` knows. Also `$request.body#/x` where
    /// the payload that the step sends as JSON has no such place.
    ///
    /// ## Why is this bad?
    ///
    /// Only what a request has can be read from it: the value is never there.
    ///
    /// ## Example
    ///
    /// The operation declares the query parameter `limit`.
    ///
    /// ```yaml
    /// outputs:
    ///   pageSize: $request.query.limt
    /// ```
    name: "unknown-request-value",
    level: Error,
    requirements: [441],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut calls: FxHashMap<Step<'_>, &Call<'_>> = FxHashMap::default();
    let mut calls_of: FxHashMap<Workflow<'_>, Vec<&Call<'_>>> = FxHashMap::default();
    for (call, _) in cx.http_calls() {
        calls.insert(call.step, call);
        calls_of.entry(call.workflow).or_default().push(call);
    }
    for occurrence in &cx.occurrences {
        // Before the request is sent and behind the last step there is none, which is reported as that.
        if matches!(occurrence.place, Place::Request | Place::WorkflowOutput)
            || occurrence.malformed.is_some()
        {
            continue;
        }
        check_body(cx, &calls, occurrence, reporter);
        let Some((location, name)) = read(occurrence) else {
            continue;
        };
        // What an action of the workflow reads, it reads from any of the steps: one that has it is enough.
        let concerned = match (occurrence.site.step, occurrence.site.workflow) {
            (Some(step), _) => calls.get(&step).copied(),
            (None, Some(workflow)) => {
                let known = calls_of.get(&workflow).map_or(&[][..], Vec::as_slice);
                let all_known = known.len() == workflow.steps().count();
                let lacks_all = || known.iter().all(|call| lacks(call, location, name.text));
                known.first().copied().filter(|_| all_known && lacks_all())
            }
            (None, None) => None,
        };
        let span = occurrence.span(name);
        if let Some(call) = concerned.filter(|call| lacks(call, location, name.text))
            && !reporter.has_reported(span)
        {
            report(call, occurrence, (location, name, span), reporter);
        }
    }
}

/// Looks for what an expression reads from the body of the request.
fn check_body<'d>(
    cx: &Context<'d>,
    calls: &FxHashMap<Step<'d>, &Call<'d>>,
    occurrence: &Occurrence<'d>,
    reporter: &mut Reporter,
) {
    let Some(expression) = occurrence.expression else {
        return;
    };
    let is_body = matches!(
        expression.root,
        Root::Message {
            message: Message::Request,
            source: Source::Body
        }
    );
    let call = occurrence.site.step.and_then(|step| calls.get(&step));
    let Some(call) = call.filter(|_| is_body) else {
        return;
    };
    let operation = call.callee.display_name();
    let step = call.step;
    let Some(body) = step.request_body() else {
        let span = occurrence.span(expression.text);
        let declared = call.http().and_then(|operation| operation.request_body());
        // One that is required is missed, which is reported as that.
        let may_be_missed =
            declared.is_some_and(|declared| declared.map_or(true, |declared| declared.required()));
        if step.node().get("requestBody").is_none()
            && !may_be_missed
            && !cx.is_unreadable(step.node(), "requestBody")
            && !reporter.has_reported(span)
        {
            reporter
                .report(span, format!("the request of `{operation}` has no body"))
                .label(step.head(), "this step sends none");
        }
        return;
    };
    let media_type = body.content_type();
    let is_json =
        media_type.is_none_or(|text| media_type::syntax(text.value) == media_type::Syntax::Json);
    // What replacements add is not looked for.
    let is_plain = is_json && body.node().get("replacements").is_none();
    let (Some(mut node), Some(pointer)) = (body.payload().filter(|_| is_plain), expression.pointer)
    else {
        return;
    };
    for token in pointer.tokens() {
        let is_known = match node.text() {
            Some(text) => matches!(value(text.value, cx.version), Value::Literal),
            None => Selector::of(node, cx.version).is_none(),
        };
        // The text of a payload may be JSON, and in a condition a token may go on with accessors.
        let may_be_more = node.parent().is_some_and(|parent| parent == body.node())
            && node.text().is_some()
            || occurrence.is_in_condition() && token.decoded.contains(['.', '[']);
        if !is_known || may_be_more {
            return;
        }
        let index = || token.decoded.parse::<usize>().ok();
        let inside = match node.is_sequence() {
            true => index().and_then(|index| node.items().nth(index)),
            false => node.get(&token.decoded),
        };
        if let Some(inside) = inside {
            node = inside;
            continue;
        }
        let span = occurrence.span(token.written);
        if !reporter.has_reported(span) {
            let name = token.written.text;
            let message = format!("the body that `{operation}` is sent has no `{name}` here");
            let diagnostic = reporter.report(span, message);
            diagnostic.label(node.head(), "sent here");
            let names = node.entries().map(|entry| entry.key.value);
            if let Some(close) = near(&token.decoded, names).first() {
                diagnostic.help(format!("did you mean `{close}`?"));
            }
        }
        return;
    }
}

/// The parameter of the request that an expression reads.
fn read<'a>(occurrence: &Occurrence<'a>) -> Option<(Location, Part<'a>)> {
    let Root::Message {
        message: Message::Request,
        source,
    } = occurrence.expression?.root
    else {
        return None;
    };
    let (location, name) = match source {
        Source::Query(name) => (Location::Query, name),
        Source::Path(name) => (Location::Path, name),
        Source::Header(name) => (Location::Header, name),
        Source::Body | Source::Payload => return None,
    };
    (!name.is_empty()).then_some((location, name))
}

/// Whether a request certainly has no parameter of that name in that place.
fn lacks(call: &Call<'_>, location: Location, name: &str) -> bool {
    // What a reference declares or passes that is not known may be just this.
    let may_be_sent = location == Location::Query && call.parameters.query_string.is_some();
    if call.passes_unknown || !call.parameters.unknown.is_empty() || may_be_sent {
        return false;
    }
    let is_sent = call.passed.iter().any(|passed| {
        let place = passed.location.map(|text| text.value);
        match place.map(|place| (place, Location::of(place))) {
            Some((_, Some(other))) => {
                other == location && location.same_name(passed.name.value, name)
            }
            Some(("querystring", None)) => location == Location::Query,
            // Without a place that there is, which is reported, it may be meant for this one.
            _ => location.same_name(passed.name.value, name),
        }
    });
    !is_sent && declared(call, location, name).is_none() && !is_known(call, location, name)
}

fn report(
    call: &Call<'_>,
    occurrence: &Occurrence<'_>,
    (location, name, span): (Location, Part<'_>, Span),
    reporter: &mut Reporter,
) {
    let place = location.name();
    let message = format!(
        "the request of `{}` has no {} `{}`",
        call.callee.display_name(),
        match location {
            Location::Header => "header".to_owned(),
            _ => format!("{place} parameter"),
        },
        name.text
    );
    let diagnostic = reporter.report(span, message);
    if let Some(via) = occurrence.site.via {
        diagnostic.label(via.span(), "used here");
    }
    let parameters = &call.parameters.declared;
    let elsewhere = parameters
        .iter()
        .find(|other| other.has_name(name.text) && other.location != Location::Cookie);
    if let Some(other) = elsewhere {
        let right = format!("$request.{}.{}", other.location.name(), other.name.value);
        diagnostic
            .label(other.name.span, "declared here")
            .help(format!("write `{right}`"));
        return;
    }
    // Both what the operation declares and what the step sends beyond that can be read.
    let declared = parameters.iter().filter(|other| other.location == location);
    let sent = call
        .passed
        .iter()
        .filter(|passed| passed.location.is_some_and(|text| text.value == place));
    let mut names: Vec<(&str, Span, &str)> = declared
        .map(|other| (other.name.value, other.name.span, "declared here"))
        .collect();
    for passed in sent {
        let is_new = |name: &str| {
            !names
                .iter()
                .any(|(other, ..)| location.same_name(other, name))
        };
        if is_new(passed.name.value) {
            names.push((passed.name.value, passed.name.span, "sent here"));
        }
    }
    let close = near(name.text, names.iter().map(|(name, ..)| *name));
    let best = close.first();
    if let Some((best, span, label)) =
        best.and_then(|best| names.iter().find(|(name, ..)| name == best))
    {
        diagnostic
            .label(*span, *label)
            .help(format!("did you mean `{best}`?"));
        return;
    }
    diagnostic.label(call.callee.place(), "the operation is declared here");
    let names: Vec<&str> = names.iter().map(|(name, ..)| *name).collect();
    diagnostic.help(match names.as_slice() {
        [] => format!("the operation declares no {place} parameters"),
        names => format!("it has {}", listed(names)),
    });
}
