use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::arazzo::Workflow;
use crate::expression::{Root, Segment, Value, parse, strays, template, value};
use crate::openapi::media_type::{Syntax, syntax};
use crate::rules::target_language::media_type;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::{Node, Text};
use crate::types::Written;
use crate::version::Version;
use crate::workspace::Inputs;

rule! {
    /// Reports a payload written out as text that is no JSON, XML or form, whatever its expressions come to be; and an
    /// expression between the quotes of a JSON text whose input is declared as an object or a list.
    ///
    /// ## Why is this bad?
    ///
    /// The API cannot read the request. An object between quotes ends them with its own.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// requestBody:
    ///   contentType: application/json
    ///   payload: '{ "id": {$inputs.id}, "items": [1, 2 }'
    /// ```
    name: "broken-template",
    level: Warning,
    requirements: [406],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // The inputs of a workflow are read once, and only if a payload asks.
    let mut inputs: FxHashMap<Workflow<'_>, FxHashMap<&str, Node<'_>>> = FxHashMap::default();
    for found in &cx.steps {
        let payload = found.step.request_body().and_then(|body| body.payload());
        let Some(text) = payload.and_then(Node::text) else {
            continue;
        };
        let Some(media_type) = media_type(found, cx.version) else {
            continue;
        };
        let Some(embeddings) = embeddings(text, cx.version) else {
            continue;
        };
        let written = Written {
            text: text.value,
            embeddings: &embeddings,
        };
        let syntax = syntax(&media_type);
        let Some(flaw) = written.flaw(syntax) else {
            if syntax == Syntax::Json && !embeddings.is_empty() {
                let structured = inputs.entry(found.workflow).or_insert_with(|| {
                    let schema = found.workflow.inputs();
                    schema.map_or_else(FxHashMap::default, |schema| Inputs::of(schema).structured())
                });
                check_quoted(structured, text, written, cx.version, reporter);
            }
            continue;
        };
        let spot = Spot::at(text.part(flaw.range), text.node());
        let diagnostic = reporter.report(spot, flaw.message);
        diagnostic.help = flaw.help.map(str::to_owned);
        if let Some((range, label)) = flaw.other {
            diagnostic.label(text.part(range), label);
        }
        let body = found.step.request_body();
        if let Some(named) = body.and_then(|body| body.content_type()) {
            diagnostic.label(named.span, "sent as this");
        }
    }
}

/// Where the expressions of a payload stand; `None` where it is one as a whole, and where a mistake in one of them is
/// reported as that and leaves nothing to judge.
fn embeddings(text: Text<'_>, version: Version) -> Option<Vec<Range<usize>>> {
    if matches!(value(text.value, version), Value::Expression(_))
        || !strays(text.value, version).is_empty()
    {
        return None;
    }
    let mut ranges = Vec::new();
    for segment in template(text.value, version) {
        if let Segment::Embedded { text, parsed } = segment {
            if parsed.malformed.is_some() {
                return None;
            }
            ranges.push(text.range());
        }
    }
    Some(ranges)
}

/// Reports inputs that are objects or lists between the quotes of a JSON text.
fn check_quoted(
    structured: &FxHashMap<&str, Node<'_>>,
    text: Text<'_>,
    written: Written<'_>,
    version: Version,
    reporter: &mut Reporter,
) {
    // Only what looks like JSON is read as JSON; elsewhere a quote is a character.
    if !written.begins_json() {
        return;
    }
    for range in written.quoted() {
        let embedded = &text.value[range.clone()];
        let inside = embedded.trim_start_matches('{').trim_end_matches('}');
        let expression = parse(inside, version).expression;
        let Some(Root::Inputs(name)) = expression
            .filter(|expression| expression.pointer.is_none())
            .map(|expression| expression.root)
        else {
            continue;
        };
        let Some(declared) = structured.get(name.text) else {
            continue;
        };
        let kind = match declared.text().map(|text| text.value) {
            Some("object") => "an object",
            Some("array") => "a list",
            _ => "an object or a list",
        };
        let message = format!(
            "input `{}` is {kind}, which cannot stand between quotes",
            name.text
        );
        let spot = Spot::at(text.part(range), text.node());
        reporter
            .report(spot, message)
            .label(declared.span(), "declared here")
            .help(format!("write `{embedded}` without the quotes around it"));
    }
}
