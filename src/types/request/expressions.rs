//! The expressions of a request: what each of them can be.

use std::cell::RefCell;
use std::ops::Range;

use super::super::infer::Inference;
use super::super::inferred::{Inferred, Where};
use super::super::instance::Hole;
use super::super::wire::{Carrier, Known};
use crate::arazzo::Selector;
use crate::expression::{Parsed, Segment, Value, strays, template, value};
use crate::syntax::{Node, Text};
use crate::version::Version;
use crate::workspace::Scope;

/// The expressions of one request.
pub(super) struct Expressions<'c, 'd> {
    pub(super) scope: &'c Scope<'d>,
    pub(super) inference: &'c Inference<'d>,
    pub(super) at: Where<'d>,
    /// What is known of those that were met.
    pub(super) known: RefCell<Vec<Known<'d>>>,
}

impl<'d> Expressions<'_, 'd> {
    /// How to tell holes: by the grammar of expressions, and selectors by their fields.
    pub(super) fn holes(
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

    pub(super) fn hole(&self, parsed: &Parsed<'_>, carrier: Carrier) -> Hole {
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
pub(super) fn embeddings(text: Text<'_>, version: Version) -> Vec<Range<usize>> {
    let embedded = embedded(text, version).into_iter();
    embedded.map(|(range, _)| range).collect()
}

/// The expressions in a text, each with its byte range, braces included.
pub(super) fn embedded(text: Text<'_>, version: Version) -> Vec<(Range<usize>, Parsed<'_>)> {
    let embedded = template(text.value, version)
        .into_iter()
        .filter_map(|segment| match segment {
            Segment::Embedded { text, parsed } => Some((text.range(), parsed)),
            Segment::Literal(_) => None,
        });
    embedded.collect()
}
