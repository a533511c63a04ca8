//! The Components Object, and the Reusable Object that points into it.

use super::{Action, ActionKind, Parameter};
use crate::syntax::{Entry, Node, Text};

/// A section of the components that expressions can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComponentKind {
    /// `parameters`.
    Parameters,
    /// `successActions`.
    SuccessActions,
    /// `failureActions`.
    FailureActions,
}

impl ComponentKind {
    /// The section's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::SuccessActions => "successActions",
            Self::FailureActions => "failureActions",
        }
    }
}

/// What a document keeps for reuse; empty where it has no components.
#[derive(Clone, Copy, Debug)]
pub struct Components<'doc> {
    node: Option<Node<'doc>>,
}

impl<'doc> Components<'doc> {
    pub(super) fn new(node: Option<Node<'doc>>) -> Self {
        Self { node }
    }

    /// A whole section.
    pub fn section(self, kind: &str) -> Option<Node<'doc>> {
        self.node?.get(kind)
    }

    /// The entries of a section.
    pub fn entries(self, kind: &str) -> impl Iterator<Item = Entry<'doc>> {
        self.section(kind).into_iter().flat_map(Node::entries)
    }

    /// The reusable parameters by their keys.
    pub fn parameters(self) -> impl Iterator<Item = (Text<'doc>, Parameter<'doc>)> {
        self.entries("parameters")
            .map(|entry| (entry.key, Parameter::new(entry.value)))
    }

    /// The reusable actions of one kind by their keys.
    pub fn actions(self, kind: ActionKind) -> impl Iterator<Item = (Text<'doc>, Action<'doc>)> {
        let section = kind.component_kind().name();
        self.entries(section)
            .map(move |entry| (entry.key, Action::new(entry.value, kind)))
    }

    /// The parameter that stands for this one: itself, or what its reference names. `None` if that does not exist.
    pub fn parameter(self, parameter: Parameter<'doc>) -> Option<Parameter<'doc>> {
        let Some(reusable) = parameter.reusable() else {
            return Some(parameter);
        };
        self.referenced(reusable, ComponentKind::Parameters)
            .map(Parameter::new)
    }

    /// The action that stands for this one: itself, or what its reference names. `None` if that does not exist.
    pub fn action(self, action: Action<'doc>) -> Option<Action<'doc>> {
        let Some(reusable) = action.reusable() else {
            return Some(action);
        };
        let node = self.referenced(reusable, action.kind().component_kind())?;
        Some(Action::new(node, action.kind()))
    }

    fn referenced(self, reusable: Reusable<'doc>, kind: ComponentKind) -> Option<Node<'doc>> {
        let key = reusable
            .reference()?
            .value
            .strip_prefix("$components.")?
            .strip_prefix(kind.name())?;
        self.section(kind.name())?.get(key.strip_prefix('.')?)
    }
}

/// A reference to a component.
#[derive(Clone, Copy, Debug)]
pub struct Reusable<'doc> {
    node: Node<'doc>,
}

impl<'doc> Reusable<'doc> {
    /// The view of an object that has a `reference`.
    pub(super) fn new(node: Node<'doc>) -> Option<Self> {
        node.get("reference").map(|_| Self { node })
    }

    /// The expression that names the component.
    pub fn reference(self) -> Option<Text<'doc>> {
        self.node.string("reference")
    }

    /// The value that overrides the component's own, for parameters.
    pub fn value(self) -> Option<Node<'doc>> {
        self.node.get("value")
    }
}
