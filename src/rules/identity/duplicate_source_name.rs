use std::collections::HashMap;

use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;

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
    severity: Error,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut seen: HashMap<&str, Text<'_>> = HashMap::new();
    for name in cx
        .document
        .source_descriptions()
        .filter_map(|source| source.name())
    {
        let first = *seen.entry(name.value).or_insert(name);
        if first.span != name.span {
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
}
