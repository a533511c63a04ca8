//! Payloads against schemas: each case is a description, a payload, and what must be told.

#[path = "judge/cases.rs"]
mod cases;
#[path = "judge/oracle.rs"]
mod oracle;

use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Document, Kind, Limits, Node, Text, parse};
use arazzo_lint::types::{
    Bound, Dialect, Direction, Expectation, Hole, Holes, Instance, JsonText, Misfit, MisfitKind,
    Patterns, Why,
};

fn read(name: &str, text: &str) -> Document {
    let (document, problems) = parse(Source::new(SourceId(0), name, text), Limits::default());
    assert!(problems.is_empty(), "{text}: {problems:?}");
    document
}

/// Schemas in flow style; the one that is judged by is called `Body`.
fn description(schemas: &str) -> Document {
    read(
        "api.yaml",
        &format!("{{components: {{schemas: {schemas}}}}}"),
    )
}

fn body(document: &Document) -> Node<'_> {
    let root = document.root().expect("a description");
    root.at_pointer("/components/schemas/Body")
        .expect("a schema called Body")
}

/// Enough of the grammar of expressions to tell holes from literals.
fn hole(text: Text<'_>) -> Option<Hole> {
    match text.value {
        whole if whole.starts_with('$') => Some(Hole::Any),
        template if template.contains("{$") => Some(Hole::Text),
        _ => None,
    }
}

const HOLES: Holes<'static> = Holes {
    text: &hole,
    selector: &|node| {
        let is_selector = node.get("selector").is_some() && node.get("context").is_some();
        is_selector.then_some(Hole::Any)
    },
};

/// The byte ranges of `{$...}`.
fn embeddings(text: &str) -> Vec<std::ops::Range<usize>> {
    let starts = text.match_indices("{$").map(|(at, _)| at);
    starts
        .map(|start| {
            start
                ..text[start..]
                    .find('}')
                    .map_or(text.len(), |end| start + end + 1)
        })
        .collect()
}

fn side(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at least",
        Bound::AtMost => "at most",
    }
}

/// A misfit in few words, behind the text of the key or value that it is told at.
fn describe(payload: &Document, misfit: &Misfit<'_, '_>) -> String {
    let head = misfit.place.head;
    let place = &payload.source().text()[head.start as usize..head.end as usize];
    let what = match &misfit.kind {
        MisfitKind::Missing { property, .. } => format!("missing {property}"),
        MisfitKind::Undeclared {
            property,
            closed,
            instead_of,
            ..
        } => {
            let closed = if *closed { " in a closed schema" } else { "" };
            let meant = instead_of.as_ref().map(|name| format!(", meant {name}"));
            format!("undeclared {property}{closed}{}", meant.unwrap_or_default())
        }
        MisfitKind::ReadOnly { property } => format!("read-only {property}"),
        MisfitKind::Type { expected, found } => format!("{expected:?} not {found:?}"),
        MisfitKind::Enum { allowed } => format!("none of {}", serde_json::json!(allowed.as_ref())),
        MisfitKind::Range {
            bound,
            inclusive,
            limit,
        } => {
            format!(
                "{} {limit}{}",
                side(*bound),
                if *inclusive { "" } else { " exclusive" }
            )
        }
        MisfitKind::Length { bound, limit, .. } => format!("{} {limit} characters", side(*bound)),
        MisfitKind::Items { bound, limit, .. } => format!("{} {limit} items", side(*bound)),
        MisfitKind::Properties { bound, limit, .. } => {
            format!("{} {limit} properties", side(*bound))
        }
        MisfitKind::Pattern { pattern } => format!("pattern {pattern}"),
        MisfitKind::MultipleOf { factor } => format!("multiple of {factor}"),
        MisfitKind::Format { format } => format!("format {format}"),
        MisfitKind::Never { .. }
        | MisfitKind::Perhaps { .. }
        | MisfitKind::PerhapsAbsent { .. } => "an expression".to_owned(),
        MisfitKind::NoBranch { missing } => format!("missing one of {missing:?}"),
        MisfitKind::Other { keyword } => (*keyword).to_owned(),
    };
    let place = if place.starts_with('{') { "{}" } else { place };
    format!("{place}: {what}")
}

/// How a payload travels.
#[derive(Clone, Copy)]
enum Way {
    Json,
    Form,
    JsonText,
    FormText,
    Parameter,
}

fn judged(
    dialect: Dialect,
    direction: Direction,
    way: Way,
    schemas: &str,
    payload: &str,
) -> Vec<String> {
    let description = description(schemas);
    let expectation = Expectation::new(body(&description), dialect, direction);
    let payload = read("payload.yaml", payload);
    let root = payload.root().expect("a payload");
    let text = root.as_written();
    let embeddings = embeddings(text.value);
    let json_text;
    let instance = match way {
        Way::Json => Instance::json(root, HOLES),
        Way::Form => Instance::form(root, HOLES),
        Way::FormText => Instance::form_text(text, &embeddings),
        Way::Parameter => Instance::parameter(root, HOLES),
        Way::JsonText => {
            json_text = JsonText::read(text, &embeddings);
            let read = json_text.as_ref().and_then(JsonText::instance);
            let Some(instance) = read else {
                return vec!["no JSON".to_owned()];
            };
            instance
        }
    };
    let misfits = expectation.judge(&instance, &Patterns::default()).misfits;
    misfits
        .iter()
        .map(|misfit| describe(&payload, misfit))
        .collect()
}

#[test]
fn broken_parts_are_reported_and_allow_anything() {
    let check = |schemas: &str, payload: &str, expected: &[(&str, Why)], incomplete: bool| {
        let document = description(schemas);
        let payload = read("payload.yaml", payload);
        let instance = Instance::json(payload.root().expect("a payload"), HOLES);
        let expectation = Expectation::new(body(&document), Dialect::OpenApi30, Direction::Request);
        let judgement = expectation.judge(&instance, &Patterns::default());
        assert!(judgement.misfits.is_empty(), "{schemas}: anything goes");
        let found: Vec<_> = judgement
            .broken
            .iter()
            .map(|broken| (broken.node.pointer(), broken.why))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(place, why)| (format!("/components/schemas/{place}"), *why))
            .collect();
        assert_eq!(found, expected, "{schemas}");
        assert_eq!(!judgement.elsewhere.is_empty(), incomplete, "{schemas}");
    };
    let at_a = "{a: 1}";
    check(
        "{Body: {properties: {a: string, b: string}}}",
        at_a,
        &[("Body/properties/a", Why::NotASchema(Kind::String))],
        false,
    );
    let dangling = "{Body: {items: {$ref: '#/components/schemas/No'}}}";
    check(
        dangling,
        "[1]",
        &[("Body/items/$ref", Why::Dangling)],
        false,
    );
    check(dangling, "[]", &[], false);
    check("{Body: {$ref: 'common.yaml#/Id'}}", at_a, &[], true);
    check(
        "{Body: {$ref: '#/components/schemas/A'}, A: {$ref: '#/components/schemas/Body'}}",
        at_a,
        &[("Body/$ref", Why::Circular), ("A/$ref", Why::Circular)],
        false,
    );
    check(
        "{Body: {properties: {a: {$ref: '#/components/schemas/Body'}}}, Other: no}",
        "{a: {a: {}}}",
        &[],
        false,
    );
    check(
        "{Body: {properties: {a: , b: {pattern: '('}}, items: , enum: , required: true}}",
        "{a: 1, b: x}",
        &[],
        false,
    );
}

#[test]
fn both_ends_are_known() {
    let document = description(
        "{Body: {$ref: '#/components/schemas/Order'}, Order: {type: object, required: [id, size], \
         properties: {id: {type: string}, size: {type: integer, description: How many}, kind: {enum: [a]}}}}",
    );
    let expectation = Expectation::new(body(&document), Dialect::OpenApi30, Direction::Request);
    let payload = read("payload.yaml", "id: 1\nkind: b\n");
    let instance = Instance::json(payload.root().expect("a payload"), HOLES);
    let misfits = expectation.judge(&instance, &Patterns::default()).misfits;
    let ends: Vec<_> = misfits
        .iter()
        .map(|misfit| (misfit.schema.map(Node::pointer), misfit.name))
        .collect();
    let at = |place: &str| Some(format!("/components/schemas/Order/{place}"));
    assert_eq!(
        ends,
        [
            (at("required/1"), Some("Order")),
            (at("properties/id/type"), None),
            (at("properties/kind/enum"), None),
        ]
    );
    let MisfitKind::Missing { declared, .. } = &misfits[0].kind else {
        panic!(
            "{:?} is no missing property",
            describe(&payload, &misfits[0])
        );
    };
    assert_eq!(declared.map(Node::pointer), at("properties/size"));
}

#[test]
fn nothing_takes_for_ever() {
    // Each level refers to the next one twice, and each value meets both.
    let reference = |level: usize| format!("{{$ref: '#/components/schemas/S{level}'}}");
    let level = |level: usize| {
        let next = reference((level + 1) % 40);
        let twice = format!("[{next}, {next}]");
        format!(
            "S{level}: {{allOf: {twice}, anyOf: {twice}, properties: {{x: {{oneOf: {twice}}}}}}}"
        )
    };
    let levels: Vec<_> = (0..40).map(level).collect();
    let schemas = format!("Body: {}, {}", reference(0), levels.join(", "));
    let payload = format!("{}1{}", "{x: ".repeat(100), "}".repeat(100));
    let found = judged(
        Dialect::OpenApi30,
        Direction::Request,
        Way::Json,
        &format!("{{{schemas}}}"),
        &payload,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_value_is_too_deep() {
    let depth = 500;
    let payload = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let schemas = "{Body: {anyOf: [{type: array, items: {$ref: '#/components/schemas/Body'}}, {type: integer}]}}";
    let found = judged(
        Dialect::OpenApi30,
        Direction::Request,
        Way::Json,
        schemas,
        &payload,
    );
    assert_eq!(found, [""; 0]);
    let schemas = format!("{{Body: {{enum: [{payload}]}}}}");
    let found = judged(
        Dialect::OpenApi30,
        Direction::Request,
        Way::Json,
        &schemas,
        &payload,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn no_chain_of_schemas_is_too_long() {
    let next = |level: usize| {
        format!(
            "S{level}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}]}}",
            level + 1
        )
    };
    let chain: Vec<_> = (0..5_000).map(next).collect();
    let schemas = format!(
        "{{Body: {{$ref: '#/components/schemas/S0'}}, {}}}",
        chain.join(", ")
    );
    let found = judged(
        Dialect::OpenApi30,
        Direction::Request,
        Way::Json,
        &schemas,
        "{a: 1}",
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn patterns_can_be_shared() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Patterns::default());
}
