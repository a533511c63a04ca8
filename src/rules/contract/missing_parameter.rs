use super::is_known;
use crate::diagnostic::Severity;
use crate::openapi::{Location, Parameter, QueryString};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::workspace::Call;

rule! {
    /// Reports a required parameter of an operation that neither the step nor the workflow passes. As a warning also a header
    /// that every message requires which the step may send, apart from the one that holds the correlation id.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation requires the path parameter `orderId`.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: find, operationId: getOrder }
    /// ```
    name: "missing-parameter",
    level: Error,
    requirements: [137],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let passes_known = |call: &&Call<'_>| {
        !call.passes_unknown
            && !cx.is_unreadable(call.step.node(), "parameters")
            && !cx.is_unreadable(call.workflow.node(), "parameters")
    };
    for call in cx.calls.iter().filter(passes_known) {
        for declared in call
            .parameters
            .declared
            .iter()
            .filter(|declared| declared.required)
        {
            let exempt = matches!(declared.location, Location::Header | Location::Cookie)
                && is_known(call, declared.location, declared.name.value);
            if !exempt && !is_passed(call, declared) {
                report(call, declared, reporter);
            }
        }
        if let Some(declared) = call.parameters.query_string
            && declared.required
            && !passes_query(call)
        {
            report_query_string(call, &declared, reporter);
        }
    }
}

fn is_passed(call: &Call<'_>, declared: &Parameter<'_>) -> bool {
    call.passed.iter().any(|passed| {
        let place = passed.location.map(|text| text.value);
        match place {
            // A whole query string may hold any query parameter.
            Some("querystring") => declared.location == Location::Query,
            // In another place, or without one, it is reported as that.
            _ if declared.has_name(passed.name.value) => {
                place.is_none_or(|place| {
                    place == declared.location.name() || Location::of(place).is_none()
                }) || is_misplaced(call, passed.name.value, place)
            }
            _ => {
                place == Some(declared.location.name())
                    && super::spreads_to(declared, passed.name.value)
                    || is_near_miss(call, declared, passed.name.value, place)
            }
        }
    })
}

/// Whether a query goes with the call, whole or in pieces.
fn passes_query(call: &Call<'_>) -> bool {
    let mut places = call.passed.iter().map(|passed| passed.location);
    // Without a place, which is reported, it may be meant for this one.
    places.any(|place| place.is_none_or(|place| matches!(place.value, "query" | "querystring")))
}

/// Whether a parameter is declared, but not in the place where it is passed.
fn is_misplaced(call: &Call<'_>, name: &str, place: Option<&str>) -> bool {
    let location = place.and_then(Location::of);
    location.is_some_and(|location| super::declared(call, location, name).is_none())
}

/// Whether what is passed is an unknown name so close to the missing one that it stands for it: one mistake, told there.
fn is_near_miss(
    call: &Call<'_>,
    declared: &Parameter<'_>,
    name: &str,
    place: Option<&str>,
) -> bool {
    let Some(location) = place.and_then(Location::of) else {
        return false;
    };
    location == declared.location
        && super::declared(call, location, name).is_none()
        && !is_known(call, location, name)
        && !crate::near::near(name, std::iter::once(declared.name.value)).is_empty()
}

fn report(call: &Call<'_>, declared: &Parameter<'_>, reporter: &mut Reporter) {
    let message = format!(
        "`{}` requires {} parameter `{}`",
        call.callee.display_name(),
        declared.location.name(),
        declared.name.value
    );
    let node = call.step.node();
    let place = call.step.head();
    let diagnostic = reporter.report(Spot::at(place, node), message);
    // Whatever sends the message may know headers of its own accord.
    if call.sending.is_some() {
        diagnostic.severity(Severity::Warning);
    }
    diagnostic
        .here("this step does not pass it")
        .label(declared.name.span, "declared here");
    let detail = super::wording::parameter_detail(declared);
    diagnostic.help(format!(
        "add it to `parameters`: `name: {}`, `in: {}`{detail}",
        declared.name.value,
        declared.location.name()
    ));
}

fn report_query_string(call: &Call<'_>, declared: &QueryString<'_>, reporter: &mut Reporter) {
    let message = format!(
        "`{}` requires a whole query string",
        call.callee.display_name()
    );
    let name = declared.name;
    reporter
        .report(Spot::at(call.step.head(), call.step.node()), message)
        .here("this step does not pass it")
        .label(name.span, "declared here")
        .help(format!(
            "add it to `parameters`: `name: {}`, `in: querystring`",
            name.value
        ));
}
