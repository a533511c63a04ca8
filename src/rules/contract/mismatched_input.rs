//! What steps and actions pass to workflows, held against the `inputs` of these.

use super::workflow_calls::WorkflowCalls;
use crate::rules::Context;
use crate::types::{Dialect, Direction, Fact, Mistake, Request, Shape, Typed};

/// A value that is passed to a workflow, with what is wrong with it. Values reach a workflow as they are, not as text.
pub(super) struct Input<'d> {
    /// What to call the input.
    subject: String,
    /// The value, as if it were the body of a request.
    pub(super) request: Request<'d>,
}

impl Input<'_> {
    /// How to call a part of the value.
    pub(super) fn subject(&self, mistake: &Mistake<'_>) -> String {
        match mistake.key.as_deref() {
            Some("value") => self.subject.clone(),
            _ => format!("a value of {}", self.subject),
        }
    }
}

/// The values that are wrong.
pub(super) fn wrong_inputs<'d>(cx: &Context<'d>) -> Vec<Input<'d>> {
    let mut wrong = Vec::new();
    for call in WorkflowCalls::of(cx).calls {
        let Some(inputs) = call.callee.inputs() else {
            continue;
        };
        let inputs = Typed::new(inputs, Dialect::JsonSchema202012, Direction::Request);
        let inputs = Shape::of(Fact::Schema(inputs));
        // What a workflow passes to every step is meant for operations too.
        for passed in call.passed.iter().filter(|passed| !passed.is_inherited) {
            let Some(value) = passed.value else {
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
            let request = cx.inference.passed(cx.scope, value, *expected, call.at);
            if !request.body.is_empty() {
                wrong.push(Input {
                    subject: format!("input `{}`", passed.name.value),
                    request,
                });
            }
        }
    }
    wrong
}
