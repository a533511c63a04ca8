use crate::diagnostic::Severity;
use crate::near::near;
use crate::reference::{Target as Followed, percent_decode, resolve};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text, unescape_token};
use crate::types::Why;
use crate::workspace::Target;

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
    level: Error,
    requirements: [76, 487, 488],
    when_cut: Nothing,
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
        check_schema(schema, schema, reporter);
    }
    for found in &cx.steps {
        let Target::Endpoint { endpoint, .. } = &found.target else {
            continue;
        };
        for target in endpoint.exchanged().unknown {
            if let Followed::Dangling(text) | Followed::Circular(text) = target {
                report_in_description(&endpoint.display_name(), text, reporter);
            }
        }
    }
    for (call, request) in cx.requests() {
        for broken in request
            .broken
            .iter()
            .filter(|broken| broken.why == Why::Dangling)
        {
            report_in_description(
                &call.callee.display_name(),
                broken.node.as_written(),
                reporter,
            );
        }
        let body = call.http().and_then(|operation| operation.request_body());
        let body = body.and_then(Result::err);
        for target in call.parameters.unknown.iter().copied().chain(body) {
            if let Followed::Dangling(text) | Followed::Circular(text) = target {
                report_in_description(&call.callee.display_name(), text, reporter);
            }
        }
    }
}

/// Schemas nest, and what stands in examples and constants is data. A schema with an `$id` is the root of what it holds.
fn check_schema<'d>(node: Node<'d>, root: Node<'d>, reporter: &mut Reporter) {
    let root = if node.get("$id").is_some() {
        node
    } else {
        root
    };
    for entry in node.entries() {
        match (entry.key.value, entry.value.text()) {
            ("enum" | "const" | "default" | "examples" | "example", _) => {}
            ("properties" | "patternProperties" | "$defs" | "dependentSchemas", _) => {
                let schemas = entry.value.entries();
                schemas.for_each(|schema| check_schema(schema.value, root, reporter));
            }
            ("$ref", Some(text)) => {
                let is_found = !matches!(resolve(text), Followed::Dangling(_));
                if !is_found && !is_in_schema(text, root) {
                    report(text, root, reporter);
                }
            }
            _ => check_schema(entry.value, root, reporter),
        }
    }
    node.items()
        .for_each(|item| check_schema(item, root, reporter));
}

/// Whether a reference is a pointer into a schema that has an `$id`.
fn is_in_schema(text: Text<'_>, root: Node<'_>) -> bool {
    let fragment = text.value.trim_start_matches('#');
    fragment.starts_with('/')
        && root.get("$id").is_some()
        && root.at_pointer(&percent_decode(fragment)).is_some()
}

fn report(text: Text<'_>, root: Node<'_>, reporter: &mut Reporter) {
    if reporter.has_reported(text.span) {
        return;
    }
    let diagnostic = reporter.report(text, format!("`{}` leads nowhere", text.value));
    let fragment = text.value.trim_start_matches('#');
    // The last token is the one that is misspelt most often, so its neighbours are asked.
    let Some((parent, last)) = fragment.rsplit_once('/') else {
        diagnostic.help(format!("no schema has `$anchor: {fragment}`"));
        return;
    };
    if root.at_pointer(fragment).is_some() {
        let whole = format!("#{}{fragment}", root.pointer());
        diagnostic.help(format!(
            "a pointer begins at the root of the document: `{whole}`"
        ));
        return;
    }
    if diagnostic.is_one_of_many {
        return;
    }
    let document = text.node().document().root();
    let parent_node = document.and_then(|document| document.at_pointer(parent));
    let siblings = parent_node.into_iter().flat_map(Node::entries);
    let keys: Vec<&str> = siblings.map(|entry| entry.key.value).collect();
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
