//! The Success Action Object and the Failure Action Object, or the Reusable Object in their place.

use super::{ComponentKind, Criterion, Parameter, Reusable};
use crate::syntax::{Node, Text};

/// Which of the two lists an action belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// `onSuccess`, `successActions`.
    Success,
    /// `onFailure`, `failureActions`.
    Failure,
}

impl ActionKind {
    /// The section of the components that keeps such actions.
    pub fn component_kind(self) -> ComponentKind {
        match self {
            Self::Success => ComponentKind::SuccessActions,
            Self::Failure => ComponentKind::FailureActions,
        }
    }
}

/// What happens after a step, or a reference to it.
#[derive(Clone, Copy, Debug)]
pub struct Action<'doc> {
    node: Node<'doc>,
    kind: ActionKind,
}

impl<'doc> Action<'doc> {
    pub(super) fn success(node: Node<'doc>) -> Self {
        Self {
            node,
            kind: ActionKind::Success,
        }
    }

    pub(super) fn failure(node: Node<'doc>) -> Self {
        Self {
            node,
            kind: ActionKind::Failure,
        }
    }

    pub(super) fn new(node: Node<'doc>, kind: ActionKind) -> Self {
        Self { node, kind }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// Whether it follows success or failure.
    pub fn kind(self) -> ActionKind {
        self.kind
    }

    /// The reference, if the action is kept in the components.
    pub fn reusable(self) -> Option<Reusable<'doc>> {
        Reusable::new(self.node)
    }

    /// The action's name.
    pub fn name(self) -> Option<Text<'doc>> {
        self.node.string("name")
    }

    /// `end`, `goto` or `retry`.
    pub fn r#type(self) -> Option<Text<'doc>> {
        self.node.string("type")
    }

    /// The step to go to.
    pub fn step_id(self) -> Option<Text<'doc>> {
        self.node.string("stepId")
    }

    /// The workflow to go to.
    pub fn workflow_id(self) -> Option<Text<'doc>> {
        self.node.string("workflowId")
    }

    /// What has to hold for the action to be taken.
    pub fn criteria(self) -> impl Iterator<Item = Criterion<'doc>> {
        self.node.list("criteria").map(Criterion::new)
    }

    /// The inputs for the workflow to go to (1.1).
    pub fn parameters(self) -> impl Iterator<Item = Parameter<'doc>> {
        self.node.list("parameters").map(Parameter::new)
    }
}
