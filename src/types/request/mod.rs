//! The request that a call sends, held against what its operation takes.

mod expressions;
mod offer;

use std::cell::RefCell;

use super::infer::Inference;
use super::inferred::{Moment, Where};
use super::instance::{Hole, Holes, Instance};
use super::json_text::{JsonText, quoted};
use super::leaf::Patterns;
use super::misfit::MisfitKind;
use super::mistake::{Mistake, mistake};
use super::schema::{Dialect, Direction};
use super::shape::Typed;
use super::wire::{Carrier, Known};
use super::{Broken, Expectation};
use crate::arazzo::{RequestBody, Selector};
use crate::asyncapi::Message;
use crate::expression::{Value, strays, value};
use crate::openapi::MediaType;
use crate::openapi::media_type::{self, Syntax};
use crate::syntax::{Kind, Node, Text};
use crate::version::Version;
use crate::workspace::{Call, Callee, Gap, Passed, Scope};
use expressions::{Expressions, embedded, embeddings};
use offer::{Offer, Offers};

pub(super) use offer::{dialect_of, typed_message};

/// What is wrong with the request of one call.
#[derive(Debug, Default)]
pub struct Request<'d> {
    /// The mistakes of the body, in its order.
    pub body: Vec<Mistake<'d>>,
    /// The message that these are held against, where several may be meant.
    pub message: Option<Message<'d>>,
    /// The mistakes of each parameter, by its position among those that are passed.
    pub parameters: Vec<(usize, Vec<Mistake<'d>>)>,
    /// The parts of the description that have no sane reading.
    pub broken: Vec<Broken<'d>>,
    /// Why the body was not looked into, though its operation describes it.
    pub unjudged_body: Option<Gap>,
    /// References of the body's schemas that lead into other documents.
    pub elsewhere_of_body: Vec<Text<'d>>,
    /// The same of the parameters' schemas.
    pub elsewhere_of_parameters: Vec<Text<'d>>,
    /// What is known of its expressions.
    pub known: Vec<Known<'d>>,
    dialect: Dialect,
    direction: Direction,
}

impl<'d> Request<'d> {
    /// A schema that the request is held against.
    pub fn typed(&self, schema: Node<'d>) -> Typed<'d> {
        Typed::new(schema, self.dialect, self.direction)
    }

    /// How a message calls what takes the body.
    pub fn taker(&self, call: &Call<'d>) -> String {
        let message = self.message.and_then(Message::name);
        message.map_or_else(|| call.callee.display_name(), str::to_owned)
    }

    /// Judges the body and the parameters of a call.
    pub fn of(
        call: &Call<'d>,
        scope: &Scope<'d>,
        inference: &Inference<'d>,
        patterns: &Patterns,
    ) -> Self {
        let (dialect, direction) = match call.callee {
            Callee::Operation(operation) => (dialect_of(operation.version()), Direction::Request),
            Callee::Endpoint(_) => (Dialect::JsonSchema07, Direction::Message),
        };
        let expressions = Expressions {
            scope,
            inference,
            at: Where {
                workflow: call.workflow,
                step: Some(call.step),
                moment: Moment::Before,
            },
            known: RefCell::default(),
        };
        let mut judge = Judge {
            version: scope.version,
            patterns,
            expressions: &expressions,
            request: Self {
                dialect,
                direction,
                ..Self::default()
            },
            elsewhere: Vec::new(),
        };
        if let Some(body) = call.step.request_body() {
            judge.request.body = judge.body(call, body);
            judge.request.elsewhere_of_body = std::mem::take(&mut judge.elsewhere);
        }
        for (index, passed) in call.passed.iter().enumerate() {
            let mistakes = judge.parameter(call, passed);
            if !mistakes.is_empty() {
                judge.request.parameters.push((index, mistakes));
            }
        }
        judge.request.elsewhere_of_parameters = judge.elsewhere;
        let mut request = judge.request;
        request.known = expressions.known.into_inner();
        request
    }
}

/// Holds the values of one request against their schemas, and keeps what is wrong with these.
struct Judge<'c, 'd> {
    version: Version,
    patterns: &'c Patterns,
    expressions: &'c Expressions<'c, 'd>,
    request: Request<'d>,
    elsewhere: Vec<Text<'d>>,
}

impl<'d> Judge<'_, 'd> {
    fn body(&mut self, call: &Call<'d>, body: RequestBody<'d>) -> Vec<Mistake<'d>> {
        let Some(payload) = body.payload() else {
            return Vec::new();
        };
        // What replaces a place that is named in another language than JSON Pointer is not known.
        let is_pointer = |text: &str| text.is_empty() || text.starts_with('/');
        let mut targets = body.replacements().map(|replacement| replacement.target());
        let is_open = targets.any(|target| target.is_none_or(|target| !is_pointer(target.value)));
        let offers = Offers::of(call.callee, call.sending.as_deref(), body.content_type());
        self.elsewhere.extend(offers.elsewhere);
        let is_choice = offers.all.len() > 1;
        let mut nearest: Option<(Weight, Offer<'d>, Vec<Mistake<'d>>)> = None;
        for offer in offers.all {
            let Some(typed) = offer.schema else {
                return Vec::new();
            };
            if is_open {
                self.request.unjudged_body = Some(Gap::Replacement);
                return Vec::new();
            }
            let expectation = Expectation::new(typed.node, typed.dialect, typed.direction);
            let named = body.content_type().map(|text| text.value);
            let named = named.or(offer.media_type);
            // What nobody names is JSON nearly always; a text may be anything.
            if named.is_none() && !payload.is_mapping() && !payload.is_sequence() {
                return Vec::new();
            }
            let named = named.unwrap_or("application/json");
            let mistakes = self.payload(body, payload, media_type::syntax(named), expectation);
            // Any that is offered may be sent, so only what fits none of them is wrong.
            if !mistakes.iter().any(Mistake::is_certain) {
                return mistakes;
            }
            let weight = weigh(offer, &mistakes);
            if nearest.as_ref().is_none_or(|(least, ..)| weight < *least) {
                nearest = Some((weight, offer, mistakes));
            }
        }
        let Some((_, offer, mistakes)) = nearest else {
            return Vec::new();
        };
        self.request.message = offer.message.filter(|_| is_choice);
        mistakes
    }

    fn payload(
        &mut self,
        body: RequestBody<'d>,
        payload: Node<'d>,
        syntax: Syntax,
        expectation: Expectation<'d>,
    ) -> Vec<Mistake<'d>> {
        let is_expression =
            |text: Text<'_>| matches!(value(text.value, self.version), Value::Expression(_));
        let is_one_value = syntax == Syntax::Json && body.replacements().next().is_none();
        let carrier = match syntax {
            Syntax::Json => Carrier::Json,
            _ => Carrier::Form,
        };
        let expressions = self.expressions;
        let (text, selector) = expressions.holes(carrier);
        if payload.text().is_some_and(is_expression) {
            let holes = Holes {
                text: &text,
                selector: &selector,
            };
            let instance = is_one_value.then(|| Instance::json(payload, holes));
            return match instance {
                Some(instance) => self.hold(payload, &instance, expectation),
                None => Vec::new(),
            };
        }
        let holes = Holes {
            text: &text,
            selector: &selector,
        };
        let with_replacements = |mut instance: Instance<'d>| {
            for replacement in body.replacements() {
                if let (Some(target), Some(value)) = (replacement.target(), replacement.value()) {
                    instance.replace(target.value, value, holes);
                }
            }
            instance
        };
        let instance = match (syntax, payload.text()) {
            (Syntax::Json, Some(text)) => return self.json_text(body, payload, text, expectation),
            (Syntax::Json, None) => with_replacements(Instance::json(payload, holes)),
            (Syntax::Form, Some(text)) => {
                Instance::form_text(text, &embeddings(text, self.version))
            }
            (Syntax::Form | Syntax::Multipart, None) => {
                with_replacements(Instance::form(payload, holes))
            }
            (Syntax::Multipart | Syntax::Xml | Syntax::Other, _) => {
                self.request.unjudged_body = Some(Gap::Format);
                return Vec::new();
            }
        };
        self.hold(payload, &instance, expectation)
    }

    /// A string that travels as JSON: JSON written out as text, or a string of JSON.
    fn json_text(
        &mut self,
        body: RequestBody<'d>,
        payload: Node<'d>,
        text: Text<'d>,
        expectation: Expectation<'d>,
    ) -> Vec<Mistake<'d>> {
        if body.replacements().next().is_some() {
            self.request.unjudged_body = Some(Gap::Replacement);
            return Vec::new();
        }
        let embedded = embedded(text, self.version);
        let ranges: Vec<_> = embedded.iter().map(|(range, _)| range.clone()).collect();
        let written_out = JsonText::read(text, &ranges);
        let is_quoted = quoted(text.value, &ranges).unwrap_or_default();
        let alone = |index: usize| match is_quoted.get(index) {
            Some(true) => self.expressions.hole(&embedded[index].1, Carrier::Quoted),
            Some(false) => self.expressions.hole(&embedded[index].1, Carrier::Bare),
            None => Hole::Any,
        };
        let as_json = written_out
            .as_ref()
            .and_then(|text| text.instance_knowing(&alone));
        let as_json = as_json.map(|instance| self.hold(payload, &instance, expectation));
        let looks_like_json = text.value.trim_start().starts_with(['{', '[']);
        if looks_like_json {
            if as_json.is_none() {
                self.request.unjudged_body = Some(Gap::Format);
            }
            return as_json.unwrap_or_default();
        }
        let expressions = self.expressions;
        let (text, selector) = expressions.holes(Carrier::Json);
        let instance = Instance::json(
            payload,
            Holes {
                text: &text,
                selector: &selector,
            },
        );
        let as_string = self.hold(payload, &instance, expectation);
        match as_json {
            Some(as_json) if as_json.is_empty() => as_json,
            _ => as_string,
        }
    }

    fn parameter(&mut self, call: &Call<'d>, passed: &Passed<'d>) -> Vec<Mistake<'d>> {
        // A parameter of no value is left out, or sent without one: nobody knows.
        let value = passed.value.filter(|value| value.kind() != Kind::Null);
        let (Some(value), Some(location)) = (value, passed.location) else {
            return Vec::new();
        };
        if location.value == "querystring" {
            return self.query_string(call, value);
        }
        let declared = call.parameters.declared.iter().find(|declared| {
            declared.location.name() == location.value && declared.has_name(passed.name.value)
        });
        let Some((declared, schema)) =
            declared.and_then(|declared| Some((declared, declared.schema?)))
        else {
            return Vec::new();
        };
        let is_empty = value.text().is_some_and(|text| text.value.is_empty());
        let allows_empty = declared.node.get("allowEmptyValue").and_then(Node::as_bool);
        if is_empty && allows_empty == Some(true) {
            return Vec::new();
        }
        let expressions = self.expressions;
        let (text, selector) = expressions.holes(Carrier::Parameter);
        let instance = Instance::parameter(
            value,
            Holes {
                text: &text,
                selector: &selector,
            },
        );
        let mut found = self.hold(value, &instance, self.expectation(schema));
        // An object that is spread over several pairs has no text of its own: only that it is an object can be wrong.
        let is_object = value.is_mapping() && Selector::of(value, self.version).is_none();
        if declared.spreads_objects && is_object {
            found.retain(|mistake| {
                mistake.span == value.span() && matches!(mistake.kind, MisfitKind::Type { .. })
            });
        }
        found
    }

    /// A whole query string, which is held against the form that the operation describes it as.
    fn query_string(&mut self, call: &Call<'d>, value: Node<'d>) -> Vec<Mistake<'d>> {
        let declared = call.parameters.query_string;
        let content = declared.and_then(|declared| declared.content);
        let is_form =
            |content: &MediaType<'d>| media_type::syntax(content.name.value) == Syntax::Form;
        let schema = content.filter(is_form).and_then(|content| content.schema);
        let (Some(schema), Some(text)) = (schema, value.text()) else {
            return Vec::new();
        };
        // What one expression brings only a run knows, and what strays is reported as that.
        let is_known = match crate::expression::value(text.value, self.version) {
            Value::Expression(_) => false,
            Value::Literal => strays(text.value, self.version).is_empty(),
            Value::Template(_) => true,
        };
        if !is_known {
            return Vec::new();
        }
        let instance = Instance::form_text(text, &embeddings(text, self.version));
        let mut found = self.hold(value, &instance, self.expectation(schema));
        found.retain(Mistake::is_certain);
        found
    }

    fn expectation(&self, schema: Node<'d>) -> Expectation<'d> {
        Expectation::new(schema, self.request.dialect, self.request.direction)
    }

    /// Judges an instance of the value at `whole`.
    fn hold(
        &mut self,
        whole: Node<'d>,
        instance: &Instance<'_>,
        expectation: Expectation<'d>,
    ) -> Vec<Mistake<'d>> {
        let known = self.expressions.known.borrow();
        let judgement = expectation.judge_knowing(instance, self.patterns, &known);
        drop(known);
        for broken in judgement.broken {
            if !self
                .request
                .broken
                .iter()
                .any(|known| known.node == broken.node)
            {
                self.request.broken.push(broken);
            }
        }
        self.elsewhere.extend(judgement.elsewhere);
        judgement
            .misfits
            .iter()
            .map(|misfit| mistake(whole, misfit))
            .collect()
    }
}

/// How far a body is from an offer: by certain mistakes, then by all.
type Weight = (usize, usize);

/// Of messages the one is meant that the body is nearest to; of media types the first.
fn weigh(offer: Offer<'_>, mistakes: &[Mistake<'_>]) -> Weight {
    let certain = mistakes.iter().filter(|mistake| mistake.is_certain());
    match offer.message {
        Some(_) => (certain.count(), mistakes.len()),
        None => (0, 0),
    }
}

impl<'d> Inference<'d> {
    /// What is wrong with a value that is passed to a workflow, which it reaches as it is.
    pub fn passed(
        &self,
        scope: &Scope<'d>,
        value: Node<'d>,
        expected: Typed<'d>,
        at: Where<'d>,
    ) -> Request<'d> {
        let expressions = Expressions {
            scope,
            inference: self,
            at,
            known: RefCell::default(),
        };
        let (text, selector) = expressions.holes(Carrier::Json);
        let holes = Holes {
            text: &text,
            selector: &selector,
        };
        let instance = Instance::json(value, holes);
        let known = expressions.known.take();
        let expectation = Expectation::new(expected.root, expected.dialect, expected.direction);
        let judgement = expectation.judge_part(expected.node, &instance, self.patterns(), &known);
        let mistakes = judgement.misfits.iter();
        Request {
            body: mistakes.map(|misfit| mistake(value, misfit)).collect(),
            known,
            ..Request::default()
        }
    }
}
