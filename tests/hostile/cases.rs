//! Documents that are built to crash a linter or to keep it busy, each in a size and in fractions of it.

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
    cases.extend(many(&n));
    cases.extend(products(&n));
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

fn many(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let operations = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths:\n{}",
        lines(n(50_000), |n| format!(
            "  /a{n}/{{id}}: {{ get: {{ operationId: read{n}, parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}], responses: {{ '200': {{ description: d }} }} }} }}"
        ))
    );
    let used = lines(n(2_000), |n| {
        format!(
            "      - {{ stepId: s{n}, operationId: read{n}, parameters: [{{ name: id, in: path, value: x }}] }}"
        )
    });
    let misspelt = lines(20, |n| {
        format!("      - {{ stepId: s{n}, operationId: raed{n} }}")
    });
    let paths = lines(20, |n| {
        format!(
            "      - {{ stepId: s{n}, operationPath: '{{$sourceDescriptions.api.url}}#/paths/~1b{n}/get' }}"
        )
    });
    let chained = lines(n(20_000), |n| {
        format!(
            "      - {{ stepId: s{0}, operationId: send, outputs: {{ v: $steps.s{n}.outputs.v }} }}",
            n + 1
        )
    });
    let first = "      - { stepId: s0, operationId: send, outputs: { v: $response.body } }\n";
    let jumps = lines(n(20_000), |i| {
        format!(
            "      - {{ stepId: s{i}, operationId: send, onSuccess: [{{ name: g, type: goto, stepId: s{}, criteria: [{{ condition: $statusCode == 200 }}] }}], outputs: {{ v: $response.body }} }}",
            (i * 7919) % n(20_000)
        )
    });
    let waits = lines(n(20_000), |n| {
        format!(
            "      - {{ stepId: s{n}, operationId: send, dependsOn: [{}] }}",
            if n == 0 {
                String::new()
            } else {
                format!("s{}", n - 1)
            }
        )
    });
    let calls = lines(n(5_000), |n| {
        format!(
            "  - {{ workflowId: w{n}, steps: [{{ stepId: s, workflowId: w{} }}], outputs: {{ v: $steps.s.outputs.v }} }}",
            n + 1
        )
    });
    let circles = lines(n(5_000), |i| {
        format!(
            "  - {{ workflowId: w{i}, dependsOn: [w{0}, w{1}], steps: [{{ stepId: s, workflowId: w{0} }}, {{ stepId: t, workflowId: w{1} }}] }}",
            (i + 1) % n(5_000),
            (i * 7919) % n(5_000)
        )
    });
    let send = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: { /a: { get: { operationId: send, responses: { '200': { description: d, content: { application/json: { schema: { type: object } } } } } } } }\n";
    vec![
        Case::both("many operations, used", &used, operations.clone()),
        Case::both(
            "many operations, ids misspelt",
            &misspelt,
            operations.clone(),
        ),
        Case::both("many operations, paths misspelt", &paths, operations),
        Case::both(
            "many steps, each reads the one before",
            &format!("{first}{chained}"),
            send,
        ),
        Case::both("many steps that jump about", &jumps, send),
        Case::both("many steps, each waits for the one before", &waits, send),
        Case::alone("many workflows, each calls the next", document(&calls)),
        Case::alone("many workflows in circles", document(&circles)),
        Case::alone(
            "many findings in one line",
            format!(
                "{{ arazzo: 1.0.1, info: {{ title: t, version: '1' }}, sourceDescriptions: [{{ name: a, url: a.yaml }}], workflows: [{{ workflowId: w, steps: [{}] }}] }}",
                "{ stepId: s, operationID: o }, ".repeat(n(160_000))
            ),
        ),
        Case::json(
            "one line of JSON, many findings",
            format!(
                "{{\"arazzo\":\"1.0.1\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"sourceDescriptions\":[{{\"name\":\"a\",\"url\":\"a.yaml\"}}],\"workflows\":[{{\"workflowId\":\"w\",\"steps\":[{}{{}}]}}]}}",
                "{\"stepId\":\"s\",\"operationID\":\"o\"},".repeat(n(150_000))
            ),
        ),
        Case::alone("one line of plain text", "a b ".repeat(n(1_250_000))),
        Case::alone(
            "a description of one long text",
            document(&format!(
                "  - workflowId: w\n    description: \"{}\"\n    steps: []\n",
                "{$inputs.a} ".repeat(n(400_000))
            )),
        ),
        Case::both(
            "a large description, one long text",
            &sends("{ a: 1 }"),
            api("    S0: {}\n") + &format!("x-text: \"{}\"\n", "word ".repeat(n(2_000_000))),
        ),
        Case::both(
            "a large description, many schemas",
            &sends("{ a: 1 }"),
            api(&lines(n(150_000), |n| {
                format!("    S{n}: {{ type: object, properties: {{ a: {{ type: integer }} }} }}")
            })),
        ),
        Case::alone(
            "a large workflow document",
            document(&format!(
                "  - workflowId: w\n    steps: []\n    x-list:\n{}",
                lines(n(400_000), |n| format!(
                    "      - {{ name: n{n}, value: v }}"
                ))
            )),
        ),
        Case::alone(
            "a key of 1 MB",
            document(&format!("  - {{ ? {}\n : 1 }}\n", "k".repeat(n(1_000_000)))),
        ),
        Case::both(
            "ids and properties of 1 MB",
            &format!(
                "      - {{ stepId: s, operationId: {0} }}\n{1}",
                "i".repeat(n(1_000_000)),
                sends(&format!("{{ ? {}\n : 1 }}", "p".repeat(n(1_000_000))))
            ),
            api(&format!(
                "    S0: {{ properties: {{ ? {}q\n : {{}} }} }}\n",
                "p".repeat(n(1_000_000))
            )),
        ),
        Case::alone(
            "an expression of 1 MB",
            document(&format!(
                "  - {{ workflowId: w, steps: [{{ stepId: s, operationId: o, outputs: {{ v: $steps.{} }} }}] }}\n",
                "s.".repeat(n(500_000))
            )),
        ),
        Case::alone(
            "comments that silence nothing",
            lines(n(50_000), |n| {
                format!("# arazzo-lint-ignore-next-line unknown-step{n}")
            }) + &document("  []\n"),
        ),
    ]
}

/// What costs one thing times another where somebody looks at each of the one for each of the other.
fn products(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let count = n(5_000);
    let declared = lines(count, |n| {
        format!("        property{n}: {{ type: integer }}")
    });
    let schema = format!("    S0:\n      type: object\n      properties:\n{declared}");
    let closed = format!("{schema}      additionalProperties: false\n");
    let misspelt = lines(count, |n| format!("proprety{n}: 1,"));
    let outputs = lines(count, |n| {
        format!("          output{n}: $response.body#/proprety{n}")
    });
    let inputs = lines(count, |n| format!("        input{n}: {{ type: string }}"));
    let reads = lines(count, |n| format!("          output{n}: $inputs.inptu{n}"));
    let replaced = lines(n(20_000), |n| {
        format!("            - {{ target: /a/{n}, value: 1 }}")
    });
    let added = lines(n(20_000), |n| {
        format!("            - {{ target: /b{n}, value: 1 }}")
    });
    let list = (0..n(20_000))
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    let replaces = |list: &str, replaced: &str| {
        format!(
            "      - stepId: s\n        operationId: send\n        requestBody:\n          contentType: application/json\n          payload: {{ a: [{list}] }}\n          replacements:\n{replaced}"
        )
    };
    let passed = lines(n(2_000), |n| {
        format!("      - {{ name: p{n}, in: query, value: $inputs.i{n} }}")
    });
    let steps = lines(n(2_000), |n| {
        format!("      - {{ stepId: s{n}, operationId: send }}")
    });
    let taken = lines(n(2_000), |n| {
        format!("        - {{ name: p{n}, in: query, schema: {{ type: integer }} }}")
    });
    let queried = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths:\n  /a:\n    get:\n      operationId: send\n      parameters:\n{taken}      responses: {{ '200': {{ description: d }} }}\n"
    );
    let values = (0..n(50_000))
        .map(|n| format!("v{n}"))
        .collect::<Vec<_>>()
        .join(", ");
    let wrong = (0..n(5_000))
        .map(|n| format!("w{n}"))
        .collect::<Vec<_>>()
        .join(", ");
    let codes = lines(n(5_000), |n| {
        format!(
            "          - {{ condition: $statusCode == {} }}",
            200 + n % 300
        )
    });
    let fields = lines(n(2_000), |n| {
        format!("  f{n}: {{ name: f{n}, in: formData, type: string }}")
    });
    let named = (0..n(2_000))
        .map(|n| format!("{{ $ref: '#/parameters/f{n}' }}"))
        .collect::<Vec<_>>()
        .join(", ");
    let forms = lines(n(5_000), |n| format!("  /a{n}: {{ $ref: '#/x-path' }}"));
    let workflow = |own: &str| document(&format!("  - workflowId: w\n{own}"));
    vec![
        Case::both(
            "misspelt properties of as many",
            &sends(&format!("{{ {misspelt} }}")),
            api(&closed),
        ),
        Case::both(
            "misspelt pointers into as many properties",
            &format!("      - stepId: s\n        operationId: send\n        outputs:\n{outputs}"),
            api(&schema),
        ),
        Case::alone(
            "misspelt inputs of as many",
            workflow(&format!(
                "    inputs:\n      type: object\n      properties:\n{inputs}    steps:\n      - stepId: s\n        operationId: send\n        outputs:\n{reads}"
            )),
        ),
        Case::alone(
            "misspelt steps of as many",
            workflow(&format!(
                "    steps:\n{}",
                lines(count, |n| format!(
                    "      - {{ stepId: step{n}, operationId: o, outputs: {{ v: $steps.stpe{n}.outputs.v }} }}"
                ))
            )),
        ),
        Case::both(
            "misspelt parameters of as many",
            &format!(
                "      - stepId: s\n        operationId: send\n        parameters:\n{}",
                lines(n(2_000), |n| format!(
                    "          - {{ name: q{n}, in: query, value: 1 }}"
                ))
            ),
            queried.clone(),
        ),
        Case::both(
            "replacements of items",
            &replaces(&list, &replaced),
            api("    S0: { properties: { a: { type: array, items: { type: integer } } } }\n"),
        ),
        Case::both(
            "replacements that add members",
            &replaces("", &added),
            api("    S0: { type: object }\n"),
        ),
        Case {
            name: "parameters of a workflow for every step",
            files: vec![
                (
                    ARAZZO.to_owned(),
                    workflow(&format!("    parameters:\n{passed}    steps:\n{steps}")).into_bytes(),
                ),
                ("api.yaml".to_owned(), queried.into_bytes()),
            ],
        },
        Case::both(
            "long lists against many listed values",
            &sends(&format!("[{wrong}]")),
            api(&format!(
                "    S0: {{ type: array, items: {{ type: string, enum: [{values}] }} }}\n"
            )),
        ),
        Case::both(
            "`allOf` of many",
            &sends("{ a: 1 }"),
            api(&format!(
                "    S0:\n      allOf:\n{}",
                lines(n(10_000), |n| format!("        - {{ required: [r{n}] }}"))
            )),
        ),
        Case::both(
            "`uniqueItems` over a long list",
            &sends(&format!("[{values}]")),
            api("    S0: { type: array, uniqueItems: true }\n"),
        ),
        Case::both(
            "criteria that exclude each other",
            &format!(
                "      - stepId: s\n        operationId: send\n        successCriteria:\n{codes}"
            ),
            api("    S0: {}\n"),
        ),
        Case::both(
            "forms of 2.0 that share all fields",
            "      - { stepId: s, operationPath: '{$sourceDescriptions.api.url}#/paths/~1a1/post', requestBody: { contentType: application/x-www-form-urlencoded, payload: { f1: x, g: y } } }\n",
            format!(
                "swagger: '2.0'\ninfo: {{ title: t, version: '1' }}\nx-path: {{ post: {{ operationId: send, parameters: [{named}], responses: {{}} }} }}\nparameters:\n{fields}paths:\n{forms}"
            ),
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
