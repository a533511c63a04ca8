use super::{declared, is_known};
use crate::asyncapi::Endpoint;
use crate::diagnostic::Safety;
use crate::edit;
use crate::openapi::Location;
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports a parameter that the operation declares in another place.
    ///
    /// ## Why is this bad?
    ///
    /// The API does not look for it there.
    ///
    /// ## Example
    ///
    /// The operation declares `limit` as a query parameter.
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: limit, in: header, value: 10 }
    /// ```
    name: "misplaced-parameter",
    level: Error,
    requirements: [136],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for call in &cx.calls {
        for passed in &call.passed {
            let Some(text) = passed.location else {
                continue;
            };
            let Some(location) = Location::of(text.value) else {
                continue;
            };
            let name = passed.name.value;
            if declared(call, location, name).is_some() || is_known(call, location, name) {
                continue;
            }
            let elsewhere = call
                .parameters
                .declared
                .iter()
                .copied()
                .find(|other| other.has_name(name));
            let Some(other) = elsewhere else { continue };
            // Of a header of messages and a parameter of the channel, which have one name, the latter may be meant; and
            // what the workflow passes may be meant for its requests.
            let may_be_meant = |endpoint: Endpoint<'_>| {
                let channel = endpoint.channel();
                passed.is_inherited || channel.is_none_or(|channel| channel.may_take(name))
            };
            if call.callee.endpoint().is_some_and(may_be_meant) {
                continue;
            }
            // The right one is passed as well: this is one too many, which the API ignores.
            let also_right = call.passed.iter().any(|passed| {
                passed
                    .location
                    .is_some_and(|text| text.value == other.location.name())
                    && other.has_name(passed.name.value)
            });
            if also_right || reporter.has_reported(text.span) {
                continue;
            }
            let article = |location: Location| format!("a {} parameter", location.name());
            let wrong = if location == Location::Header {
                "a header".to_owned()
            } else {
                article(location)
            };
            let right = if other.location == Location::Header {
                "a header".to_owned()
            } else {
                article(other.location)
            };
            reporter
                .report(text, format!("`{name}` is {right}, not {wrong}"))
                .label(
                    other
                        .node
                        .get("in")
                        .map_or(other.name.span, |node| node.span()),
                    "declared here",
                )
                .help(format!("write `in: {}`", other.location.name()))
                .offer(
                    Safety::Unsafe,
                    format!("write `in: {}`", other.location.name()),
                    || edit::rewrite(text, other.location.name()),
                );
        }
    }
}
