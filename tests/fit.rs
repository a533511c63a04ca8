//! Whether values of one schema fit another: cases by hand, and random pairs against a JSON Schema validator.

use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Document, Limits, parse};
use arazzo_lint::types::{Dialect, Direction, Fact, Fit, Fuel, Patterns, Shape, Typed, fit};
use serde_json::{Map, Value, json};

fn read(name: &str, text: &str) -> Document {
    parse(Source::new(SourceId(0), name, text), Limits::default()).0
}

fn verdict(values: &str, expected: &str, dialect: Dialect) -> Fit {
    let (values, expected) = (read("values.yaml", values), read("expected.yaml", expected));
    let root = |document| Document::root(document).expect("a schema");
    let values = Typed::new(root(&values), dialect, Direction::Response);
    let expected = Typed::new(root(&expected), dialect, Direction::Request);
    fit(
        &Shape::of(Fact::Schema(values)),
        expected,
        &Patterns::default(),
        &Fuel::default(),
    )
}

fn word(fit: &Fit) -> &'static str {
    match fit {
        Fit::Always => "always",
        Fit::Sometimes => "sometimes",
        Fit::Never(_) => "never",
        Fit::Unknown => "unknown",
    }
}

/// Values, what they are sent to, and how they fit.
const CASES: &[(&str, &str, &str)] = &[
    ("{type: string}", "{type: string}", "always"),
    ("{type: integer}", "{type: string}", "never"),
    ("{type: integer}", "{type: number}", "always"),
    ("{type: number}", "{type: integer}", "sometimes"),
    ("{type: string}", "{enum: [a, b]}", "sometimes"),
    ("{enum: [a]}", "{enum: [a, b]}", "always"),
    ("{enum: [c, d]}", "{type: string, enum: [a, b]}", "never"),
    ("{const: 7}", "{type: integer, maximum: 5}", "never"),
    (
        "{type: integer, maximum: 5}",
        "{type: number, minimum: 6}",
        "never",
    ),
    (
        "{type: integer, maximum: 6}",
        "{type: number, minimum: 6}",
        "sometimes",
    ),
    (
        "{type: integer, exclusiveMaximum: 6}",
        "{type: number, minimum: 6}",
        "never",
    ),
    (
        "{type: string, maxLength: 3}",
        "{type: string, minLength: 4}",
        "never",
    ),
    (
        "{type: string, maxLength: 3}",
        "{type: string, maxLength: 4}",
        "always",
    ),
    ("{type: [string, 'null']}", "{type: string}", "sometimes"),
    (
        "{type: [string, 'null']}",
        "{type: [integer, 'null']}",
        "sometimes",
    ),
    ("{type: [string, 'null']}", "{type: integer}", "never"),
    ("{}", "{type: integer}", "unknown"),
    ("{type: string}", "{}", "always"),
    (
        "{type: string, format: date}",
        "{type: string, format: uuid}",
        "never",
    ),
    (
        "{type: string}",
        "{type: string, format: uuid}",
        "sometimes",
    ),
    (
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: string}}",
        "always",
    ),
    (
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: integer}}",
        "sometimes",
    ),
    (
        "{type: array, minItems: 1, items: {type: string}}",
        "{type: array, items: {type: integer}}",
        "never",
    ),
    (
        "{type: array, items: {type: string}}",
        "{type: string}",
        "never",
    ),
    (
        "{type: object, properties: {a: {type: string}}, additionalProperties: false}",
        "{type: object, required: [b]}",
        "never",
    ),
    (
        "{type: object, properties: {a: {type: string}}}",
        "{type: object, required: [b]}",
        "sometimes",
    ),
    (
        "{type: object, required: [a]}",
        "{type: object, properties: {b: {}}, additionalProperties: false}",
        "never",
    ),
    (
        "{type: object, required: [a], properties: {a: {type: string}}}",
        "{type: object, properties: {a: {type: integer}}}",
        "never",
    ),
    (
        "{oneOf: [{type: string}, {type: integer}]}",
        "{type: integer}",
        "sometimes",
    ),
    (
        "{oneOf: [{type: string}, {type: boolean}]}",
        "{type: integer}",
        "never",
    ),
    (
        "{type: string}",
        "{anyOf: [{type: integer}, {type: string}]}",
        "always",
    ),
    (
        "{type: string}",
        "{oneOf: [{type: integer}, {type: string}]}",
        "always",
    ),
    ("{type: string}", "{not: {type: integer}}", "always"),
    (
        "{allOf: [{type: string}, {maxLength: 2}]}",
        "{type: string, minLength: 3}",
        "never",
    ),
    ("{$ref: '#'}", "{type: string}", "unknown"),
    (
        "{type: string, allOf: [{$ref: '#'}]}",
        "{type: integer}",
        "never",
    ),
    (
        "{type: object, properties: {next: {$ref: '#'}}, required: [next]}",
        "{type: object}",
        "always",
    ),
];

#[test]
fn what_fits_is_told_from_what_does_not() {
    for (values, expected, answer) in CASES {
        let found = verdict(values, expected, Dialect::JsonSchema202012);
        assert_eq!(word(&found), *answer, "{values} into {expected}: {found:?}");
    }
}

#[test]
fn openapi_3_0_has_words_of_its_own() {
    let check = |values: &str, expected: &str, answer: &str| {
        let found = verdict(values, expected, Dialect::OpenApi30);
        assert_eq!(word(&found), answer, "{values} into {expected}: {found:?}");
    };
    check(
        "{type: string, nullable: true}",
        "{type: string}",
        "sometimes",
    );
    check(
        "{type: string, nullable: true}",
        "{type: integer, nullable: true}",
        "sometimes",
    );
    check("{type: string, nullable: true}", "{type: integer}", "never");
    check(
        "{type: integer, maximum: 6, exclusiveMaximum: true}",
        "{type: integer, minimum: 6}",
        "never",
    );
    check(
        "{type: object, additionalProperties: false}",
        "{type: object, required: [id], properties: {id: {type: string, readOnly: true}}}",
        "always",
    );
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        let index = self.below(choices.len() as u64);
        choices[usize::try_from(index).expect("a small number")].clone()
    }

    fn scalar(&mut self) -> Value {
        self.one_of(&[
            json!(null),
            json!(true),
            json!(0),
            json!(1),
            json!(2),
            json!(3),
            json!(1.5),
            json!(2.0),
            json!("a"),
            json!("b"),
            json!("ab"),
            json!(""),
        ])
    }

    fn name(&mut self) -> String {
        self.one_of(&["a", "b", "c"]).to_owned()
    }

    fn value(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 1 } else { 4 }) {
            0 | 1 => self.scalar(),
            2 => (0..self.below(3)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let members: Map<String, Value> = (0..self.below(3))
                    .map(|_| (self.name(), self.value(depth - 1)))
                    .collect();
                Value::Object(members)
            }
        }
    }

    fn schema(&mut self, depth: u64) -> Value {
        if self.below(12) == 0 {
            return self.one_of(&[
                json!(true),
                json!(false),
                json!({}),
                json!({"$ref": "#/$defs/x"}),
            ]);
        }
        let mut schema = Map::new();
        if self.below(5) > 0 {
            let kind = self.one_of(&[
                json!("string"),
                json!("integer"),
                json!("number"),
                json!("boolean"),
                json!("object"),
                json!("object"),
                json!("array"),
                json!("null"),
                json!(["string", "null"]),
                json!(["integer", "object"]),
            ]);
            schema.insert("type".to_owned(), kind);
        }
        for _ in 0..self.below(3) {
            let (keyword, value) = self.keyword(depth);
            schema.insert(keyword.to_owned(), value);
        }
        Value::Object(schema)
    }

    fn schemas(&mut self, depth: u64) -> Value {
        (0..=self.below(2)).map(|_| self.schema(depth)).collect()
    }

    fn keyword(&mut self, depth: u64) -> (&'static str, Value) {
        let plain = 9;
        match self.below(if depth == 0 { plain } else { 19 }) {
            0 => ("enum", (0..=self.below(3)).map(|_| self.value(1)).collect()),
            1 => ("const", self.value(1)),
            2 => (
                self.one_of(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]),
                json!(self.below(4)),
            ),
            3 => (
                self.one_of(&["minLength", "maxLength"]),
                json!(self.below(3)),
            ),
            4 => (self.one_of(&["minItems", "maxItems"]), json!(self.below(3))),
            5 => (
                self.one_of(&["minProperties", "maxProperties"]),
                json!(self.below(3)),
            ),
            6 => {
                let names: std::collections::BTreeSet<String> =
                    (0..=self.below(2)).map(|_| self.name()).collect();
                ("required", json!(names))
            }
            7 => ("additionalProperties", json!(false)),
            8 => self.one_of(&[
                ("pattern", json!("^a")),
                ("multipleOf", json!(2)),
                ("uniqueItems", json!(true)),
            ]),
            9..=11 => {
                let keyword = self.one_of(&["properties", "properties", "patternProperties"]);
                let members: Map<String, Value> = (0..=self.below(2))
                    .map(|_| (self.name(), self.schema(depth - 1)))
                    .collect();
                (keyword, Value::Object(members))
            }
            12 => ("items", self.schema(depth - 1)),
            13 => ("prefixItems", self.schemas(depth - 1)),
            14 => ("allOf", self.schemas(depth - 1)),
            15 => ("anyOf", self.schemas(depth - 1)),
            16 => ("oneOf", self.schemas(depth - 1)),
            17 => ("not", self.schema(depth - 1)),
            _ => (
                self.one_of(&[
                    "additionalProperties",
                    "contains",
                    "propertyNames",
                    "unevaluatedProperties",
                ]),
                self.schema(depth - 1),
            ),
        }
    }

    fn document(&mut self) -> Value {
        let mut schema = self.schema(2);
        let named = self.schema(1);
        if let Value::Object(keywords) = &mut schema
            && !keywords.contains_key("$ref")
        {
            keywords.insert("$defs".to_owned(), json!({ "x": named }));
            return schema;
        }
        json!({ "allOf": [schema], "$defs": { "x": named } })
    }
}

/// Whether a schema asks of a value what it asks of it.
fn is_circular(schema: &Value) -> bool {
    schema["$defs"]["x"].to_string().contains("$ref")
}

#[test]
fn never_and_always_hold_for_random_schemas() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let values: Vec<Value> = (0..300).map(|_| random.value(2)).collect();
    let (mut never, mut always, mut judged) = (0, 0, 0);
    while judged < 10_000 {
        let (left, right) = (random.document(), random.document());
        if is_circular(&left) || is_circular(&right) {
            continue;
        }
        judged += 1;
        let found = verdict(
            &left.to_string(),
            &right.to_string(),
            Dialect::JsonSchema202012,
        );
        let is_never = match found {
            Fit::Never(_) => true,
            Fit::Always => false,
            _ => continue,
        };
        let validator = |schema: &Value| jsonschema::validator_for(schema).expect("a schema");
        let (one, other) = (validator(&left), validator(&right));
        for value in values.iter().filter(|value| one.is_valid(value)) {
            assert_eq!(
                other.is_valid(value),
                !is_never,
                "{value} is in {left}; in {right}, said {found:?}"
            );
        }
        *(if is_never { &mut never } else { &mut always }) += 1;
    }
    // A test that asks nothing proves nothing.
    assert!(
        never > 1_000 && always > 500,
        "{never} never, {always} always"
    );
}
