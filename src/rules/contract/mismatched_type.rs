use super::mismatched_input::wrong_inputs;
use super::wording;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{Context, Reporter, Spot, rule};
use crate::source::Span;
use crate::syntax::Node;
use crate::types::{Clash, Hop, Inferred, MisfitKind, Mistake, Origin, Request};
use crate::workspace::Passed;

rule! {
    /// Reports an expression whose value can never fit the place that it is sent to: in a payload at any depth, in a
    /// replacement, in a parameter, as the input of a workflow. What the value can be is read from the workflow's `inputs`,
    /// from the responses that the step's success criteria allow (after a failure those that then can be), and from what a
    /// step has sent (`$request`), through any number of outputs. Also text with an expression in it, which is always a
    /// string, where the schema wants another type.
    ///
    /// A parameter travels as text, so a number fits a string there, and a string may fit a number. Formats that exclude
    /// each other are a warning. Whatever is not described, or may be right for some values, is silent.
    ///
    /// ## Why is this bad?
    ///
    /// The API refuses the request, whatever the values are.
    ///
    /// ## Example
    ///
    /// The operation's schema says that `name` is a string.
    ///
    /// ```yaml
    /// inputs: { type: object, properties: { count: { type: integer } } }
    /// steps:
    ///   - stepId: create
    ///     operationId: createItem
    ///     requestBody:
    ///       contentType: application/json
    ///       payload: { name: $inputs.count }
    /// ```
    name: "mismatched-type",
    level: Error,
    requirements: [212, 407, 429],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for input in wrong_inputs(cx) {
        for mistake in &input.request.body {
            report_value(&input.request, mistake, &input.subject(mistake), reporter);
        }
    }
    for (call, request) in cx.requests() {
        for mistake in &request.body {
            report_value(request, mistake, &body_subject(mistake), reporter);
        }
        for (index, mistakes) in &request.parameters {
            for mistake in mistakes {
                let subject = parameter_subject(&call.passed[*index], mistake);
                report(request, mistake, &subject, reporter);
            }
        }
    }
}

/// Whether a value is text with an expression in it, which is a string whatever the expression is.
pub(super) fn is_template(mistake: &Mistake<'_>) -> bool {
    let is_type = matches!(mistake.kind, MisfitKind::Type { .. });
    is_type
        && mistake
            .written
            .as_ref()
            .is_some_and(|text| text.contains("{$"))
}

/// How to call a value of a body.
pub(super) fn body_subject(mistake: &Mistake<'_>) -> String {
    match mistake.key.as_deref() {
        Some("payload") => "the payload".to_owned(),
        Some(key) => format!("`{key}`"),
        None => "this item".to_owned(),
    }
}

/// How to call a parameter, or a value in it.
pub(super) fn parameter_subject(passed: &Passed<'_>, mistake: &Mistake<'_>) -> String {
    let location = passed.location.map_or("", |location| location.value);
    let is_whole = passed
        .value
        .is_none_or(|value| value.span() == mistake.span);
    let parameter = format!("{location} parameter `{}`", passed.name.value);
    if is_whole {
        parameter
    } else {
        format!("a value of {parameter}")
    }
}

/// Reports a value that is sent as it is: an expression, or text with an expression in it.
fn report_value(
    request: &Request<'_>,
    mistake: &Mistake<'_>,
    subject: &str,
    reporter: &mut Reporter,
) {
    if !is_template(mistake) {
        report(request, mistake, subject, reporter);
        return;
    }
    // What stands in the components may be passed by several steps.
    if reporter.has_reported(mistake.span) {
        return;
    }
    wording::report(subject, mistake, mistake.span, reporter);
}

fn report(request: &Request<'_>, mistake: &Mistake<'_>, subject: &str, reporter: &mut Reporter) {
    let MisfitKind::Never { hole, clash } = &mistake.kind else {
        return;
    };
    let Some(known) = request.known.get(*hole as usize) else {
        return;
    };
    // A parameter of the workflow, or of the components, is sent by several steps.
    if reporter.has_reported(mistake.span) {
        return;
    }
    let misfit = Misfit {
        span: mistake.span,
        pointer: mistake.pointer.clone(),
        written: &known.written,
        inferred: &known.inferred,
        schema: mistake.schema,
    };
    tell(&misfit, clash, subject, reporter);
}

/// An expression that never fits where it is sent.
pub(super) struct Misfit<'a, 'd> {
    /// Its place.
    pub(super) span: Span,
    /// The pointer of the value.
    pub(super) pointer: String,
    /// The expression as it is written.
    pub(super) written: &'a str,
    /// What it can be.
    pub(super) inferred: &'a Inferred<'d>,
    /// What is expected.
    pub(super) schema: Option<Node<'d>>,
}

/// Reports an expression that never fits.
pub(super) fn tell(misfit: &Misfit<'_, '_>, clash: &Clash, subject: &str, reporter: &mut Reporter) {
    let (message, help) = describe(misfit.written, clash, subject);
    let diagnostic = reporter.report(Spot::from(misfit.span), message);
    diagnostic.here("sent here").at(misfit.pointer.clone());
    diagnostic.help = help;
    show_way(diagnostic, misfit.inferred);
    if let Some(schema) = misfit.schema {
        diagnostic.label(wording::place(schema), "expected here");
    }
    if matches!(clash, Clash::Formats { .. }) {
        diagnostic.severity(Severity::Warning);
    }
}

fn describe(written: &str, clash: &Clash, subject: &str) -> (String, Option<String>) {
    match clash {
        Clash::Types { found, expected } => {
            let (found, wanted) = (wording::kinds(*found), wording::kinds(*expected));
            let is_text = wanted == "a string" || wanted == "a string or null";
            let is_scalar = !found.contains("list") && !found.contains("object");
            let help = (is_text && is_scalar && !written.contains(['{', ' ']))
                .then(|| format!("write `\"{{{written}}}\"` to send it as text"));
            (
                format!("`{written}` is {found}, but {subject} expects {wanted}"),
                help,
            )
        }
        Clash::Formats { found, expected } => (
            format!("`{written}` is written as `{found}`, but {subject} expects `{expected}`"),
            None,
        ),
        Clash::Lacks(property) => (
            format!("`{written}` never has `{property}`, which {subject} requires"),
            None,
        ),
        Clash::Refuses(property) => (
            format!("`{written}` always has `{property}`, which {subject} does not allow"),
            None,
        ),
        Clash::Member(property) => (
            format!("`{property}` of `{written}` is never what {subject} expects there"),
            None,
        ),
        Clash::Items => (
            format!("the items of `{written}` are never what {subject} expects"),
            None,
        ),
        Clash::Values => (
            format!("`{written}` never has a value that {subject} allows"),
            None,
        ),
    }
}

/// More places of birth than these help nobody.
const BIRTHS: usize = 3;

/// Labels the outputs that a value passes through, and where it is born.
pub(in crate::rules) fn show_way(diagnostic: &mut Diagnostic, inferred: &Inferred<'_>) {
    for (index, hop) in inferred.hops.iter().enumerate() {
        let (span, words) = match (hop, index) {
            (Hop::Output(name), 0) => (name.span, "comes from this output"),
            (Hop::Output(name), _) => (name.span, "which comes from this output"),
            (Hop::Sent(span), 0) => (*span, "the request has it from here"),
            (Hop::Sent(span), _) => (*span, "which the request has from here"),
        };
        diagnostic.label(span, words);
    }
    let words = match &inferred.origin {
        Origin::Body(operation, answers) => {
            let statuses: Vec<&str> = answers
                .responses
                .iter()
                .map(|response| response.status.value)
                .collect();
            format!(
                "typed here (response {} of `{}`)",
                statuses.join(", "),
                operation.display_name()
            )
        }
        Origin::Message(endpoint) => {
            format!("typed here (message of `{}`)", endpoint.display_name())
        }
        Origin::Input => "typed here (input of the workflow)".to_owned(),
        _ => "typed here".to_owned(),
    };
    for typed in inferred.shape.schemas().take(BIRTHS) {
        diagnostic.label(wording::place(typed.node), words.clone());
    }
}
