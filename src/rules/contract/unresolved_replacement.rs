use crate::diagnostic::Severity;
use crate::near::near;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::{Node, escape_token, unescape_token};

rule! {
    /// Reports a replacement whose target neither the payload has nor the operation's schema declares. Silent where the
    /// schema is unknown or open; a warning where there is no payload at all.
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
    severity: Error,
    claims_absence: true,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let Some(body) = found.step.request_body() else {
            continue;
        };
        let Some(payload) = body.payload() else {
            if let Some(entry) = body.node().entry("replacements") {
                if entry.value.items().next().is_some() {
                    reporter
                        .report(
                            Spot::at(entry.key.span, entry.value),
                            "there is no payload to replace anything in",
                        )
                        .severity(Severity::Warning)
                        .help("add `payload`");
                }
            }
            continue;
        };
        // A payload that is text, or an expression, has places that only a run knows.
        if !payload.is_mapping() && !payload.is_sequence() {
            continue;
        }
        for replacement in body.replacements() {
            let Some(target) = replacement
                .target()
                .filter(|target| target.value.starts_with('/'))
            else {
                continue;
            };
            if replacement
                .target_selector_type()
                .is_some_and(|kind| kind.value != "jsonpointer")
            {
                continue;
            }
            if payload.at_pointer(target.value).is_some()
                || may_be_declared(cx, found.step.node(), target.value)
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
            let keys: Vec<&str> = node.entries().map(|entry| entry.key.value).collect();
            match near(&missing, keys.iter().copied()).first() {
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

/// Whether the operation's schema may have a value at the place, so that the replacement adds what belongs there.
fn may_be_declared(cx: &Context<'_>, step: Node<'_>, pointer: &str) -> bool {
    let Some(call) = cx.calls.iter().find(|call| call.step.node() == step) else {
        // Without a known operation, the payload alone cannot tell.
        return true;
    };
    let Some(Ok(declared)) = call.operation.request_body() else {
        return true;
    };
    declared.content().any(|media_type| {
        media_type
            .schema
            .is_none_or(|schema| crate::types::may_have(schema, pointer))
    })
}
