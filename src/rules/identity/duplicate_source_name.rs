use super::repeated::repeated;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a source description whose `name` an earlier one already has.
    ///
    /// ## Why is this bad?
    ///
    /// `$sourceDescriptions.<name>` finds a description by its name. With two candidates, a tool may call the wrong API.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: shop, url: ./orders.yaml, type: openapi }
    ///   - { name: shop, url: ./payments.yaml, type: openapi }
    /// ```
    name: "duplicate-source-name",
    level: Error,
    requirements: [30, 51],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let sources = cx.document.source_descriptions();
    for (first, name) in repeated(sources.filter_map(|source| source.name())) {
        reporter
            .report(
                name,
                format!("source name `{}` is already taken", name.value),
            )
            .here("taken again")
            .label(first.span, "first taken here")
            .help("give each source description its own `name`");
    }
}
