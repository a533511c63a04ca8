//! The real faults of the official tests and examples: what the linter finds, what waits, and what is not its business.

/// A fault: the files that have it below `official/`, the rule that reports it, the line, and what is wrong.
/// The line of a fault that waits for its rule is not known yet and is 0.
pub(super) type Fault = (&'static [&'static str], &'static str, usize, &'static str);

const BNPL_TESTS: &[&str] = &[
    "tests-1.0/pass/bnpl-example.yaml",
    "tests-1.1/pass/bnpl-example.yaml",
];
const BNPL: &[&str] = &["examples/1.0.0/bnpl-arazzo.yaml"];
const ALL_BNPL: &[&str] = &[BNPL_TESTS[0], BNPL_TESTS[1], BNPL[0]];
const OAUTH_TESTS: &[&str] = &[
    "tests-1.0/pass/oauth-example.yaml",
    "tests-1.1/pass/oauth-example.yaml",
];
const OAUTH: &[&str] = &["examples/1.0.0/oauth.arazzo.yaml"];
const COUPONS: &[&str] = &["examples/1.0.0/pet-coupons.arazzo.yaml"];
const COUPONS_TESTS: &[&str] = &[
    "tests-1.0/pass/pet-coupons-example.yaml",
    "tests-1.1/pass/pet-coupons-example.yaml",
];
const FAPI: &[&str] = &["examples/1.0.0/FAPI-PAR.arazzo.yaml"];
const MIXED: &[&str] = &["tests-1.1/pass/openapi-and-asyncapi.arazzo.yaml"];
const REPLACING: &[&str] = &["tests-1.1/pass/payload-replacement-using-selector.arazzo.yaml"];
const ACROSS: &[&str] = &["tests-1.1/pass/async-depends-on-cross-workflow.arazzo.yaml"];

#[rustfmt::skip]
pub(super) const FAULTS: &[Fault] = &[
    // Documents that the official tests call sound.
    (&["tests-1.1/pass/characterization-async-invalid-channelPath-string.arazzo.yaml"], "unresolved-operation-path", 15, "no expression names the source"),
    (&["tests-1.1/pass/characterization-openapi-invalid-operationPath-string.arazzo.yaml"], "unresolved-operation-path", 15, "no expression names the source"),
    (&["tests-1.1/pass/characterization-asyncapi-operationId-without-action.arazzo.yaml"], "missing-field", 14, "does the step send or receive?"),
    (&["tests-1.1/pass/characterization-openapi-operationId-with-action.arazzo.yaml", "tests-1.1/pass/characterization-openapi-receive-with-correlationId.arazzo.yaml"], "ineffective-field", 16, "a request is neither sent to nor received from a channel"),
    (&["tests-1.1/pass/characterization-workflow-step-with-requestBody.arazzo.yaml"], "ineffective-field", 17, "a workflow takes inputs and no body"),
    (&["tests-1.1/pass/async-with-channel-path.arazzo.yaml"], "unresolved-operation-path", 13, "an operation id is no path"),
    (&["tests-1.1/pass/openapi-operation-path.arazzo.yaml"], "unresolved-operation-path", 13, "braces and `.url` are missing"),
    (&["tests-1.1/pass/openapi-success-criteria.arazzo.yaml"], "unknown-source", 13, "the source is called `UserAPI`"),
    (&["tests-1.1/pass/workflow-success-criteria.arazzo.yaml"], "unknown-source", 19, "the source is called `UserAPI`"),
    (&["tests-1.1/pass/asyncapi-success-criteria.arazzo.yaml"], "malformed-jsonpath", 18, "a comparison is no query"),
    (OAUTH_TESTS, "malformed-jsonpath", 63, "a comparison is no query"),
    (OAUTH_TESTS, "malformed-jsonpath", 103, "a comparison is no query"),
    (OAUTH_TESTS, "malformed-jsonpath", 153, "a comparison is no query"),
    (OAUTH_TESTS, "malformed-jsonpath", 173, "a comparison is no query"),
    (&["tests-1.1/pass/async-depends-on.arazzo.yaml"], "malformed-expression", 21, "a pointer leads into a payload, no dot"),
    (ACROSS, "malformed-expression", 21, "a pointer leads into a payload, no dot"),
    (ACROSS, "malformed-expression", 32, "the outputs of steps are seen by their workflow only"),
    (MIXED, "malformed-expression", 92, "a pointer leads into a payload, no dot"),
    (MIXED, "unknown-input", 50, "a pointer leads into an input, no dot"),
    (MIXED, "unknown-input", 78, "a pointer leads into an input, no dot"),
    (REPLACING, "malformed-expression", 19, "which output of the step?"),
    (REPLACING, "unknown-step", 19, "there is no such step"),
    (REPLACING, "unresolved-replacement", 16, "there is no payload to replace in"),
    (&["tests-1.1/pass/parameter-with-selector.arazzo.yaml"], "unknown-input", 18, "the workflow declares no inputs"),
    (BNPL_TESTS, "unknown-input", 181, "a pointer leads into an input, no dot"),
    (BNPL_TESTS, "unknown-input", 182, "the same"),
    (BNPL_TESTS, "unknown-input", 183, "the same"),
    (BNPL_TESTS, "unknown-input", 184, "the same"),
    (BNPL_TESTS, "unknown-input", 208, "the same"),
    (BNPL_TESTS, "malformed-expression", 226, "a pointer leads into a body, no dot"),
    (BNPL_TESTS, "malformed-expression", 227, "a pointer leads into a body, no dot"),
    (BNPL_TESTS, "malformed-expression", 246, "the part is called `header`"),
    (BNPL_TESTS, "missing-property", 206, "`totalAmount` is required"),
    (BNPL_TESTS, "missing-parameter", 228, "`AuthorizationToken` is required"),
    (BNPL_TESTS, "unknown-parameter", 240, "the operation has no `redirectAuthToken`"),
    (BNPL_TESTS, "unknown-output", 242, "the step reads an output of its own that it does not have"),
    (BNPL_TESTS, "unknown-output", 253, "no output is called `loanTransactionId`"),
    (BNPL_TESTS, "unknown-output", 264, "no output is called `loanTransactionId`"),
    (BNPL_TESTS, "missing-property", 267, "`status` is required"),
    (BNPL_TESTS, "unknown-property", 267, "no property is called `loanStatus`"),
    // The examples.
    (BNPL, "missing-property", 195, "`totalAmount` is required"),
    (BNPL, "missing-parameter", 217, "`AuthorizationToken` is required"),
    (BNPL, "unknown-parameter", 229, "the operation has no `redirectAuthToken`"),
    (BNPL, "unknown-output", 231, "the step reads an output of its own that it does not have"),
    (BNPL, "unknown-output", 242, "no output is called `loanTransactionId`"),
    (BNPL, "unknown-output", 253, "no output is called `loanTransactionId`"),
    (BNPL, "missing-property", 256, "`status` is required"),
    (BNPL, "unknown-property", 256, "no property is called `loanStatus`"),
    (BNPL, "malformed-expression", 260, "`.outputs` is missing"),
    (BNPL_TESTS, "malformed-inputs", 50, "`additionalProperties` is written as a property"),
    (BNPL, "malformed-inputs", 51, "`additionalProperties` is written as a property"),
    (ALL_BNPL, "constant-condition", 0, "a filter at the root looks at the members of the object"),
    (ALL_BNPL, "broken-template", 0, "objects and lists are put between the quotes of a string"),
    (ALL_BNPL, "possibly-unset-output", 0, "a `goto` skips the step that sets the output"),
    (ALL_BNPL, "unknown-response-property", 0, "no response has `products`, and only one of two has `links`"),
    (COUPONS, "unknown-parameter", 26, "the parameter is called `tags`"),
    (COUPONS, "unknown-parameter", 40, "the parameter is called `petId`, which is therefore not missed as well"),
    (COUPONS, "unavailable-expression", 56, "a workflow has no status code"),
    (COUPONS, "unavailable-expression", 91, "a workflow has no status code"),
    (COUPONS_TESTS, "unavailable-expression", 54, "a workflow has no status code"),
    (COUPONS_TESTS, "unavailable-expression", 87, "a workflow has no status code"),
    (COUPONS, "unused-input", 142, "nobody reads `store_id`"),
    (COUPONS, "unused-input", 147, "nobody reads `store_id`"),
    (FAPI, "unknown-operation", 102, "the operation is called `Par`"),
    (FAPI, "unknown-response-property", 0, "the redirection has no body"),
    (FAPI, "unused-input", 79, "nobody reads `TokenRequestBody`"),
    (OAUTH, "missing-property", 59, "`client_id` is required"),
    (OAUTH, "unknown-property", 61, "the schema does not know `refresh_token`"),
    (OAUTH, "constant-condition", 0, "a filter at the root looks at the members of the object"),
];

/// Faults that the linter does not report: the file, what is wrong, and why it stays silent.
pub(super) const NOT_REPORTED: &[(&str, &str, &str)] = &[
    (
        "examples/1.0.0/LoginAndRetrievePets.arazzo.yaml",
        "the `operationPath` of step `getPetStep` ends at the path",
        "its description stands on another machine; `unresolved-operation-path` says it as soon as it can be read",
    ),
    (
        "examples/1.0.0/oauth.arazzo.yaml",
        "pointers lead into responses without a schema",
        "nobody can tell what such a response holds",
    ),
    (
        "examples/1.1.0/pet-asyncapi.yaml",
        "the operation and the header that the example of the text names are not there",
        "AsyncAPI descriptions are not read yet; then `unknown-operation` says the first",
    ),
];

/// Documents that the official tests call wrong, the rule that says what their title says, and the line.
#[rustfmt::skip]
pub(super) const FAILURES: &[(&str, &str, usize)] = &[
    ("tests-1.0/fail/invalid-arazzo-version.yaml", "wrong-type", 1),
    ("tests-1.0/fail/not-an-object.yaml", "wrong-type", 1),
    ("tests-1.1/fail/async-both-operationId-and-channelPath.arazzo.yaml", "conflicting-fields", 14),
    ("tests-1.1/fail/async-channelPath-without-action.arazzo.yaml", "missing-field", 12),
    ("tests-1.1/fail/async-depends-on-duplicate-values.arazzo.yaml", "duplicate-entry", 20),
    ("tests-1.1/fail/async-depends-on-empty.arazzo.yaml", "invalid-value", 18),
    ("tests-1.1/fail/async-depends-on-invalid-reference.arazzo.yaml", "invalid-value", 22),
    ("tests-1.1/fail/channel-path-is-invalid-for-openapi.arazzo.yaml", "missing-field", 12),
    ("tests-1.1/fail/invalid-arazzo-version.yaml", "wrong-type", 1),
    ("tests-1.1/fail/invalid-async-correlation-id-non-receive-action.arazzo.yaml", "conflicting-fields", 15),
    ("tests-1.1/fail/invalid-async-parameter-without-in.arazzo.yaml", "missing-field", 16),
    ("tests-1.1/fail/invalid-async.arazzo.yaml", "invalid-value", 14),
    ("tests-1.1/fail/invalid-expression-type-object.arazzo.yaml", "invalid-value", 20),
    ("tests-1.1/fail/invalid-openapi-parameter-without-in.arazzo.yaml", "missing-field", 15),
    ("tests-1.1/fail/invalid-openapi-success-criteria.arazzo.yaml", "invalid-value", 14),
    ("tests-1.1/fail/invalid-querystring-without-value.arazzo.yaml", "missing-field", 15),
    ("tests-1.1/fail/invalid-selector-object.arazzo.yaml", "missing-field", 15),
    ("tests-1.1/fail/invalid-self-fragment.arazzo.yaml", "invalid-value", 2),
    ("tests-1.1/fail/invalid-targetSelectorType.arazzo.yaml", "invalid-value", 18),
    ("tests-1.1/fail/invalid-workflow-step-with-operationId.arazzo.yaml", "conflicting-fields", 14),
    ("tests-1.1/fail/invalid-workflow-success-criteria.arazzo.yaml", "invalid-value", 14),
    ("tests-1.1/fail/not-an-object.yaml", "wrong-type", 1),
    ("tests-1.1/fail/openapi-both-operationId-and-operationPath.arazzo.yaml", "conflicting-fields", 14),
    ("tests-1.1/fail/openapi-duplicate-parameters.arazzo.yaml", "duplicate-parameter", 18),
    ("tests-1.1/fail/openapi-missing-operation-target.arazzo.yaml", "missing-field", 12),
    ("tests-1.1/fail/workflow-duplicate-parameters.arazzo.yaml", "duplicate-parameter", 17),
    ("tests-1.1/fail/workflow-missing-workflowId.arazzo.yaml", "missing-field", 12),
    ("tests-1.1/fail/workflow-step-with-action.arazzo.yaml", "ineffective-field", 14),
    ("tests-1.1/fail/workflow-step-with-channelPath.arazzo.yaml", "conflicting-fields", 14),
];

/// Documents that the official tests call wrong, and that have no error here.
pub(super) const MILDER_FAILURES: &[(&str, &str)] = &[
    (
        "tests-1.1/fail/async-depends-on-duplicate-values.arazzo.yaml",
        "only the schema forbids it, and the second entry changes nothing: a warning",
    ),
    (
        "tests-1.1/fail/async-depends-on-empty.arazzo.yaml",
        "only the schema forbids it, and it means what no list means: a warning",
    ),
    (
        "tests-1.1/fail/workflow-step-with-action.arazzo.yaml",
        "the field has no effect, so it is a warning",
    ),
];
