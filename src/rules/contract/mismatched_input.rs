//! What steps pass to workflows, held against the `inputs` of these.

use super::mismatched_type::{Misfit, tell};
use crate::expression::{Value, value};
use crate::rules::{Context, Reporter};
use crate::syntax::Text;
use crate::types::{Dialect, Direction, Fact, Fit, Inferred, Shape, Typed, Where};
use crate::workspace::{Target, passed};

/// Reports expressions that can never be what the input of a called workflow is. Values reach it as they are, not as text.
pub(super) fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let Target::Workflow(called) = found.target else {
            continue;
        };
        let Some(inputs) = called.inputs() else {
            continue;
        };
        let inputs = Typed::new(inputs, Dialect::JsonSchema202012, Direction::Request);
        let inputs = Shape::of(Fact::Schema(inputs));
        let at = Where {
            workflow: found.workflow,
            step: Some(found.step),
            has_succeeded: false,
        };
        let (sent, _) = passed(&cx.scope, found.workflow, found.step);
        // What a workflow passes to every step is meant for operations too.
        for passed in sent.iter().filter(|passed| !passed.is_inherited) {
            let Some(text) = passed.value.and_then(|value| value.text()) else {
                continue;
            };
            // What stands in the components may be passed by several steps.
            if reporter.has_reported(text.span) {
                continue;
            }
            let Some((written, inferred)) = inferred(cx, text, at) else {
                continue;
            };
            let Some(input) = cx.inference.follow(&inputs, passed.name.value) else {
                continue;
            };
            // Where several schemas speak of an input, none of them alone says what it is.
            let [part] = input.shape.parts.as_slice() else {
                continue;
            };
            let ([Fact::Schema(expected)], false) = (part.as_slice(), input.shape.is_open) else {
                continue;
            };
            if let Fit::Never(clash) = cx.inference.fit(&inferred.shape, *expected) {
                let misfit = Misfit {
                    span: text.span,
                    pointer: text.node().pointer(),
                    written: &written,
                    inferred: &inferred,
                    schema: Some(expected.node),
                };
                let subject = format!("input `{}`", passed.name.value);
                tell(&misfit, &clash, &subject, reporter);
            }
        }
    }
}

/// What a value can be that is one expression, or text with expressions in it.
fn inferred<'d>(cx: &Context<'d>, text: Text<'d>, at: Where<'d>) -> Option<(String, Inferred<'d>)> {
    match value(text.value, cx.version) {
        Value::Literal => None,
        Value::Template(_) => Some((text.value.to_owned(), Inferred::text())),
        Value::Expression(parsed) => {
            let expression = parsed.expression.filter(|_| parsed.malformed.is_none())?;
            let inferred = cx.inference.infer(&cx.scope, &expression, at);
            Some((expression.text.text.to_owned(), inferred))
        }
    }
}
