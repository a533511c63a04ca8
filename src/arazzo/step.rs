//! The Step Object.

use super::{Action, Criterion, Parameter, RequestBody};
use crate::source::Span;
use crate::syntax::{Entry, Node, Text};

/// One call: of an operation, of a channel, of another workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step<'doc> {
    node: Node<'doc>,
}

impl<'doc> Step<'doc> {
    pub(super) fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The spot that names the step: its id, if it has one.
    pub fn head(self) -> Span {
        self.step_id()
            .map_or_else(|| self.node.head(), |id| id.span)
    }

    /// What the step is called.
    pub fn step_id(self) -> Option<Text<'doc>> {
        self.node.string("stepId")
    }

    /// The operation to call, by its id.
    pub fn operation_id(self) -> Option<Text<'doc>> {
        self.node.string("operationId")
    }

    /// The operation to call, by a pointer.
    pub fn operation_path(self) -> Option<Text<'doc>> {
        self.node.string("operationPath")
    }

    /// The channel to use, by a pointer (1.1).
    pub fn channel_path(self) -> Option<Text<'doc>> {
        self.node.string("channelPath")
    }

    /// The workflow to call.
    pub fn workflow_id(self) -> Option<Text<'doc>> {
        self.node.string("workflowId")
    }

    /// Whether the step calls a workflow, and not something else as well.
    pub fn calls_workflow(self) -> bool {
        let others = ["operationId", "operationPath", "channelPath"];
        self.node.get("workflowId").is_some()
            && others.iter().all(|field| self.node.get(field).is_none())
    }

    /// Whether the step calls an operation or uses a channel, and no workflow.
    pub fn calls_operation(self) -> bool {
        let fields = ["operationId", "operationPath", "channelPath"];
        self.node.get("workflowId").is_none()
            && fields.iter().any(|field| self.node.get(field).is_some())
    }

    /// The steps that have to be completed before (1.1).
    pub fn depends_on(self) -> impl Iterator<Item = Text<'doc>> {
        self.node.texts("dependsOn")
    }

    /// What the step passes, in its order.
    pub fn parameters(self) -> impl Iterator<Item = Parameter<'doc>> {
        self.node.list("parameters").map(Parameter::new)
    }

    /// The body that the step sends.
    pub fn request_body(self) -> Option<RequestBody<'doc>> {
        self.node
            .get("requestBody")
            .filter(|node| node.is_mapping())
            .map(RequestBody::new)
    }

    /// What has to hold for the step to have succeeded.
    pub fn success_criteria(self) -> impl Iterator<Item = Criterion<'doc>> {
        self.node.list("successCriteria").map(Criterion::new)
    }

    /// What to do after success.
    pub fn on_success(self) -> impl Iterator<Item = Action<'doc>> {
        self.node.list("onSuccess").map(Action::success)
    }

    /// What to do after failure.
    pub fn on_failure(self) -> impl Iterator<Item = Action<'doc>> {
        self.node.list("onFailure").map(Action::failure)
    }

    /// The values that later steps can read, by name.
    pub fn outputs(self) -> impl Iterator<Item = Entry<'doc>> {
        self.node.members("outputs")
    }

    /// The correlation id of the message to wait for (1.1).
    pub fn correlation_id(self) -> Option<Node<'doc>> {
        self.node.get("correlationId")
    }

    /// `send` or `receive` (1.1).
    pub fn action(self) -> Option<Text<'doc>> {
        self.node.string("action")
    }

    /// The milliseconds until the step fails (1.1).
    pub fn timeout(self) -> Option<Node<'doc>> {
        self.node.get("timeout")
    }
}
