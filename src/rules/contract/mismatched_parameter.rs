use super::mismatched_input::wrong_inputs;
use super::mismatched_type::is_template;
use super::wording;
use crate::arazzo::Selector;
use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::{Kind, Node, Text};
use crate::types::{MisfitKind, Mistake};
use crate::version::Version;
use crate::workspace::Call;

rule! {
    /// Reports a literal parameter that breaks the parameter's schema once it is written as text: `"10"` is an integer, a
    /// number is a string too, a single value is a list of one. Also a literal that a workflow is called with and that
    /// breaks the schema of the input, which it reaches as it is: `"10"` is no integer there. Also a whole query string (`in: querystring`, Arazzo 1.1)
    /// that is no string, or breaks the schema that the operation describes it by (OpenAPI 3.2), and as a warning one for an
    /// operation that declares its query parameters one by one.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request.
    ///
    /// ## Example
    ///
    /// The operation declares `limit` as an integer.
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: limit, in: query, value: many }
    /// ```
    name: "mismatched-parameter",
    level: Error,
    requirements: [207, 209, 210, 212],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    check_query_strings(cx, reporter);
    for (call, request) in cx.requests() {
        for (index, mistakes) in &request.parameters {
            let passed = &call.passed[*index];
            let Some(location) = passed.location else {
                continue;
            };
            for mistake in mistakes {
                let is_whole = passed
                    .value
                    .is_none_or(|value| value.span() == mistake.span);
                let parameter = format!("{} parameter `{}`", location.value, passed.name.value);
                let subject = if is_whole {
                    parameter
                } else {
                    format!("a value of {parameter}")
                };
                report(mistake, &subject, reporter);
            }
        }
    }
    for input in wrong_inputs(cx) {
        // What an open schema merely does not know does no harm.
        let is_wrong = |mistake: &&Mistake<'_>| {
            mistake.is_certain() || matches!(mistake.kind, MisfitKind::Format { .. })
        };
        let literals = input
            .request
            .body
            .iter()
            .filter(|mistake| !is_template(mistake));
        for mistake in literals.filter(is_wrong) {
            report(mistake, &input.subject(mistake), reporter);
        }
    }
}

/// Reports a literal that breaks its schema.
fn report(mistake: &Mistake<'_>, subject: &str, reporter: &mut Reporter) {
    let is_of_expression = matches!(
        mistake.kind,
        MisfitKind::Never { .. } | MisfitKind::Perhaps { .. } | MisfitKind::PerhapsAbsent { .. }
    );
    if is_of_expression || reporter.has_reported(mistake.span) {
        return;
    }
    wording::report(subject, mistake, mistake.span, reporter);
}

fn check_query_strings(cx: &Context<'_>, reporter: &mut Reporter) {
    // Arazzo 1.1, Parameter Object: a `querystring` is the whole query string, which OpenAPI describes since 3.2.
    if cx.version < Version::V1_1 {
        return;
    }
    // That it is a string holds whatever the step calls.
    for workflow in cx.document.workflows() {
        let own = workflow
            .steps()
            .filter(|step| step.workflow_id().is_none())
            .flat_map(|step| step.parameters());
        for entry in workflow.parameters().chain(own) {
            let parameter = cx.document.components().parameter(entry);
            let Some(parameter) = parameter.filter(|parameter| is_query_string(parameter.r#in()))
            else {
                continue;
            };
            let value = entry
                .reusable()
                .and_then(|reusable| reusable.value())
                .or_else(|| parameter.value());
            let is_no_string = |value: &Node<'_>| {
                value.kind() != Kind::String && Selector::of(*value, cx.version).is_none()
            };
            if let Some(value) = value.filter(is_no_string)
                && !reporter.has_reported(value.head())
            {
                let kind = value.kind().with_article();
                reporter
                    .report(
                        Spot::at(value.head(), value),
                        format!("a whole query string must be a string, not {kind}"),
                    )
                    .help("write it as the URL has it: `name=value&other=value`");
            }
        }
    }
    let describes_none = |call: &&Call<'_>| {
        call.http().is_some()
            && call.parameters.query_string.is_none()
            && call.parameters.unknown.is_empty()
    };
    for call in cx.calls.iter().filter(describes_none) {
        for passed in &call.passed {
            let is_string = passed.value.is_some_and(|value| {
                value.kind() == Kind::String || Selector::of(value, cx.version).is_some()
            });
            let Some(location) = passed
                .location
                .filter(|location| is_query_string(Some(*location)) && is_string)
            else {
                continue;
            };
            if !reporter.has_reported(location.span) {
                let message = format!(
                    "`{}` describes its query parameters one by one, not as a whole query string",
                    call.callee.display_name()
                );
                reporter
                    .report(location, message)
                    .severity(Severity::Warning)
                    .label(call.callee.place(), "the operation is declared here")
                    .help("pass each of them by itself with `in: query`");
            }
        }
    }
}

fn is_query_string(location: Option<Text<'_>>) -> bool {
    location.is_some_and(|location| location.value == "querystring")
}
