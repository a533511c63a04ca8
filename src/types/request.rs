//! The request that a call sends, held against what its operation takes.

use super::cache::Cache;
use super::instance::{Hole, Holes, Instance};
use super::json_text::JsonText;
use super::misfit::{Misfit, MisfitKind};
use super::schema::{Dialect, Direction};
use super::{Broken, Compiled};
use crate::arazzo::{RequestBody, is_selector};
use crate::expression::{Segment, Value, template, value};
use crate::openapi::media_type::{self, Syntax};
use crate::openapi::{ApiVersion, MediaType};
use crate::source::Span;
use crate::syntax::{Node, Text};
use crate::version::Version;
use crate::workspace::{Call, Passed};

/// What is wrong with the request of one call.
#[derive(Debug, Default)]
pub struct Request<'d> {
    /// The mistakes of the body, in its order.
    pub body: Vec<Mistake<'d>>,
    /// The mistakes of each parameter, by its position among those that are passed.
    pub parameters: Vec<(usize, Vec<Mistake<'d>>)>,
    /// The parts of the description that have no sane reading.
    pub broken: Vec<Broken<'d>>,
    /// References of the body's schemas that lead into other documents.
    pub elsewhere: Vec<Text<'d>>,
}

/// A value of the request that does not fit.
#[derive(Clone, Debug)]
pub struct Mistake<'d> {
    /// The place of the value.
    pub span: Span,
    /// The key that the value stands under, else the value's own place.
    pub head: Span,
    /// The JSON Pointer of the value, or of the text that holds it.
    pub pointer: String,
    /// What the value is called: its key.
    pub key: Option<String>,
    /// The value as it is written, if it is a scalar.
    pub written: Option<String>,
    /// Whether the value is a list or an object.
    pub is_collection: bool,
    /// The value of the broken keyword, in the API description.
    pub schema: Option<Node<'d>>,
    /// What the description calls the schema.
    pub name: Option<&'d str>,
    /// What is wrong.
    pub kind: MisfitKind<'d>,
}

impl<'d> Request<'d> {
    /// Judges the body and the parameters of a call.
    pub fn of(call: &Call<'d>, version: Version, cache: &Cache<'d>) -> Self {
        let dialect = match call.operation.version() {
            ApiVersion::V3_0 => Dialect::OpenApi30,
            ApiVersion::V3_1 => Dialect::JsonSchema202012,
        };
        let mut request = Self::default();
        let judge = Judge {
            version,
            dialect,
            cache,
        };
        if let Some(body) = call.step.request_body() {
            judge.body(call, body, &mut request);
        }
        for (index, passed) in call.passed.iter().enumerate() {
            judge.parameter(call, index, passed, &mut request);
        }
        request
    }

    fn note(&mut self, compiled: &Compiled<'d>) {
        for broken in compiled.broken() {
            if !self.broken.iter().any(|known| known.node == broken.node) {
                self.broken.push(*broken);
            }
        }
        self.elsewhere.extend(compiled.elsewhere());
    }
}

struct Judge<'c, 'd> {
    version: Version,
    dialect: Dialect,
    cache: &'c Cache<'d>,
}

impl<'d> Judge<'_, 'd> {
    fn body(&self, call: &Call<'d>, body: RequestBody<'d>, request: &mut Request<'d>) {
        let (Some(payload), Some(Ok(declared))) = (body.payload(), call.operation.request_body())
        else {
            return;
        };
        // What replaces a place that is named in another language than JSON Pointer is not known.
        let is_pointer = |text: &str| text.is_empty() || text.starts_with('/');
        let mut targets = body.replacements().map(|replacement| replacement.target());
        if targets.any(|target| target.is_none_or(|target| !is_pointer(target.value))) {
            return;
        }
        let offered: Vec<MediaType<'d>> = declared.content().collect();
        let candidates = candidates(body.content_type(), &offered);
        let mut verdicts = Vec::new();
        for media_type in candidates {
            let Some(schema) = media_type.schema else {
                return;
            };
            let compiled = self.cache.get(schema, self.dialect, Direction::Request);
            request.note(&compiled);
            let named = body
                .content_type()
                .map_or(media_type.name.value, |text| text.value);
            verdicts.push(self.payload(body, payload, media_type::syntax(named), &compiled));
        }
        // Without a media type any that is offered may be sent, so only what fits none of them is wrong.
        let fits = |verdict: &Vec<Mistake<'_>>| verdict.iter().all(|mistake| !mistake.is_certain());
        let verdict =
            verdicts
                .iter()
                .position(fits)
                .or(if verdicts.is_empty() { None } else { Some(0) });
        if let Some(verdict) = verdict {
            request.body = verdicts.swap_remove(verdict);
        }
    }

    fn payload(
        &self,
        body: RequestBody<'d>,
        payload: Node<'d>,
        syntax: Syntax,
        compiled: &Compiled<'d>,
    ) -> Vec<Mistake<'d>> {
        let holes = self.holes();
        let holes = Holes {
            text: &holes.0,
            selector: &holes.1,
        };
        let with_replacements = |mut instance: Instance<'d>| {
            for replacement in body.replacements() {
                if let (Some(target), Some(value)) = (replacement.target(), replacement.value()) {
                    instance.replace(target.value, value, holes);
                }
            }
            mistakes(payload, &compiled.judge(&instance))
        };
        match (syntax, payload.text()) {
            (Syntax::Json, Some(text)) => self.json_text(body, payload, text, compiled),
            (Syntax::Json, None) => with_replacements(Instance::json(payload, holes)),
            (Syntax::Form, Some(text)) => match value(text.value, self.version) {
                Value::Expression(_) => Vec::new(),
                _ => mistakes(
                    payload,
                    &compiled.judge(&Instance::form_text(text, &self.embeddings(text))),
                ),
            },
            (Syntax::Form | Syntax::Multipart, None) => {
                with_replacements(Instance::form(payload, holes))
            }
            (Syntax::Multipart | Syntax::Xml | Syntax::Other, _) => Vec::new(),
        }
    }

    /// A string that travels as JSON: JSON written out as text, or a string of JSON.
    fn json_text(
        &self,
        body: RequestBody<'d>,
        payload: Node<'d>,
        text: Text<'d>,
        compiled: &Compiled<'d>,
    ) -> Vec<Mistake<'d>> {
        let whole_expression = matches!(value(text.value, self.version), Value::Expression(_));
        if whole_expression || body.replacements().next().is_some() {
            return Vec::new();
        }
        let embeddings = self.embeddings(text);
        let written_out = JsonText::read(text, &embeddings);
        let as_json = written_out.as_ref().and_then(JsonText::instance);
        let as_json = as_json.map(|instance| mistakes(payload, &compiled.judge(&instance)));
        let looks_like_json = text.value.trim_start().starts_with(['{', '[']);
        if looks_like_json {
            return as_json.unwrap_or_default();
        }
        let holes = self.holes();
        let instance = Instance::json(
            payload,
            Holes {
                text: &holes.0,
                selector: &holes.1,
            },
        );
        let as_string = mistakes(payload, &compiled.judge(&instance));
        match as_json {
            Some(as_json) if as_json.is_empty() => as_json,
            _ => as_string,
        }
    }

    fn parameter(
        &self,
        call: &Call<'d>,
        index: usize,
        passed: &Passed<'d>,
        request: &mut Request<'d>,
    ) {
        let Some(value) = passed.value else { return };
        let Some(location) = passed.location else {
            return;
        };
        let declared = call
            .operation
            .parameters()
            .declared
            .into_iter()
            .find(|declared| {
                declared.location.name() == location.value && declared.has_name(passed.name.value)
            });
        let Some((declared, schema)) =
            declared.and_then(|declared| Some((declared, declared.schema?)))
        else {
            return;
        };
        // An object that is spread over several pairs has no text of its own to judge.
        if declared.spreads_objects && value.is_mapping() {
            return;
        }
        let compiled = self.cache.get(schema, self.dialect, Direction::Request);
        for broken in compiled.broken() {
            if !request.broken.iter().any(|known| known.node == broken.node) {
                request.broken.push(*broken);
            }
        }
        let holes = self.holes();
        let instance = Instance::parameter(
            value,
            Holes {
                text: &holes.0,
                selector: &holes.1,
            },
        );
        let found = mistakes(value, &compiled.judge(&instance));
        if !found.is_empty() {
            request.parameters.push((index, found));
        }
    }

    /// How to tell holes: by the grammar of expressions, and selectors by their fields.
    fn holes(&self) -> (impl Fn(Text<'_>) -> Option<Hole>, impl Fn(Node<'_>) -> bool) {
        let version = self.version;
        let text = move |text: Text<'_>| match value(text.value, version) {
            Value::Literal => None,
            Value::Expression(_) => Some(Hole::Any),
            Value::Template(_) => Some(Hole::Text),
        };
        (text, move |node: Node<'_>| is_selector(node, version))
    }

    fn embeddings(&self, text: Text<'_>) -> Vec<std::ops::Range<usize>> {
        let segments = template(text.value, self.version);
        let embedded = segments.iter().filter_map(|segment| match segment {
            Segment::Embedded { text, .. } => Some(text.range()),
            Segment::Literal(_) => None,
        });
        embedded.collect()
    }
}

/// The media types that the payload may be sent as: the one that is named, or all that are offered, JSON first.
fn candidates<'d>(content_type: Option<Text<'d>>, offered: &[MediaType<'d>]) -> Vec<MediaType<'d>> {
    match content_type {
        // The media type itself describes the body better than a range does.
        Some(text) => {
            let fitting = offered
                .iter()
                .filter(|media_type| media_type::matches(media_type.name.value, text.value));
            fitting
                .max_by_key(|media_type| media_type::specificity(media_type.name.value))
                .copied()
                .into_iter()
                .collect()
        }
        None => {
            let mut all = offered.to_vec();
            all.sort_by_key(|media_type| media_type::syntax(media_type.name.value) != Syntax::Json);
            all
        }
    }
}

fn mistakes<'d>(payload: Node<'d>, misfits: &[Misfit<'_, 'd>]) -> Vec<Mistake<'d>> {
    let mistake = |misfit: &Misfit<'_, 'd>| {
        let node = misfit.place.node;
        let is_collection = node.is_mapping() || node.is_sequence();
        let is_inside = std::ptr::eq(node.document(), payload.document());
        Mistake {
            span: misfit.place.span,
            head: misfit.place.head,
            // The tree of a text has pointers of its own, which nobody else knows.
            pointer: if is_inside {
                node.pointer()
            } else {
                payload.pointer()
            },
            key: node.key().map(|key| key.value.to_owned()),
            written: (!is_collection).then(|| written(payload, misfit)),
            is_collection,
            schema: misfit.schema,
            name: misfit.name,
            kind: misfit.kind.clone(),
        }
    };
    misfits.iter().map(mistake).collect()
}

/// A scalar as its author wrote it: in the tree of a text, expressions have other characters in their place.
fn written(payload: Node<'_>, misfit: &Misfit<'_, '_>) -> String {
    let node = misfit.place.node;
    if std::ptr::eq(node.document(), payload.document()) {
        return node.as_written().value.to_owned();
    }
    let span = misfit.place.span;
    let text = payload
        .document()
        .source()
        .text()
        .get(span.start as usize..span.end as usize);
    text.unwrap_or_default()
        .trim_matches(['"', '\\'])
        .to_owned()
}

impl Mistake<'_> {
    /// Whether the API would refuse the value; not so for what an open schema merely does not know, and for formats.
    pub fn is_certain(&self) -> bool {
        !matches!(
            self.kind,
            MisfitKind::Undeclared {
                closed: false,
                instead_of: None,
                ..
            } | MisfitKind::Format { .. }
                | MisfitKind::ReadOnly { .. }
        )
    }
}
