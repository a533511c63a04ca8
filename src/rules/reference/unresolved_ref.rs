use crate::diagnostic::Severity;
use crate::near::near;
use crate::openapi::reference::{Target, resolve};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text, unescape_token};
use crate::types::Why;

rule! {
    /// Reports a `$ref` that leads nowhere: in `inputs` and `components.inputs`, and as a warning in an API description,
    /// for a part that a used operation needs.
    ///
    /// ## Why is this bad?
    ///
    /// What should stand there is not known, so nothing that depends on it can be checked.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - workflowId: list
    ///     inputs: { $ref: '#/components/inputs/paging' }
    ///     steps: [{ stepId: list, operationId: listOrders }]
    /// ```
    name: "unresolved-ref",
    severity: Error,
    claims_absence: true,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let kept = cx
        .document
        .components()
        .entries("inputs")
        .map(|entry| entry.value);
    for schema in cx
        .document
        .workflows()
        .filter_map(|workflow| workflow.inputs())
        .chain(kept)
    {
        check_schema(schema, reporter);
    }
    for (call, request) in cx.requests() {
        for broken in request
            .broken
            .iter()
            .filter(|broken| broken.why == Why::Dangling)
        {
            report_in_description(
                &call.operation.display_name(),
                broken.node.as_written(),
                reporter,
            );
        }
        let body = call.operation.request_body().and_then(Result::err);
        for target in call.parameters.unknown.iter().copied().chain(body) {
            if let Target::Dangling(text) | Target::Circular(text) = target {
                report_in_description(&call.operation.display_name(), text, reporter);
            }
        }
    }
}

/// Schemas nest, and what stands in examples and constants is data.
fn check_schema(node: Node<'_>, reporter: &mut Reporter) {
    for entry in node.entries() {
        match (entry.key.value, entry.value.text()) {
            ("enum" | "const" | "default" | "examples" | "example", _) => {}
            ("$ref", Some(text)) => {
                if let Target::Dangling(text) = resolve(text) {
                    report(text, reporter);
                }
            }
            _ => check_schema(entry.value, reporter),
        }
    }
    node.items().for_each(|item| check_schema(item, reporter));
}

fn report(text: Text<'_>, reporter: &mut Reporter) {
    if reporter.has_reported(text.span) {
        return;
    }
    let diagnostic = reporter.report(text, format!("`{}` leads nowhere", text.value));
    // The last token is the one that is misspelt most often, so its neighbours are asked.
    let (parent, last) = text
        .value
        .trim_start_matches('#')
        .rsplit_once('/')
        .unwrap_or(("", ""));
    let parent_node = text
        .node()
        .document()
        .root()
        .and_then(|root| root.at_pointer(parent));
    let keys: Vec<&str> = parent_node
        .into_iter()
        .flat_map(Node::entries)
        .map(|entry| entry.key.value)
        .collect();
    match near(&unescape_token(last), keys.iter().copied()).first() {
        Some(close) => diagnostic.help(format!("did you mean `#{parent}/{close}`?")),
        None => diagnostic
            .help("a pointer begins at the root of this document: `#/components/inputs/<key>`"),
    };
}

fn report_in_description(operation: &str, text: Text<'_>, reporter: &mut Reporter) {
    if !reporter.has_reported(text.span) {
        reporter
            .report(
                text,
                format!(
                    "`{}` leads nowhere, and operation `{operation}` needs it",
                    text.value
                ),
            )
            .severity(Severity::Warning)
            .help("what depends on it is not checked");
    }
}
