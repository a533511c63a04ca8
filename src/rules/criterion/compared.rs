//! What a reference in a condition can be, held against what it is compared with.

use rustc_hash::FxHashSet;
use serde_json::Value;

use crate::expression::{Accessor, Comparison, Reference, Term, TermKind};
use crate::near::near;
use crate::rules::contract::mismatched_type::show_way;
use crate::rules::contract::wording;
use crate::rules::{Context, Reporter};
use crate::syntax::Text;
use crate::types::{Inferred, JsonType, Moment, Shape, Where};
use crate::workspace::{CriteriaKind, CriteriaList, Site};

/// Reports a comparison whose reference can never be what it is compared with, by what the documents say of it.
pub(super) fn check<'d>(
    cx: &Context<'d>,
    list: &CriteriaList<'d>,
    text: Text<'d>,
    term: &Term<'_>,
    reporter: &mut Reporter,
) {
    let Some((comparison, reference, literal)) = term.reference_compared() else {
        return;
    };
    // Whether there is anything is asked of every type.
    let asks_presence =
        literal.kind == TermKind::Null || literal.string().is_some_and(|text| text.is_empty());
    if asks_presence || reference.malformed.is_some() {
        return;
    }
    let Some(inferred) = inferred(cx, list, reference) else {
        return;
    };
    let Some(reason) = Reason::of(cx, &inferred.shape, comparison, literal) else {
        return;
    };
    let (read, written) = (reference.text.text, literal.text.text);
    let (message, help) = match reason {
        Reason::Kind => {
            let kind = wording::kinds(inferred.shape.kinds());
            (format!("`{read}` is {kind}, and `{written}` is none"), None)
        }
        Reason::Order => {
            let kind = wording::kinds(inferred.shape.kinds());
            (format!("`{read}` is {kind}, which has no order"), None)
        }
        Reason::Values(values) => {
            let mut names: Vec<String> = values.iter().map(plain).collect();
            let mut seen = FxHashSet::default();
            names.retain(|name| seen.insert(name.clone()));
            let word = literal.string().unwrap_or_else(|| written.to_owned());
            let close = near(&word, names.iter().map(String::as_str));
            let help = match close.first() {
                Some(close) => format!("did you mean `{close}`?"),
                None if names.len() == 1 => format!("it is always `{}`", names[0]),
                None => format!("it is one of {}", wording::listed(&names)),
            };
            (format!("`{read}` is never `{word}`"), Some(help))
        }
    };
    let diagnostic = reporter.report(text.part(literal.text.range()), message);
    diagnostic.here("compared here");
    diagnostic.help = help;
    show_way(diagnostic, &inferred);
}

/// What a reference can be wherever the criteria of its list are looked at; `None` where that is not known.
fn inferred<'d>(
    cx: &Context<'d>,
    list: &CriteriaList<'d>,
    reference: &Reference<'_>,
) -> Option<Inferred<'d>> {
    let mut all: Option<Inferred<'d>> = None;
    for site in &list.sites {
        let one = at_site(cx, list, site, reference)?;
        match &mut all {
            Some(all) => all.shape.join(&one.shape),
            None => all = Some(one),
        }
    }
    all.filter(|all| !all.shape.is_unknown())
}

fn at_site<'d>(
    cx: &Context<'d>,
    list: &CriteriaList<'d>,
    site: &Site<'d>,
    reference: &Reference<'_>,
) -> Option<Inferred<'d>> {
    let expression = reference.expression?;
    let at = Where {
        workflow: site.workflow?,
        step: site.step,
        moment: match list.kind {
            CriteriaKind::OnFailure => {
                let criteria = list.criteria.iter().copied();
                Moment::Failed(cx.conditions.statuses_of_all(criteria))
            }
            _ => Moment::Succeeded,
        },
    };
    let mut inferred = cx.inference.infer(cx.scope, &expression, at);
    for accessor in &reference.accessors {
        let (Accessor::Member(name) | Accessor::Index(name)) = accessor;
        inferred = follow(cx, inferred, name.text)?;
    }
    (!inferred.shape.is_unknown()).then_some(inferred)
}

/// One member or item down.
fn follow<'d>(cx: &Context<'d>, inferred: Inferred<'d>, token: &str) -> Option<Inferred<'d>> {
    let found = cx.inference.follow(&inferred.shape, token)?;
    Some(Inferred {
        shape: found.shape,
        ..inferred
    })
}

/// Why a comparison cannot be meant.
enum Reason {
    /// The types are others.
    Kind,
    /// The values have no order.
    Order,
    /// It is none of the listed values.
    Values(Vec<Value>),
}

impl Reason {
    fn of(
        cx: &Context<'_>,
        shape: &Shape<'_>,
        comparison: Comparison,
        literal: &Term<'_>,
    ) -> Option<Self> {
        let types = shape.kinds().types();
        let has = |kind: JsonType| types.contains(&kind);
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if types.is_empty() {
            return None;
        }
        if !is_equality {
            let ordered = [JsonType::Integer, JsonType::Number, JsonType::String];
            if !ordered.into_iter().any(has) {
                return Some(Self::Order);
            }
        }
        // Simple conditions are loose: the text of a number is that number, and 0 and 1 may stand for false and true.
        let has_number = has(JsonType::Integer) || has(JsonType::Number);
        let number = literal.number();
        let can_be = match &literal.kind {
            TermKind::Boolean(_) => has(JsonType::Boolean),
            _ if number.is_some() => {
                let is_bit = matches!(literal.text.text.trim_matches('\''), "0" | "1");
                has_number || has(JsonType::String) || is_bit && has(JsonType::Boolean)
            }
            TermKind::String => {
                let text = literal.string().unwrap_or_default().to_ascii_lowercase();
                let is_truth = matches!(text.as_str(), "true" | "false");
                let is_null = text == "null";
                has(JsonType::String)
                    || is_truth && has(JsonType::Boolean)
                    || is_null && has(JsonType::Null)
            }
            _ => return None,
        };
        let values = cx.inference.listed(shape).filter(|_| is_equality);
        match values {
            Some(values) if values.iter().any(|value| is_equal(value, literal)) => None,
            _ if !can_be => Some(Self::Kind),
            Some(values) => Some(Self::Values(values)),
            None => None,
        }
    }
}

/// Whether a listed value may count as equal to a literal: texts are compared without case.
fn is_equal(value: &Value, literal: &Term<'_>) -> bool {
    let text = plain(value);
    let word = literal
        .string()
        .unwrap_or_else(|| literal.text.text.to_owned());
    let numbers = text.trim().parse::<f64>().ok().zip(literal.number());
    text.to_lowercase() == word.to_lowercase()
        || numbers.is_some_and(|(one, other)| Comparison::Equal.holds(&one, &other))
}

/// A value as people write it.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
