use crate::arazzo::Step;
use crate::asyncapi::{Action, AsyncVersion, Channel, Endpoint, Message};
use crate::diagnostic::Safety;
use crate::edit;
use crate::expression::{PathForm, operation_path};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;
use crate::workspace::{Source, Target};

rule! {
    /// Reports an `operationPath` to an operation that has an id, and a `channelPath` to a channel that has just one operation
    /// with an id for what the step does: one that receives for a step that sends, since AsyncAPI speaks for the described
    /// application (in 2.x one under `publish`).
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
    requirements: [124, 171],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        if let Target::Endpoint {
            endpoint: Endpoint::Channel(channel),
            source,
        } = &found.target
        {
            check_channel(cx, found.step, *channel, source, reporter);
            continue;
        }
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
            let written = written(cx, source, id);
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

/// How to name an operation by its id.
fn written(cx: &Context<'_>, source: &Source<'_>, id: Text<'_>) -> String {
    if cx.scope.wants_qualified_operations() {
        format!("$sourceDescriptions.{}.{}", source.name, id.value)
    } else {
        id.value.to_owned()
    }
}

/// Reports a channel with one operation that does the opposite of what the step does. An id says less than the channel
/// where the operation is for some of its messages only, so nothing is changed for the user.
fn check_channel(
    cx: &Context<'_>,
    step: Step<'_>,
    channel: Channel<'_>,
    source: &Source<'_>,
    reporter: &mut Reporter,
) {
    let (Some(path), Some(api)) = (step.channel_path(), source.async_api()) else {
        return;
    };
    let wanted = match step.action().map(|action| action.value) {
        Some("send") => Action::Receive,
        Some("receive") => Action::Send,
        _ => return,
    };
    let mut operations = api
        .operations_of(channel)
        .filter(|operation| operation.action() == Some(wanted));
    let (Some(operation), None) = (operations.next(), operations.next()) else {
        return;
    };
    let Some(id) = operation.operation_id() else {
        return;
    };
    // In 3.x an operation may be for some of the messages only.
    let own = operation.messages().known;
    let is_for_all = |message: &Message<'_>| own.iter().any(|own| own.node() == message.node());
    if api.version() == AsyncVersion::V3 && !channel.messages().known.iter().all(is_for_all) {
        return;
    }
    let is_unique = api.operations_by_id(id.value).count() == 1;
    if !is_unique || operation_path(path.value).form != PathForm::Canonical {
        return;
    }
    let entry = step.node().entry("channelPath");
    let field = entry.map_or(path.span, |entry| entry.key.span);
    let message = format!(
        "this channel has the operation `{}` for what the step does",
        id.value
    );
    reporter
        .report(field, message)
        .label(id.span, "declared here")
        .help(format!("write `operationId: {}`", written(cx, source, id)));
}
