//! The table: schemas, a payload, and everything that must be told about it.

use arazzo_lint::types::{Dialect, Direction};

use super::{Way, judged};

type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(dialect: Dialect, way: Way, cases: &[Case]) {
    for (schemas, payload, expected) in cases {
        let found = judged(dialect, Direction::Request, way, schemas, payload);
        assert_eq!(found, *expected, "\nschemas: {schemas}\npayload: {payload}");
    }
}

#[test]
fn plain_keywords() {
    check(
        Dialect::OpenApi30,
        Way::Json,
        &[
            (
                "{Body: {type: object, required: [a], properties: {a: {type: string}}}}",
                "{a: x}",
                &[],
            ),
            (
                "{Body: {type: object, required: [a, b], properties: {a: {}, b: {}}}}",
                "{}",
                &["{}: missing a", "{}: missing b"],
            ),
            (
                "{Body: {type: object}}",
                "[1]",
                &["[1]: [Object] not Sequence"],
            ),
            (
                "{Body: {properties: {a: {type: integer}}}}",
                "{a: '1'}",
                &["a: [Integer] not String"],
            ),
            (
                "{Body: {properties: {a: {type: integer}}}}",
                "{a: 1.0}",
                &[],
            ),
            (
                "{Body: {properties: {a: {enum: [x, y]}}}}",
                "{a: z}",
                &["a: none of [\"x\",\"y\"]"],
            ),
            (
                "{Body: {properties: {a: {minimum: 2, maximum: 3}}}}",
                "{a: 1}",
                &["a: at least 2"],
            ),
            (
                "{Body: {properties: {a: {minLength: 2, pattern: '^b'}}}}",
                "{a: a}",
                &["a: at least 2 characters"],
            ),
            (
                "{Body: {properties: {a: {pattern: '^b'}}}}",
                "{a: a}",
                &["a: pattern ^b"],
            ),
            (
                "{Body: {properties: {a: {multipleOf: 0.1}}}}",
                "{a: 0.3}",
                &[],
            ),
            (
                "{Body: {properties: {a: {multipleOf: 5}}}}",
                "{a: 12}",
                &["a: multiple of 5"],
            ),
            (
                "{Body: {properties: {a: {minItems: 2, items: {type: string}}}}}",
                "{a: [1]}",
                &["a: at least 2 items", "1: [String] not Integer"],
            ),
            (
                "{Body: {maxProperties: 1}}",
                "{a: 1, b: 2}",
                &["{}: at most 1 properties"],
            ),
            (
                "{Body: {properties: {a: {uniqueItems: true}}}}",
                "{a: [1, 1.0]}",
                &["a: uniqueItems"],
            ),
            (
                "{Body: {type: object, additionalProperties: false, properties: {a: {}}}}",
                "{b: 1}",
                &["b: undeclared b in a closed schema"],
            ),
            ("{Body: {not: {required: [a]}}}", "{a: 1}", &["{}: not"]),
            // One mistake is one misfit: the pattern of a value of the wrong type is beside the point.
            (
                "{Body: {properties: {a: {type: string, enum: [x]}}}}",
                "{a: 1}",
                &["a: [String] not Integer"],
            ),
            (
                "{Body: {allOf: [{properties: {a: {type: string}}}, {properties: {a: {type: string}}}]}}",
                "{a: 1}",
                &["a: [String] not Integer"],
            ),
        ],
    );
}

#[test]
fn openapi_30() {
    check(
        Dialect::OpenApi30,
        Way::Json,
        &[
            (
                "{Body: {properties: {a: {type: string, nullable: true}}}}",
                "{a: }",
                &[],
            ),
            (
                "{Body: {properties: {a: {type: string, nullable: true, enum: [x]}}}}",
                "{a: null}",
                &[],
            ),
            (
                "{Body: {properties: {a: {type: string}}}}",
                "{a: null}",
                &["a: [String] not Null"],
            ),
            (
                "{Body: {properties: {a: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}}}, A: {type: object}}",
                "{a: null}",
                &[],
            ),
            (
                "{Body: {properties: {a: {$ref: '#/components/schemas/A', nullable: true}}}, A: {type: object}}",
                "{a: null}",
                &[],
            ),
            (
                "{Body: {properties: {a: {minimum: 1, exclusiveMinimum: true}}}}",
                "{a: 1}",
                &["a: at least 1 exclusive"],
            ),
            (
                "{Body: {properties: {a: {maximum: 1, exclusiveMaximum: false}}}}",
                "{a: 1}",
                &[],
            ),
            (
                "{Body: {$ref: '#/components/schemas/A', required: [x]}, A: {type: object}}",
                "{}",
                &[],
            ),
            (
                "{Body: {required: [id, a], properties: {id: {readOnly: true}, a: {writeOnly: true}}}}",
                "{}",
                &["{}: missing a"],
            ),
            (
                "{Body: {required: [id], properties: {id: {allOf: [{$ref: '#/components/schemas/Id'}]}}}, Id: {readOnly: true}}",
                "{}",
                &[],
            ),
            (
                "{Body: {allOf: [{properties: {id: {readOnly: true}}}, {required: [id]}]}}",
                "{}",
                &[],
            ),
            (
                "{Body: {properties: {id: {readOnly: true, type: string}, a: {}}}}",
                "{id: x, a: 1}",
                &["id: read-only id"],
            ),
            (
                "{Body: {oneOf: [{type: object}, {required: [a]}]}}",
                "{a: 1}",
                &[],
            ),
            ("{Body: {type: file}}", "{a: 1}", &[]),
            (
                "{Body: {properties: {a: {type: string, format: binary}}}}",
                "{a: x}",
                &[],
            ),
        ],
    );
}

#[test]
fn json_schema_2020() {
    check(
        Dialect::JsonSchema202012,
        Way::Json,
        &[
            (
                "{Body: {$ref: '#/components/schemas/A', required: [x]}, A: {type: object}}",
                "{}",
                &["{}: missing x"],
            ),
            (
                "{Body: {properties: {a: {type: [string, 'null']}}}}",
                "{a: 1}",
                &["a: [String, Null] not Integer"],
            ),
            (
                "{Body: {properties: {a: {exclusiveMinimum: 1}}}}",
                "{a: 1}",
                &["a: at least 1 exclusive"],
            ),
            (
                "{Body: {properties: {a: {const: x}}}}",
                "{a: y}",
                &["a: none of [\"x\"]"],
            ),
            (
                "{Body: {properties: {a: {prefixItems: [{type: string}], items: {type: integer}}}}}",
                "{a: [x, y]}",
                &["y: [Integer] not String"],
            ),
            (
                "{Body: {properties: {a: {contains: {const: 1}}}}}",
                "{a: [2]}",
                &["a: contains"],
            ),
            (
                "{Body: {if: {properties: {k: {const: a}}}, then: {required: [x]}, else: {required: [y]}}}",
                "{k: b}",
                &["{}: missing y"],
            ),
            (
                "{Body: {dependentRequired: {a: [b]}}}",
                "{a: 1}",
                &["{}: missing b"],
            ),
            (
                "{Body: {properties: {a: {}}, unevaluatedProperties: false}}",
                "{b: 1}",
                &["b: undeclared b in a closed schema"],
            ),
            (
                "{Body: {allOf: [{properties: {a: {}}}], unevaluatedProperties: false}}",
                "{a: 1}",
                &[],
            ),
            (
                "{Body: {anyOf: [{properties: {a: {}}}, {required: [z]}], unevaluatedProperties: false}}",
                "{a: 1, z: 1, b: 1}",
                &[
                    "z: undeclared z in a closed schema",
                    "b: undeclared b in a closed schema",
                ],
            ),
            (
                "{Body: {propertyNames: {maxLength: 1}}}",
                "{ab: 1}",
                &["ab: at most 1 characters"],
            ),
            (
                "{Body: {patternProperties: {'^x-': {type: string}}}}",
                "{x-a: 1}",
                &["x-a: [String] not Integer"],
            ),
            ("{Body: {properties: {a: false}}}", "{a: 1}", &["a: false"]),
            // A schema that was moved here with its own definitions.
            (
                "{Body: {$ref: '#/$defs/A', $defs: {A: {type: string}}}}",
                "1",
                &["1: [String] not Integer"],
            ),
        ],
    );
}

#[test]
fn sloppy_descriptions() {
    let cases: &[Case] = &[
        (
            "{Body: {properties: {a: {type: [string, 'null']}, b: {const: 1}, c: {exclusiveMinimum: 1}}}}",
            "{a: null, b: 2, c: 1}",
            &["b: none of [1]", "c: at least 1 exclusive"],
        ),
        (
            "{Body: {properties: {a: {type: string, nullable: true}}}}",
            "{a: null}",
            &[],
        ),
        (
            "{Body: {properties: {a: {type: string, required: true}}}}",
            "{}",
            &[],
        ),
        (
            "{Body: {properties: {a: {type: any}, b: {type: [string, date]}, c: {type: }}}}",
            "{a: 1, b: 1, c: 1}",
            &[],
        ),
        (
            "{Body: {properties: {a: {enum: null}, b: {enum: []}}}}",
            "{a: 1, b: 1}",
            &[],
        ),
        (
            "{Body: {properties: {a: {items: [{type: string}]}}}}",
            "{a: [1, 2]}",
            &["1: [String] not Integer"],
        ),
        (
            "{Body: {properties: {a: {items: }}, required: }}",
            "{a: [1]}",
            &[],
        ),
        ("{Body: {properties: null}}", "{a: 1}", &[]),
        (
            "{Body: {properties: {a: {minimum: '5', maxLength: -1, pattern: 3, allOf: {}}}}}",
            "{a: 1}",
            &[],
        ),
        (
            "{Body: {properties: {a: {pattern: '(?<=x'}}}}",
            "{a: y}",
            &[],
        ),
        (
            "{Body: {properties: {v: {type: string, enum: [1.0, 2.0]}}}}",
            "{v: '1.0'}",
            &[],
        ),
        ("{Body: {properties: {a: string}}}", "{a: 1}", &[]),
        (
            "{Body: {properties: {a: {$ref: '#/components/schemas/Gone'}}}}",
            "{a: 1}",
            &[],
        ),
        ("{Body: text}", "{a: 1}", &[]),
    ];
    check(Dialect::OpenApi30, Way::Json, cases);
    check(Dialect::JsonSchema202012, Way::Json, cases);
}

#[test]
fn holes() {
    check(
        Dialect::OpenApi30,
        Way::Json,
        &[
            ("{Body: {type: object, required: [a]}}", "$inputs.body", &[]),
            (
                "{Body: {properties: {a: {type: integer}}}}",
                "{a: $inputs.a}",
                &[],
            ),
            (
                "{Body: {properties: {a: {type: integer}}}}",
                "{a: 'x{$inputs.a}'}",
                &["a: [Integer] not String"],
            ),
            (
                "{Body: {properties: {a: {type: string, pattern: '^y', maxLength: 1, enum: [z]}}}}",
                "{a: 'x{$inputs.a}'}",
                &[],
            ),
            (
                "{Body: {properties: {a: {type: string}}}}",
                "{a: {context: $response.body, selector: $.a}}",
                &[],
            ),
            // What is missing is missing whatever the holes are.
            (
                "{Body: {required: [a, b]}}",
                "{a: $inputs.a}",
                &["{}: missing b"],
            ),
            (
                "{Body: {additionalProperties: false, properties: {a: {}}}}",
                "{b: $inputs.a}",
                &["b: undeclared b in a closed schema"],
            ),
            (
                "{Body: {properties: {a: {maxItems: 1}}}}",
                "{a: [$inputs.a, $inputs.b]}",
                &["a: at most 1 items"],
            ),
            (
                "{Body: {properties: {a: {uniqueItems: true}}}}",
                "{a: [$inputs.a, $inputs.b]}",
                &[],
            ),
            (
                "{Body: {properties: {a: {uniqueItems: true}}}}",
                "{a: [$inputs.a, 1, 1]}",
                &["a: uniqueItems"],
            ),
            (
                "{Body: {enum: [{a: 1, b: 2}]}}",
                "{a: $inputs.a, b: 2}",
                &[],
            ),
            (
                "{Body: {enum: [{a: 1, b: 2}]}}",
                "{a: $inputs.a, b: 3}",
                &["{}: none of [{\"a\":1,\"b\":2}]"],
            ),
            (
                "{Body: {not: {properties: {a: {const: 1}}}}}",
                "{a: $inputs.a}",
                &[],
            ),
            (
                "{Body: {not: {required: [a]}}}",
                "{a: $inputs.a}",
                &["{}: not"],
            ),
            (
                "{Body: {if: {properties: {k: {const: a}}}, then: {required: [x]}}}",
                "{k: $inputs.k}",
                &[],
            ),
            (
                "{Body: {properties: {a: {contains: {const: 1}}}}}",
                "{a: [2, $inputs.a]}",
                &[],
            ),
            (
                "{Body: {anyOf: [{required: [x]}, {properties: {a: {type: integer}}}]}}",
                "{a: $inputs.a}",
                &[],
            ),
            (
                "{Body: {properties: {a: false}}}",
                "{a: $inputs.a}",
                &["a: false"],
            ),
        ],
    );
}

#[test]
fn branches() {
    let pets = "{Body: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: \
        {propertyName: kind, mapping: {feline: '#/components/schemas/Cat'}}}, \
        Cat: {required: [kind, lives], properties: {kind: {}, lives: {type: integer}}}, \
        Dog: {required: [kind, bark], properties: {kind: {}, bark: {type: string}}}}";
    check(
        Dialect::OpenApi30,
        Way::Json,
        &[
            (pets, "{kind: feline}", &["{}: missing lives"]),
            (
                pets,
                "{kind: Dog, bark: 1}",
                &["bark: [String] not Integer"],
            ),
            (
                pets,
                "{kind: Dog, bark: wau, lives: 1}",
                &["lives: undeclared lives"],
            ),
            (pets, "{kind: $inputs.kind, bark: wau}", &[]),
            (
                pets,
                "{kind: $inputs.kind, bark: 1}",
                &["bark: [String] not Integer"],
            ),
            // The nearest branch is told.
            (
                "{Body: {anyOf: [{type: string}, {type: object, required: [a, b]}]}}",
                "{a: 1}",
                &["{}: missing b"],
            ),
            (
                "{Body: {anyOf: [{type: string}, {type: integer}]}}",
                "{a: 1}",
                &["{}: [String, Integer] not Mapping"],
            ),
            (
                "{Body: {anyOf: [{required: [a]}, {required: [b, c]}]}}",
                "{c: 1}",
                &["{}: missing one of [[\"a\"], [\"b\"]]"],
            ),
            (
                "{Body: {oneOf: [{const: a}, {const: b}]}}",
                "c",
                &["c: none of [\"a\",\"b\"]"],
            ),
            (
                "{Body: {oneOf: [{properties: {k: {enum: [a]}, x: {type: string}}}, {properties: {k: {enum: [b]}, x: {type: integer}}}]}}",
                "{k: a, x: 1}",
                &["x: [String] not Integer"],
            ),
            // A closed branch does not forbid what stands beside it, but what nobody declares.
            (
                "{Body: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {b: {}}}]}, A: {additionalProperties: false, properties: {a: {}}}}",
                "{a: 1, b: 2, c: 3}",
                &["c: undeclared c in a closed schema"],
            ),
            (
                "{Body: {properties: {b: {}}, allOf: [{additionalProperties: false, properties: {a: {}}}]}}",
                "{a: 1, b: 2}",
                &[],
            ),
            (
                "{Body: {oneOf: [{additionalProperties: false, properties: {a: {}}}, {additionalProperties: false, properties: {b: {}}}]}}",
                "{a: 1, b: 2}",
                &["b: undeclared b in a closed schema"],
            ),
            (
                "{Body: {allOf: [{$ref: '#/components/schemas/A'}], additionalProperties: false, properties: {b: {}}}, A: {properties: {a: {}}}}",
                "{a: 1, b: 2, c: 3}",
                &["c: undeclared c in a closed schema"],
            ),
            // A base type: the value may be any of those that extend it.
            (
                "{Body: {discriminator: {propertyName: k}, properties: {k: {type: string}}}}",
                "{k: other, more: 1}",
                &[],
            ),
            (
                "{Body: {discriminator: k, properties: {k: {type: string}}}, Dog: {allOf: [{$ref: '#/components/schemas/Body'}, \
            {required: [bark], properties: {bark: {}}}]}}",
                "{k: Dog, more: 1}",
                &["{}: missing bark", "more: undeclared more"],
            ),
            // Recursion.
            (
                "{Body: {required: [v], properties: {v: {}, next: {$ref: '#/components/schemas/Body'}}}}",
                "{v: 1, next: {next: {v: 1}}}",
                &["next: missing v"],
            ),
            (
                "{Body: {allOf: [{$ref: '#/components/schemas/Body'}], required: [v]}}",
                "{}",
                &["{}: missing v"],
            ),
        ],
    );
}

#[test]
fn undeclared_properties() {
    check(
        Dialect::JsonSchema202012,
        Way::Json,
        &[
            (
                "{Body: {properties: {a: {}}}}",
                "{a: 1, b: 2}",
                &["b: undeclared b"],
            ),
            (
                "{Body: {properties: {a: {}}, additionalProperties: true}}",
                "{b: 2}",
                &[],
            ),
            (
                "{Body: {properties: {a: {}}, additionalProperties: {type: string}}}",
                "{b: 2}",
                &["b: [String] not Integer"],
            ),
            (
                "{Body: {properties: {a: {}}, patternProperties: {'^x-': {}}}}",
                "{x-b: 2, c: 1}",
                &["c: undeclared c"],
            ),
            ("{Body: {type: object}}", "{b: 2}", &[]),
            (
                "{Body: {allOf: [{properties: {a: {}}}, {properties: {b: {}}}]}}",
                "{a: 1, b: 2, c: 3}",
                &["c: undeclared c"],
            ),
            (
                "{Body: {properties: {a: {}}, anyOf: [{required: [a]}, {required: [b]}]}}",
                "{a: 1, c: 3}",
                &["c: undeclared c"],
            ),
            (
                "{Body: {anyOf: [{properties: {a: {}}}, {type: object}]}}",
                "{c: 3}",
                &[],
            ),
            (
                "{Body: {anyOf: [{properties: {a: {}}}, {type: string}]}}",
                "{c: 3}",
                &["c: undeclared c"],
            ),
            (
                "{Body: {properties: {a: {}}, if: {}, then: {properties: {b: {}}}, else: {properties: {c: {}}}}}",
                "{b: 1, c: 1, d: 1}",
                &["d: undeclared d"],
            ),
            (
                "{Body: {properties: {a: {}}, allOf: [{$ref: 'common.yaml#/A'}]}}",
                "{b: 1}",
                &[],
            ),
            (
                "{Body: {items: {properties: {a: {properties: {b: {}}}}}}}",
                "[{a: {c: 1}}, {a: {b: 1}}]",
                &["c: undeclared c"],
            ),
            (
                "{Body: {properties: {a: {}}, not: {properties: {b: {const: 1}}, required: [b]}}}",
                "{b: 2}",
                &["b: undeclared b"],
            ),
            // A near miss of what is required is one mistake.
            (
                "{Body: {required: [startTime], properties: {startTime: {}}}}",
                "{start_time: 1}",
                &["start_time: undeclared start_time, meant startTime"],
            ),
            (
                "{Body: {required: [startTime], additionalProperties: false, properties: {startTime: {}}}}",
                "{startTim: 1}",
                &["startTim: undeclared startTim in a closed schema, meant startTime"],
            ),
            (
                "{Body: {required: [startTime], additionalProperties: true, properties: {startTime: {}}}}",
                "{starttime: 1}",
                &["starttime: undeclared starttime, meant startTime"],
            ),
            (
                "{Body: {required: [startTime], properties: {startTime: {}}}}",
                "{end: 1}",
                &["{}: missing startTime", "end: undeclared end"],
            ),
            (
                "{Body: {required: [from, form], properties: {from: {}, form: {}}}}",
                "{form: 1}",
                &["{}: missing from"],
            ),
        ],
    );
}

#[test]
fn formats() {
    check(
        Dialect::OpenApi30,
        Way::Json,
        &[
            (
                "{Body: {properties: {a: {format: date-time}}}}",
                "{a: '2024-01-01'}",
                &["a: format date-time"],
            ),
            (
                "{Body: {properties: {a: {format: date}}}}",
                "{a: '2024-02-30'}",
                &["a: format date"],
            ),
            (
                "{Body: {properties: {a: {format: uuid}, b: {format: email}, c: {format: uri}, d: {format: ipv4}}}}",
                "{a: x, b: x, c: x, d: x}",
                &[
                    "a: format uuid",
                    "b: format email",
                    "c: format uri",
                    "d: format ipv4",
                ],
            ),
            (
                "{Body: {properties: {a: {format: password}, b: {format: uuid}}}}",
                "{a: x, b: 'x-{$inputs.b}'}",
                &[],
            ),
            (
                "{Body: {anyOf: [{format: uuid}, {maxLength: 3}]}}",
                "abc",
                &[],
            ),
        ],
    );
}

#[test]
fn forms() {
    let order = "{Body: {required: [n], properties: {n: {type: integer}, on: {type: boolean}, a: {type: object, properties: \
        {b: {type: array, items: {type: integer}}}}, tags: {type: array, items: {type: string}}, file: {type: string, format: binary}}}}";
    check(
        Dialect::OpenApi30,
        Way::Form,
        &[
            (order, "{n: '10', on: 'true', file: 1, tags: x}", &[]),
            (order, "{n: x}", &["n: [Integer] not String"]),
            (order, "{n: 1, tags: 5}", &[]),
            (
                order,
                "{n: 1, 'a[b][0]': 1, 'a[b][1]': x, 'tags[]': y}",
                &["'a[b][1]': [Integer] not String"],
            ),
            (order, "{n: 1, 'a[c]': 1}", &["'a[c]': undeclared c"]),
            (order, "{n: $inputs.n, a: '{\"b\": [1]}'}", &[]),
            (order, "{n: 'x{$inputs.n}'}", &[]),
            (order, "{tags: [a, b]}", &["{}: missing n"]),
            (
                "{Body: {properties: {'expand[]': {type: array, items: {type: string}}}}}",
                "{'expand[]': x}",
                &[],
            ),
        ],
    );
    check(
        Dialect::OpenApi30,
        Way::FormText,
        &[
            (
                order,
                "n={$inputs.n}&on=maybe",
                &["on: [Boolean] not String"],
            ),
            (order, "n=1&a[b][]=x", &["a[b][]: [Integer] not String"]),
            (order, "on=true&{$inputs.k}=1", &[]),
            (order, "on=true", &["on=true: missing n"]),
        ],
    );
}

#[test]
fn json_in_text() {
    let schemas = "{Body: {required: [id, n], properties: {id: {type: string, maxLength: 3}, n: {type: integer}, o: {type: object}}}}";
    check(
        Dialect::OpenApi30,
        Way::JsonText,
        &[
            (
                schemas,
                r#"'{"id": "{$inputs.id}", "n": {$inputs.n}, "o": "{$inputs.o}"}'"#,
                &[],
            ),
            (
                schemas,
                r#"'{"id": {$inputs.id}, "n": "1{$inputs.n}"}'"#,
                &["\"n\": [Integer] not String"],
            ),
            (
                schemas,
                r#"'{"id": "abcd"}'"#,
                &["{}: missing n", "\"id\": at most 3 characters"],
            ),
            (schemas, r#"'{"id": "x", "{$inputs.k}": 1}'"#, &[]),
            (schemas, "'{$inputs.body}'", &[]),
            (schemas, "'{\"id\": }'", &["no JSON"]),
            (schemas, "'hello {$inputs.x}'", &["no JSON"]),
        ],
    );
}

#[test]
fn parameters() {
    check(
        Dialect::OpenApi30,
        Way::Parameter,
        &[
            ("{Body: {type: integer}}", "'10'", &[]),
            ("{Body: {type: string}}", "10", &[]),
            ("{Body: {type: boolean}}", "'true'", &[]),
            (
                "{Body: {type: integer}}",
                "ten",
                &["ten: [Integer] not String"],
            ),
            (
                "{Body: {type: integer, maximum: 5}}",
                "'10'",
                &["'10': at most 5"],
            ),
            (
                "{Body: {type: string, enum: [a, b]}}",
                "c",
                &["c: none of [\"a\",\"b\"]"],
            ),
            (
                "{Body: {type: array, items: {type: integer}}}",
                "'1,2'",
                &[],
            ),
            ("{Body: {type: array, items: {type: integer}}}", "1", &[]),
            (
                "{Body: {type: array, items: {enum: [a, b]}}}",
                "'a|c'",
                &["'a|c': none of [\"a\",\"b\"]"],
            ),
            (
                "{Body: {type: string}}",
                "{a: 1}",
                &["{}: [String] not Mapping"],
            ),
            (
                "{Body: {type: integer}}",
                "[1]",
                &["[1]: [Integer] not Sequence"],
            ),
            ("{Body: {type: object}}", "'R,100,G,200'", &[]),
            ("{Body: {type: integer}}", "'{$inputs.x}'", &[]),
            (
                "{Body: {type: string, format: date}}",
                "soon",
                &["soon: format date"],
            ),
            (
                "{Body: {type: string, minLength: 1}}",
                "''",
                &["'': at least 1 characters"],
            ),
            (
                "{Body: {type: array, items: {type: string}}}",
                "[a, 1]",
                &[],
            ),
        ],
    );
}

#[test]
fn responses() {
    let schemas = "{Body: {required: [id, secret], properties: {id: {readOnly: true}, secret: {writeOnly: true}}}}";
    let found = judged(
        Dialect::OpenApi30,
        Direction::Response,
        Way::Json,
        schemas,
        "{}",
    );
    assert_eq!(found, ["{}: missing id"]);
}
