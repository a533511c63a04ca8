//! Criteria and selectors that ask a response for members.

use std::borrow::Cow;

use super::queried::Queried;
use super::{Asked, found, miss, report};
use crate::arazzo::Language;
use crate::expression::{Part, Token, parse};
use crate::rules::{Context, Reporter};
use crate::types::{Inference, Shape};
use crate::workspace::{Occurrence, Place};

/// Looks at the criteria and selectors whose query begins with members, or asks for members of items.
pub(super) fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let criteria = cx.criteria.iter().filter_map(|used| {
        let (what, kind) = (used.what, used.what.r#type()?);
        let query = (what.condition()?, what.context()?, kind.language);
        Some((query, used.place, used.site))
    });
    let selectors = cx.selectors.iter().filter_map(|used| {
        let (what, kind) = (used.what, used.what.r#type()?);
        let query = (what.selector()?, what.context()?, kind.language);
        Some((query, used.place, used.site))
    });
    for ((query, context, language), place, site) in criteria.chain(selectors) {
        let Some(queried) = Queried::of(query.value, language) else {
            continue;
        };
        let parsed = parse(context.value, cx.version);
        let Some(expression) = parsed.expression.filter(|_| parsed.malformed.is_none()) else {
            continue;
        };
        let occurrence = Occurrence {
            text: query,
            expression: Some(expression),
            malformed: None,
            accessors: Vec::new(),
            place,
            site,
        };
        let Some(found) = found(cx, &occurrence, &expression) else {
            continue;
        };
        let inference = &cx.inference;
        let pointer = expression.pointer.into_iter();
        let mut tokens: Vec<Token<'_>> = pointer.flat_map(|pointer| pointer.tokens()).collect();
        // That the context itself is not there is told of the context.
        if miss(&found.inferred.shape, &tokens, inference).is_some() {
            continue;
        }
        // A query that looks into what has no structure is told by `mismatched-selector`, where that knows the value.
        let is_known =
            !found.is_body || matches!(place, Place::SuccessCriterion | Place::StepOutput);
        let context = place_of(&found.inferred.shape, &tokens, inference);
        if is_known && context.is_some_and(|context| context.is_scalar()) {
            continue;
        }
        let first = tokens.len();
        tokens.extend(queried.route);
        let is_pointer = language == Language::JsonPointer;
        if let Some(miss) = miss(&found.inferred.shape, &tokens, inference) {
            debug_assert!(miss.index >= first);
            let asked = Asked {
                occurrence: &occurrence,
                expression: &expression,
                tokens: &tokens,
                is_pointer,
            };
            report(&asked, &found, &miss, inference, reporter);
            continue;
        }
        let place = place_of(&found.inferred.shape, &tokens, inference);
        let Some(items) = place.filter(Shape::is_list).and_then(|list| {
            let item = inference.follow(&list, "0")?;
            Some(item.shape)
        }) else {
            continue;
        };
        for route in queried.of_items {
            let Some(mut miss) = miss(&items, &route, inference) else {
                continue;
            };
            let mut all = tokens.clone();
            all.push(Token {
                written: Part {
                    text: "*",
                    start: 0,
                },
                decoded: Cow::Borrowed("*"),
            });
            miss.index += all.len();
            all.extend(route);
            let asked = Asked {
                occurrence: &occurrence,
                expression: &expression,
                tokens: &all,
                is_pointer,
            };
            report(&asked, &found, &miss, inference, reporter);
        }
    }
}

/// The value that tokens lead to.
fn place_of<'s>(
    shape: &Shape<'s>,
    tokens: &[Token<'_>],
    inference: &Inference<'_>,
) -> Option<Shape<'s>> {
    let down = |shape: Shape<'s>, token: &Token<'_>| {
        let found = inference.follow(&shape, &token.decoded)?;
        Some(found.shape)
    };
    tokens.iter().try_fold(shape.clone(), down)
}
