//! The faults of the examples inside of the specification's texts, each in the smallest document of our own that has it.

/// A fault of an example.
pub(super) struct Text {
    /// Which example, and what is wrong with it.
    pub(super) what: &'static str,
    /// The rule that reports it; none where the fault is the schema's.
    pub(super) rule: Option<&'static str>,
    /// The line of the document below.
    pub(super) line: usize,
    /// The document.
    pub(super) document: &'static str,
}

pub(super) const TEXTS: &[Text] = &[
    Text {
        what: "root and step examples of 1.0: a step is read that is called otherwise",
        rule: Some("unknown-step"),
        line: 9,
        document: "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps:
      - { stepId: loginStep, operationId: login, outputs: { token: $response.body } }
      - stepId: listStep
        parameters: [{ name: token, in: header, value: $steps.loginUser.outputs.token }]
        operationId: list
",
    },
    Text {
        what: "root example of 1.0.0: `.outputs` is missing",
        rule: Some("malformed-expression"),
        line: 8,
        document: "\
arazzo: 1.0.0
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps:
      - { stepId: getPetStep, operationId: list, outputs: { availablePets: $response.body } }
    outputs: { available: $steps.getPetStep.availablePets }
",
    },
    Text {
        what: "root example of 1.0: a source is written in another case",
        rule: Some("unknown-source"),
        line: 6,
        document: "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: petStoreDescription, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps: [{ stepId: list, operationPath: '{$sourceDescriptions.petstoreDescription.url}#/paths/~1pets/get' }]
",
    },
    Text {
        what: "components example of 1.0: a condition stands between braces",
        rule: Some("malformed-condition"),
        line: 6,
        document: "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps: [{ stepId: list, operationId: list, successCriteria: [{ condition: '{$statusCode == 401}' }] }]
",
    },
    Text {
        what: "form data example: a `{` is missing before an expression",
        rule: Some("unevaluated-expression"),
        line: 10,
        document: "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: login
    inputs: { type: object, properties: { scope: { type: string } } }
    steps:
      - stepId: login
        operationId: login
        requestBody: { contentType: application/x-www-form-urlencoded, payload: 'client_id=1&scope=$inputs.scope}' }
",
    },
    Text {
        what: "form data example: a `=` is missing between a name and its value",
        rule: Some("broken-template"),
        line: 10,
        document: "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: login
    inputs: { type: object, properties: { code: { type: string } } }
    steps:
      - stepId: login
        operationId: login
        requestBody: { contentType: application/x-www-form-urlencoded, payload: 'client_id=1&code{$inputs.code}' }
",
    },
    Text {
        what: "replacement example: a number, which only the schemas reject",
        rule: None,
        line: 0,
        document: "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: order
    steps:
      - stepId: order
        operationId: order
        requestBody:
          contentType: application/json
          payload: { quantity: 1 }
          replacements: [{ target: /quantity, value: 10 }]
",
    },
    Text {
        what: "root example of 1.1: `action` beside an operation of HTTP",
        rule: Some("ineffective-field"),
        line: 6,
        document: "\
arazzo: 1.1.0
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps: [{ stepId: list, operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets/get', action: send }]
",
    },
    Text {
        what: "root example of 1.1: an operation id in `operationPath`",
        rule: Some("unresolved-operation-path"),
        line: 6,
        document: "\
arazzo: 1.1.0
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: order
    steps: [{ stepId: order, operationPath: $sourceDescriptions.pets.placeOrder }]
",
    },
    Text {
        what: "root example of 1.1: a dot leads into the payload",
        rule: Some("malformed-expression"),
        line: 11,
        document: "\
arazzo: 1.1.0
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: events, url: ./events.yaml, type: asyncapi }]
workflows:
  - workflowId: wait
    steps:
      - stepId: wait
        operationId: confirmed
        action: receive
        timeout: 9000
        outputs: { id: $message.payload.orderId }
",
    },
    Text {
        what: "conditions example of 1.1: a dot leads into the body that is the context",
        rule: Some("malformed-expression"),
        line: 9,
        document: "\
arazzo: 1.1.0
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps:
      - stepId: list
        operationId: list
        successCriteria: [{ context: $response.body.status, type: regex, condition: '^ok$' }]
",
    },
    Text {
        what: "conditions example of 1.1: a key stands twice",
        rule: Some("duplicate-key"),
        line: 10,
        document: "\
arazzo: 1.1.0
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps:
      - stepId: list
        operationId: list
        successCriteria: [{ condition: $statusCode == 200 }]
        successCriteria: [{ condition: $statusCode == 201 }]
",
    },
    Text {
        what: "base URI appendix of 1.1: documents without workflows, which are cut short",
        rule: Some("missing-field"),
        line: 1,
        document: "\
arazzo: 1.1.0
$self: https://example.com/workflows.yaml
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
",
    },
];
