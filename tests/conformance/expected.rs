//! What is expected of the probes beyond their own verdict. A name without a version holds for all versions.

use arazzo_lint::diagnostic::Severity::{self, Note, Warning};

/// TEMPORARY: probes that wait for a rule which is not in the code yet. When the rule is there, its entries have to go;
/// the tests say so.
pub(super) const WAITING: &[(&[&str], &str, &str)] = &[];

/// Invalid documents that are no error here.
pub(super) const LEVELS: &[(&[&str], Severity, &str)] = &[
    (
        &["st-opid-bare-multi"],
        Warning,
        "the text says MUST, yet where one source has the operation nobody doubts what is meant",
    ),
    (
        &["crit-simple-nocontext"],
        Note,
        "a simple condition has no use for the context that the letter of the text demands (A15)",
    ),
    (
        &["st-action-openapi"],
        Warning,
        "the step works as if the field were not there",
    ),
];

/// Places of findings that the difference to a sound document does not show.
pub(super) const PLACES: &[(&[&str], &str, &str)] = &[(
    &["st-opid-bare-multi"],
    "/workflows/0/steps/0/operationId",
    "the second source is fine; it makes the id that stood there before unclear",
)];

/// Rules that say it although none of the probe's numbers is theirs.
pub(super) const OTHER_RULES: &[(&[&str], &str, &str)] = &[(
    &["st-description-number"],
    "wrong-type",
    "the description of a step has no requirement of its own",
)];

/// Errors that a probe deserves besides: most name what they do not declare.
pub(super) const FURTHER_ERRORS: &[(&[&str], &str, &str)] = &[
    (
        &["st-param-in-wfstep"],
        "recursive-workflow",
        "its only step calls its own workflow",
    ),
    (
        &["wf-dependsOn-dup", "st-dep-wf"],
        "unknown-workflow",
        "it names a workflow that it lacks",
    ),
    (
        &[
            "wf-outputs-badkey",
            "wf-outputs-selector",
            "wf-outputs-selector-x",
            "sel-missing-selector",
            "sel-missing-type",
            "sel-type-regex",
            "sel-bad-jsonpath",
            "wf-outputs-x",
        ],
        "unknown-output",
        "it reads an output that the step lacks",
    ),
    (
        &[
            "st-param-value-selector",
            "param-selector-like-partial",
            "rb-rep-selector",
        ],
        "unknown-input",
        "it reads an input that it lacks",
    ),
    (
        &[
            "st-param-reusable-extra",
            "st-param-reusable-x",
            "st-onSuccess-reusable-value",
        ],
        "unknown-component",
        "it refers to a component that it lacks",
    ),
    (
        &["st-channel-noaction"],
        "unresolved-operation-path",
        "its `channelPath` names no source",
    ),
    (
        &["ch-param-no-in"],
        "unknown-source",
        "its channel is one of an OpenAPI description",
    ),
    (
        &["st-dep-src", "wf-dep-expr"],
        "unknown-source",
        "it names a source that it lacks",
    ),
    (
        &["dep-local-dot"],
        "unknown-step",
        "it names a step that it lacks",
    ),
    (
        &["onSuccess-params-junk"],
        "missing-field",
        "the second entry is no parameter in any way",
    ),
];
