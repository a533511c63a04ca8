//! The kinds of object that the specification knows, and which of them stands in which field.

use std::fmt;

/// A kind of object, in the words of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    ArazzoDocument,
    Info,
    SourceDescription,
    Workflow,
    Step,
    Parameter,
    ReusableObject,
    SuccessAction,
    FailureAction,
    Components,
    Criterion,
    ExpressionType,
    RequestBody,
    PayloadReplacement,
    Selector,
}

impl Object {
    /// The name in a sentence: `step`, `request body`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ArazzoDocument => "Arazzo document",
            Self::Info => "info",
            Self::SourceDescription => "source description",
            Self::Workflow => "workflow",
            Self::Step => "step",
            Self::Parameter => "parameter",
            Self::ReusableObject => "reusable object",
            Self::SuccessAction => "success action",
            Self::FailureAction => "failure action",
            Self::Components => "components",
            Self::Criterion => "criterion",
            Self::ExpressionType => "expression type",
            Self::RequestBody => "request body",
            Self::PayloadReplacement => "payload replacement",
            Self::Selector => "selector",
        }
    }

    /// The name with its article: `a step`, `an Arazzo document`; `info` and `components` are single and have none.
    pub fn with_article(self) -> String {
        let name = self.name();
        match self {
            Self::Info | Self::Components => format!("`{name}`"),
            Self::ArazzoDocument | Self::ExpressionType => format!("an {name}"),
            _ => format!("a {name}"),
        }
    }

    /// The name of the definition in `schemas/`.
    pub(super) fn definition(self) -> String {
        self.name().to_lowercase().replace(' ', "-")
    }

    /// The kind of object that is the value of `field`.
    pub(super) fn in_field(self, field: &str) -> Option<Self> {
        match (self, field) {
            (Self::ArazzoDocument, "info") => Some(Self::Info),
            (Self::ArazzoDocument, "components") => Some(Self::Components),
            (Self::Step, "requestBody") => Some(Self::RequestBody),
            (Self::Criterion | Self::Selector, "type")
            | (Self::PayloadReplacement, "targetSelectorType") => Some(Self::ExpressionType),
            (Self::Parameter, "value") => Some(Self::Selector),
            _ => None,
        }
    }

    /// The kind of object that an entry of the list or map in `field` is, where it is written out.
    pub(super) fn in_entries_of(self, field: &str) -> Option<Self> {
        match (self, field) {
            (Self::ArazzoDocument, "sourceDescriptions") => Some(Self::SourceDescription),
            (Self::ArazzoDocument, "workflows") => Some(Self::Workflow),
            (Self::Workflow, "steps") => Some(Self::Step),
            (Self::Step, "successCriteria")
            | (Self::SuccessAction | Self::FailureAction, "criteria") => Some(Self::Criterion),
            (Self::RequestBody, "replacements") => Some(Self::PayloadReplacement),
            (Self::Workflow | Self::Step, "outputs") => Some(Self::Selector),
            (_, "parameters") => Some(Self::Parameter),
            (_, "successActions" | "onSuccess") => Some(Self::SuccessAction),
            (_, "failureActions" | "onFailure") => Some(Self::FailureAction),
            _ => None,
        }
    }

    /// Whether a Reusable Object may stand in its place.
    pub(super) fn is_reusable(self) -> bool {
        matches!(
            self,
            Self::Parameter | Self::SuccessAction | Self::FailureAction
        )
    }
}

impl fmt::Display for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
