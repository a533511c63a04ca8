//! Every runtime expression of a document, with the place where it is evaluated.
//!
//! What stands in the components is evaluated where it is used, so it occurs once for each use (Arazzo 1.0.1, Components
//! Object); what nobody uses occurs once, without a workflow.

use std::collections::HashSet;

use crate::arazzo::{
    Action, Components, Criterion, Description, Parameter, Step, Workflow, is_selector,
};
use crate::expression::{
    Accessor, Expression, Malformed, Parsed, Part, Segment, Value, parse, references, template,
    value,
};
use crate::source::Span;
use crate::syntax::{Node, Text};
use crate::version::Version;

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

/// All expressions of a document, workflow by workflow.
pub fn occurrences(description: Description<'_>, version: Version) -> Vec<Occurrence<'_>> {
    let mut collector = Collector {
        version,
        components: description.components(),
        found: Vec::new(),
    };
    for workflow in description.workflows() {
        collector.workflow(workflow);
    }
    collector.unused_components();
    collector.found
}

struct Collector<'d> {
    version: Version,
    components: Components<'d>,
    found: Vec<Occurrence<'d>>,
}

impl<'d> Collector<'d> {
    fn workflow(&mut self, workflow: Workflow<'d>) {
        let site = Site {
            workflow: Some(workflow),
            step: None,
            via: None,
        };
        for parameter in workflow.parameters() {
            self.parameter(parameter, Place::Request, site);
        }
        for action in workflow.success_actions().chain(workflow.failure_actions()) {
            self.action(action, site);
        }
        for step in workflow.steps() {
            self.step(
                step,
                Site {
                    step: Some(step),
                    ..site
                },
            );
        }
        for output in workflow.outputs() {
            self.output(output.value, Place::WorkflowOutput, site);
        }
    }

    fn step(&mut self, step: Step<'d>, site: Site<'d>) {
        for parameter in step.parameters() {
            self.parameter(parameter, Place::Request, site);
        }
        if let Some(body) = step.request_body() {
            body.payload()
                .into_iter()
                .for_each(|payload| self.value(payload, Place::Request, site));
            for value in body
                .replacements()
                .filter_map(|replacement| replacement.value())
            {
                self.value(value, Place::Request, site);
            }
        }
        step.correlation_id()
            .into_iter()
            .for_each(|id| self.value(id, Place::Request, site));
        for criterion in step.success_criteria() {
            self.criterion(criterion, Place::SuccessCriterion, site);
        }
        for action in step.on_success().chain(step.on_failure()) {
            self.action(action, site);
        }
        for output in step.outputs() {
            self.output(output.value, Place::StepOutput, site);
        }
    }

    fn parameter(&mut self, parameter: Parameter<'d>, place: Place, site: Site<'d>) {
        let Some(reusable) = parameter.reusable() else {
            parameter
                .value()
                .into_iter()
                .for_each(|value| self.value(value, place, site));
            return;
        };
        if let Some(value) = reusable.value() {
            self.value(value, place, site);
        } else if let Some(value) = self
            .components
            .parameter(parameter)
            .and_then(Parameter::value)
        {
            self.value(
                value,
                place,
                Site {
                    via: Some(parameter.node()),
                    ..site
                },
            );
        }
    }

    fn action(&mut self, action: Action<'d>, site: Site<'d>) {
        let Some(resolved) = self.components.action(action) else {
            return;
        };
        let via = action.reusable().map(|_| action.node());
        let site = Site {
            via: via.or(site.via),
            ..site
        };
        for criterion in resolved.criteria() {
            self.criterion(criterion, Place::ActionCriterion, site);
        }
        for parameter in resolved.parameters() {
            self.parameter(parameter, Place::ActionParameter, site);
        }
    }

    fn criterion(&mut self, criterion: Criterion<'d>, place: Place, site: Site<'d>) {
        if let Some(context) = criterion.context() {
            self.whole(context, place, site);
        }
        let Some(condition) = criterion.condition() else {
            return;
        };
        if criterion.is_simple() {
            for reference in references(condition.value, self.version) {
                let parsed = Parsed {
                    expression: reference.expression,
                    malformed: reference.malformed,
                };
                self.push(condition, parsed, reference.accessors, place, site);
            }
        } else {
            self.template(
                condition,
                template(condition.value, self.version),
                place,
                site,
            );
        }
    }

    /// A value of an output: one expression or a selector.
    fn output(&mut self, value: Node<'d>, place: Place, site: Site<'d>) {
        match value.text() {
            Some(text) => self.whole(text, place, site),
            None => self.value(value, place, site),
        }
    }

    /// A value that may hold expressions at any depth.
    fn value(&mut self, node: Node<'d>, place: Place, site: Site<'d>) {
        if let Some(text) = node.text() {
            match value(text.value, self.version) {
                Value::Literal => {}
                Value::Expression(parsed) => self.push(text, parsed, Vec::new(), place, site),
                Value::Template(segments) => self.template(text, segments, place, site),
            }
        } else if is_selector(node, self.version) {
            node.get("context")
                .and_then(Node::text)
                .into_iter()
                .for_each(|context| self.whole(context, place, site));
        } else {
            for child in node.entries().map(|entry| entry.value).chain(node.items()) {
                self.value(child, place, site);
            }
        }
    }

    fn whole(&mut self, text: Text<'d>, place: Place, site: Site<'d>) {
        let parsed = parse(text.value, self.version);
        self.push(text, parsed, Vec::new(), place, site);
    }

    fn template(
        &mut self,
        text: Text<'d>,
        segments: Vec<Segment<'d>>,
        place: Place,
        site: Site<'d>,
    ) {
        for segment in segments {
            if let Segment::Embedded { parsed, .. } = segment {
                self.push(text, parsed, Vec::new(), place, site);
            }
        }
    }

    fn push(
        &mut self,
        text: Text<'d>,
        parsed: Parsed<'d>,
        accessors: Vec<Accessor<'d>>,
        place: Place,
        site: Site<'d>,
    ) {
        let Parsed {
            expression,
            malformed,
        } = parsed;
        self.found.push(Occurrence {
            text,
            expression,
            malformed,
            accessors,
            place,
            site,
        });
    }

    /// What stands in the components and was met nowhere.
    fn unused_components(&mut self) {
        let met: HashSet<Node<'d>> = self
            .found
            .iter()
            .map(|occurrence| occurrence.text.node())
            .collect();
        let used = std::mem::take(&mut self.found);
        let site = Site {
            workflow: None,
            step: None,
            via: None,
        };
        for (_, parameter) in self.components.parameters() {
            self.parameter(parameter, Place::Request, site);
        }
        for kind in [
            crate::arazzo::ActionKind::Success,
            crate::arazzo::ActionKind::Failure,
        ] {
            for (_, action) in self.components.actions(kind) {
                self.action(action, site);
            }
        }
        self.found
            .retain(|occurrence| !met.contains(&occurrence.text.node()));
        self.found.splice(0..0, used);
    }
}
