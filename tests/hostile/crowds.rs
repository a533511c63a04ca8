//! Documents that are sound and large, or wrong in very many places.

use super::{ARAZZO, Case, api, document, lines, sends};

#[allow(clippy::too_many_lines, reason = "it is a list")]
pub(super) fn many(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
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
#[allow(clippy::too_many_lines, reason = "it is a list")]
pub(super) fn products(n: &dyn Fn(usize) -> usize) -> Vec<Case> {
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
    let replacing = |list: &str, replaced: &str| {
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
            &replacing(&list, &replaced),
            api("    S0: { properties: { a: { type: array, items: { type: integer } } } }\n"),
        ),
        Case::both(
            "replacements that add members",
            &replacing("", &added),
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
