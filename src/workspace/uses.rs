//! What a document evaluates when it runs: expressions, criteria, selectors and texts, each with the place where it is
//! used.
//!
//! What stands in the components is evaluated where it is used, so it is met once for each use (Arazzo 1.0.1, Components
//! Object); what nobody uses is met once, without a workflow.

use rustc_hash::FxHashSet;

use super::occurrence::{Occurrence, Place, Site};
use crate::arazzo::{
    Action, ActionKind, Components, Criterion, Description, Parameter, Selector, Step, Workflow,
};
use crate::expression::{Accessor, Parsed, Segment, Value, parse, references, template, value};
use crate::syntax::{Node, Text};
use crate::version::Version;

/// What a document evaluates, workflow by workflow.
#[derive(Debug, Default)]
pub struct Uses<'d> {
    /// The runtime expressions.
    pub occurrences: Vec<Occurrence<'d>>,
    /// The criteria.
    pub criteria: Vec<Used<'d, Criterion<'d>>>,
    /// The selectors.
    pub selectors: Vec<Used<'d, Selector<'d>>>,
    /// The strings that are no whole expression: plain text, with or without expressions embedded in it.
    pub texts: Vec<Used<'d, Text<'d>>>,
}

/// Something that is evaluated, and where.
#[derive(Clone, Copy, Debug)]
pub struct Used<'d, T> {
    /// What it is.
    pub what: T,
    /// The kind of place it stands in.
    pub place: Place,
    /// Where it is evaluated.
    pub site: Site<'d>,
}

impl<'d> Uses<'d> {
    /// Walks through a document.
    pub fn of(description: Description<'d>, version: Version) -> Self {
        let mut collector = Collector {
            version,
            components: description.components(),
            found: Self::default(),
        };
        for workflow in description.workflows() {
            collector.workflow(workflow);
        }
        collector.unused_components();
        collector.found
    }
}

struct Collector<'d> {
    version: Version,
    components: Components<'d>,
    found: Uses<'d>,
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
        self.found.criteria.push(Used {
            what: criterion,
            place,
            site,
        });
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
            let parts = value(text.value, self.version);
            if !matches!(parts, Value::Expression(_)) {
                let what = text;
                self.found.texts.push(Used { what, place, site });
            }
            match parts {
                Value::Literal => {}
                Value::Expression(parsed) => self.push(text, parsed, Vec::new(), place, site),
                Value::Template(segments) => self.template(text, segments, place, site),
            }
        } else if let Some(what) = Selector::of(node, self.version) {
            self.found.selectors.push(Used { what, place, site });
            what.context()
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
        self.found.occurrences.push(Occurrence {
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
        let mut used = std::mem::take(&mut self.found);
        let site = Site {
            workflow: None,
            step: None,
            via: None,
        };
        for (_, parameter) in self.components.parameters() {
            self.parameter(parameter, Place::Request, site);
        }
        for kind in [ActionKind::Success, ActionKind::Failure] {
            for (_, action) in self.components.actions(kind) {
                self.action(action, site);
            }
        }
        let found = std::mem::take(&mut self.found);
        append(&mut used.occurrences, found.occurrences, |one| {
            one.text.node()
        });
        append(&mut used.criteria, found.criteria, |one| one.what.node());
        append(&mut used.selectors, found.selectors, |one| one.what.node());
        append(&mut used.texts, found.texts, |one| one.what.node());
        self.found = used;
    }
}

/// Adds what was not met yet.
fn append<'d, T>(met: &mut Vec<T>, more: Vec<T>, node: impl Fn(&T) -> Node<'d>) {
    if more.is_empty() {
        return;
    }
    let known: FxHashSet<Node<'d>> = met.iter().map(&node).collect();
    met.extend(more.into_iter().filter(|one| !known.contains(&node(one))));
}
