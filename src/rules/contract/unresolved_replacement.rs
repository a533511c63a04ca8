use crate::arazzo::{Language, Replacement, RequestBody};
use crate::asyncapi::{Message, Payload};
use crate::diagnostic::Severity;
use crate::near::near;
use crate::openapi::MediaType;
use crate::query::{Query, embedded};
use crate::rules::target_language::TargetLanguage;
use crate::rules::{Context, Reporter, Spot, StepTarget, rule};
use crate::syntax::{Node, Text, escape_token, unescape_token};
use crate::types::MisfitKind;
use crate::version::Version;
use crate::workspace::Target;

rule! {
    /// Reports a replacement whose target neither the payload has nor the operation's schema declares, or that is no JSON
    /// Pointer although it has to be one. Silent where the schema is unknown or open; a warning where there is no payload
    /// at all, and in 1.1 where nothing says how the target is read.
    ///
    /// ## Why is this bad?
    ///
    /// There is nothing to replace, so the value goes nowhere.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// requestBody:
    ///   payload: { customer: { id: 1 } }
    ///   replacements:
    ///     - { target: /customer/ident, value: $inputs.customer }
    /// ```
    name: "unresolved-replacement",
    level: Error,
    requirements: [410, 421, 422, 423, 425],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let Some(body) = found.step.request_body() else {
            continue;
        };
        let Some(payload) = body.payload() else {
            let replacements = body.node().entry("replacements");
            if cx.is_unreadable(body.node(), "payload") {
                continue;
            }
            if let Some(entry) = replacements.filter(|entry| entry.value.items().next().is_some()) {
                reporter
                    .report(
                        Spot::at(entry.key.span, entry.value),
                        "there is no payload to replace anything in",
                    )
                    .severity(Severity::Warning)
                    .help("add `payload`");
            }
            continue;
        };
        for (replacement, target) in pointers(cx, found, body, reporter) {
            // A payload that is text, or an expression, has places that only a run knows.
            if !payload.is_mapping() && !payload.is_sequence()
                || payload.at_pointer(target.value).is_some()
                || may_be_declared(found, target.value)
            {
                continue;
            }
            let (node, rest) = deepest(payload, target.value);
            let missing = unescape_token(rest.split('/').nth(1).unwrap_or_default());
            let start = target.value.len() - rest.len();
            // An expression at the place that was reached may hold anything.
            if !node.is_mapping() && !node.is_sequence() {
                continue;
            }
            let reached = &target.value[..start];
            let at = if reached.is_empty() {
                "the payload".to_owned()
            } else {
                format!("`{reached}`")
            };
            let span = target.part(start..target.value.len());
            let diagnostic = reporter.report(span, format!("{at} has no `{missing}` to replace"));
            diagnostic
                .here("not found")
                .label(node.head(), "looked for here");
            if diagnostic.is_one_of_many {
                continue;
            }
            let keys = node.entries().map(|entry| entry.key.value);
            let declared = declared_beside(cx, found.step.node(), replacement);
            match near(&missing, keys.chain(declared)).first() {
                Some(close) => {
                    let tail = rest
                        .splitn(3, '/')
                        .nth(2)
                        .map_or_else(String::new, |tail| format!("/{tail}"));
                    diagnostic.help(format!(
                        "did you mean `{reached}/{}{tail}`?",
                        escape_token(close)
                    ))
                }
                None => diagnostic.help(
                    "a replacement changes a value that the payload has: add the place there",
                ),
            };
        }
    }
}

/// The replacements whose target is a JSON Pointer, or may be one. Reports what has to be one and is not.
fn pointers<'d>(
    cx: &Context<'_>,
    found: &StepTarget<'d>,
    body: RequestBody<'d>,
    reporter: &mut Reporter,
) -> Vec<(Replacement<'d>, Text<'d>)> {
    let mut pointers = Vec::new();
    for replacement in body.replacements() {
        let Some(target) = replacement.target() else {
            continue;
        };
        match TargetLanguage::of(found, replacement, cx.version) {
            TargetLanguage::Known(Language::JsonPointer) => {
                if report_malformed(cx, replacement, target, reporter) {
                    continue;
                }
            }
            TargetLanguage::Known(_) => continue,
            TargetLanguage::Undefined(media_type) if cx.version >= Version::V1_1 => {
                reporter
                    .report(
                        target,
                        format!("nothing says how a target in `{media_type}` is read"),
                    )
                    .severity(Severity::Warning)
                    .help("add `targetSelectorType: jsonpointer`, or the type that it is");
            }
            TargetLanguage::Undefined(_) | TargetLanguage::Unknown => {}
        }
        // What does not begin with a slash may be an XPath, and what an expression stands for is known to a run only.
        if target.value.starts_with('/') && !target.value.contains("{$") {
            pointers.push((replacement, target));
        }
    }
    pointers
}

/// Reports a target that is no JSON Pointer. Gives back whether it is none.
fn report_malformed(
    cx: &Context<'_>,
    replacement: Replacement<'_>,
    target: Text<'_>,
    reporter: &mut Reporter,
) -> bool {
    let Some(embedded) = embedded(target.value, cx.version) else {
        return true;
    };
    let query = Query {
        text: target.value,
        embedded: &embedded,
    };
    let Some(fault) = query.pointer() else {
        return false;
    };
    let is_typed = replacement.node().get("targetSelectorType").is_some();
    let help = match fault.help {
        Some(help) if target.value.starts_with('$') && !is_typed && cx.version >= Version::V1_1 => {
            Some(format!("{help}, or add `targetSelectorType: jsonpath`"))
        }
        help => help,
    };
    let diagnostic = reporter.report(target.part(fault.range), fault.message);
    diagnostic.help = help;
    true
}

/// Follows a pointer as far as the payload goes: the last value, and the rest of the pointer.
fn deepest<'d, 'p>(payload: Node<'d>, pointer: &'p str) -> (Node<'d>, &'p str) {
    let (mut node, mut rest) = (payload, pointer);
    loop {
        let token = rest[1..].split('/').next().unwrap_or_default();
        let Some(child) = node.child(&unescape_token(token)) else {
            return (node, rest);
        };
        let behind = &rest[1 + token.len()..];
        if behind.is_empty() {
            return (child, behind);
        }
        (node, rest) = (child, behind);
    }
}

/// The names that the schema declares where a replacement adds one that it does not know.
fn declared_beside<'c>(
    cx: &'c Context<'_>,
    step: Node<'_>,
    replacement: Replacement<'_>,
) -> Vec<&'c str> {
    let request = cx.requests().find(|(call, _)| call.step.node() == step);
    let pointer = replacement.value().map(|value| value.pointer());
    let mistakes = request.into_iter().flat_map(|(_, request)| &request.body);
    mistakes
        .filter(|mistake| pointer.as_ref() == Some(&mistake.pointer))
        .flat_map(|mistake| match &mistake.kind {
            MisfitKind::Undeclared { declared, .. } => declared.list(),
            _ => Vec::new(),
        })
        .collect()
}

/// Whether the operation's schema may have a value at the place, so that the replacement adds what belongs there.
fn may_be_declared(found: &StepTarget<'_>, pointer: &str) -> bool {
    if let Target::Endpoint { endpoint, .. } = &found.target {
        let messages = endpoint.sent();
        let may_have = |message: &Message<'_>| match message.payload() {
            Payload::Schema(schema, _) => crate::types::may_have(schema, pointer),
            Payload::Unknown => true,
        };
        return !messages.are_all() || messages.known.iter().any(may_have);
    }
    let Target::Operation { operation, .. } = &found.target else {
        // Without a known operation, the payload alone cannot tell.
        return true;
    };
    let Some(Ok(declared)) = operation.request_body() else {
        return true;
    };
    let content_type = found
        .step
        .request_body()
        .and_then(|body| body.content_type());
    let is_sent =
        |media_type: &MediaType<'_>| content_type.is_none_or(|text| media_type.takes(text.value));
    declared.content().filter(is_sent).any(|media_type| {
        media_type
            .schema
            .is_none_or(|schema| crate::types::may_have(schema, pointer))
    })
}
