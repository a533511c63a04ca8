//! What to read instead of what is not there.

use super::Miss;
use crate::expression::Token;
use crate::near::{is_slip, near};
use crate::syntax::escape_token;
use crate::types::{Inference, Shape};

/// More members than these are not tried.
const TRIED: usize = 50;

/// One of so few members may be what wraps the others.
const FEW: usize = 3;

/// What to do, and the pointer that is meant.
pub(super) fn help(
    tokens: &[Token<'_>],
    miss: &Miss<'_>,
    inference: &Inference<'_>,
) -> Option<(String, Option<String>)> {
    let question = |pointer: String| (format!("did you mean `#{pointer}`?"), Some(pointer));
    let written = |tokens: &[Token<'_>]| -> String {
        tokens.iter().fold(String::new(), |pointer, token| {
            pointer + "/" + token.written.text
        })
    };
    let (before, rest) = tokens.split_at(miss.index);
    let before = written(before);
    let token = &rest[0];
    let leads_on = |shape: &Shape<'_>| super::miss(shape, rest, inference).is_none();
    let behind = &rest[1..];
    if !behind.is_empty() && super::miss(&miss.parent, behind, inference).is_none() {
        return Some(question(format!("{before}{}", written(behind))));
    }
    if miss.parent.is_list() {
        let item = inference.follow(&miss.parent, "0")?;
        return leads_on(&item.shape).then(|| {
            let (question, pointer) = question(format!("{before}/0{}", written(rest)));
            (format!("it is a list: {question}"), pointer)
        });
    }
    let names = miss.parent.names();
    if let Some(close) = near(&token.decoded, names.iter().copied()).first() {
        let tail = written(&rest[1..]);
        let meant = format!("{before}/{}{tail}", escape_token(close));
        let member = inference.follow(&miss.parent, close);
        let leads_on =
            member.is_some_and(|member| super::miss(&member.shape, behind, inference).is_none());
        let is_meant = leads_on && is_slip(&token.decoded, close);
        let (question, pointer) = question(meant);
        return Some((question, pointer.filter(|_| is_meant)));
    }
    // People forget the member that wraps all others.
    let is_usual = |name: &str| {
        let usual = [
            "data", "result", "results", "items", "resource", "response", "content", "body",
        ];
        names.len() <= FEW || usual.contains(&name)
    };
    let wraps = |name: &&&str| {
        let member = inference.follow(&miss.parent, name);
        member.is_some_and(|member| !member.shape.is_unknown() && leads_on(&member.shape))
    };
    let mut candidates = names.iter().take(TRIED).filter(|name| is_usual(name));
    let wrapper = candidates.find(wraps);
    if let Some(wrapper) = wrapper {
        let wrapper = escape_token(wrapper);
        return Some(question(format!("{before}/{wrapper}{}", written(rest))));
    }
    let shown: Vec<String> = names
        .iter()
        .take(6)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = names.len().saturating_sub(shown.len());
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    (!shown.is_empty()).then(|| (format!("it has {}{more}", shown.join(", ")), None))
}
