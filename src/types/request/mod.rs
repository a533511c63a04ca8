//! The request that a call sends, held against what its operation takes.

use std::cell::RefCell;
use std::ops::Range;

use super::infer::Inference;
use super::inferred::{Inferred, Where};
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
use crate::expression::{Parsed, Segment, Value, strays, template, value};
use crate::openapi::media_type::{self, Syntax};
use crate::openapi::{ApiVersion, MediaType};
use crate::reference::Target;
use crate::syntax::{Kind, Node, Text};
use crate::version::Version;
use crate::workspace::{Call, Gap, Passed, Scope};

/// What is wrong with the request of one call.
#[derive(Debug, Default)]
pub struct Request<'d> {
    /// The mistakes of the body, in its order.
    pub body: Vec<Mistake<'d>>,
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
}

impl<'d> Request<'d> {
    /// Judges the body and the parameters of a call.
    pub fn of(
        call: &Call<'d>,
        scope: &Scope<'d>,
        inference: &Inference<'d>,
        patterns: &Patterns,
    ) -> Self {
        let dialect = dialect_of(call.operation.version());
        let expressions = Expressions {
            scope,
            inference,
            at: Where {
                workflow: call.workflow,
                step: Some(call.step),
                has_succeeded: false,
            },
            known: RefCell::default(),
        };
        let mut judge = Judge {
            version: scope.version,
            dialect,
            patterns,
            expressions: &expressions,
            request: Self::default(),
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
    dialect: Dialect,
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
        let declared = match call.operation.request_body() {
            Some(Ok(declared)) => declared,
            Some(Err(Target::Elsewhere(reference))) => {
                self.elsewhere.push(reference);
                return Vec::new();
            }
            Some(Err(_)) | None => return Vec::new(),
        };
        // What replaces a place that is named in another language than JSON Pointer is not known.
        let is_pointer = |text: &str| text.is_empty() || text.starts_with('/');
        let mut targets = body.replacements().map(|replacement| replacement.target());
        let is_open = targets.any(|target| target.is_none_or(|target| !is_pointer(target.value)));
        let offered: Vec<MediaType<'d>> = declared.content().collect();
        let candidates = candidates(body.content_type(), &offered);
        let mut first = None;
        for media_type in candidates {
            let Some(schema) = media_type.schema else {
                return Vec::new();
            };
            if is_open {
                self.request.unjudged_body = Some(Gap::Replacement);
                return Vec::new();
            }
            let expectation = self.expectation(schema);
            let named = body
                .content_type()
                .map_or(media_type.name.value, |text| text.value);
            let mistakes = self.payload(body, payload, media_type::syntax(named), expectation);
            // Without a media type any that is offered may be sent, so only what fits none of them is wrong.
            if !mistakes.iter().any(Mistake::is_certain) {
                return mistakes;
            }
            first.get_or_insert(mistakes);
        }
        first.unwrap_or_default()
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
        Expectation::new(schema, self.dialect, Direction::Request)
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

/// The words that the schemas of a description are written in.
pub(super) fn dialect_of(version: ApiVersion) -> Dialect {
    match version {
        ApiVersion::V2_0 | ApiVersion::V3_0 => Dialect::OpenApi30,
        ApiVersion::V3_1 | ApiVersion::V3_2 => Dialect::JsonSchema202012,
    }
}

/// The expressions of one request.
struct Expressions<'c, 'd> {
    scope: &'c Scope<'d>,
    inference: &'c Inference<'d>,
    at: Where<'d>,
    /// What is known of those that were met.
    known: RefCell<Vec<Known<'d>>>,
}

impl<'d> Expressions<'_, 'd> {
    /// How to tell holes: by the grammar of expressions, and selectors by their fields.
    fn holes(
        &self,
        carrier: Carrier,
    ) -> (
        impl Fn(Text<'_>) -> Option<Hole>,
        impl Fn(Node<'_>) -> Option<Hole>,
    ) {
        let version = self.scope.version;
        let text = move |text: Text<'_>| match value(text.value, version) {
            // What is meant as an expression is reported as that, and not as a value that does not fit.
            Value::Literal => (!strays(text.value, version).is_empty()).then_some(Hole::Any),
            Value::Expression(parsed) => Some(self.hole(&parsed, carrier)),
            Value::Template(_) => Some(Hole::Text),
        };
        (text, move |node: Node<'_>| {
            Some(self.selected(Selector::of(node, version)?, carrier))
        })
    }

    /// What a selector finds.
    fn selected(&self, selector: Selector<'_>, carrier: Carrier) -> Hole {
        let (Some(context), Some(query)) = (selector.context(), selector.selector()) else {
            return Hole::Any;
        };
        let joint = if query.value.starts_with('/') {
            "#"
        } else {
            " "
        };
        let written = format!("{}{joint}{}", context.value, query.value);
        let inferred = self.inference.select(self.scope, selector, self.at);
        self.know(inferred, written, carrier)
    }

    fn hole(&self, parsed: &Parsed<'_>, carrier: Carrier) -> Hole {
        let Some(expression) = parsed.expression.filter(|_| parsed.malformed.is_none()) else {
            return Hole::Any;
        };
        let mut inferred = self.inference.infer(self.scope, &expression, self.at);
        // What stands for no value inside of a text nobody knows.
        inferred.is_optional &= !matches!(carrier, Carrier::Quoted | Carrier::Bare);
        self.know(inferred, expression.text.text.to_owned(), carrier)
    }

    fn know(&self, inferred: Inferred<'d>, written: String, carrier: Carrier) -> Hole {
        let mut known = self.known.borrow_mut();
        let Ok(index) = u32::try_from(known.len()) else {
            return Hole::Any;
        };
        known.push(Known {
            inferred,
            carrier,
            written,
            fuel: self.inference.fuel(),
        });
        Hole::Known(index)
    }
}

/// The byte ranges of the expressions in a text, braces included.
fn embeddings(text: Text<'_>, version: Version) -> Vec<Range<usize>> {
    let embedded = embedded(text, version).into_iter();
    embedded.map(|(range, _)| range).collect()
}

/// The expressions in a text, each with its byte range, braces included.
fn embedded(text: Text<'_>, version: Version) -> Vec<(Range<usize>, Parsed<'_>)> {
    let embedded = template(text.value, version)
        .into_iter()
        .filter_map(|segment| match segment {
            Segment::Embedded { text, parsed } => Some((text.range(), parsed)),
            Segment::Literal(_) => None,
        });
    embedded.collect()
}

/// The media types that the payload may be sent as: the one that is named, or all that are offered, JSON first.
fn candidates<'d>(content_type: Option<Text<'d>>, offered: &[MediaType<'d>]) -> Vec<MediaType<'d>> {
    let Some(text) = content_type else {
        let mut all = offered.to_vec();
        all.sort_by_key(|media_type| media_type::syntax(media_type.name.value) != Syntax::Json);
        return all;
    };
    let fitting = offered
        .iter()
        .filter(|media_type| media_type.describes(text.value));
    // The media type itself describes the body better than a range does.
    let best = fitting.max_by_key(|media_type| {
        let specificity = media_type::specificity(media_type.name.value);
        (!media_type.is_assumed, specificity)
    });
    best.copied().into_iter().collect()
}
