//! The call of an operation by a step: the operation, and what reaches it. A message that is sent is one as well.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Scope;
use super::callee::Callee;
use super::sending::{Sending, sends};
use super::sources::Source;
use super::target::Target;
use crate::arazzo::{Action, Components, Parameter, Step, Workflow};
use crate::asyncapi::Identity;
use crate::openapi::{Operation, Parameters};
use crate::syntax::{Node, Text};
use crate::version::Version;

/// A step whose operation is known.
#[derive(Clone, Debug)]
pub struct Call<'d> {
    /// The workflow that the step is part of.
    pub workflow: Workflow<'d>,
    /// The step.
    pub step: Step<'d>,
    /// What it calls.
    pub callee: Callee<'d>,
    /// The source description that has the operation.
    pub source: Source<'d>,
    /// The parameters that the operation declares; of a message the headers.
    pub parameters: Rc<Parameters<'d>>,
    /// The messages of which the step sends one; none where it sends a request.
    pub sending: Option<Rc<Sending<'d>>>,
    /// The parameters that reach the operation.
    pub passed: Vec<Passed<'d>>,
    /// Whether a reference to a parameter leads nowhere, so that it is not known what else is passed.
    pub passes_unknown: bool,
    /// Whether its parameters are not looked at, because those of all calls are too many.
    pub is_cut: bool,
}

/// The calls of a document, which share what they have in common.
#[derive(Debug, Default)]
pub struct Calls<'d> {
    /// The parameters of an operation, by its object and that of its path.
    parameters: FxHashMap<(Node<'d>, Node<'d>), Rc<Parameters<'d>>>,
    /// What is sent to an operation or a channel of messages, with the headers.
    sent: FxHashMap<Identity<'d>, (Rc<Parameters<'d>>, Rc<Sending<'d>>)>,
    /// How often a parameter that is passed has been held against one that is declared.
    pairs: usize,
}

/// How many pairs of parameters are held against each other: half a second of work. Those of a workflow reach each of its
/// steps, so a short document can ask for billions.
const PAIRS: usize = 20_000_000;

/// A parameter that reaches an operation, references resolved.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'d> {
    /// The entry of the step's or the workflow's `parameters`.
    pub entry: Node<'d>,
    /// The Parameter Object: the entry itself, or the component that it names.
    pub parameter: Parameter<'d>,
    /// Its name.
    pub name: Text<'d>,
    /// Its place; none where the `in` field is missing, which is reported as that.
    pub location: Option<Text<'d>>,
    /// Its value: the parameter's own, or the one that overrides it.
    pub value: Option<Node<'d>>,
    /// Whether it comes from the workflow and so reaches every step.
    pub is_inherited: bool,
}

impl<'d> Calls<'d> {
    /// The call that a step makes, if it is known which.
    pub fn call(
        &mut self,
        scope: &Scope<'d>,
        workflow: Workflow<'d>,
        step: Step<'d>,
        target: &Target<'d>,
    ) -> Option<Call<'d>> {
        let (callee, source) = target.called()?;
        let (parameters, sending) = match callee {
            Callee::Operation(operation) => {
                let known = self.parameters.entry(operation.objects());
                let parameters = known.or_insert_with(|| Rc::new(operation.parameters()));
                (Rc::clone(parameters), None)
            }
            // Steps of 1.0 exchange no messages.
            Callee::Endpoint(_) if scope.version < Version::V1_1 => return None,
            Callee::Endpoint(endpoint) => {
                if !sends(step) {
                    return None;
                }
                let known = self.sent.entry(endpoint.identity());
                let (parameters, sending) = known.or_insert_with(|| {
                    let sending = Sending::to(endpoint);
                    (Rc::new(sending.parameters()), Rc::new(sending))
                });
                (Rc::clone(parameters), Some(Rc::clone(sending)))
            }
        };
        let count = workflow.parameters().chain(step.parameters()).count();
        // A pair is cheap; to know of a parameter at all is not.
        self.pairs += count * (parameters.declared.len() + 16);
        let is_cut = self.pairs > PAIRS;
        let (passed, passes_unknown) = match is_cut {
            true => (Vec::new(), true),
            false => passed(scope, workflow, step),
        };
        Some(Call {
            workflow,
            step,
            callee,
            source,
            parameters,
            sending,
            passed,
            passes_unknown,
            is_cut,
        })
    }
}

impl<'d> Call<'d> {
    /// The operation that takes the request, if one is sent.
    pub fn http(&self) -> Option<Operation<'d>> {
        self.callee.http()
    }
}

impl<'d> Passed<'d> {
    /// A parameter as it is passed; `None` where it has no name or its reference leads nowhere.
    fn of(components: Components<'d>, entry: Parameter<'d>, is_inherited: bool) -> Option<Self> {
        let parameter = components.parameter(entry)?;
        let own = entry.reusable().and_then(|reusable| reusable.value());
        Some(Self {
            entry: entry.node(),
            parameter,
            name: parameter.name()?,
            location: parameter.r#in(),
            value: own.or_else(|| parameter.value()),
            is_inherited,
        })
    }
}

/// What a step passes: its own parameters, then those of the workflow that it does not replace. Also whether a reference
/// among them leads nowhere.
pub fn passed<'d>(
    scope: &Scope<'d>,
    workflow: Workflow<'d>,
    step: Step<'d>,
) -> (Vec<Passed<'d>>, bool) {
    let components = scope.description.components();
    let mut passed: Vec<Passed<'d>> = Vec::new();
    // What the step passes itself, so that the workflow's of the same name and place does not reach it.
    let mut replaced = FxHashSet::default();
    let mut unknown = false;
    let own = step.parameters().map(|parameter| (parameter, false));
    let inherited = workflow.parameters().map(|parameter| (parameter, true));
    for (entry, is_inherited) in own.chain(inherited) {
        let Some(new) = Passed::of(components, entry, is_inherited) else {
            unknown = true;
            continue;
        };
        let key = (new.name.value, new.location.map(|text| text.value));
        if !is_inherited {
            replaced.insert(key);
        } else if replaced.contains(&key) {
            continue;
        }
        passed.push(new);
    }
    (passed, unknown)
}

/// What an action passes to the workflow that it goes to (1.1). Also whether a reference among it leads nowhere.
pub fn passed_by_action<'d>(scope: &Scope<'d>, action: Action<'d>) -> (Vec<Passed<'d>>, bool) {
    let components = scope.description.components();
    let entries: Vec<_> = action.parameters().collect();
    let passed = entries.iter().copied();
    let passed: Vec<_> = passed
        .filter_map(|entry| Passed::of(components, entry, false))
        .collect();
    let is_unknown = passed.len() < entries.len();
    (passed, is_unknown)
}
