//! What rules can ask about the document that they look at.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::needed;
use crate::arazzo::{Action, Criterion, Description, Selector, Step, Workflow};
use crate::expression::Term;
use crate::flow::{Conditions, Control};
use crate::load::Link;
use crate::openapi::Operation;
use crate::schema::{Fault, FaultKind, Object, objects};
use crate::source::SourceId;
use crate::syntax::{Document, Node, Problem, Text};
use crate::types::{Broken, Inference, Patterns, Request};
use crate::version::Version;
use crate::workspace::{
    Call, Calls, Coverage, CriteriaList, Occurrence, Peer, Peers, Scope, Source, StepKind, Target,
    Used, Uses, Workspace, criteria_lists,
};

/// One Arazzo document, and the answers that several rules want.
#[derive(Debug)]
pub struct Context<'d> {
    /// The document.
    pub document: Description<'d>,
    /// The feature set that it is read by.
    pub version: Version,
    /// What is wrong with its shape.
    pub faults: &'d [Fault],
    /// The objects that it holds, each with its kind.
    pub objects: Vec<(Object, Node<'d>)>,
    /// What its names can mean.
    pub scope: &'d Scope<'d>,
    /// Its runtime expressions.
    pub occurrences: Vec<Occurrence<'d>>,
    /// Its criteria.
    pub criteria: Vec<Used<'d, Criterion<'d>>>,
    /// What its criteria say.
    pub conditions: Conditions<'d>,
    /// The lists of criteria that have to hold together.
    pub criteria_lists: Vec<CriteriaList<'d>>,
    /// Its selectors.
    pub selectors: Vec<Used<'d, Selector<'d>>>,
    /// Its strings that are no whole expression, where expressions could stand.
    pub texts: Vec<Used<'d, Text<'d>>>,
    /// Its steps with what they call.
    pub steps: Vec<StepTarget<'d>>,
    /// The calls of operations that are known.
    pub calls: Vec<Call<'d>>,
    /// What is wrong with the requests of these calls, in the same order.
    pub requests: Vec<Request<'d>>,
    /// The control flow of its workflows, in their order.
    pub flows: Vec<Control<'d>>,
    /// What its expressions can be.
    pub inference: Inference<'d>,
    /// How many references to sources could be judged.
    pub coverage: Coverage<'d>,
    workspace: &'d Workspace<'d>,
    peers: &'d Peers<'d>,
    /// Which of the occurrences are those of a workflow.
    ranges: FxHashMap<Workflow<'d>, Range<usize>>,
    /// Where each step stands among the steps.
    positions: FxHashMap<Step<'d>, usize>,
    /// The places of what the shape check found, by the pointer of the object that holds them.
    faults_in: FxHashMap<String, Vec<usize>>,
    /// What used operations need and nobody can read, once a rule has asked.
    broken_schemas: OnceLock<Vec<(String, Broken<'d>)>>,
}

/// A step and what it calls.
#[derive(Debug)]
pub struct StepTarget<'d> {
    /// The workflow that the step is part of.
    pub workflow: Workflow<'d>,
    /// The step.
    pub step: Step<'d>,
    /// What it exchanges, where the documents tell.
    pub kind: Option<StepKind>,
    /// What it calls.
    pub target: Target<'d>,
}

impl<'d> Context<'d> {
    /// Looks at one document of the workspace.
    pub fn new(
        workspace: &'d Workspace<'d>,
        peers: &'d Peers<'d>,
        patterns: &Patterns,
        peer: &'d Peer<'d>,
    ) -> Self {
        let Peer { scope, faults, .. } = peer;
        let (document, version) = (scope.description, scope.version);
        let root = document.node();
        let mut coverage = Coverage::new(scope);
        let mut steps = Vec::new();
        for workflow in document.workflows() {
            for step in workflow.steps() {
                let target = scope.target(step);
                coverage.count(scope, step, &target);
                steps.push(StepTarget {
                    workflow,
                    step,
                    kind: StepKind::of(scope, step, &target),
                    target,
                });
            }
        }
        let mut known = Calls::default();
        let call =
            |found: &StepTarget<'d>| known.call(scope, found.workflow, found.step, &found.target);
        let calls: Vec<Call<'d>> = steps.iter().filter_map(call).collect();
        for call in calls.iter().filter(|call| call.is_cut) {
            coverage.count_parameters(scope, call);
        }
        let positions = steps.iter().map(|found| found.step).zip(0..).collect();
        let called = steps.iter().map(|found| (found.step, &found.target));
        let inference = Inference::new(peers, called);
        let requests: Vec<Request<'d>> = calls
            .iter()
            .map(|call| Request::of(call, scope, &inference, patterns))
            .collect();
        for (call, request) in calls.iter().zip(&requests) {
            coverage.count_elsewhere(
                scope,
                call,
                &request.elsewhere_of_parameters,
                &request.elsewhere_of_body,
            );
            // One body counts once, whatever stands in the way.
            let gap = request.unjudged_body;
            if let Some(gap) = gap.filter(|_| request.elsewhere_of_body.is_empty()) {
                coverage.count_unjudged(scope, call, gap);
            }
        }
        let Uses {
            occurrences,
            criteria,
            selectors,
            texts,
        } = Uses::of(document, version);
        let flows = document
            .workflows()
            .map(|workflow| Control::of(workflow, document.components(), version))
            .collect();
        let mut ranges = FxHashMap::default();
        let mut start = 0;
        for run in occurrences.chunk_by(|one, next| one.site.workflow == next.site.workflow) {
            let end = start + run.len();
            if let Some(workflow) = run[0].site.workflow {
                ranges.insert(workflow, start..end);
            }
            start = end;
        }
        let mut faults_in: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, fault) in faults.iter().enumerate() {
            if let Some((parent, _)) = fault.pointer.rsplit_once('/') {
                faults_in.entry(parent.to_owned()).or_default().push(index);
            }
        }
        Self {
            document,
            version,
            faults,
            objects: objects(root),
            scope,
            occurrences,
            conditions: Conditions::new(criteria.iter().map(|used| used.what), version),
            criteria,
            criteria_lists: criteria_lists(document),
            selectors,
            texts,
            steps,
            calls,
            requests,
            flows,
            inference,
            coverage,
            workspace,
            peers,
            ranges,
            positions,
            faults_in,
            broken_schemas: OnceLock::new(),
        }
    }

    /// The parts of the schemas of used operations that have no sane reading, each once, with who needs it.
    pub fn broken_schemas(&self) -> &[(String, Broken<'d>)] {
        self.broken_schemas
            .get_or_init(|| needed::broken_schemas(self))
    }

    /// The calls that send a request, each with the operation that takes it.
    pub fn http_calls(&self) -> impl Iterator<Item = (&Call<'d>, Operation<'d>)> {
        let calls = self.calls.iter();
        calls.filter_map(|call| Some((call, call.http()?)))
    }

    /// The calls, each with what is wrong with its request.
    pub fn requests(&self) -> impl Iterator<Item = (&Call<'d>, &Request<'d>)> {
        self.calls.iter().zip(&self.requests)
    }

    /// What the condition of a criterion says, if it is a simple one and sound.
    pub fn simple_term(&self, criterion: Criterion<'d>) -> Option<&Term<'d>> {
        self.conditions.simple(criterion)?.term.as_ref()
    }

    /// A step with what it calls.
    pub fn step_target(&self, step: Step<'d>) -> Option<&StepTarget<'d>> {
        let index = self.positions.get(&step)?;
        self.steps.get(*index)
    }

    /// The expressions that are evaluated in a workflow.
    pub fn occurrences_in(&self, workflow: Workflow<'d>) -> &[Occurrence<'d>] {
        let range = self.ranges.get(&workflow).cloned();
        &self.occurrences[range.unwrap_or_default()]
    }

    /// What is wrong with the text of this document.
    pub fn problems(&self) -> &'d [Problem] {
        self.workspace
            .problems(self.document.node().document().id())
    }

    /// What is wrong with the text of another document.
    pub fn problems_of(&self, id: SourceId) -> &'d [Problem] {
        self.workspace.problems(id)
    }

    /// A document that was read.
    pub fn read_document(&self, id: SourceId) -> &'d Document {
        self.workspace.document(id)
    }

    /// Whether the document says 1.0.0, whose rules 1.0.1 has tightened.
    pub fn says_1_0_0(&self) -> bool {
        self.document
            .arazzo()
            .is_some_and(|text| text.value == "1.0.0")
    }

    /// Whether an object has a field of that name after all, only misspelt or of the wrong type, which is reported as that.
    pub fn is_unreadable(&self, object: Node<'_>, field: &str) -> bool {
        if object.document().id() != self.document.node().document().id() {
            return self.is_unreadable_elsewhere(object, field);
        }
        if self.faults.is_empty() {
            return false;
        }
        let faults = self.faults_in.get(&object.pointer()).into_iter().flatten();
        faults
            .map(|index| &self.faults[*index])
            .any(|fault| hides(fault, field))
    }

    /// The same in another document, where it is asked for seldom.
    fn is_unreadable_elsewhere(&self, object: Node<'_>, field: &str) -> bool {
        let Some(peer) = self.peers.of(object.document().id()) else {
            return false;
        };
        if peer.faults.is_empty() {
            return false;
        }
        let pointer = object.pointer();
        let is_in_it = |fault: &Fault| {
            let place = fault.pointer.rsplit_once('/');
            place.is_some_and(|(parent, _)| parent == pointer)
        };
        let mut faults = peer.faults.iter();
        faults.any(|fault| is_in_it(fault) && hides(fault, field))
    }

    /// What the names in a workflow mean, which may stand in another document.
    pub fn scope_of(&self, workflow: Workflow<'d>) -> &Scope<'d> {
        self.peers.scope(self.scope, workflow)
    }

    /// The document of a source, or of a source of a source, that a workflow stands in.
    pub fn peer_of(&self, workflow: Workflow<'d>) -> Option<&'d Peer<'d>> {
        self.peers.of(workflow.node().document().id())
    }

    /// Whether a document is looked at for itself, rather than for those that name it.
    pub fn is_checked(&self, id: SourceId) -> bool {
        self.workspace.is_checked(id)
    }

    /// Whether the shape check has found something wrong with this very value.
    pub fn is_misshapen(&self, node: Node<'_>) -> bool {
        !self.faults.is_empty() && !self.faults_at(&node.pointer()).is_empty()
    }

    /// What the shape check has found at a place.
    pub fn faults_at(&self, pointer: &str) -> &[Fault] {
        // They are sorted by their places.
        let start = self
            .faults
            .partition_point(|fault| fault.pointer.as_str() < pointer);
        let behind = &self.faults[start..];
        &behind[..behind.partition_point(|fault| fault.pointer == pointer)]
    }

    /// The source descriptions with what became of their documents.
    pub fn sources(&self) -> impl Iterator<Item = (&Source<'d>, &'d Link)> {
        self.scope
            .sources
            .iter()
            .zip(self.workspace.links(self.document))
    }

    /// The actions that can follow a step of a workflow, references resolved: each with the workflow that uses it and
    /// the entry that stands there. What a reference does not lead to is left out.
    pub fn actions(&self) -> impl Iterator<Item = UsedAction<'d>> {
        let components = self.document.components();
        let used = move |workflow: Workflow<'d>, step: Option<Step<'d>>, entry: Action<'d>| {
            let action = components.action(entry)?;
            Some(UsedAction {
                workflow,
                step,
                entry: entry.node(),
                action,
            })
        };
        self.document.workflows().flat_map(move |workflow| {
            let general = workflow.success_actions().chain(workflow.failure_actions());
            let own = workflow.steps().flat_map(|step| {
                let actions = step.on_success().chain(step.on_failure());
                actions.map(move |action| (Some(step), action))
            });
            general
                .map(|action| (None, action))
                .chain(own)
                .filter_map(move |(step, action)| used(workflow, step, action))
        })
    }
}

/// Whether a fault of an object's field keeps that field from being read.
fn hides(fault: &Fault, field: &str) -> bool {
    match &fault.kind {
        FaultKind::UnknownField { suggestions, .. } => suggestions.iter().any(|name| name == field),
        FaultKind::WrongType { .. } => fault.pointer.rsplit('/').next() == Some(field),
        _ => false,
    }
}

/// An action as a workflow uses it.
#[derive(Clone, Copy, Debug)]
pub struct UsedAction<'d> {
    /// The workflow.
    pub workflow: Workflow<'d>,
    /// The step whose list it stands in; none where it stands in that of the workflow.
    pub step: Option<Step<'d>>,
    /// What stands in its list: the action itself, or a reference to it.
    pub entry: Node<'d>,
    /// The action.
    pub action: Action<'d>,
}
