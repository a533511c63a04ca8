//! Where our schemas and the official ones disagree, and why.

/// A group of documents with one reason.
pub(super) struct Difference {
    /// Whether ours accepts them, and the official one does not.
    pub(super) we_accept: bool,
    /// The probes, without the version where it does not matter, and files.
    pub(super) names: &'static [&'static str],
    /// Why.
    pub(super) why: &'static str,
}

pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        we_accept: true,
        names: &["src-name-dot", "src-name-empty"],
        why: "the text says SHOULD of source names: `unconventional-id` warns, and reports an error where an expression names one",
    },
    Difference {
        we_accept: true,
        names: &["src-dup-identical"],
        why: "`duplicate-source-name` says it, with the first one labelled",
    },
    Difference {
        we_accept: true,
        names: &[
            "wf-dependsOn-dup",
            "tests-1.1/fail/async-depends-on-duplicate-values.arazzo.yaml",
            "crit-dup",
        ],
        why: "the text does not ask for unique entries: `duplicate-entry` warns",
    },
    Difference {
        we_accept: true,
        names: &[
            "tests-1.1/fail/openapi-duplicate-parameters.arazzo.yaml",
            "tests-1.1/fail/workflow-duplicate-parameters.arazzo.yaml",
        ],
        why: "a schema sees entries that are equal, and `duplicate-parameter` those of one name, references resolved",
    },
    Difference {
        we_accept: true,
        names: &["onSuccess-criteria-empty"],
        why: "the text has no minimum, and failure actions have none in the schema either",
    },
    Difference {
        we_accept: true,
        names: &["crit-simple-nocontext"],
        why: "a simple condition has no use for a context: `missing-context` notes it",
    },
    Difference {
        we_accept: true,
        names: &["crit-type-obj-jsonpath@1.0", "crit-type-obj-xpath30@1.0"],
        why: "by a mistake the official schema rejects every object as the type of a criterion",
    },
    Difference {
        we_accept: false,
        names: &["crit-flat-version@1.0"],
        why: "by the same mistake it takes the members of that object for fields of the criterion",
    },
    Difference {
        we_accept: true,
        names: &[
            "rb-rep-value-bool",
            "rb-rep-value-array",
            "rb-rep-value-object",
        ],
        why: "the text takes any value, and its own example a number",
    },
    Difference {
        we_accept: true,
        names: &["comp-inputs-badschema@1.0"],
        why: "ours does not look into schemas: `malformed-inputs` does, at the place of the mistake",
    },
    Difference {
        we_accept: true,
        names: &["st-param-value-emptyobj", "param-selector-like-partial"],
        why: "the text takes any value; an object is a selector only if it is a whole one",
    },
    Difference {
        we_accept: true,
        names: &["tests-1.1/fail/workflow-step-with-action.arazzo.yaml"],
        why: "the field has no effect and harms nobody: `ineffective-field` warns",
    },
    Difference {
        we_accept: false,
        names: &["wf-outputs-badkey", "wf-outputs-badkey-badval"],
        why: "the text says MUST of the keys, and the schema forgot to close the map",
    },
    Difference {
        we_accept: false,
        names: &[
            "onSuccess-end-both",
            "onFailure-end-both",
            "onFailure-retry-both",
        ],
        why: "the text excludes both targets for every type of action, the schema for `goto` only",
    },
    Difference {
        we_accept: false,
        names: &["self-empty"],
        why: "an empty URI names nothing: a warning",
    },
    Difference {
        we_accept: false,
        names: &["st-param-in-channel"],
        why: "the text has five places, and this is none of them",
    },
    Difference {
        we_accept: false,
        names: &["st-corr-number", "st-corr-object"],
        why: "the text says string",
    },
    Difference {
        we_accept: false,
        names: &["onSuccess-params-junk"],
        why: "the schema does not look at the parameters of actions",
    },
    Difference {
        we_accept: false,
        names: &["st-out-sel-typeobj-extra"],
        why: "the schema forgot to close the object",
    },
];
