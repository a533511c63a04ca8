use crate::reference::resolve;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Node;
use crate::types::{Broken, Why};

rule! {
    /// Reports a part of an API description that a used operation needs and that has no sane reading: a schema that is no
    /// schema, a reference that leads back to itself, a parameter without a name.
    ///
    /// ## Why is this bad?
    ///
    /// What the operation takes cannot be told there, so the step is not checked against it.
    ///
    /// ## Example
    ///
    /// In the API description:
    ///
    /// ```yaml
    /// requestBody:
    ///   content:
    ///     application/json:
    ///       schema: Order
    /// ```
    name: "malformed-description",
    level: Warning,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (call, operation) in cx.http_calls() {
        for item in operation.malformed_parameters() {
            if !reporter.has_reported(item.head()) {
                let message = format!(
                    "this parameter of operation `{}` has no name or no place",
                    call.callee.display_name()
                );
                reporter
                    .report(item.head(), message)
                    .help("add `name` and `in` to the API description");
            }
        }
    }
    for (call, request) in cx.requests() {
        let who = format!("operation `{}`", call.callee.display_name());
        for broken in &request.broken {
            report(&who, broken, reporter);
        }
    }
    for (who, broken) in cx.broken_schemas() {
        report(who, broken, reporter);
    }
}

fn report(who: &str, broken: &Broken<'_>, reporter: &mut Reporter) {
    if reporter.has_reported(broken.node.span()) {
        return;
    }
    let why = match broken.why {
        Why::NotASchema(kind) => format!(
            "a schema is an object or a boolean, not {}",
            kind.with_article()
        ),
        // Whoever leads into the circle is not at fault.
        Why::Circular if !begins_circle(broken.node) => return,
        Why::Circular => "this reference leads back to itself".to_owned(),
        // `unresolved-ref` tells it.
        Why::Dangling => return,
    };
    reporter
        .report(broken.node, format!("{who} cannot be checked here: {why}"))
        .help("mend the API description");
}

/// Whether a `$ref` is the first of those that lead round in a circle.
fn begins_circle(reference: Node<'_>) -> bool {
    let (Some(start), Some(mut text)) = (reference.parent(), reference.text()) else {
        return false;
    };
    for _ in 0..100 {
        let Some(node) = resolve(text).found() else {
            return false;
        };
        if node == start {
            return true;
        }
        let next = node.get("$ref").and_then(|next| next.text());
        match next.filter(|next| next.span > reference.span()) {
            Some(next) => text = next,
            None => return false,
        }
    }
    false
}
