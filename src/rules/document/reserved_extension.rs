use crate::rules::{Context, Reporter, Spot, rule};
use crate::schema::Object;
use crate::suppression::FIELD;
use crate::syntax::Node;

rule! {
    /// Reports an extension whose name the `OpenAPI` Initiative keeps for itself: `x-oai-`, `x-oas-`, `x-arazzo`.
    ///
    /// The linter's own `x-arazzo-lint-ignore` is left alone.
    ///
    /// ## Why is this bad?
    ///
    /// A later version of the specification may give the name a meaning, and then it is no longer yours.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// info:
    ///   title: Shop
    ///   version: "1.0"
    ///   x-oai-owner: orders
    /// ```
    name: "reserved-extension",
    level: Warning,
    requirements: [461],
    check: check,
}

const RESERVED: [&str; 3] = ["x-oai-", "x-oas-", "x-arazzo"];

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (object, node) in &cx.objects {
        // A Reusable Object has no extensions.
        if *object != Object::ReusableObject {
            names(*node, reporter);
        }
    }
    for selector in &cx.selectors {
        names(selector.what.node(), reporter);
    }
}

fn names(node: Node<'_>, reporter: &mut Reporter) {
    for entry in node.entries() {
        let name = entry.key.value;
        let Some(prefix) = RESERVED.iter().find(|prefix| name.starts_with(**prefix)) else {
            continue;
        };
        if name == FIELD || reporter.has_reported(entry.key.span) {
            continue;
        }
        let rest = name[prefix.len()..].trim_start_matches('-');
        let diagnostic = reporter.report(
            Spot::at(entry.key.span, entry.value),
            format!(
                "`{name}` begins with `{prefix}`, which is reserved for the OpenAPI Initiative"
            ),
        );
        diagnostic.help(match rest {
            "" => "call it something else that begins with `x-`".to_owned(),
            _ => format!("call it something else, for example `x-{rest}`"),
        });
    }
}
