//! What an expression can be, wherever its value comes from.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::answers::Answers;
use super::fit::{Fit, fit};
use super::follow::Followed;
use super::fuel::Fuel;
use super::inferred::{Hop, Inferred, Moment, Origin, Where, header};
use super::leaf::Patterns;
use super::messages::Exchanges;
use super::schema::{Dialect, Direction};
use super::sent::Requests;
use super::shape::{Fact, Shape, Typed};
use super::wire::all_listed;
use crate::arazzo::{Language, Selector, Step, Workflow};
use crate::asyncapi::Endpoint;
use crate::expression::{
    Expression, Message, Root, Source, Value, WorkflowField, as_pointer, parse, value,
};
use crate::flow::{StatusSet, statuses};
use crate::openapi::Operation;
use crate::reference::follow;
use crate::syntax::{Entry, Node, Text, unescape_token};
use crate::workspace::{Peers, Scope, Target};

/// What a step calls.
#[derive(Clone, Copy, Debug)]
enum Called<'d> {
    Operation(Operation<'d>),
    Endpoint(Endpoint<'d>),
    Workflow(Workflow<'d>),
    Unknown,
}

impl<'d> Called<'d> {
    fn of(target: &Target<'d>) -> Self {
        match target {
            Target::Operation { operation, .. } => Self::Operation(*operation),
            Target::Endpoint { endpoint, .. } => Self::Endpoint(*endpoint),
            Target::Workflow(workflow) => Self::Workflow(*workflow),
            _ => Self::Unknown,
        }
    }
}

/// How many outputs a value may pass through.
pub(super) const HOPS: usize = 100;

/// Answers what the expressions of one document can be.
#[derive(Debug)]
pub struct Inference<'d> {
    called: RefCell<FxHashMap<Step<'d>, Called<'d>>>,
    peers: &'d Peers<'d>,
    /// What is known of outputs; nothing while an output is being looked at.
    outputs: RefCell<FxHashMap<Node<'d>, Option<Rc<Inferred<'d>>>>>,
    /// The codes that the success criteria of a step leave.
    succeeding: RefCell<FxHashMap<Step<'d>, StatusSet>>,
    /// What steps send.
    pub(super) requests: Requests<'d>,
    /// What messages carry.
    pub(super) exchanges: Exchanges<'d>,
    patterns: Patterns,
    fuel: Rc<Fuel>,
}

impl<'d> Inference<'d> {
    /// Knows what the steps call.
    pub fn new<'c>(
        peers: &'d Peers<'d>,
        steps: impl Iterator<Item = (Step<'d>, &'c Target<'d>)>,
    ) -> Self
    where
        'd: 'c,
    {
        let called = steps.map(|(step, target)| (step, Called::of(target)));
        Self {
            called: RefCell::new(called.collect()),
            peers,
            outputs: RefCell::default(),
            succeeding: RefCell::default(),
            requests: Requests::default(),
            exchanges: Exchanges::default(),
            patterns: Patterns::default(),
            fuel: Rc::new(Fuel::for_document()),
        }
    }

    /// What an expression can be.
    pub fn infer(
        &self,
        scope: &Scope<'d>,
        expression: &Expression<'_>,
        at: Where<'d>,
    ) -> Inferred<'d> {
        self.expression(scope, expression, at, 0)
    }

    /// What is at a member or an item of a value; `None` if nothing can be.
    pub fn follow<'s>(&self, shape: &Shape<'s>, token: &str) -> Option<Followed<'s>> {
        self.fuel
            .ask(|fuel| shape.follow(token, &self.patterns, fuel))
    }

    /// Whether the values of a shape fit a schema, as JSON.
    pub fn fit(&self, shape: &Shape<'d>, expected: Typed<'d>) -> Fit {
        self.fuel
            .ask(|fuel| fit(shape, expected, &self.patterns, fuel))
    }

    /// The values of a shape, if all of them are listed and none has parts.
    pub fn listed(&self, shape: &Shape<'_>) -> Option<Vec<serde_json::Value>> {
        let listed = self.fuel.ask(|fuel| all_listed(shape, fuel))?;
        Some(listed.into_iter().map(|(value, _)| value).collect())
    }

    /// What a selector can find.
    pub fn select(&self, scope: &Scope<'d>, selector: Selector<'_>, at: Where<'d>) -> Inferred<'d> {
        self.selector(scope, selector, at, 0)
    }

    /// The patterns that were read.
    pub(super) fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// What is left of the work for the document.
    pub(super) fn fuel(&self) -> Rc<Fuel> {
        Rc::clone(&self.fuel)
    }

    /// What an expression can be without its pointer.
    pub fn root(
        &self,
        scope: &Scope<'d>,
        expression: &Expression<'_>,
        at: Where<'d>,
    ) -> Inferred<'d> {
        self.of_root(scope, expression, at, 0)
    }

    /// The codes that the success criteria of a step leave, which are read once.
    fn succeeding(&self, step: Step<'d>, scope: &Scope<'d>) -> StatusSet {
        let read = || statuses(step.success_criteria(), scope.version);
        *self
            .succeeding
            .borrow_mut()
            .entry(step)
            .or_insert_with(read)
    }

    fn expression(
        &self,
        scope: &Scope<'d>,
        expression: &Expression<'_>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        let mut inferred = self.of_root(scope, expression, at, depth);
        // What a request holds is looked for in its payload, expressions and all.
        let is_sent = matches!(
            expression.root,
            Root::Message {
                message: Message::Request,
                ..
            }
        );
        if let Some(pointer) = expression.pointer.filter(|_| !is_sent) {
            for token in pointer.tokens() {
                self.descend(&mut inferred, &token.decoded);
            }
        }
        inferred
    }

    /// Goes one member or item down.
    pub(super) fn descend(&self, inferred: &mut Inferred<'d>, token: &str) {
        match self.follow(&inferred.shape, token) {
            Some(found) => {
                inferred.shape = found.shape;
                inferred.is_optional |= found.is_optional;
            }
            // That nothing is there is told elsewhere.
            None => inferred.shape = Shape::unknown(),
        }
    }

    fn of_root(
        &self,
        scope: &Scope<'d>,
        expression: &Expression<'_>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        let unknown = Inferred::unknown;
        let called = at.step.map(|step| self.called(scope, step));
        let wants_part = expression
            .pointer
            .is_some_and(|pointer| !pointer.text.is_empty());
        match expression.root {
            Root::Url | Root::Method | Root::SelfUri => Inferred::plain(Fact::Text, Origin::Text),
            Root::StatusCode => Inferred::plain(Fact::Status, Origin::Status),
            Root::Message {
                message: Message::Response,
                source,
            } => match (called, at.step) {
                (Some(Called::Operation(operation)), Some(step)) => {
                    self.answered(scope, operation, (step, at.moment), source, wants_part)
                }
                _ => unknown(),
            },
            Root::Message {
                message: Message::Request,
                source,
            } => match called {
                Some(Called::Operation(operation)) if at.moment != Moment::Before => {
                    self.sent(scope, (operation, source), expression, at, depth)
                }
                _ => unknown(),
            },
            Root::Message {
                message: Message::Message,
                source,
            } => match (called, source) {
                (Some(Called::Endpoint(endpoint)), Source::Payload)
                    if at.moment != Moment::Before =>
                {
                    self.carried(endpoint)
                }
                (Some(Called::Endpoint(endpoint)), Source::Header(name))
                    if at.moment != Moment::Before =>
                {
                    self.header_of_message(endpoint, name.text)
                }
                _ => unknown(),
            },
            Root::SourceDescriptions(_) | Root::Components { .. } => unknown(),
            Root::Inputs(name) => self.input(at.workflow, name.text),
            Root::Steps(steps) => {
                let (reference, step) = scope.names.steps(at.workflow, steps);
                let output = step
                    .zip(reference.output)
                    .and_then(|(step, name)| Some((step, output(step.outputs(), name.text)?)));
                output.map_or_else(unknown, |(step, value)| {
                    let at = Where {
                        workflow: at.workflow,
                        step: Some(step),
                        moment: Moment::Succeeded,
                    };
                    self.output(scope, value, at, depth)
                })
            }
            Root::Outputs(name) => match called {
                Some(Called::Workflow(workflow)) => {
                    self.output_of(scope, workflow, name.text, depth)
                }
                Some(Called::Operation(_) | Called::Endpoint(_)) | None => {
                    self.output_of(scope, at.workflow, name.text, depth)
                }
                Some(Called::Unknown) => unknown(),
            },
            Root::Workflows(text) => {
                let (reference, workflow) = scope.names.workflows(text);
                match (workflow, reference.field) {
                    (Some(workflow), Some(WorkflowField::Output(name))) => {
                        self.output_of(scope, workflow, name.text, depth)
                    }
                    (Some(workflow), Some(WorkflowField::Input(name))) => {
                        self.input(workflow, name.text)
                    }
                    _ => unknown(),
                }
            }
        }
    }

    /// What a response can hold, as far as a step has come.
    fn answered(
        &self,
        scope: &Scope<'d>,
        operation: Operation<'d>,
        (step, moment): (Step<'d>, Moment),
        source: Source<'_>,
        wants_part: bool,
    ) -> Inferred<'d> {
        let answers = match moment {
            Moment::Before => return Inferred::unknown(),
            Moment::Succeeded => Answers::of(operation, self.succeeding(step, scope)),
            Moment::Failed(statuses) => Answers::after_failure(operation, statuses),
        };
        match source {
            Source::Body => match answers.body(wants_part) {
                body if body.is_certain => Inferred {
                    shape: body.shape,
                    origin: Origin::Body(operation, answers),
                    ..Inferred::unknown()
                },
                _ => Inferred::unknown(),
            },
            Source::Header(name) => header(&answers, name.text),
            _ => Inferred::unknown(),
        }
    }

    /// What a step calls, which may stand in another document.
    fn called(&self, scope: &Scope<'d>, step: Step<'d>) -> Called<'d> {
        let known = self.called.borrow().get(&step).copied();
        known.unwrap_or_else(|| {
            let called = Called::of(&scope.target(step));
            self.called.borrow_mut().insert(step, called);
            called
        })
    }

    fn input(&self, workflow: Workflow<'d>, name: &str) -> Inferred<'d> {
        let Some(schema) = workflow.inputs() else {
            return Inferred::unknown();
        };
        let typed = Typed::new(schema, Dialect::JsonSchema202012, Direction::Request);
        let mut inferred = Inferred::plain(Fact::Schema(typed), Origin::Input);
        self.descend(&mut inferred, name);
        let has_default = |typed: Typed<'d>| {
            let end = follow(typed.node).found();
            typed.node.get("default").is_some()
                || end.is_some_and(|end| end.get("default").is_some())
        };
        inferred.is_optional &= !inferred.shape.schemas().any(has_default);
        inferred
    }

    fn output_of(
        &self,
        scope: &Scope<'d>,
        workflow: Workflow<'d>,
        name: &str,
        depth: usize,
    ) -> Inferred<'d> {
        let at = Where {
            workflow,
            step: None,
            moment: Moment::Before,
        };
        // Another document is read by its own version and with its own sources.
        let scope = self.peers.scope(scope, workflow);
        output(workflow.outputs(), name).map_or_else(Inferred::unknown, |value| {
            self.output(scope, value, at, depth)
        })
    }

    /// What an output can be; looked at once.
    fn output(
        &self,
        scope: &Scope<'d>,
        entry: Entry<'d>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        // An alias may stand in several steps, where it means different things, so the key names the output.
        let key = entry.key.node();
        let known = self.outputs.borrow().get(&key).cloned();
        match known {
            Some(Some(known)) => return (*known).clone(),
            // It is read in a circle.
            Some(None) => return Inferred::unknown(),
            None if depth >= HOPS => return Inferred::unknown(),
            None => {}
        }
        self.outputs.borrow_mut().insert(key, None);
        let mut inferred = self.value(scope, entry.value, at, depth + 1);
        inferred.hops.insert(0, Hop::Output(entry.key));
        let kept = Rc::new(inferred.clone());
        self.outputs.borrow_mut().insert(key, Some(kept));
        inferred
    }

    /// What a value can be that is an expression, a text with expressions, or a selector.
    fn value(
        &self,
        scope: &Scope<'d>,
        node: Node<'d>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        let Some(text) = node.text() else {
            return Selector::of(node, scope.version).map_or_else(Inferred::unknown, |selector| {
                self.selector(scope, selector, at, depth)
            });
        };
        match value(text.value, scope.version) {
            Value::Expression(_) => self.whole(scope, text, at, depth),
            Value::Template(_) => Inferred::plain(Fact::Text, Origin::Text),
            Value::Literal => Inferred::unknown(),
        }
    }

    pub(super) fn whole(
        &self,
        scope: &Scope<'d>,
        text: Text<'_>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        let parsed = parse(text.value, scope.version);
        match parsed.expression.filter(|_| parsed.malformed.is_none()) {
            Some(expression) => self.expression(scope, &expression, at, depth),
            None => Inferred::unknown(),
        }
    }

    /// A JSON Pointer, or a query that names one place, leads on from the context.
    pub(super) fn selector(
        &self,
        scope: &Scope<'d>,
        selector: Selector<'_>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        let (Some(context), Some(query), Some(kind)) =
            (selector.context(), selector.selector(), selector.r#type())
        else {
            return Inferred::unknown();
        };
        let pointer = match kind.language {
            Language::JsonPointer => Some(query.value.to_owned()),
            Language::JsonPath if !query.value.contains('#') => query
                .value
                .strip_prefix('$')
                .filter(|rest| !rest.is_empty())
                .and_then(as_pointer),
            _ => None,
        };
        let Some(pointer) = pointer.filter(|pointer| pointer.starts_with('/')) else {
            return Inferred::unknown();
        };
        let mut inferred = self.whole(scope, context, at, depth);
        for token in pointer.split('/').skip(1) {
            self.descend(&mut inferred, &unescape_token(token));
        }
        inferred
    }
}

fn output<'d>(mut outputs: impl Iterator<Item = Entry<'d>>, name: &str) -> Option<Entry<'d>> {
    outputs.find(|entry| entry.key.value == name)
}
