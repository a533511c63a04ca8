use super::{key_of, placement};
use crate::rules::{Context, Reporter, rule};
use crate::schema::{Conflict, FaultKind};

rule! {
    /// Reports fields that exclude each other, and fields that may only stand beside one that is not there. Also a whole
    /// query string (`in: querystring`, Arazzo 1.1) beside another one, or beside a `query` parameter of the same call.
    ///
    /// ## Why is this bad?
    ///
    /// A step calls one thing, an action goes to one place. With two, a tool refuses the document or picks one of them.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: pay
    ///     operationId: createPayment
    ///     workflowId: checkout
    /// ```
    name: "conflicting-fields",
    level: Error,
    requirements: [113, 115, 166, 208, 210, 222, 228, 231, 252, 258],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    placement::check_superfluous(cx, reporter);
    placement::check_query_strings(cx, reporter);
    for fault in cx.faults {
        let FaultKind::ConflictingFields {
            object,
            field,
            conflict,
        } = &fault.kind
        else {
            continue;
        };
        let Some(spot) = key_of(cx, fault) else {
            continue;
        };
        let object = object.with_article();
        let (message, help) = match conflict {
            Conflict::Excludes(other) => (
                format!("{object} cannot have both `{other}` and `{field}`"),
                format!("keep one of `{other}` and `{field}`"),
            ),
            Conflict::Needs(other) => (
                format!("{object} has `{field}` only together with `{other}`"),
                format!("add `{other}`, or remove `{field}`"),
            ),
            Conflict::NeedsReceive => (
                format!("{object} has `{field}` only together with `action: receive`"),
                format!("write `action: receive`, or remove `{field}`"),
            ),
            Conflict::PassedToWorkflow => (
                format!("a parameter that is passed to a workflow has no `{field}`"),
                format!("remove `{field}`: the name is that of an input"),
            ),
        };
        let diagnostic = reporter.report(spot, message);
        diagnostic.severity(fault.level).help(help);
        if let Conflict::Excludes(other) = conflict {
            let parent = fault
                .pointer
                .rsplit_once('/')
                .map_or("", |(parent, _)| parent);
            let other = cx
                .document
                .node()
                .at_pointer(parent)
                .and_then(|parent| parent.entry(other));
            if let Some(other) = other {
                diagnostic.here("second").label(other.key.span, "first");
            }
        }
    }
}
