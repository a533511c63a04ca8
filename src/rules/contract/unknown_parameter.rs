use rustc_hash::FxHashMap;

use super::wording::listed;
use super::{declared, is_known};
use crate::diagnostic::{Safety, Severity};
use crate::edit;
use crate::near::{is_slip, near};
use crate::openapi::{Location, Parameter};
use crate::rules::{Context, Reporter, rule};
use crate::workspace::{Call, Passed, Sending};

rule! {
    /// Reports a parameter that the operation does not declare. Known without a declaration are the parameters of the
    /// description's security schemes, common headers such as `Authorization`, and names in the path template.
    ///
    /// ## Why is this bad?
    ///
    /// The API passes over it, so a misspelt one has no effect; a path has no place for it at all.
    ///
    /// ## Example
    ///
    /// The operation declares `limit`.
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: limt, in: query, value: 10 }
    /// ```
    name: "unknown-parameter",
    level: Warning,
    requirements: [100, 136, 211],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    // What a workflow passes reaches all its steps, so many calls ask the same.
    let mut declared_somewhere: FxHashMap<(Location, &str), bool> = FxHashMap::default();
    let mut is_declared_somewhere = |location, name| {
        *declared_somewhere
            .entry((location, name))
            .or_insert_with(|| {
                let mut calls = cx.calls.iter();
                calls.any(|other| declared(other, location, name).is_some() || has_nameless(other))
            })
    };
    for call in &cx.calls {
        // What a reference declares that is not known may be just this.
        if !call.parameters.unknown.is_empty() || has_nameless(call) {
            continue;
        }
        for passed in &call.passed {
            let Some(location) = passed.location.and_then(|text| Location::of(text.value)) else {
                continue;
            };
            let name = passed.name.value;
            let elsewhere = call
                .parameters
                .declared
                .iter()
                .any(|other| other.has_name(name));
            // In another place it is misplaced; what the workflow passes to all steps need not be for each of them.
            if declared(call, location, name).is_some()
                || is_known(call, location, name)
                || elsewhere
            {
                continue;
            }
            if passed.is_inherited && is_declared_somewhere(location, name) {
                continue;
            }
            let is_message = call.sending.as_deref();
            if is_message.is_some_and(|sending| may_be_header(call, sending, location, name)) {
                continue;
            }
            report(call, passed, location, reporter);
        }
    }
}

/// Whether the operation has a parameter without a name or a place, which is reported as that.
fn has_nameless(call: &Call<'_>) -> bool {
    call.http()
        .is_some_and(|operation| operation.malformed_parameters().next().is_some())
}

/// Whether a message may have a header that it does not declare. Whoever sends it may add what the transport knows, so
/// only one that looks like a declared header is told, or one where no others are allowed. Other places than headers are
/// no matter of the message.
fn may_be_header(call: &Call<'_>, sending: &Sending<'_>, location: Location, name: &str) -> bool {
    if location != Location::Header || !sending.knows_headers() {
        return true;
    }
    let names = call.parameters.declared.iter();
    let names = names.map(|other| other.name.value);
    !sending.is_closed() && near(name, names).is_empty()
}

fn report(call: &Call<'_>, passed: &Passed<'_>, location: Location, reporter: &mut Reporter) {
    let name = passed.name.value;
    if reporter.has_reported(passed.name.span) {
        return;
    }
    let operation = call.callee.display_name();
    let diagnostic = reporter.report(
        passed.name,
        format!(
            "`{operation}` has no {} parameter `{name}`",
            location.name()
        ),
    );
    let in_place: Vec<_> = call
        .parameters
        .declared
        .iter()
        .copied()
        .filter(|other| other.location == location)
        .collect();
    let close = near(name, in_place.iter().map(|other| other.name.value));
    let best = close
        .first()
        .and_then(|best| in_place.iter().find(|other| other.name.value == best));
    // A misspelt required parameter is the one that the API misses, unless that is passed as well.
    let is_missed = |best: &Parameter<'_>| {
        let mut passed = call.passed.iter();
        best.required && !passed.any(|other| best.has_name(other.name.value))
    };
    if location == Location::Path || best.is_some_and(is_missed) {
        diagnostic.severity(Severity::Error);
    }
    if passed.entry != passed.parameter.node() {
        diagnostic.label(passed.entry.span(), "used here");
    }
    match best {
        Some(best) => {
            diagnostic
                .label(best.name.span, "declared here")
                .help(format!("did you mean `{}`?", best.name.value));
            // One that is passed already would be passed twice.
            let mut passed_too = call.passed.iter();
            let is_free = !passed_too.any(|other| best.has_name(other.name.value));
            if is_free && is_slip(name, best.name.value) {
                diagnostic.offer(
                    Safety::Unsafe,
                    format!("replace `{name}` by `{}`", best.name.value),
                    || edit::rewrite(passed.name, best.name.value),
                );
            }
        }
        None if location == Location::Path => {
            let Some(operation) = call.http() else {
                return;
            };
            let names: Vec<&str> = operation.path_names().collect();
            let help = match names.as_slice() {
                [] => "remove it".to_owned(),
                names => format!("the path has {}", listed(names)),
            };
            let place = operation.path().span;
            diagnostic.label(place, "not in this path").help(help);
        }
        None if in_place.is_empty() => {
            let method = call.callee.place();
            let text = format!("declares no {} parameters", location.name());
            diagnostic
                .label(method, text)
                .help("remove it, or declare it in the API description");
        }
        None => {
            let names: Vec<&str> = in_place.iter().map(|other| other.name.value).collect();
            diagnostic
                .label(call.callee.place(), "the operation is declared here")
                .help(format!("it has {}", listed(&names)));
        }
    }
}
