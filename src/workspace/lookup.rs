//! From the fields that name a step's target to what they name.

use std::borrow::Cow;

use super::Scope;
use super::callee::Callee;
use super::channel_path::by_channel_path;
use super::sources::Source;
use super::target::{Fault, Miss, Target};
use crate::arazzo::Step;
use crate::expression::{
    self, OperationPath, Part, PathForm, Pointer, SourceDescriptions, Target as Named,
    operation_path, reference_id,
};
use crate::openapi::{Api, Operation};
use crate::syntax::Text;
use crate::version::Version;

pub(super) fn target<'d>(scope: &Scope<'d>, step: Step<'d>) -> Target<'d> {
    // Of several targets, which the shape check reports, none is the right one to judge.
    let fields = ["operationId", "operationPath", "workflowId", "channelPath"];
    if fields
        .iter()
        .filter(|field| step.node().get(field).is_some())
        .count()
        != 1
    {
        return Target::Nothing;
    }
    if let Some(text) = step.operation_id() {
        by_operation_id(scope, text)
    } else if let Some(text) = step.operation_path() {
        by_operation_path(scope, text)
    } else if let Some(text) = step.workflow_id() {
        workflow(scope, text)
    } else if let Some(text) = step.channel_path()
        && scope.version >= Version::V1_1
    {
        by_channel_path(scope, text)
    } else {
        Target::Nothing
    }
}

fn by_operation_id<'d>(scope: &Scope<'d>, text: Text<'d>) -> Target<'d> {
    match reference_id(text.value, scope.version).target {
        None => Target::Fault(Fault::Malformed),
        Some(Named::Bare(id)) => bare_operation(scope, text, id),
        Some(Named::Qualified(qualified)) => {
            let reference = scope.split(qualified);
            let Some(id) = reference.id else {
                return Target::Fault(Fault::Malformed);
            };
            match suitable(scope, text, reference.source, Source::may_have_operations) {
                Err(fault) => Target::Fault(fault),
                Ok(source) => operation_in(text, id, source),
            }
        }
    }
}

fn bare_operation<'d>(scope: &Scope<'d>, text: Text<'d>, id: Part<'d>) -> Target<'d> {
    let sources = || {
        scope
            .sources
            .iter()
            .filter(|source| source.may_have_operations())
    };
    let found: Vec<(Source<'d>, Vec<Callee<'d>>)> = sources()
        .map(|source| (*source, source.operations_by_id(id.text)))
        .filter(|(_, operations)| !operations.is_empty())
        .collect();
    match found.as_slice() {
        [] => match sources().find(|source| may_hold_more(source)) {
            Some(unread) => Target::Unread(*unread),
            None => Target::Fault(Fault::UnknownOperation {
                text,
                id,
                source: None,
            }),
        },
        [(source, operations)] => one_of(text, *source, operations),
        _ => {
            let candidates = found
                .iter()
                .map(|(source, operations)| (*source, operations[0]))
                .collect();
            Target::Fault(Fault::AmbiguousOperation { text, candidates })
        }
    }
}

fn operation_in<'d>(text: Text<'d>, id: Part<'d>, source: Source<'d>) -> Target<'d> {
    let operations = source.operations_by_id(id.text);
    match operations.is_empty() {
        false => one_of(text, source, &operations),
        true if may_hold_more(&source) => Target::Unread(source),
        true => Target::Fault(Fault::UnknownOperation {
            text,
            id,
            source: Some(source),
        }),
    }
}

fn one_of<'d>(text: Text<'d>, source: Source<'d>, operations: &[Callee<'d>]) -> Target<'d> {
    match *operations {
        [Callee::Operation(operation)] => Target::Operation { operation, source },
        [Callee::Endpoint(endpoint)] => Target::Endpoint { endpoint, source },
        _ => Target::Fault(Fault::RepeatedOperation {
            text,
            source,
            operations: operations.to_vec(),
        }),
    }
}

/// Whether a source may have operations that nobody has seen.
fn may_hold_more(source: &Source<'_>) -> bool {
    source.unread_parts().is_none_or(|parts| !parts.is_empty())
}

pub(super) fn suitable<'d>(
    scope: &Scope<'d>,
    text: Text<'d>,
    name: Part<'d>,
    fits: fn(&Source<'d>) -> bool,
) -> Result<Source<'d>, Fault<'d>> {
    match scope.source(name.text) {
        None => Err(Fault::UnknownSource { text, name }),
        Some(source) if !fits(source) => Err(Fault::UnsuitableSource {
            text,
            name,
            source: *source,
        }),
        Some(source) => Ok(*source),
    }
}

fn by_operation_path<'d>(scope: &Scope<'d>, text: Text<'d>) -> Target<'d> {
    let OperationPath {
        form,
        source,
        pointer,
    } = operation_path(text.value);
    if let PathForm::OperationId(qualified) = form {
        // What belongs into `operationId` is reported once, and then looked up as that.
        let reference = scope.split(qualified);
        let Some(id) = reference.id else {
            return Target::Fault(Fault::PathForm { text });
        };
        return match suitable(scope, text, reference.source, Source::may_have_operations) {
            Err(_) => Target::Fault(Fault::PathForm { text }),
            Ok(source) => match operation_in(text, id, source) {
                Target::Fault(_) => Target::Fault(Fault::PathForm { text }),
                target => target,
            },
        };
    }
    let Some(pointer) = pointer else {
        return Target::Fault(Fault::PathForm { text });
    };
    let source = match (source, &form) {
        (Some(name), PathForm::BareName) => {
            named_by_file(scope, name.text).ok_or(Fault::PathForm { text })
        }
        (Some(name), _) => suitable(scope, text, name, Source::may_have_operations),
        (None, _) => only_source(scope).ok_or(Fault::PathForm { text }),
    };
    match source {
        Err(fault) => Target::Fault(fault),
        Ok(source) => match source.api() {
            // Arazzo 1.1, Step Object: what an AsyncAPI description has is named by `operationId` or `channelPath`.
            None if source.async_api().is_some() => Target::Fault(Fault::PathTarget {
                text,
                part: pointer.text,
                source,
                miss: Miss::NoPaths,
            }),
            None => Target::Unread(source),
            Some(api) => match operation_at(api, pointer) {
                Ok(operation) => Target::Operation { operation, source },
                Err(None) => Target::Unread(source),
                Err(Some((part, miss))) => Target::Fault(Fault::PathTarget {
                    text,
                    part,
                    source,
                    miss,
                }),
            },
        },
    }
}

/// The source that `name#/paths/...` means: by its name, or by the URL that it has.
fn named_by_file<'d>(scope: &Scope<'d>, name: &str) -> Option<Source<'d>> {
    let by_url = || {
        scope.sources.iter().find(|source| {
            source
                .description
                .url()
                .is_some_and(|url| url.value == name)
        })
    };
    scope
        .source(name)
        .or_else(by_url)
        .filter(|source| source.may_have_operations())
        .copied()
}

/// The source that a path without a source can only mean.
fn only_source<'d>(scope: &Scope<'d>) -> Option<Source<'d>> {
    let mut candidates = scope
        .sources
        .iter()
        .filter(|source| source.may_have_operations());
    let first = candidates.next()?;
    if candidates.next().is_some() {
        None
    } else {
        Some(*first)
    }
}

/// A part of a pointer that leads nowhere and what is wrong with it, or nothing where that cannot be told.
type Missed<'a> = Option<(Part<'a>, Miss)>;

/// Follows `/paths/<path>/<method>`, through the `$ref` of a path item if need be.
fn operation_at<'d, 'a>(api: &Api<'d>, pointer: Pointer<'a>) -> Result<Operation<'d>, Missed<'a>> {
    let plain: Vec<_> = pointer
        .tokens()
        .map(|token| (token.written, token.decoded))
        .collect();
    let encoded: Vec<_> = pointer
        .fragment_tokens()
        .map(|token| (token.written, token.decoded))
        .collect();
    // People write the pointer with and without percent-encoding (A34).
    follow(api, pointer.text, &plain)
        .or_else(|miss| follow(api, pointer.text, &encoded).map_err(|_| miss))
}

fn follow<'d, 'a>(
    api: &Api<'d>,
    whole: Part<'a>,
    tokens: &[(Part<'a>, Cow<'a, str>)],
) -> Result<Operation<'d>, Missed<'a>> {
    let missed = |part: Part<'a>, miss: Miss| Err(Some((part, miss)));
    let (first, rest) = match tokens {
        [(_, paths), rest @ ..] if paths == "paths" => match rest {
            [first, rest @ ..] => (first, rest),
            [] => return missed(whole, Miss::Path),
        },
        [(first, _), ..] => return missed(*first, Miss::Root),
        [] => return missed(whole, Miss::Root),
    };
    let Some(path) = api.path(&first.1).map_err(|_| None)? else {
        return missed(first.0, Miss::Path);
    };
    let [(written, _), ..] = rest else {
        return missed(first.0, Miss::NoMethod);
    };
    let names: Vec<&str> = rest.iter().map(|(_, token)| token.as_ref()).collect();
    match api.operation_at(path, &names) {
        Ok((_, used)) if rest.len() > used => missed(rest[used].0, Miss::TooLong),
        Ok((operation, _)) => Ok(operation),
        Err(Some(_)) => Err(None),
        Err(None) => missed(*written, Miss::Method),
    }
}

/// What a `workflowId` or an entry of a workflow's `dependsOn` names.
pub(super) fn workflow<'d>(scope: &Scope<'d>, text: Text<'d>) -> Target<'d> {
    match reference_id(text.value, scope.version).target {
        None => Target::Fault(Fault::Malformed),
        Some(expression::Target::Bare(id)) => match scope.names.workflow(id.text) {
            Some(workflow) => Target::Workflow(workflow),
            None => Target::Fault(Fault::UnknownWorkflow {
                text,
                id,
                source: None,
            }),
        },
        Some(expression::Target::Qualified(qualified)) => {
            workflow_of_source(scope, text, qualified)
        }
    }
}

/// What `<source>.<workflowId>` names, as a part of `text`.
pub(super) fn workflow_of_source<'d>(
    scope: &Scope<'d>,
    text: Text<'d>,
    qualified: SourceDescriptions<'d>,
) -> Target<'d> {
    let reference = scope.split(qualified);
    let source = match suitable(scope, text, reference.source, Source::may_be_arazzo) {
        Err(fault) => return Target::Fault(fault),
        Ok(source) => source,
    };
    let Some(names) = source.workflows() else {
        return Target::Unread(source);
    };
    let Some(id) = reference.id else {
        return Target::Fault(Fault::Malformed);
    };
    match names.workflow(id.text) {
        // It is told in its own document that nobody knows which is meant.
        Some(_) if names.is_repeated(id.text) => Target::Nothing,
        Some(workflow) => Target::Workflow(workflow),
        None => Target::Fault(Fault::UnknownWorkflow {
            text,
            id,
            source: Some(source),
        }),
    }
}
