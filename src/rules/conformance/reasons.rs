//! The requirements that no rule checks, or not yet in full.

/// Rules that are not in the code yet, with the requirements that they will check.
pub const PLANNED: &[(&str, &[u16])] = &[];

/// What existing rules will check, or check further, once they can read more kinds of descriptions.
pub const LATER: &[(&[u16], &str)] = &[];

/// Requirements without a rule, and why.
pub const READINGS: &[(&[u16], &str)] = &[
    (
        &[3],
        "keys are free, and compared by case wherever they are looked up",
    ),
    (&[9], "what a file is called is its owner's business"),
    (
        &[10],
        "a foreign workflow is looked for in the listed sources only, so an unlisted one is unknown",
    ),
    (&[11], "each document is looked at with its own components"),
    (
        &[12],
        "of the version the linter asks for major and minor only; the one exception lowers errors for 1.0.0",
    ),
    (
        &[13],
        "formats are open: those without exact rules are passed over",
    ),
    (&[14], "a whole number is an integer, as JSON Schema has it"),
    (
        &[92],
        "actions of a workflow are looked at for every step, by every rule about actions",
    ),
    (
        &[101],
        "a step's parameter takes the place of the workflow's wherever requests are judged",
    ),
    (
        &[148, 149],
        "says what happens, which the flow analysis follows",
    ),
    (
        &[168],
        "which message belongs to which is known to the broker",
    ),
    (
        &[174, 175],
        "says what happens, which the flow analysis follows",
    ),
    (
        &[206],
        "says what a value means: a whole selector is one, anything else is data",
    ),
    (
        &[234],
        "an empty list of criteria always holds, which harms nobody",
    ),
    (&[254], "a retry without a target is complete"),
    (&[265], "says what happens, which the flow analysis follows"),
    (&[285], "a component is judged where it is used"),
    (
        &[286],
        "what a component holds is evaluated where it is used, and reported there",
    ),
    (&[305], "any value may stand there"),
    (
        &[306],
        "the value that overrides is judged like the parameter's own",
    ),
    (
        &[328],
        "says what a comparison means, which the analysis of conditions follows",
    ),
    (&[338], "says what a result means, which only a run knows"),
    (
        &[366],
        "says which grammar holds; it is the one that is read",
    ),
    (
        &[384],
        "selectors are read wherever they may stand, and are data elsewhere",
    ),
    (&[405], "selectors are found at any depth of a payload"),
    (
        &[431],
        "names of headers are compared without case, all others with it",
    ),
    (
        &[446, 447],
        "says what a value becomes, which the analysis of types follows",
    ),
    (&[462], "the value of an extension is not looked at"),
    (
        &[463],
        "every object may have extensions but the Reusable Object, where others are ignored",
    ),
    (&[464], "in a map such a key is a name like others"),
    (
        &[480, 482],
        "relative URLs are resolved like that when sources are read",
    ),
    (&[481], "says which base holds when sources are read"),
    (
        &[484],
        "says how documents are matched, which is how sources are looked up",
    ),
    (
        &[486],
        "every document is read to its end before anything is called missing",
    ),
    (&[489], "no server is asked, so its address does not matter"),
    (
        &[490],
        "links in descriptions depend on where they are shown",
    ),
];
