//! Documents that are built to crash a linter or to keep it busy, each in a size and in fractions of it.

#[path = "crowds.rs"]
mod crowds;

use std::fmt::Write as _;

/// The files of one attack. The first is the Arazzo document.
pub(crate) struct Case {
    /// What it is, as the table in `docs/robustness.md` calls it.
    pub(crate) name: &'static str,
    /// Names and contents.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

const ARAZZO: &str = "a.arazzo.yaml";

impl Case {
    /// An Arazzo document by itself.
    fn alone(name: &'static str, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name,
            files: vec![(ARAZZO.to_owned(), text.into())],
        }
    }

    /// An Arazzo document in JSON.
    fn json(name: &'static str, text: String) -> Self {
        Self {
            name,
            files: vec![("a.arazzo.json".to_owned(), text.into_bytes())],
        }
    }

    /// A workflow of some steps, and the description that it uses.
    fn both(name: &'static str, steps: &str, description: impl Into<Vec<u8>>) -> Self {
        let text = document(&format!("  - workflowId: w\n    steps:\n{steps}"));
        Self {
            name,
            files: vec![
                (ARAZZO.to_owned(), text.into_bytes()),
                ("api.yaml".to_owned(), description.into()),
            ],
        }
    }
}

/// An Arazzo document around some workflows.
fn document(workflows: &str) -> String {
    format!(
        "arazzo: 1.0.1\ninfo: {{ title: t, version: '1' }}\nsourceDescriptions:\n  - {{ name: api, url: api.yaml, type: openapi }}\n\
         workflows:\n{workflows}"
    )
}

/// One step that sends a payload.
fn sends(payload: &str) -> String {
    format!(
        "      - stepId: s\n        operationId: send\n        requestBody: {{ contentType: application/json, payload: {payload} }}\n"
    )
}

/// One step with one criterion.
fn tests(language: &str, condition: &str) -> String {
    let criterion =
        format!("{{ context: $response.body, type: {language}, condition: '{condition}' }}");
    format!("      - {{ stepId: s, operationId: send, successCriteria: [{criterion}] }}\n")
}

/// A description of one operation, whose body has the first of some schemas: lines of `name: schema`.
fn api(schemas: &str) -> String {
    let body = "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } }";
    let answer = "{ description: d, content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } }";
    format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths:\n  /a:\n    post:\n      operationId: send\n      {body}\n      \
         responses: {{ '200': {answer} }}\ncomponents:\n  schemas:\n{schemas}"
    )
}

/// Lines that a number each makes.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        text.push_str(&line(number));
        text.push('\n');
    }
    text
}

/// Collections that stand for many more nodes than they are written with.
fn alias_bomb(levels: usize) -> String {
    let mut text = "x-0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..levels {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "x-{level}: &a{level} [{aliases}]").expect("a string takes it");
    }
    text
}

/// Mappings that take in mappings that take in mappings.
fn merge_bomb(levels: usize) -> String {
    let mut text = "x-0: &m0 { a: 1, b: 2 }\n".to_owned();
    for level in 1..levels {
        let aliases = vec![format!("*m{}", level - 1); 9].join(", ");
        writeln!(
            text,
            "x-{level}: &m{level} {{ <<: [{aliases}], c{level}: 3 }}"
        )
        .expect("a string takes it");
    }
    text
}

/// Schemas of which each asks the next one twice.
fn doubled(keyword: &str, levels: usize) -> String {
    let next = |n: usize| format!("{{ $ref: '#/components/schemas/S{}' }}", n + 1);
    let schemas = lines(levels, |n| {
        format!("    S{n}: {{ {keyword}: [{0}, {0}] }}", next(n))
    });
    format!(
        "{schemas}    S{levels}: {{ type: object, required: [a], properties: {{ a: {{ type: integer }} }} }}\n"
    )
}

/// All of them; `part` divides their sizes.
pub(crate) fn cases(part: usize) -> Vec<Case> {
    let n = |count: usize| (count / part).max(2);
    let mut cases = nested(&n);
    cases.extend(bombs(&n));
    cases.extend(crawlers(&n));
    cases.extend(crowds::many(&n));
    cases.extend(crowds::products(&n));
    cases.extend(bytes(&n));
    cases
}

fn nested(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let step = sends("{ a: 1 }");
    let many = |text: &str| text.repeat(n(100_000));
    vec![
        Case::alone("`- - - -`", many("- ")),
        Case::both("`- - - -` as the description", &step, many("- ")),
        Case::alone("`[`, YAML", many("[")),
        Case::alone("`{`, YAML", many("{")),
        Case::alone("`{a: `, YAML", many("{a: ")),
        Case::alone("`? `, YAML", many("? ")),
        Case::json("`[`, JSON", many("[")),
        Case::json("`{\"a\":`, JSON", many("{\"a\":")),
        Case::json("`[`, JSON, closed", many("[") + &many("]")),
        Case::both("`[` as the description", &step, many("[")),
        Case::both("`{` as the description", &step, many("{")),
        Case::both("`{\"a\":` as the description", &step, many("{\"a\":")),
        Case::alone(
            "a value of brackets",
            document(&format!("  - {}", many("["))),
        ),
        Case::alone(
            "keys, each in the one before",
            document(&lines(n(3_000), |n| format!("{}k:", " ".repeat(n + 2)))),
        ),
    ]
}

fn bombs(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let step = sends("{ a: 1 }");
    let deep = |levels: usize| format!("{}1{}", "{ a: ".repeat(levels), " }".repeat(levels));
    let chain = lines(n(20_000), |n| {
        format!("    S{n}: {{ $ref: '#/components/schemas/S{}' }}", n + 1)
    });
    let circle = "    S0: { $ref: '#/components/schemas/S1' }\n    S1: { $ref: '#/components/schemas/S0' }\n".to_owned();
    let inside = "    S0: { properties: { a: { $ref: '#/components/schemas/S0' } }, allOf: [{ $ref: '#/components/schemas/S0' }] }\n";
    let ways = "    S0: { oneOf: [{ $ref: '#/components/schemas/S1' }, { properties: { a: { $ref: '#/components/schemas/S0' } } }] }\n\
                \x20   S1: { anyOf: [{ $ref: '#/components/schemas/S0' }, { properties: { a: { $ref: '#/components/schemas/S1' } } }] }\n";
    let circles = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a: { $ref: '#/paths/~1b' }\n  /b: { $ref: '#/paths/~1a' }\n  \
                   /c:\n    parameters: [{ $ref: '#/components/parameters/p' }]\n    post:\n      operationId: send\n      \
                   requestBody: { $ref: '#/components/requestBodies/b' }\n      responses: { '200': { $ref: '#/components/responses/r' } }\n\
                   components:\n  parameters: { p: { $ref: '#/components/parameters/p' } }\n  \
                   requestBodies: { b: { $ref: '#/components/requestBodies/b' } }\n  responses: { r: { $ref: '#/components/responses/r' } }\n";
    vec![
        Case::alone("alias bomb", document("  []\n") + &alias_bomb(12)),
        Case::both(
            "alias bomb in the description",
            &step,
            api("    S0: {}\n") + &alias_bomb(12),
        ),
        Case::alone("merge-key bomb", document("  []\n") + &merge_bomb(12)),
        Case::both(
            "merge-key bomb in the description",
            &step,
            api("    S0: {}\n") + &merge_bomb(12),
        ),
        Case::both("`$ref` to itself and in a circle", &step, api(&circle)),
        Case::both("`$ref` circles in every object", &step, circles),
        Case::both("a chain of `$ref`", &step, api(&chain)),
        Case::both(
            "a schema that contains itself",
            &sends(&deep(n(400))),
            api(inside),
        ),
        Case::both(
            "two schemas that contain each other in two ways",
            &sends(&deep(n(60))),
            api(ways),
        ),
        Case::both(
            "`allOf`, each twice the next",
            &step,
            api(&doubled("allOf", 40)),
        ),
        Case::both(
            "`anyOf`, each twice the next",
            &step,
            api(&doubled("anyOf", 40)),
        ),
        Case::both(
            "`oneOf`, each twice the next",
            &step,
            api(&doubled("oneOf", 40)),
        ),
        Case::both(
            "`oneOf`, each twice the next, an expression",
            &sends("$response.body#/a"),
            api(&doubled("oneOf", 40)),
        ),
        Case::both(
            "`oneOf`, each twice the next, a wrong value",
            &sends("{ a: x }"),
            api(&doubled("oneOf", 40)),
        ),
        Case::both(
            "`oneOf` of many",
            &sends("{ a: x }"),
            api(&format!(
                "    S0:\n      oneOf:\n{}",
                lines(n(20_000), |n| format!(
                    "        - {{ type: object, required: [r{n}], properties: {{ a: {{ type: integer }}, r{n}: {{}} }} }}"
                ))
            )),
        ),
    ]
}

fn crawlers(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let against = |pattern: &str| {
        let value = format!("{{ a: '{}!' }}", "a".repeat(n(50_000)));
        let schema = format!(
            "    S0: {{ properties: {{ a: {{ type: string, pattern: '{pattern}' }} }} }}\n"
        );
        (sends(&value), api(&schema))
    };
    let pattern = |name, pattern: &str| {
        let (step, api) = against(pattern);
        Case::both(name, &step, api)
    };
    let criterion = |name, language, condition: &str| {
        Case::both(name, &tests(language, condition), api("    S0: {}\n"))
    };
    vec![
        pattern("`pattern`: `^(a+)+$`", "^(a+)+$"),
        pattern("`pattern`: `^(a|aa)+$`", "^(a|aa)+$"),
        pattern("`pattern` that looks back", "^(a+)+(?=b)\\\\1$"),
        pattern(
            "`pattern`: `(a{1,1000}){1,1000}`",
            "^((a{1,1000}){1,1000}){1,1000}$",
        ),
        Case::both(
            "many different patterns",
            &sends(&format!(
                "{{ {} }}",
                lines(n(5_000), |n| format!(
                    "a{n}: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                ))
            )),
            api(&format!(
                "    S0:\n      properties:\n{}",
                lines(n(5_000), |n| format!(
                    "        a{n}: {{ type: string, pattern: '^(a+)+{n}$' }}"
                ))
            )),
        ),
        criterion(
            "regex: nested repetitions",
            "regex",
            "((a{1,1000}){1,1000}){1,1000}",
        ),
        criterion("regex: open brackets", "regex", &"(".repeat(n(500_000))),
        criterion("regex: classes", "regex", &"[a-z".repeat(n(200_000))),
        criterion("regex: alternatives", "regex", &"(a|b)|".repeat(n(200_000))),
        criterion(
            "JSONPath: filters in filters",
            "jsonpath",
            &format!("${}", "[?@".repeat(n(300_000))),
        ),
        criterion(
            "JSONPath: brackets in a filter",
            "jsonpath",
            &format!(
                "$[?{}@.a{}]",
                "(".repeat(n(100_000)),
                ")".repeat(n(100_000))
            ),
        ),
        criterion(
            "JSONPath: many comparisons",
            "jsonpath",
            &format!("$[?{}@.a]", "@.a == 1 && ".repeat(n(100_000))),
        ),
        criterion(
            "JSONPath: descendants of descendants",
            "jsonpath",
            &format!("${}", "..*".repeat(n(100_000))),
        ),
        criterion("XPath: brackets", "xpath", &"(".repeat(n(500_000))),
        criterion(
            "XPath: predicates in predicates",
            "xpath",
            &"a[".repeat(n(300_000)),
        ),
        criterion("XPath: many steps", "xpath", &"//a".repeat(n(300_000))),
        criterion("condition: brackets", "simple", &"(".repeat(n(500_000))),
        criterion("condition: negations", "simple", &"!".repeat(n(500_000))),
        criterion(
            "condition: many alternatives",
            "simple",
            &format!(
                "{}$statusCode == 200",
                "$statusCode == 200 || ".repeat(n(50_000))
            ),
        ),
        criterion(
            "condition: many demands",
            "simple",
            &format!(
                "{}$statusCode == 200",
                "$response.body#/a == 1 && ".repeat(n(20_000))
            ),
        ),
        criterion(
            "condition: accessors",
            "simple",
            &format!("$response.body{} == 1", ".a".repeat(n(200_000))),
        ),
    ]
}

fn bytes(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let step = sends("{ a: 1 }");
    let utf_16 = |text: &str| {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let mut torn = document("  []\n").into_bytes();
    torn.extend([0xc3, 0x28, 0xff]);
    vec![
        Case::alone("NUL bytes", vec![0; n(200_000)]),
        Case::alone(
            "NUL bytes in a text",
            document("  - { workflowId: \"a\0b\", steps: [] }\n"),
        ),
        Case::both("NUL bytes as the description", &step, vec![0; n(200_000)]),
        Case::alone("bytes that are no UTF-8", torn.clone()),
        Case::both("bytes that are no UTF-8 as the description", &step, torn),
        Case::alone("UTF-16", utf_16(&document("  []\n"))),
        Case::both(
            "UTF-16 as the description",
            &step,
            utf_16(&api("    S0: {}\n")),
        ),
        Case::alone("nothing", ""),
        Case::both("nothing as the description", &step, ""),
    ]
}
