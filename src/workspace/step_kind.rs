//! What a step exchanges: a request and a response, messages, or the inputs and outputs of a workflow.

use super::sources::{Source, State};
use super::{Scope, Target};
use crate::arazzo::Step;
use crate::expression::{Target as Named, operation_path, reference_id};
use crate::load::DocumentKind;
use crate::version::Version;

/// The kinds of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// It calls an operation by HTTP.
    Http,
    /// It sends or receives a message (1.1).
    Asynchronous,
    /// It runs a workflow.
    Workflow,
}

impl StepKind {
    /// The kind of a step; `None` where the documents do not tell.
    pub fn of<'d>(scope: &Scope<'d>, step: Step<'d>, target: &Target<'d>) -> Option<Self> {
        let fields = ["operationId", "operationPath", "channelPath", "workflowId"];
        let has = |field: &&&str| step.node().get(field).is_some();
        let mut present = fields.iter().filter(has);
        let (Some(field), None) = (present.next(), present.next()) else {
            return None;
        };
        match *field {
            "workflowId" => Some(Self::Workflow),
            "channelPath" => Some(Self::Asynchronous),
            _ if scope.version < Version::V1_1 => Some(Self::Http),
            _ => {
                let kind = Self::of_operation(scope, step, target);
                // Somebody who writes these means messages, whatever the source says.
                let has_action = ["action", "correlationId"]
                    .iter()
                    .any(|field| step.node().get(field).is_some());
                match (kind, has_action) {
                    (None, true) => Some(Self::Asynchronous),
                    (Some(Self::Http), true) => None,
                    (kind, _) => kind,
                }
            }
        }
    }

    fn of_operation<'d>(scope: &Scope<'d>, step: Step<'d>, target: &Target<'d>) -> Option<Self> {
        match target {
            Target::Operation { .. } => return Some(Self::Http),
            Target::Endpoint { .. } => return Some(Self::Asynchronous),
            _ => {}
        }
        let source = if let Some(text) = step.operation_id() {
            match reference_id(text.value, scope.version).target? {
                Named::Qualified(qualified) => scope.split(qualified).source,
                Named::Bare(_) => {
                    let mut kinds = scope
                        .sources
                        .iter()
                        .filter(|source| source.may_have_operations())
                        .map(Self::of_source);
                    let first = kinds.next()??;
                    return kinds.all(|kind| kind == Some(first)).then_some(first);
                }
            }
        } else {
            operation_path(step.operation_path()?.value).source?
        };
        Self::of_source(scope.source(source.text)?)
    }

    /// What steps that call something in a source exchange.
    fn of_source(source: &Source<'_>) -> Option<Self> {
        match source.state {
            State::Mismatched => None,
            State::Api(_) | State::Unsupported(_, DocumentKind::OtherOpenApi) => Some(Self::Http),
            State::AsyncApi(_) | State::Unsupported(_, DocumentKind::OtherAsyncApi) => {
                Some(Self::Asynchronous)
            }
            _ => match source.description.r#type()?.value {
                "openapi" => Some(Self::Http),
                "asyncapi" => Some(Self::Asynchronous),
                _ => None,
            },
        }
    }
}
