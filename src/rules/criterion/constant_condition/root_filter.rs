//! JSONPath filters at the root of a value that is an object (A45).
//!
//! `$[?@.state == 'open']` tests the members of the object. Whoever writes it for `{"state": "open"}` means the object, and
//! it is told only where the documents leave no other reading.

use rustc_hash::FxHashMap;

use super::object::{Objects, bodies};
use crate::arazzo::{Criterion, Language, Step};
use crate::expression::{Message, Root, Source};
use crate::flow::Conditions;
use crate::near::{is_slip, near};
use crate::openapi::Operation;
use crate::query::as_simple_condition;
use crate::rules::{Context, Reporter};
use crate::source::Span;
use crate::syntax::{Entry, Node, Text};
use crate::workspace::{CriteriaKind, CriteriaList};

/// How many uses of a list, and how many names in a filter, are looked at. Beyond, nothing is proved.
const MOST_SITES: usize = 32;
const MOST_NAMES: usize = 8;

/// A JSONPath condition that is one filter at the root of the body.
pub(super) struct RootFilter<'d> {
    text: Text<'d>,
    /// What stands behind `?`.
    asks: &'d str,
    /// The members that it asks for.
    names: Vec<&'d str>,
}

impl<'d> RootFilter<'d> {
    pub(super) fn of(criterion: Criterion<'d>) -> Option<Self> {
        let is_jsonpath = criterion.r#type()?.language == Language::JsonPath;
        let is_body = criterion.context()?.value == "$response.body";
        let text = criterion.condition().filter(|_| is_jsonpath && is_body)?;
        let asks = root_filter(text.value)?;
        let names = names(asks);
        (!names.is_empty()).then_some(Self { text, asks, names })
    }
}

/// Knows what the steps get to see.
pub(super) struct RootFilters<'c, 'd> {
    operations: FxHashMap<Step<'d>, Operation<'d>>,
    /// The members of bodies that the steps read in other places, and where.
    read: FxHashMap<(Step<'d>, &'d str), Span>,
    /// What was found out of the schemas that filters asked for names in: the same ones are met again and again.
    judged: FxHashMap<(Node<'d>, Vec<&'d str>), Judgement<'d>>,
    conditions: &'c Conditions<'d>,
}

/// What a schema says of a filter: why it can only mean the object, if there is a reason. `None` where that is not certain.
type Judgement<'d> = Option<Option<Proof<'d>>>;

/// Why a filter that asks for some names never finds them in a member, and can only mean the object.
#[derive(Clone, Copy)]
enum Proof<'d> {
    /// The object declares the first of them here, and no member can have any.
    Declared(Span),
    /// The object has these members and no others, and none of them can have any.
    Closed(Entry<'d>),
    /// The object declares a name here that the first of them is close to, and no member can have any.
    Near(Text<'d>),
    /// The step reads the first of them from the body here.
    Read(Span),
}

impl<'c, 'd> RootFilters<'c, 'd> {
    pub(super) fn new(cx: &'c Context<'d>) -> Self {
        let mut read = FxHashMap::default();
        for occurrence in &cx.occurrences {
            let expression = occurrence
                .expression
                .filter(|_| occurrence.malformed.is_none());
            let (Some(step), Some(expression)) = (occurrence.site.step, expression) else {
                continue;
            };
            let is_body = matches!(
                expression.root,
                Root::Message {
                    message: Message::Response,
                    source: Source::Body
                }
            );
            let token = expression.pointer.filter(|_| is_body);
            if let Some(token) = token.and_then(|pointer| pointer.tokens().next()) {
                let span = occurrence.span(expression.text);
                read.entry((step, token.written.text)).or_insert(span);
            }
        }
        Self {
            operations: cx
                .http_calls()
                .map(|(call, operation)| (call.step, operation))
                .collect(),
            read,
            judged: FxHashMap::default(),
            conditions: &cx.conditions,
        }
    }

    /// Reports a filter that tests the members of the body, and cannot mean to.
    pub(super) fn check(
        &mut self,
        filter: &RootFilter<'d>,
        list: &CriteriaList<'d>,
        reporter: &mut Reporter,
    ) {
        let RootFilter { text, asks, names } = filter;
        let Some(name) = names.first() else {
            return;
        };
        let Some(proof) = self.proof(list, name, names) else {
            return;
        };
        let but = match proof {
            Proof::Read(_) => "not the body itself".to_owned(),
            _ => format!("none of them has `{name}`"),
        };
        let message = format!("`$[?...]` tests the members of the body one by one, and {but}");
        let diagnostic = reporter.report(*text, message);
        match proof {
            Proof::Declared(span) => diagnostic.label(span, "the body itself has it"),
            Proof::Near(key) => diagnostic.label(key.span, "the body itself has this"),
            Proof::Closed(members) => diagnostic.label(members.key.span, "these are the members"),
            Proof::Read(span) => diagnostic.label(span, "read from the body itself here"),
        };
        diagnostic.help(match proof {
            Proof::Closed(members) => {
                let names = members.value.entries().map(|entry| entry.key.value);
                let shown: Vec<String> = names.take(6).map(|name| format!("`$.{name}`")).collect();
                format!("begin at the body, for example {}", shown.join(", "))
            }
            Proof::Near(key) => {
                let meant = asks.replace(&format!("@.{name}"), &format!("@.{}", key.value));
                format!("did you mean `{}`? {}", key.value, help(&meant, key.value))
            }
            _ => help(asks, name),
        });
    }

    /// Looks at the bodies of all uses of the list; `first` is the first of the names.
    fn proof(
        &mut self,
        list: &CriteriaList<'d>,
        first: &'d str,
        names: &[&'d str],
    ) -> Option<Proof<'d>> {
        if list.sites.len() > MOST_SITES || names.len() > MOST_NAMES {
            return None;
        }
        let mut proof = None;
        for site in &list.sites {
            let step = site.step?;
            let mut codes = self
                .conditions
                .statuses_of_all(list.criteria.iter().copied());
            if list.kind == CriteriaKind::OnSuccess {
                let succeeding = self.conditions.statuses_of_all(step.success_criteria());
                codes = codes.intersection(succeeding);
            }
            let operation = self.operations.get(&step);
            let schemas = match operation {
                Some(operation) => bodies(*operation, codes)?,
                None => Vec::new(),
            };
            if schemas.is_empty() {
                // Nothing is documented; the step itself may say what it takes the body for.
                let read = self.read.get(&(step, first))?;
                proof = proof.or(Some(Proof::Read(*read)));
            }
            for schema in schemas {
                let judged = self.judged.entry((schema, names.to_vec()));
                let own = *judged.or_insert_with(|| judge(schema, names));
                proof = proof.or(own?);
            }
        }
        proof
    }
}

fn judge<'d>(schema: Node<'d>, names: &[&'d str]) -> Judgement<'d> {
    let mut objects = Objects::default();
    let object = objects.read(schema)?;
    if names
        .iter()
        .any(|name| objects.member_may_have(&object, name))
    {
        return None;
    }
    let declared = |name: &&str| {
        let mut keys = object.properties.iter().map(|(key, _)| *key);
        keys.find(|key| key.value == *name)
    };
    Some(match names.first().and_then(declared) {
        Some(key) => {
            let are_all = names.iter().all(|name| declared(name).is_some());
            are_all.then_some(Proof::Declared(key.span))
        }
        None if object.closed.is_some() => object.closed.map(Proof::Closed),
        None => misspelt(names, &object.properties).map(Proof::Near),
    })
}

/// The one declared name that the only name in a filter is a slip for.
fn misspelt<'d>(names: &[&str], properties: &[(Text<'d>, Node<'d>)]) -> Option<Text<'d>> {
    let [name] = names else {
        return None;
    };
    let mut keys = properties.iter().map(|(key, _)| *key);
    let close = near(name, properties.iter().map(|(key, _)| key.value));
    let [close] = close.as_slice() else {
        return None;
    };
    keys.find(|key| key.value == close && is_slip(name, close))
}

/// A filter at the root that asks for nothing in the value, so that it is the same for every member.
pub(super) fn constant(query: &str) -> Option<&str> {
    let asks = root_filter(query)?.trim();
    // Functions and expressions may ask for something; whoever writes a name without `@` is told of that.
    let is_plain = |letter: char| {
        letter.is_ascii_digit() || letter.is_ascii_whitespace() || "=<>!.-&|()".contains(letter)
    };
    let mut rest = asks.split(['\'', '"']).step_by(2);
    let has_sign = asks.contains(['=', '<', '>']);
    (has_sign && rest.all(|part| part.chars().all(is_plain))).then_some(asks)
}

/// What is asked in a query that is one filter at the root.
fn root_filter(query: &str) -> Option<&str> {
    let inside = query.trim().strip_prefix("$[?")?.strip_suffix(']')?;
    // A second segment would begin behind the end of the first.
    let mut depth = 0_usize;
    let mut quote = None;
    for next in inside.chars() {
        match (next, quote) {
            ('\\', _) => return None,
            (_, Some(open)) if open == next => quote = None,
            ('\'' | '"', None) => quote = Some(next),
            ('[', None) => depth += 1,
            (']', None) => depth = depth.checked_sub(1)?,
            // Plain text, and whatever stands in quotes.
            _ => {}
        }
    }
    (depth == 0 && quote.is_none() && !inside.contains('$')).then_some(inside)
}

/// The members that a filter asks for behind `@`; none if it asks for anything else.
fn names(filter: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for behind in filter.split('@').skip(1) {
        let Some(rest) = behind.strip_prefix('.') else {
            return Vec::new();
        };
        let end = rest.find(|next: char| !(next.is_alphanumeric() || next == '_'));
        let name = &rest[..end.unwrap_or(rest.len())];
        if name.is_empty() {
            return Vec::new();
        }
        names.push(name);
    }
    names
}

/// What to write for a filter that was meant for the body itself.
fn help(filter: &str, name: &str) -> String {
    let meant = filter.replace('@', "$");
    let inner = meant.trim().trim_start_matches('(').trim_end_matches(')');
    if let Some(simple) = as_simple_condition(inner, "$response.body") {
        return format!("drop `type` and `context`, write `{simple}`");
    }
    if filter.contains("count(") && filter.trim_end().ends_with("> 0") {
        return format!("write `$.{name}[*]`, which selects the items of `{name}`");
    }
    format!("begin at the body: `$.{name}`")
}
