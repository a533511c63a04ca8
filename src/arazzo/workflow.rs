//! The Workflow Object.

use super::{Action, Parameter, Step};
use crate::syntax::{Entry, Node, Text};

/// Steps that together reach a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Workflow<'doc> {
    node: Node<'doc>,
}

impl<'doc> Workflow<'doc> {
    pub(super) fn new(node: Node<'doc>) -> Self {
        Self { node }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// What the workflow is called.
    pub fn workflow_id(self) -> Option<Text<'doc>> {
        self.node.string("workflowId")
    }

    /// The JSON Schema of the inputs.
    pub fn inputs(self) -> Option<Node<'doc>> {
        self.node.get("inputs")
    }

    /// The workflows that have to be completed before.
    pub fn depends_on(self) -> impl Iterator<Item = Text<'doc>> {
        self.node.texts("dependsOn")
    }

    /// The steps, in their order.
    pub fn steps(self) -> impl Iterator<Item = Step<'doc>> {
        self.node.list("steps").map(Step::new)
    }

    /// The actions that apply to every step that succeeds.
    pub fn success_actions(self) -> impl Iterator<Item = Action<'doc>> {
        self.node.list("successActions").map(Action::success)
    }

    /// The actions that apply to every step that fails.
    pub fn failure_actions(self) -> impl Iterator<Item = Action<'doc>> {
        self.node.list("failureActions").map(Action::failure)
    }

    /// The values that the workflow gives back, by name.
    pub fn outputs(self) -> impl Iterator<Item = Entry<'doc>> {
        self.node.members("outputs")
    }

    /// The parameters that apply to every step.
    pub fn parameters(self) -> impl Iterator<Item = Parameter<'doc>> {
        self.node.list("parameters").map(Parameter::new)
    }
}
