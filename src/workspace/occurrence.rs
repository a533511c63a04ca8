//! A runtime expression of a document, and the place where it is evaluated.

use crate::arazzo::{Step, Workflow};
use crate::expression::{Accessor, Expression, Malformed, Part};
use crate::source::Span;
use crate::syntax::{Node, Text};

/// An expression, and where it is evaluated.
#[derive(Clone, Debug)]
pub struct Occurrence<'d> {
    /// The string that the expression stands in; parts of it lie in this text.
    pub text: Text<'d>,
    /// What was understood of the expression.
    pub expression: Option<Expression<'d>>,
    /// What breaks its grammar.
    pub malformed: Option<Malformed>,
    /// The steps into its value, in a simple condition.
    pub accessors: Vec<Accessor<'d>>,
    /// The kind of place it stands in.
    pub place: Place,
    /// Where it is evaluated.
    pub site: Site<'d>,
}

/// The workflow and the step in which an expression is evaluated.
#[derive(Clone, Copy, Debug)]
pub struct Site<'d> {
    /// None for a component that nobody uses.
    pub workflow: Option<Workflow<'d>>,
    /// None at workflow level.
    pub step: Option<Step<'d>>,
    /// The reusable object by which a component came here.
    pub via: Option<Node<'d>>,
}

/// The kinds of place that expressions stand in (requirements, table 20.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A value that is sent: parameter, payload, replacement, correlation id.
    Request,
    /// A criterion of a step's success.
    SuccessCriterion,
    /// A criterion of an action.
    ActionCriterion,
    /// A parameter that an action passes on (1.1).
    ActionParameter,
    /// An output of a step.
    StepOutput,
    /// An output of a workflow.
    WorkflowOutput,
}

impl Occurrence<'_> {
    /// The place in the source of a part of the expression.
    pub fn span(&self, part: Part<'_>) -> Span {
        self.text.part(part.range())
    }

    /// A name in the expression as far as it is sound: what breaks the grammar inside of it is reported as that.
    pub fn sound_part<'a>(&self, name: Part<'a>) -> Part<'a> {
        let broken = self
            .malformed
            .as_ref()
            .map(|malformed| malformed.range.start);
        match broken.filter(|at| name.range().contains(at)) {
            Some(at) => Part {
                text: name.text[..at - name.start].trim_end_matches([' ', '.']),
                start: name.start,
            },
            None => name,
        }
    }

    /// Whether the expression stands in a condition, where `.` and `[]` reach into values.
    pub fn is_in_condition(&self) -> bool {
        matches!(self.place, Place::SuccessCriterion | Place::ActionCriterion)
    }
}
