use rustc_hash::FxHashSet;

use super::unknown_response_property::answers;
use crate::diagnostic::{Safety, Severity};
use crate::edit;
use crate::expression::{Message, Root, Source};
use crate::near::{is_slip, near};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::workspace::{Occurrence, Passed, Target};

rule! {
    /// Reports `$response.header.<name>` where no response that can be there declares the header. Case does not matter, and
    /// `Content-Type` is always known. A warning where a header of almost the same name is declared, since that one is most
    /// likely meant; else a note, since descriptions often leave headers out. Of `$message.header.<name>` only such a slip is
    /// told.
    ///
    /// ## Why is this bad?
    ///
    /// If the API does not send the header, the value is never there.
    ///
    /// ## Example
    ///
    /// The response declares `X-Next-Page`.
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: list
    ///     operationId: listOrders
    ///     outputs: { next: $response.header.X-NextPage }
    /// ```
    name: "unknown-response-header",
    level: Note,
    requirements: [443],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for occurrence in &cx.occurrences {
        check_message(cx, occurrence, reporter);
        let Some(Root::Message {
            message: Message::Response,
            source: Source::Header(name),
        }) = occurrence.expression.map(|expression| expression.root)
        else {
            continue;
        };
        let span = occurrence.span(name);
        let is_known = name.text.eq_ignore_ascii_case("content-type");
        if is_known || occurrence.malformed.is_some() || reporter.has_reported(span) {
            continue;
        }
        let Some((operation, answers)) = answers(cx, occurrence) else {
            continue;
        };
        let responses = &answers.responses;
        if responses.is_empty() || responses.iter().any(|response| response.node.is_none()) {
            continue;
        }
        let mut seen = FxHashSet::default();
        let declared = responses.iter().flat_map(|response| response.headers());
        let declared: Vec<&str> = declared
            .map(|header| header.name.value)
            .filter(|key| seen.insert(key.to_ascii_lowercase()))
            .collect();
        if declared
            .iter()
            .any(|key| key.eq_ignore_ascii_case(name.text))
        {
            continue;
        }
        let message = format!(
            "no response of `{}` declares a header `{}`",
            operation.display_name(),
            name.text
        );
        let diagnostic = reporter.report(span, message);
        diagnostic.here("read here");
        for response in responses.iter().take(2) {
            let is_empty = response.headers().next().is_none();
            let words = if is_empty {
                "declares no headers"
            } else {
                "its headers are declared here"
            };
            let headers = response.node.and_then(|node| node.entry("headers"));
            let span = headers.map_or(response.status.span, |entry| entry.key.span);
            diagnostic.label(span, words);
        }
        if diagnostic.is_one_of_many {
            continue;
        }
        match near(name.text, declared.iter().copied()).first() {
            Some(close) => {
                let edits = edit::part(occurrence.text, name.range(), close);
                diagnostic
                    .severity(Severity::Warning)
                    .help(format!("did you mean `{close}`?"))
                    .offer(
                        Safety::Unsafe,
                        format!("replace `{}` by `{close}`", name.text),
                        || edits.filter(|_| is_slip(name.text, close)),
                    );
            }
            None => {
                diagnostic.help("if the API sends it, add it to the description");
            }
        }
    }
}

/// A header of a message is told only where one of almost the same name is declared: the transport adds others.
fn check_message<'d>(cx: &Context<'d>, occurrence: &Occurrence<'d>, reporter: &mut Reporter) {
    let Some(Root::Message {
        message: Message::Message,
        source: Source::Header(name),
    }) = occurrence.expression.map(|expression| expression.root)
    else {
        return;
    };
    let Some(step) = occurrence.site.step else {
        return;
    };
    let Some(Target::Endpoint { endpoint, .. }) = cx.step_target(step).map(|found| &found.target)
    else {
        return;
    };
    let span = occurrence.span(name);
    let messages = endpoint.exchanged();
    let is_passed = cx.calls.iter().any(|call| {
        let mut passed = call.passed.iter();
        let is_here = |passed: &Passed<'_>| passed.name.value.eq_ignore_ascii_case(name.text);
        call.step == step && (call.passes_unknown || call.is_cut || passed.any(is_here))
    });
    if occurrence.malformed.is_some()
        || reporter.has_reported(span)
        || !messages.are_all()
        || is_passed
    {
        return;
    }
    let mut declared: Vec<Text<'_>> = Vec::new();
    for message in &messages.known {
        let headers = message.headers();
        if !headers.are_all {
            return;
        }
        declared.extend(headers.declared.iter().map(|header| header.name));
    }
    let is_declared = |key: &Text<'_>| key.value.eq_ignore_ascii_case(name.text);
    if declared.iter().any(is_declared) {
        return;
    }
    let mut keys: Vec<&str> = declared.iter().map(|key| key.value).collect();
    keys.sort_unstable();
    keys.dedup();
    let close = near(name.text, keys.into_iter());
    let Some(close) = close.first().map(String::as_str) else {
        return;
    };
    let message = format!(
        "no message of `{}` declares a header `{}`",
        endpoint.display_name(),
        name.text
    );
    let edits = edit::part(occurrence.text, name.range(), close);
    let diagnostic = reporter.report(span, message);
    diagnostic
        .severity(Severity::Warning)
        .here("read here")
        .help(format!("did you mean `{close}`?"))
        .offer(
            Safety::Unsafe,
            format!("replace `{}` by `{close}`", name.text),
            || edits.filter(|_| is_slip(name.text, close)),
        );
    if let Some(key) = declared.iter().find(|key| key.value == close) {
        diagnostic.label(key.span, "declared here");
    }
}
