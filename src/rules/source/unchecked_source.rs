use crate::rules::{Context, Reporter, rule};
use crate::workspace::{State, Target};

rule! {
    /// Says which source description was not looked into, why, and how many references depend on it.
    ///
    /// ## Why is this bad?
    ///
    /// A step that calls an operation of that source may be wrong, and nobody knows.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: shop, url: https://api.example.com/openapi.yaml, type: openapi }
    /// ```
    name: "unchecked-source",
    level: Warning,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (index, source) in cx.scope.sources.iter().enumerate() {
        let told_elsewhere = matches!(source.state, State::Unreadable | State::Mismatched);
        let Some((_, explanation)) = source.unread().filter(|_| !told_elsewhere) else {
            continue;
        };
        let Some(url) = source.description.url() else {
            continue;
        };
        // A URL of the wrong form is `invalid-value`.
        if cx.is_misshapen(url.node()) {
            continue;
        }
        let skipped = cx.coverage.skipped_for(index).iter();
        let count: usize = skipped.map(|(_, references)| references).sum();
        let depend = match count {
            0 if undecided(cx) && source.may_have_operations() => {
                "steps that name no source may depend on it".to_owned()
            }
            0 => "no step depends on it".to_owned(),
            1 => "1 reference depends on it".to_owned(),
            more => format!("{more} references depend on it"),
        };
        let diagnostic = reporter.report(url, format!("{explanation}; {depend}"));
        if matches!(source.state, State::Skipped(_)) {
            diagnostic.help(format!(
                "give a local copy with `--source {}=PATH`",
                source.name
            ));
        }
    }
    for (index, references) in cx.coverage.elsewhere() {
        let source = &cx.scope.sources[index];
        let Some(url) = source.description.url() else {
            continue;
        };
        let count = references.len();
        let parts = if count == 1 {
            "a part".to_owned()
        } else {
            format!("{count} parts")
        };
        let verb = if count == 1 { "stands" } else { "stand" };
        let message = format!(
            "{parts} of source `{}` that steps need {verb} in other documents, which were not read",
            source.name
        );
        let diagnostic = reporter.report(url, message);
        for reference in references.iter().take(3) {
            diagnostic.label(reference.span, "not followed");
        }
    }
}

/// Whether a step names an operation without its source, and it is not known which source has it.
fn undecided(cx: &Context<'_>) -> bool {
    cx.steps.iter().any(|found| {
        let bare = found
            .step
            .operation_id()
            .is_some_and(|id| !id.value.starts_with('$'));
        bare && matches!(found.target, Target::Unread(_))
    })
}
