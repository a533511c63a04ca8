use super::listed;
use crate::diagnostic::Severity;
use crate::near::near;
use crate::query::Query;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::schema::{Flaw, FlawKind, Schemas, TYPES, Takes, takes};
use crate::syntax::{Kind, Node};

rule! {
    /// Reports inputs that are no valid JSON Schema (2020-12), at the keyword that holds what it does not take. A boolean
    /// keyword that stands among the properties is a warning, for it is a property of that name.
    ///
    /// Keywords that JSON Schema does not know are free, and a schema that names another dialect by `$schema` is not judged.
    ///
    /// ## Why is this bad?
    ///
    /// A tool cannot check the inputs, or ignores the keyword and takes what should be refused.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// inputs:
    ///   type: object
    ///   properties:
    ///     email: { type: strin, required: true }
    /// ```
    name: "malformed-inputs",
    level: Error,
    requirements: [74, 78, 281],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut schemas = Schemas::default();
    for entry in cx.document.components().entries("inputs") {
        schemas.look(entry.value);
    }
    for inputs in cx
        .document
        .workflows()
        .filter_map(|workflow| workflow.inputs())
    {
        schemas.look(inputs);
    }
    for flaw in &schemas.flaws {
        report(flaw, reporter);
    }
    for (text, node) in &schemas.patterns {
        let query = Query {
            text: text.value,
            embedded: &[],
        };
        if let Some(fault) = query.regex() {
            let spot = Spot::at(text.part(fault.range), *node);
            let message = format!(
                "`{}` is no regular expression: {}",
                text.value, fault.message
            );
            reporter.report(spot, message).help = fault.help;
        }
    }
}

fn report(flaw: &Flaw<'_>, reporter: &mut Reporter) {
    let keyword = flaw.keyword.value;
    let node = flaw.node;
    let found = node.kind().with_article();
    let written = node.as_written().value;
    let diagnostic = match &flaw.kind {
        FlawKind::Takes(takes) => {
            let message = match (*takes, node.kind()) {
                (Takes::PositiveNumber | Takes::Count, Kind::Integer | Kind::Float) => {
                    format!("`{keyword}` takes {}, not `{written}`", takes.words())
                }
                _ => format!("`{keyword}` takes {}, not {found}", takes.words()),
            };
            reporter.report(shown(node), message)
        }
        FlawKind::NoName => reporter.report(
            shown(node),
            format!("an entry of `{keyword}` must be a name, not {found}"),
        ),
        FlawKind::NoSchema(Some(key)) => {
            let message = format!(
                "the schema of `{}` must be an object or a boolean, not {found}",
                key.value
            );
            reporter.report(Spot::at(key.span, node), message)
        }
        FlawKind::NoSchema(None) => reporter.report(
            shown(node),
            format!("an entry of `{keyword}` must be a schema, not {found}"),
        ),
        FlawKind::UnknownType => {
            reporter.report(node, format!("`{written}` is no type of JSON Schema"))
        }
        FlawKind::Repeated(first) => reporter
            .report(node, format!("`{written}` stands in this list already"))
            .here("again")
            .label(first.span(), "first"),
        FlawKind::Empty => {
            let message = format!("`{keyword}` is an empty list");
            reporter.report(Spot::at(flaw.keyword.span, node), message)
        }
        FlawKind::TooDeep(key) => {
            let message = format!(
                "here `{}` is the name of a property, and no keyword",
                key.value
            );
            reporter
                .report(Spot::at(key.span, node), message)
                .severity(Severity::Warning)
        }
    };
    diagnostic.help = help(flaw);
}

/// A collection is told by its key.
fn shown(node: Node<'_>) -> Spot {
    let is_collection = node.is_mapping() || node.is_sequence();
    match node.key().filter(|_| is_collection) {
        Some(key) => Spot::at(key.span, node),
        None => Spot::from(node),
    }
}

fn help(flaw: &Flaw<'_>) -> Option<String> {
    let written = flaw.node.as_written().value;
    match &flaw.kind {
        FlawKind::Takes(takes) => fitting(flaw, *takes),
        FlawKind::NoName => match flaw.node.kind() {
            Kind::Sequence | Kind::Mapping => None,
            _ => Some(format!("write `\"{written}\"`")),
        },
        FlawKind::NoSchema(key) => {
            let key = key.map(|key| key.value);
            match key {
                // A keyword beside its properties was meant, if its value fits it.
                Some(key)
                    if flaw.keyword.value == "properties" && is_keyword_value(key, flaw.node) =>
                {
                    Some(up_one_level(key))
                }
                _ if flaw.node.kind() == Kind::Null => Some("write `{}` for any value".to_owned()),
                _ if TYPES.contains(&written) => Some(match key {
                    Some(key) => format!("write `{key}: {{ type: {written} }}`"),
                    None => format!("write `{{ type: {written} }}`"),
                }),
                _ => Some("a schema says what a value is: `{ type: string }`".to_owned()),
            }
        }
        FlawKind::UnknownType => {
            let close = near(written, TYPES.into_iter());
            let known: Vec<String> = TYPES.iter().map(|name| (*name).to_owned()).collect();
            Some(match (written, close.as_slice()) {
                ("file", []) => "write `string`, with `contentMediaType` if it matters".to_owned(),
                ("date" | "date-time" | "email" | "uuid" | "uri", _) => {
                    format!("write `type: string` and `format: {written}`")
                }
                ("float" | "double" | "decimal", _) => "did you mean `number`?".to_owned(),
                ("int" | "long" | "int32" | "int64", _) => "did you mean `integer`?".to_owned(),
                ("str" | "text", _) => "did you mean `string`?".to_owned(),
                ("list", _) => "did you mean `array`?".to_owned(),
                ("map" | "dict", _) => "did you mean `object`?".to_owned(),
                (_, []) => format!("write one of {}", all(&known)),
                (_, close) => format!("did you mean {}?", listed(close, "or")),
            })
        }
        FlawKind::Repeated(_) => Some("remove one of them".to_owned()),
        FlawKind::Empty => Some("write an entry, or remove the keyword".to_owned()),
        FlawKind::TooDeep(key) => Some(up_one_level(key.value)),
    }
}

/// What to write where the keyword takes something else.
fn fitting(flaw: &Flaw<'_>, takes: Takes) -> Option<String> {
    let keyword = flaw.keyword.value;
    let written = flaw.node.as_written().value;
    let help = match (takes, flaw.node.kind()) {
        (Takes::Names, Kind::Bool) => match flaw.property {
            Some(property) => format!(
                "list the property beside `properties`, in the schema around it: `required: [{property}]`"
            ),
            None => "list the names of the properties that have to be there".to_owned(),
        },
        (Takes::Types, Kind::Null) if written == "null" => "write `\"null\"`".to_owned(),
        (Takes::Number, Kind::Bool) if keyword.starts_with("exclusive") => {
            let bound = if keyword.ends_with("Minimum") {
                "minimum"
            } else {
                "maximum"
            };
            format!("write the bound itself, in place of `{bound}`")
        }
        (Takes::Schema, Kind::Sequence) if keyword == "items" => {
            "schemas by position stand in `prefixItems`; `items` is the schema of the others"
                .to_owned()
        }
        (Takes::Schema, _) if TYPES.contains(&written) => {
            format!("write `{keyword}: {{ type: {written} }}`")
        }
        (Takes::Number | Takes::PositiveNumber | Takes::Count, Kind::String)
            if written.parse::<f64>().is_ok() =>
        {
            format!("write `{written}` without quotes")
        }
        (Takes::Flag, Kind::String) if matches!(written, "true" | "false") => {
            format!("write `{written}` without quotes")
        }
        (Takes::Text | Takes::Pattern, Kind::Bool | Kind::Integer | Kind::Float) => {
            format!("write `\"{written}\"`")
        }
        (_, Kind::Null) => "give it a value, or remove the key".to_owned(),
        (Takes::List | Takes::Names, Kind::String | Kind::Integer | Kind::Float) => {
            format!("write `[{written}]`")
        }
        (Takes::Schemas | Takes::List, _) => "write a list, even for a single entry".to_owned(),
        (Takes::NamedSchemas, Kind::Sequence) => {
            "write names with their schemas, not a list".to_owned()
        }
        _ => return None,
    };
    Some(help)
}

/// Whether a value is what the keyword of that name takes, as far as its type tells.
fn is_keyword_value(keyword: &str, value: Node<'_>) -> bool {
    let kind = value.kind();
    takes(keyword).is_some_and(|takes| match takes {
        Takes::Types => matches!(kind, Kind::String | Kind::Sequence),
        Takes::Text | Takes::Pattern => kind == Kind::String,
        Takes::Number | Takes::PositiveNumber | Takes::Count => {
            matches!(kind, Kind::Integer | Kind::Float)
        }
        Takes::Schemas | Takes::Names | Takes::List => kind == Kind::Sequence,
        _ => false,
    })
}

fn up_one_level(keyword: &str) -> String {
    format!("move `{keyword}` one level up, beside `properties`")
}

/// Every type, which is one more than a list in a sentence shows.
fn all(types: &[String]) -> String {
    let (last, others) = types.split_last().expect("there are types");
    let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
    format!("{} or `{last}`", others.join(", "))
}
