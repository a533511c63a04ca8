use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::near::near;
use crate::openapi::{Operation, Response};
use crate::reference::{
    Outside, Target as Followed, is_circle, no_document, outside, percent_decode, resolve, searched,
};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text, escape_token, unescape_token};
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
    let mut absent = HashSet::new();
    let mut seen = HashSet::new();
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
        if !seen.insert(endpoint.node()) {
            continue;
        }
        let who = format!("`{}` needs it", endpoint.display_name());
        for text in endpoint.unread().into_iter().filter_map(nowhere) {
            report_in_description(&who, text, &mut absent, reporter);
        }
    }
    for (call, request) in cx.requests() {
        let dangling = request.broken.iter();
        let dangling = dangling.filter(|broken| broken.why == Why::Dangling);
        let http = call.http();
        let body = http.and_then(|operation| operation.request_body()?.err());
        let parameters = call.parameters.unknown.iter().copied();
        let responses = http.into_iter().flat_map(Operation::unread_responses);
        let first = http.filter(|operation| seen.insert(operation.node()));
        let answers = first.into_iter().flat_map(Operation::responses);
        let headers = answers.flat_map(Response::unread_headers);
        let unknown = parameters.chain(body).chain(responses).chain(headers);
        let texts = dangling
            .map(|broken| broken.node.as_written())
            .chain(unknown.filter_map(nowhere));
        for text in texts {
            let who = format!("operation `{}` needs it", call.callee.display_name());
            report_in_description(&who, text, &mut absent, reporter);
        }
    }
    for (who, broken) in cx.broken_schemas() {
        if broken.why == Why::Dangling {
            let text = broken.node.as_written();
            report_in_description(&format!("{who} needs it"), text, &mut absent, reporter);
        }
    }
    for found in &cx.steps {
        let Target::Unread(source) = &found.target else {
            continue;
        };
        let unread = source.unread_parts().into_iter().flatten();
        for text in unread.copied().filter_map(nowhere) {
            let who = format!(
                "step `{}` may need it",
                found.step.step_id().map_or("", |id| id.value)
            );
            report_in_description(&who, text, &mut absent, reporter);
        }
    }
}

fn nowhere(target: Followed<'_>) -> Option<Text<'_>> {
    match target {
        Followed::Dangling(text) | Followed::Circular(text) => Some(text),
        Followed::Found(_) | Followed::Elsewhere(_) => None,
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
    let diagnostic = reporter.report(text, leads_nowhere(text));
    let fragment = text.value.trim_start_matches('#');
    if fragment.starts_with('/') && root.at_pointer(fragment).is_some() {
        let whole = format!("#{}{fragment}", root.pointer());
        diagnostic.help(format!(
            "a pointer begins at the root of the document: `{whole}`"
        ));
        return;
    }
    if diagnostic.is_one_of_many {
        return;
    }
    let usual = "a pointer begins at the root of this document: `#/components/inputs/<key>`";
    diagnostic.help(advice(text).unwrap_or_else(|| usual.to_owned()));
}

/// That a reference leads nowhere, and why if there is no document where it looks.
fn leads_nowhere(text: Text<'_>) -> String {
    let words = format!("`{}` leads nowhere", text.value);
    match no_document(text) {
        Some((reason, _)) => {
            let place = text.value.split('#').next().unwrap_or_default();
            match reason.strip_prefix(&format!("`{place}` ")) {
                Some(why) => format!("{words}: it {why}"),
                None => format!("{words}: {reason}"),
            }
        }
        None => words,
    }
}

/// What to do about a reference that leads nowhere.
fn advice(text: Text<'_>) -> Option<String> {
    if let Some((reason, help)) = no_document(text) {
        let usual = if reason.ends_with("is neither YAML nor JSON") {
            "mend the file"
        } else {
            "a path starts at the folder of the document that the reference stands in"
        };
        return Some(help.unwrap_or(usual).to_owned());
    }
    let (place, fragment) = text.value.split_once('#').unwrap_or((text.value, ""));
    // The last token is the one that is misspelt most often, so its neighbours are asked.
    let Some((parent, last)) = fragment.rsplit_once('/') else {
        return Some(format!("no schema has `$anchor: {fragment}`"));
    };
    let parent_node = searched(text)?.at_pointer(&percent_decode(parent));
    let siblings = parent_node.into_iter().flat_map(Node::entries);
    let keys: Vec<&str> = siblings.map(|entry| entry.key.value).collect();
    let close = near(&unescape_token(last), keys.iter().copied());
    let close = close.first()?;
    Some(format!(
        "did you mean `{place}#{parent}/{}`?",
        escape_token(close)
    ))
}

fn report_in_description(
    who: &str,
    text: Text<'_>,
    absent: &mut HashSet<String>,
    reporter: &mut Reporter,
) {
    if reporter.has_reported(text.span) {
        return;
    }
    // A document that is not there is one mistake, however many references lead to it.
    if no_document(text).is_some()
        && let Some(outside) = outside(text)
        && !absent.insert(document_of(text, outside))
    {
        return;
    }
    if !matches!(resolve(text), Followed::Dangling(_)) {
        report_endless(who, text, reporter);
        return;
    }
    let join = if no_document(text).is_some() {
        ";"
    } else {
        ", and"
    };
    let message = format!("{}{join} {who}", leads_nowhere(text));
    let help = advice(text).unwrap_or_else(|| "what depends on it is not checked".to_owned());
    reporter
        .report(text, message)
        .severity(Severity::Warning)
        .help(help);
}

/// What to call the document that a reference leads to, wherever that stands.
fn document_of(text: Text<'_>, outside: Outside<'_>) -> String {
    if outside.base.is_some() || outside.url.contains("://") {
        return outside.name;
    }
    let own = text.node().document().source().name();
    let folder = own
        .rsplit_once(['/', '\\'])
        .map_or("", |(folder, _)| folder);
    let url = percent_decode(outside.url);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split(['/', '\\']).chain(url.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A reference at which following has ended because there was no end to it.
fn report_endless(who: &str, text: Text<'_>, reporter: &mut Reporter) {
    let most = text.node().document().ref_hops();
    let (message, help) = if is_circle(text) {
        let words = format!("`{}` leads back to itself, and {who}", text.value);
        (words, "mend the API description".to_owned())
    } else {
        let words = format!(
            "`{}` is not followed any more, after {most} references in a row, and {who}",
            text.value
        );
        (
            words,
            "the bound is the setting `limits.ref-hops`".to_owned(),
        )
    };
    reporter
        .report(text, message)
        .severity(Severity::Warning)
        .help(help);
}
