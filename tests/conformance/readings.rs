//! What the linter says of the probes where the text of the specification is silent.

use arazzo_lint::diagnostic::Severity::{self, Error, Warning};

/// What the linter says where the text of the specification is silent.
pub(super) enum Verdict {
    /// Nothing.
    Silent,
    /// A finding of that rule and level.
    Told(&'static str, Severity),
}
use Verdict::{Silent, Told};

/// Readings of our own, by the catalogue of rules.
pub(super) const UNSPECIFIED: &[(&[&str], Verdict, &str)] = &[
    (
        &["root-version-wrong-minor"],
        Told("unsupported-version", Error),
        "there is no such version",
    ),
    (
        &["st-nextminor"],
        Told("unsupported-version", Error),
        "there is no such version yet",
    ),
    (
        &["root-version-prerelease"],
        Silent,
        "a suffix does not change the feature set",
    ),
    (
        &[
            "root-unknown-field",
            "info-unknown",
            "src-unknown",
            "st-param-unknown",
            "st-unknown",
            "crit-unknown",
            "rb-unknown",
            "rep-unknown",
        ],
        Told("unknown-field", Error),
        "every tool ignores or refuses it",
    ),
    (
        &["comp-unknown"],
        Told("unknown-field", Error),
        "there are four sections and no others",
    ),
    (
        &["st-out-sel-typeobj-extra"],
        Told("unknown-field", Error),
        "only the schema forgot to close the object",
    ),
    (
        &["st-dep-10"],
        Told("unknown-field", Error),
        "steps have the field since 1.1",
    ),
    (
        &["root-x-reserved", "reserved-x-arazzo"],
        Told("reserved-extension", Warning),
        "the prefix belongs to others",
    ),
    (
        &["self-empty"],
        Told("invalid-value", Warning),
        "an empty URI names nothing, but is one",
    ),
    (
        &["wf-steps-empty"],
        Told("invalid-value", Error),
        "a workflow without steps does nothing",
    ),
    (&["wf-inputs-bool"], Silent, "a boolean is a schema"),
    (
        &["wf-inputs-nullable"],
        Silent,
        "JSON Schema passes over words that it does not know",
    ),
    (
        &["wf-inputs-schema-draft"],
        Silent,
        "the keywords that are used mean the same in all drafts",
    ),
    (
        &["wf-dependsOn-dup", "crit-dup"],
        Told("duplicate-entry", Warning),
        "the second entry adds nothing",
    ),
    (
        &["wf-dependsOn-self", "st-dep-self"],
        Told("dependency-cycle", Error),
        "it waits for ever",
    ),
    (
        &["wf-outputs-selector-x"],
        Silent,
        "an extension harms nobody (A50)",
    ),
    (
        &["wf-outputs-x"],
        Silent,
        "in a map such a key is a name like others",
    ),
    (
        &["st-no-target"],
        Told("missing-field", Error),
        "the step calls nothing (A09)",
    ),
    (
        &["st-wfid-self"],
        Told("recursive-workflow", Error),
        "no path avoids the call of itself",
    ),
    (
        &["st-param-in-wfstep"],
        Told("ineffective-field", Warning),
        "a workflow knows names only",
    ),
    (
        &["st-criteria-empty@1.0"],
        Told("invalid-value", Warning),
        "only the schema forbids it in 1.0",
    ),
    (
        &["st-channel+oppath"],
        Told("conflicting-fields", Error),
        "all targets exclude each other (A48)",
    ),
    (
        &["st-channel-noaction"],
        Told("missing-field", Error),
        "a channel does not say what to do with it",
    ),
    (
        &[
            "onSuccess-end-stepId",
            "onSuccess-params-end",
            "onFailure-end-stepId",
            "onFailure-params-end",
        ],
        Told("ineffective-field", Warning),
        "an end goes nowhere",
    ),
    (
        &["onSuccess-goto-none", "onFailure-goto-none"],
        Told("missing-field", Error),
        "a goto has to go somewhere",
    ),
    (
        &["onSuccess-criteria-empty", "onFailure-criteria-empty"],
        Silent,
        "an empty list always holds",
    ),
    (
        &["onFailure-retryAfter-onend"],
        Told("ineffective-field", Warning),
        "an end does not wait",
    ),
    (
        &["crit-type-obj-jsonpointer"],
        Told("invalid-value", Error),
        "1.0 has no such language",
    ),
    (
        &["rb-rep-dup"],
        Told("duplicate-entry", Warning),
        "only one of the two values is sent",
    ),
    (
        &["rb-rep-nopayload"],
        Told("unresolved-replacement", Warning),
        "an official test does it (A26)",
    ),
];
