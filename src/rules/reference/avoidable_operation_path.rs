use crate::diagnostic::Safety;
use crate::edit;
use crate::expression::{PathForm, operation_path};
use crate::rules::{Context, Reporter, rule};
use crate::workspace::Target;

rule! {
    /// Reports an `operationPath` to an operation that has an id.
    ///
    /// ## Why is this bad?
    ///
    /// The specification recommends `operationId`: it is easier to read and survives a change of the path.
    ///
    /// ## Example
    ///
    /// The operation has the id `getPet`.
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: find
    ///     operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1{id}/get'
    /// ```
    name: "avoidable-operation-path",
    level: Note,
    requirements: [124],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let (Some(path), Target::Operation { operation, source }) =
            (found.step.operation_path(), &found.target)
        else {
            continue;
        };
        let Some(id) = operation.operation_id() else {
            continue;
        };
        // Another form is reported as that.
        if operation_path(path.value).form != PathForm::Canonical {
            continue;
        }
        let unique = source
            .api()
            .is_some_and(|api| api.operations_by_id(id.value).count() == 1);
        let entry = found.step.node().entry("operationPath");
        let field = entry.map_or(path.span, |entry| entry.key.span);
        // An id that the description repeats names nothing.
        if unique {
            let written = if cx.scope.wants_qualified_operations() {
                format!("$sourceDescriptions.{}.{}", source.name, id.value)
            } else {
                id.value.to_owned()
            };
            reporter
                .report(field, format!("this operation has the id `{}`", id.value))
                .label(id.span, "declared here")
                .help(format!("write `operationId: {written}`"))
                .offer(
                    Safety::Safe,
                    format!("call `{}` by its id", id.value),
                    || {
                        entry.and_then(|entry| {
                            let mut edits = edit::rewrite(entry.key, "operationId")?;
                            edits.append(&mut edit::rewrite(path, &written)?);
                            Some(edits)
                        })
                    },
                );
        }
    }
}
