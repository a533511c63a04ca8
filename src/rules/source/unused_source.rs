use crate::diagnostic::Safety;
use crate::edit;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Node;
use crate::workspace::{Fault, Target};

rule! {
    /// Reports a source description that no step, `dependsOn`, expression or extension names.
    ///
    /// ## Why is this bad?
    ///
    /// It is read for nothing, and makes readers look for its use. It may be left over, or a step may call the wrong API.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: shop, url: ./shop.yaml, type: openapi }
    ///   - { name: oldShop, url: ./old-shop.yaml, type: openapi }
    /// workflows:
    ///   - workflowId: buy
    ///     steps: [{ stepId: order, operationId: $sourceDescriptions.shop.createOrder }]
    /// ```
    name: "unused-source",
    level: Warning,
    requirements: [59],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // A target that is not found may mean any of the sources.
    let undecided = cx.steps.iter().any(|found| match &found.target {
        Target::Unread(_) => found
            .step
            .operation_id()
            .is_some_and(|id| !id.value.starts_with('$')),
        Target::Operation { .. }
        | Target::Endpoint { .. }
        | Target::Workflow(_)
        | Target::Fault(Fault::RepeatedOperation { .. }) => false,
        Target::Fault(_) | Target::Nothing => true,
    });
    // Without a step that can be read, nothing uses anything.
    if undecided || cx.steps.is_empty() {
        return;
    }
    for source in &cx.scope.sources {
        let Some(name) = source.description.name() else {
            continue;
        };
        let called = cx.steps.iter().any(|found| match &found.target {
            Target::Operation { source: used, .. }
            | Target::Endpoint { source: used, .. }
            | Target::Unread(used)
            | Target::Fault(Fault::RepeatedOperation { source: used, .. }) => {
                used.name == source.name
            }
            _ => false,
        });
        let mut names = Names {
            name: name.value,
            expression: format!("$sourceDescriptions.{}", name.value),
        };
        if !called && !names.stand_in(cx.document.node(), false) {
            let node = source.description.node();
            // The list may not be empty.
            let edits = || {
                let list = node.parent()?;
                let slots = list.slots();
                let position = slots.iter().position(|slot| slot.value == node.span())?;
                let is_only = slots.len() == 1;
                edit::remove_item(list, position).filter(|_| !is_only)
            };
            reporter
                .report(name, format!("source `{}` is not used", name.value))
                .help("remove it, or call an operation of it")
                .offer(Safety::Unsafe, format!("remove `{}`", name.value), edits);
        }
    }
}

struct Names<'a> {
    name: &'a str,
    expression: String,
}

impl Names<'_> {
    /// Whether a string below the node names the source: by an expression, or in an extension in whatever way.
    fn stand_in(&mut self, node: Node<'_>, in_extension: bool) -> bool {
        if let Some(text) = node.text() {
            return text.value.contains(&self.expression)
                || in_extension && text.value.contains(self.name);
        }
        node.items().any(|item| self.stand_in(item, in_extension))
            || node.entries().any(|entry| {
                let in_extension = in_extension || entry.key.value.starts_with("x-");
                in_extension && entry.key.value.contains(self.name)
                    || self.stand_in(entry.value, in_extension)
            })
    }
}
