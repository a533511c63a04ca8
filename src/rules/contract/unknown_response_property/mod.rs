mod found;
mod queries;
mod remedy;

use std::borrow::Cow;

use found::{Found, Giver, found};

use super::mismatched_type::show_way;
use super::{queried, wording};
use crate::diagnostic::{Safety, Severity};
use crate::edit;
use crate::expression::{Accessor, Expression, Token};
use crate::openapi::Operation;
use crate::rules::{Context, Reporter, rule};
use crate::types::{Answers, Inference, Shape};
use crate::workspace::Occurrence;

pub(super) use found::answers;

rule! {
    /// Reports a pointer into a response that no response has at that place: `$response.body#/p`, or a pointer into an
    /// output that holds a part of a response. Also `$message.payload#/p` where no message of the operation or channel has
    /// it, answers to what is sent included. The responses are those whose status the step's success criteria allow, in
    /// criteria and actions all that the operation documents. Also the members that a JSONPath begins with or asks of
    /// items in a filter, and the pointers of selectors. An error where no documented response can have it, whatever
    /// its status.
    ///
    /// Silent where a response or message has no schema, allows more in words (`additionalProperties`), or is no JSON.
    ///
    /// ## Why is this bad?
    ///
    /// The value is never there.
    ///
    /// ## Example
    ///
    /// The operation answers with a list of customers.
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: find
    ///     operationId: listCustomers
    ///     outputs: { first: $response.body#/data/0/id }
    /// ```
    name: "unknown-response-property",
    level: Warning,
    requirements: [444],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for occurrence in &cx.occurrences {
        let Some(expression) = occurrence
            .expression
            .filter(|_| occurrence.malformed.is_none())
        else {
            continue;
        };
        let pointer = expression.pointer.into_iter();
        let mut tokens: Vec<Token<'_>> = pointer.flat_map(|pointer| pointer.tokens()).collect();
        tokens.extend(occurrence.accessors.iter().map(|accessor| step(*accessor)));
        // What has a length is not told by a schema, and some tools tell it by a member.
        let asks_length = occurrence.accessors.iter().any(
            |accessor| matches!(accessor, Accessor::Member(name) if ["length", "size"].contains(&name.text)),
        );
        if tokens.is_empty() || asks_length {
            continue;
        }
        let Some(found) = found(cx, occurrence, &expression) else {
            continue;
        };
        let inference = &cx.inference;
        let Some(miss) = miss(&found.inferred.shape, &tokens, inference) else {
            continue;
        };
        if occurrence.is_in_condition() && may_be_accessor(&miss, &tokens, inference) {
            continue;
        }
        let asked = Asked {
            occurrence,
            expression: &expression,
            tokens: &tokens,
            is_pointer: occurrence.accessors.is_empty(),
        };
        report(&asked, &found, &miss, inference, reporter);
    }
    queries::check(cx, reporter);
}

/// A place that is asked for, and where.
struct Asked<'a, 'd> {
    occurrence: &'a Occurrence<'d>,
    expression: &'a Expression<'a>,
    tokens: &'a [Token<'a>],
    /// Whether it is asked for by a JSON Pointer, which is what the help speaks of.
    is_pointer: bool,
}

/// Whether `#/data.name` may be meant as the member `name` of `#/data`: in a condition `.` and `[` reach into values, and
/// in a pointer they are part of a name.
fn may_be_accessor(miss: &Miss<'_>, tokens: &[Token<'_>], inference: &Inference<'_>) -> bool {
    let name = &tokens[miss.index].decoded;
    let beginning = name.split(['.', '[']).next().unwrap_or_default();
    beginning.len() < name.len() && inference.follow(&miss.parent, beginning).is_some()
}

/// One step of a condition into a value, as the token of a pointer that means the same.
fn step(accessor: Accessor<'_>) -> Token<'_> {
    let (Accessor::Member(written) | Accessor::Index(written)) = accessor;
    Token {
        written,
        decoded: Cow::Borrowed(written.text),
    }
}

/// Where a pointer leads to nothing.
struct Miss<'d> {
    /// Which of the tokens it is.
    index: usize,
    /// The value that lacks it.
    parent: Shape<'d>,
}

fn miss<'d>(
    shape: &Shape<'d>,
    tokens: &[Token<'_>],
    inference: &Inference<'_>,
) -> Option<Miss<'d>> {
    let mut shape = shape.clone();
    for (index, token) in tokens.iter().enumerate() {
        match inference.follow(&shape, &token.decoded) {
            Some(found) => shape = found.shape,
            None => {
                return Some(Miss {
                    index,
                    parent: shape,
                });
            }
        }
    }
    None
}

fn report(
    asked: &Asked<'_, '_>,
    found: &Found<'_>,
    miss: &Miss<'_>,
    inference: &Inference<'_>,
    reporter: &mut Reporter,
) {
    let Asked {
        occurrence,
        expression,
        tokens,
        is_pointer,
    } = *asked;
    let pointer = tokens.iter().fold(String::new(), |pointer, token| {
        pointer + "/" + token.written.text
    });
    let message = if found.is_body {
        format!("no {} has `{pointer}`", found.giver.name())
    } else {
        let root = expression.text.text.split('#').next().unwrap_or_default();
        format!("`{root}` never has `{pointer}`")
    };
    let token = tokens[miss.index].written;
    let span = occurrence.span(token);
    if reporter.has_reported(span) {
        return;
    }
    let is_error = is_pointer
        && found.is_body
        && match &found.giver {
            Giver::Operation(operation, answers) => {
                answers.is_certain && is_nowhere(*operation, tokens, inference)
            }
            Giver::Endpoint(_, is_sure) => *is_sure,
        };
    let diagnostic = reporter.report(span, message);
    diagnostic
        .here("read here")
        .at(occurrence.text.node().pointer());
    if is_error {
        diagnostic.severity(Severity::Error);
    }
    if found.is_body && miss.parent.schemas().next().is_none() {
        if let Giver::Operation(_, answers) = &found.giver {
            for response in answers.responses.iter().take(2) {
                diagnostic.label(response.status.span, "this response has no body");
            }
        }
    } else if found.is_body {
        for typed in miss.parent.schemas().take(2) {
            let kinds = wording::kinds(miss.parent.kinds());
            diagnostic.label(wording::place(typed.node), format!("this is {kinds}"));
        }
    } else {
        show_way(diagnostic, &found.inferred);
    }
    if diagnostic.is_one_of_many {
        return;
    }
    // A condition reaches members by accessors, which the help does not speak of.
    let help = remedy::help(tokens, miss, inference).filter(|_| is_pointer);
    let Some((help, meant)) = help else {
        return;
    };
    diagnostic.help(help);
    // What a query adds to its context stands elsewhere.
    let pointer = expression.pointer;
    let pointer = pointer.filter(|pointer| pointer.tokens().count() == tokens.len());
    if let (Some(pointer), Some(meant)) = (pointer, meant) {
        diagnostic.offer(
            Safety::Unsafe,
            format!("replace `#{}` by `#{meant}`", pointer.text.text),
            || edit::part(occurrence.text, pointer.text.range(), &meant),
        );
    }
}

/// Whether no response that the operation documents can have the place.
fn is_nowhere(operation: Operation<'_>, tokens: &[Token<'_>], inference: &Inference<'_>) -> bool {
    let all = Answers::all(operation);
    let body = all.body(true);
    body.is_certain && miss(&body.shape, tokens, inference).is_some()
}
