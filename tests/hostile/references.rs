//! Descriptions in many files, and files that refer to one another.

use super::cases::Case;

/// The cases, of which all sizes are divided by `part`.
pub(crate) fn references(part: usize) -> Vec<Case> {
    let n = |size: usize| (size / part).max(2);
    let file = |name: &str, text: String| (name.to_owned(), text);
    let numbered = |count: usize, text: &dyn Fn(usize) -> String| {
        let files = (0..count).map(|number| (format!("f{number}.yaml"), text(number)));
        files.collect::<Vec<_>>()
    };
    vec![
        schema(
            "files in a circle",
            "f0.yaml#/a",
            numbered(n(1_000), &|number| {
                format!("a: {{ $ref: 'f{}.yaml#/a' }}\n", (number + 1) % n(1_000))
            }),
        ),
        schema(
            "a file that refers to itself by many names",
            "f.yaml",
            vec![file(
                "f.yaml",
                lines(n(50_000), |number| {
                    format!("p{number}: {{ $ref: '{}f.yaml' }}", "./".repeat(number % 500 + 1))
                }),
            )],
        ),
        schema(
            "a chain of files",
            "f0.yaml",
            numbered(n(10_000), &|number| {
                format!("properties: {{ x: {{ $ref: 'f{}.yaml' }} }}\n", number + 1)
            }),
        ),
        schema(
            "more files than are read",
            "f.yaml",
            vec![file(
                "f.yaml",
                lines(n(200_000), |number| {
                    format!("p{number}: {{ $ref: 'missing{number}.yaml#/x' }}")
                }),
            )],
        ),
        schema(
            "files that all refer to one another",
            "f0.yaml#/p1",
            numbered(n(300), &|_| {
                lines(n(300), |number| {
                    format!("p{number}: {{ allOf: [{{ $ref: 'f{number}.yaml#/p{number}' }}] }}")
                })
            }),
        ),
        schema(
            "pointers through references",
            "f.yaml#/a/a/a/a/a/a/a/a",
            vec![file(
                "f.yaml",
                format!(
                    "a: {{ $ref: '#/b{0}' }}\nb: {{ $ref: 'f.yaml#/a{0}' }}\n",
                    "/a/b".repeat(n(2_000))
                ),
            )],
        ),
        schema(
            "many schemas with names",
            "f.yaml#/p0",
            vec![file(
                "f.yaml",
                lines(n(20_000), |number| {
                    format!(
                        "p{number}: {{ $id: 'https://s.example/{number}', properties: {{ x: {{ $ref: '{}' }}, y: {{ $ref: '#a' }}, z: {{ $anchor: a }} }} }}",
                        number + 1
                    )
                }),
            )],
        ),
        schema(
            "dynamic references that meet each other",
            "f.yaml#/a",
            vec![file(
                "f.yaml",
                "a: { $dynamicAnchor: a, $dynamicRef: '#b', properties: { x: { $dynamicRef: '#a' } } }\n\
                 b: { $dynamicAnchor: b, $dynamicRef: '#a', additionalProperties: false }\n"
                    .to_owned(),
            )],
        ),
    ]
}

/// A workflow whose body has the schema that a reference leads to, and the files where it leads.
fn schema(name: &'static str, reference: &str, files: Vec<(String, String)>) -> Case {
    let api = format!("{API}            schema: {{ $ref: '{reference}' }}\n");
    let mut all = vec![
        ("a.arazzo.yaml".to_owned(), WORKFLOW.to_owned()),
        ("api.yaml".to_owned(), api),
    ];
    all.extend(files);
    let files = all
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()));
    Case {
        name,
        files: files.collect(),
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| line(number) + "\n").collect()
}

const WORKFLOW: &str = "arazzo: 1.0.1
info: { title: t, version: '1' }
sourceDescriptions:
  - { name: api, url: api.yaml, type: openapi }
workflows:
  - workflowId: w
    inputs: { $ref: 'api.yaml#/components/schemas/I' }
    steps:
      - stepId: s
        operationId: send
        requestBody: { contentType: application/json, payload: { x: { x: 1 }, y: $inputs.y } }
        outputs: { v: $response.body#/x/y/z }
";

const API: &str = "openapi: 3.1.0
info: { title: t, version: '1' }
components: { schemas: { I: { $ref: '#/paths/~1send/post/requestBody/content/application~1json/schema' } } }
paths:
  /send:
    post:
      operationId: send
      responses:
        '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/I' } } } }
      requestBody:
        content:
          application/json:
";
