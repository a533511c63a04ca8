//! What a request holds that a step has sent: `$request.query.limit`, `$request.body#/id`.
//!
//! A parameter travels as text, and what reads it may take it for what it was before, for that text, or for what its
//! operation declares: it can be any of these. What a body holds keeps its type.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::infer::{HOPS, Inference};
use super::inferred::{Hop, Inferred, Moment, Origin, Where};
use super::kinds::Kinds;
use super::shape::{Fact, Shape, Typed};
use crate::arazzo::{RequestBody, Selector, Step};
use crate::expression::{Expression, Source, Token, Value, strays, value};
use crate::openapi::media_type::{Syntax, syntax};
use crate::openapi::{Location, Operation, Parameter, Parameters};
use crate::syntax::{Kind, Node, Text, to_value};
use crate::version::Version;
use crate::workspace::{Passed, Scope, passed};

/// How many parameters and items are looked at for one document. Those of a workflow reach each of its steps, so a short document
/// can ask for billions.
const LOOKS: usize = 2_000_000;

/// Literals of more values than these are not looked at.
const LITERAL: usize = 200;

/// Headers that tools set themselves, whatever a parameter says.
const OF_TOOLS: [&str; 7] = [
    "accept",
    "authorization",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "user-agent",
];

/// The parameters of the requests that were looked into.
#[derive(Debug)]
pub(super) struct Requests<'d> {
    known: RefCell<FxHashMap<Step<'d>, Rc<Sent<'d>>>>,
    left: Cell<usize>,
}

/// The parameters of one request.
#[derive(Debug)]
struct Sent<'d> {
    passed: Vec<Passed<'d>>,
    declared: Parameters<'d>,
    /// Whether there may be others.
    is_open: bool,
}

impl Default for Requests<'_> {
    fn default() -> Self {
        Self {
            known: RefCell::default(),
            left: Cell::new(LOOKS),
        }
    }
}

impl<'d> Requests<'d> {
    /// What a step sends; none where too much has been looked at.
    fn of(
        &self,
        scope: &Scope<'d>,
        operation: Operation<'d>,
        at: Where<'d>,
        step: Step<'d>,
    ) -> Option<Rc<Sent<'d>>> {
        if self.left.get() == 0 {
            return None;
        }
        let known = self.known.borrow().get(&step).cloned();
        let sent = known.unwrap_or_else(|| {
            let (passed, passes_unknown) = passed(scope, at.workflow, step);
            let declared = operation.parameters();
            let sent = Rc::new(Sent {
                is_open: passes_unknown || !declared.unknown.is_empty(),
                passed,
                declared,
            });
            self.known.borrow_mut().insert(step, Rc::clone(&sent));
            sent
        });
        let looks = sent.passed.len() + sent.declared.declared.len() + 1;
        self.left.set(self.left.get().saturating_sub(looks));
        Some(sent)
    }
}

impl<'d> Sent<'d> {
    /// The one value that is sent under a name.
    fn value(&self, location: Location, name: &str) -> Option<Node<'d>> {
        let mut found = None;
        for passed in &self.passed {
            let place = passed.location.map(|text| text.value);
            // A whole query string may have any pair.
            if location == Location::Query && place == Some("querystring") {
                return None;
            }
            if !location.same_name(passed.name.value, name) {
                continue;
            }
            match place.map(Location::of) {
                Some(Some(other)) if other != location => {}
                Some(Some(_)) if found.is_none() => found = Some(passed.value?),
                // Of two nobody knows which is meant, nor where one without a place goes.
                _ => return None,
            }
        }
        found
    }

    fn declared(&self, location: Location, name: &str) -> Option<&Parameter<'d>> {
        let mut declared = self.declared.declared.iter();
        declared.find(|declared| declared.location == location && declared.has_name(name))
    }
}

impl<'d> Inference<'d> {
    /// What an expression can be that reads a part of the request which a step has sent.
    pub(super) fn sent(
        &self,
        scope: &Scope<'d>,
        (operation, source): (Operation<'d>, Source<'_>),
        expression: &Expression<'_>,
        at: Where<'d>,
        depth: usize,
    ) -> Inferred<'d> {
        let before = Where {
            moment: Moment::Before,
            ..at
        };
        let step = at.step.filter(|_| depth < HOPS);
        let found = step.and_then(|step| {
            let (location, name) = match source {
                Source::Body => {
                    let pointer = expression.pointer.into_iter();
                    let tokens: Vec<Token<'_>> =
                        pointer.flat_map(|pointer| pointer.tokens()).collect();
                    let body = step.request_body()?;
                    let is_json = is_json(body, operation);
                    return is_json.then(|| self.in_body(scope, body, &tokens, before, depth))?;
                }
                Source::Query(name) => (Location::Query, name.text),
                Source::Path(name) => (Location::Path, name.text),
                Source::Header(name) => (Location::Header, name.text),
                Source::Payload => return None,
            };
            let sent = self.requests.of(scope, operation, before, step)?;
            let is_of_tools = location == Location::Header
                && OF_TOOLS.contains(&name.to_ascii_lowercase().as_str());
            if sent.is_open || is_of_tools || expression.pointer.is_some() {
                return None;
            }
            let value = sent.value(location, name)?;
            let mut inferred = self.as_text(scope, value, before, depth)?;
            if let Some(declared) = sent.declared(location, name) {
                let other = read_as(declared, operation)?;
                if !other.parts.is_empty() {
                    inferred.shape.join(&other);
                    inferred.origin = Origin::Unknown;
                }
            }
            inferred.hops.insert(0, Hop::Sent(value.span()));
            Some(inferred)
        });
        found.unwrap_or_else(Inferred::unknown)
    }

    /// The value of a parameter once it travels.
    fn as_text(
        &self,
        scope: &Scope<'d>,
        node: Node<'d>,
        at: Where<'d>,
        depth: usize,
    ) -> Option<Inferred<'d>> {
        let text = || Some(Inferred::text());
        let mut inferred = match (node.kind(), node.text()) {
            (Kind::String, Some(written)) => match value(written.value, scope.version) {
                Value::Expression(_) => self.whole(scope, written, at, depth + 1),
                Value::Template(_) => return text(),
                Value::Literal if written.value.is_empty() => return None,
                Value::Literal if !strays(written.value, scope.version).is_empty() => return None,
                // Other letters may have been replaced on the way.
                Value::Literal if !is_kept(written) => return text(),
                Value::Literal => literal(node)?,
            },
            (Kind::Mapping, _) => {
                let selector = Selector::of(node, scope.version)?;
                self.selector(scope, selector, at, depth + 1)
            }
            (Kind::Null | Kind::Sequence, _) => return None,
            _ => literal(node)?,
        };
        if inferred.shape.is_unknown() {
            return None;
        }
        // How lists and objects are written is a matter of styles.
        let kinds = inferred.shape.kinds();
        if kinds.has(Kinds::ARRAY.or(Kinds::OBJECT)) {
            return None;
        }
        if !kinds.is_within(Kinds::STRING) {
            inferred.shape.join(&Shape::of(Fact::Text));
        }
        Some(inferred)
    }

    /// What the body of a request has at a place.
    fn in_body(
        &self,
        scope: &Scope<'d>,
        body: RequestBody<'d>,
        tokens: &[Token<'_>],
        at: Where<'d>,
        depth: usize,
    ) -> Option<Inferred<'d>> {
        // What replacements put where is not looked for.
        let mut node = body.payload()?;
        if body.node().get("replacements").is_some() {
            return None;
        }
        let is_whole = |node: Node<'_>| node.parent().is_some_and(|parent| parent == body.node());
        let mut tokens = tokens.iter();
        let mut inferred = loop {
            if let Some(text) = node.text() {
                match value(text.value, scope.version) {
                    Value::Expression(_) => break self.whole(scope, text, at, depth + 1),
                    // The text of a payload may be JSON.
                    _ if is_whole(node) || tokens.len() > 0 => return None,
                    Value::Template(_) => break Inferred::text(),
                    Value::Literal => {}
                }
            } else if let Some(selector) = Selector::of(node, scope.version) {
                break self.selector(scope, selector, at, depth + 1);
            }
            let Some(token) = tokens.next() else {
                let mut left = LITERAL;
                let is_plain = is_plain(node, scope.version, &mut left);
                break literal(node).filter(|_| is_plain)?;
            };
            node = match node.is_sequence() {
                true => {
                    let index = token.decoded.parse().ok()?;
                    let left = self.requests.left.get().checked_sub(index)?;
                    self.requests.left.set(left);
                    node.items().nth(index)?
                }
                false => node.get(&token.decoded)?,
            };
        };
        for token in tokens {
            self.descend(&mut inferred, &token.decoded);
        }
        inferred.hops.insert(0, Hop::Sent(node.span()));
        Some(inferred)
    }
}

/// What else than a text a parameter may be read as, by what its operation declares; none where that is not known.
fn read_as<'d>(declared: &Parameter<'d>, operation: Operation<'d>) -> Option<Shape<'d>> {
    let style = declared.node.get("style").and_then(Node::text);
    if style.is_some_and(|style| !matches!(style.value, "simple" | "form")) {
        return None;
    }
    let typed = Typed::of_request(declared.schema?, operation.version());
    let shape = Shape::of(Fact::Schema(typed));
    let kinds = shape.kinds();
    if kinds.has(Kinds::ARRAY.or(Kinds::OBJECT)) {
        return None;
    }
    Some(match kinds.is_within(Kinds::STRING) {
        true => Shape::default(),
        false => shape,
    })
}

/// Whether the payload of a request travels as JSON.
fn is_json(body: RequestBody<'_>, operation: Operation<'_>) -> bool {
    if let Some(name) = body.content_type() {
        return syntax(name.value) == Syntax::Json;
    }
    let Some(Ok(declared)) = operation.request_body() else {
        return false;
    };
    let mut names = declared
        .content()
        .map(|media_type| media_type.name.value)
        .peekable();
    names.peek().is_some() && names.all(|name| syntax(name) == Syntax::Json)
}

/// Whether a text is the same in every place of a request.
fn is_kept(text: Text<'_>) -> bool {
    let is_kept = |letter: char| letter.is_ascii_alphanumeric() || "-._~".contains(letter);
    text.value.chars().all(is_kept)
}

/// A value that is written out; none for a number that JSON does not have.
fn literal(node: Node<'_>) -> Option<Inferred<'_>> {
    let is_number = matches!(node.kind(), Kind::Integer | Kind::Float);
    let is_sound = !is_number || to_value(node).is_number();
    is_sound.then(|| Inferred::plain(Fact::Literal(node), Origin::Unknown))
}

/// Whether a value is written out, with no expression in it, and has few enough parts.
fn is_plain(node: Node<'_>, version: Version, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    if *left == 0 {
        return false;
    }
    match (node.kind(), node.text()) {
        (Kind::Mapping, _) => {
            Selector::of(node, version).is_none()
                && node
                    .entries()
                    .all(|entry| is_plain(entry.value, version, left))
        }
        (Kind::Sequence, _) => node.items().all(|item| is_plain(item, version, left)),
        (_, Some(text)) => {
            matches!(value(text.value, version), Value::Literal)
                && strays(text.value, version).is_empty()
        }
        _ => true,
    }
}
