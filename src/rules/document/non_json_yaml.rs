use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::{Entry, Kind, Node, OldReading, Problem, to_value};

rule! {
    /// Reports YAML that JSON cannot hold: tags outside the JSON schema of YAML 1.2, and keys that are not strings. Warns
    /// where a reader of YAML 1.1 sees something else: a key or a field for text that it takes for a boolean, a number or a
    /// date, a number that it counts otherwise, a merge key.
    ///
    /// Payloads, values and extensions are data of any type; only their keys are looked at.
    ///
    /// ## Why is this bad?
    ///
    /// Documents are exchanged between tools, and many of them read JSON, or YAML by the older rules: `no` is a text to one
    /// tool and false to the next.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// info:
    ///   title: Shop
    ///   version: 2024-01-01
    /// ```
    name: "non-json-yaml",
    level: Error,
    requirements: [4, 5, 6],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    tags(cx, reporter);
    for entry in cx.document.node().keys_below() {
        key(cx, entry, reporter);
    }
    for (_, node) in &cx.objects {
        for entry in node.entries() {
            match entry.key.value {
                "value" | "payload" | "inputs" => {}
                name if name.starts_with("x-") => {}
                "outputs" => {
                    let values = entry.value.entries().map(|entry| entry.value);
                    values.for_each(|value| scalar(cx, value, reporter));
                }
                "dependsOn" => entry
                    .value
                    .items()
                    .for_each(|item| scalar(cx, item, reporter)),
                _ => scalar(cx, entry.value, reporter),
            }
        }
    }
}

fn tags(cx: &Context<'_>, reporter: &mut Reporter) {
    let root = cx.document.node().span();
    for problem in cx.problems() {
        let Problem::Tag {
            tag,
            is_known,
            span,
        } = problem
        else {
            continue;
        };
        // A stream can hold other documents beside this one.
        if span.end < root.start || root.end < span.start {
            continue;
        }
        let (message, help) = match is_known {
            true => (
                format!("the tag `{tag}` does not fit this value"),
                "remove the tag, or write a value of its type",
            ),
            false => (
                format!("the tag `{tag}` has no meaning in JSON"),
                "remove the tag: null, booleans, numbers, texts, lists and mappings need none",
            ),
        };
        reporter.report(*span, message).help(help);
    }
}

fn key(cx: &Context<'_>, entry: Entry<'_>, reporter: &mut Reporter) {
    let node = entry.key.node();
    let written = entry.key.value;
    let kind = node.kind();
    if kind != Kind::String {
        let message = match kind {
            Kind::Sequence | Kind::Mapping => {
                format!("a key must be a string, not {}", kind.with_article())
            }
            Kind::Null if written.is_empty() => {
                "a key must be a string, and this one is empty".to_owned()
            }
            _ => format!(
                "a key must be a string, and `{written}` without quotes is {}",
                kind.with_article()
            ),
        };
        let help = match kind {
            Kind::Sequence | Kind::Mapping => {
                "write the key as text: JSON has no other keys".to_owned()
            }
            Kind::Null if written.is_empty() => "write a key before the colon".to_owned(),
            _ => format!("write `\"{written}\"`"),
        };
        reporter
            .report(Spot::at(entry.key.span, entry.value), message)
            .help(help);
    } else if node.is_plain() && written == "<<" {
        reporter
            .report(
                Spot::at(entry.key.span, entry.value),
                "only readers of YAML 1.1 merge mappings at `<<`",
            )
            .severity(Severity::Warning)
            .help("write the keys out: in YAML 1.2 `<<` is a key like any other");
    } else if let Some(reading) = node.old_reading().filter(|_| !cx.is_misshapen(entry.value)) {
        reporter
            .report(
                Spot::at(entry.key.span, entry.value),
                differs(written, reading),
            )
            .severity(Severity::Warning)
            .help(format!("write `\"{written}\"`"));
    }
}

fn scalar(cx: &Context<'_>, node: Node<'_>, reporter: &mut Reporter) {
    let Some(reading) = node.old_reading() else {
        return;
    };
    // A number where a text belongs is an error of its own.
    if reporter.has_reported(node.span()) || cx.is_misshapen(node) {
        return;
    }
    let written = node.as_written().value;
    let help = match node.kind() {
        Kind::Integer => format!("write `{}`", to_value(node)),
        _ => format!("write `\"{written}\"`"),
    };
    reporter
        .report(node, differs(written, reading))
        .severity(Severity::Warning)
        .help(help);
}

fn differs(written: &str, reading: OldReading) -> String {
    let other = match reading {
        OldReading::Boolean => "a boolean",
        OldReading::Number => "a number",
        OldReading::OtherNumber => "another number",
        OldReading::Sexagesimal => "a number to the base 60",
        OldReading::Date => "a date",
        OldReading::Text => "a text",
    };
    format!("`{written}` without quotes is {other} to readers of YAML 1.1")
}
