//! From documents to charts.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Chart, Edge, EdgeKind, Node, NodeKind};
use crate::arazzo::{Action, Description, Step, Workflow};
use crate::diagnostic::{Outcome, Severity};
use crate::expression::{Dependency, Root, dependency};
use crate::flow::{Control, Point, Way};
use crate::linter::shape;
use crate::load::Store;
use crate::source::Span;
use crate::workspace::{Occurrence, Scope, Uses, Workspace};

/// The workflows of all documents, or those of one id, with what was found in them.
pub fn charts(store: &Store, outcome: &Outcome, id: Option<&str>) -> Vec<Chart> {
    let findings = Findings::of(outcome);
    draw(store, &findings, |workflow| {
        let name = workflow.workflow_id().map_or("", |id| id.value);
        id.is_none_or(|id| id == name)
    })
}

/// The workflows that have errors or warnings.
pub fn charts_of_findings(store: &Store, outcome: &Outcome) -> Vec<Chart> {
    let findings = Findings::of(outcome);
    draw(store, &findings, |workflow| {
        findings.within(workflow.node().span()) > Some(Severity::Note)
    })
}

fn draw(
    store: &Store,
    findings: &Findings,
    is_wanted: impl Fn(Workflow<'_>) -> bool,
) -> Vec<Chart> {
    let workspace = Workspace::new(store);
    let mut charts = Vec::new();
    for (root, _) in store.roots() {
        let (version, _) = shape(root);
        let description = Description::new(root);
        let scope = Scope::new(&workspace, description, version);
        let uses = Uses::of(description, version);
        for workflow in description.workflows() {
            if !is_wanted(workflow) {
                continue;
            }
            let name = workflow.workflow_id().map_or("", |id| id.value);
            let flow = Control::of(workflow, description.components(), version);
            let read = uses
                .occurrences
                .iter()
                .filter(|occurrence| occurrence.site.workflow == Some(workflow))
                .collect();
            let mut builder = Builder {
                scope: &scope,
                flow: &flow,
                findings,
                chart: Chart {
                    file: root.document().source().name().to_owned(),
                    workflow: name.to_owned(),
                    nodes: Vec::new(),
                    edges: Vec::new(),
                },
                nodes: FxHashMap::default(),
                general: workflow
                    .success_actions()
                    .chain(workflow.failure_actions())
                    .map(Action::node)
                    .collect(),
            };
            builder.build(read);
            charts.push(builder.chart);
        }
    }
    charts
}

/// Where findings begin, in order, with their weight.
struct Findings {
    sorted: Vec<(Span, Severity)>,
}

impl Findings {
    fn of(outcome: &Outcome) -> Self {
        let found = outcome.diagnostics.iter();
        let mut sorted: Vec<_> = found
            .map(|found| (found.primary.span, found.severity))
            .collect();
        sorted.sort();
        Self { sorted }
    }

    /// The gravest finding that lies in a place.
    fn within(&self, place: Span) -> Option<Severity> {
        let from = self
            .sorted
            .partition_point(|(span, _)| (span.source, span.start) < (place.source, place.start));
        self.sorted[from..]
            .iter()
            .take_while(|(span, _)| span.source == place.source && span.start < place.end)
            .map(|(_, severity)| *severity)
            .max()
    }
}

/// The outputs of one step that another one reads.
struct Feed<'d> {
    from: usize,
    to: usize,
    names: Vec<&'d str>,
    level: Option<Severity>,
}

/// What a node is found by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'d> {
    Point(Point),
    Every(&'static str),
    Workflow(&'d str),
}

struct Builder<'b, 'd> {
    scope: &'b Scope<'d>,
    flow: &'b Control<'d>,
    findings: &'b Findings,
    chart: Chart,
    nodes: FxHashMap<Key<'d>, usize>,
    /// The entries of the workflow's own lists.
    general: FxHashSet<crate::syntax::Node<'d>>,
}

impl<'d> Builder<'_, 'd> {
    fn build(&mut self, read: Vec<&Occurrence<'d>>) {
        self.node(
            Key::Point(Point::Entry),
            NodeKind::Start,
            "start",
            None,
            None,
        );
        for (position, step) in self.flow.steps.iter().enumerate() {
            let id = step.step_id().map_or("", |id| id.value);
            let level = self.findings.within(step.node().span());
            let detail = self.called(*step);
            self.node(
                Key::Point(Point::Try(position)),
                NodeKind::Step,
                id,
                detail,
                level,
            );
        }
        self.prerequisites();
        for point in self.flow.points() {
            self.ways(point);
        }
        self.general();
        for (position, step) in self.flow.steps.iter().enumerate() {
            self.step_edges(position, *step);
        }
        self.data(read);
    }

    fn node(
        &mut self,
        key: Key<'d>,
        kind: NodeKind,
        title: &str,
        detail: Option<String>,
        level: Option<Severity>,
    ) -> usize {
        let next = self.chart.nodes.len();
        let index = *self.nodes.entry(key).or_insert(next);
        if index == next {
            self.chart.nodes.push(Node {
                kind,
                title: title.to_owned(),
                detail,
                level,
            });
        }
        index
    }

    fn point(&mut self, point: Point) -> Option<usize> {
        let (kind, title) = match point {
            Point::Entry => (NodeKind::Start, "start"),
            Point::Try(position) | Point::Done(position) | Point::Failed(position) => {
                return self.nodes.get(&Key::Point(Point::Try(position))).copied();
            }
            Point::End => (NodeKind::End, "end"),
            Point::Broken => (NodeKind::End, "failed"),
            Point::Transfer | Point::Detour(_) => return None,
        };
        Some(self.node(Key::Point(point), kind, title, None, None))
    }

    fn workflow(&mut self, id: &'d str) -> usize {
        self.node(Key::Workflow(id), NodeKind::Workflow, id, None, None)
    }

    fn edge(
        &mut self,
        from: usize,
        to: usize,
        kind: EdgeKind,
        label: String,
        level: Option<Severity>,
    ) {
        self.chart.edges.push(Edge {
            from,
            to,
            kind,
            label,
            level,
        });
    }

    /// What leads from a point to others.
    fn ways(&mut self, point: Point) {
        let kind = match point {
            Point::Entry | Point::Done(_) => EdgeKind::Success,
            Point::Failed(_) => EdgeKind::Failure,
            _ => return,
        };
        let Some(from) = self.point(point) else {
            return;
        };
        let mut told = FxHashSet::default();
        for (to, way) in self.flow.ways(point).collect::<Vec<_>>() {
            match way {
                // That a step without actions ends the workflow when it fails would be a line everywhere.
                Way::Plain if kind == EdgeKind::Failure => {}
                Way::Plain => {
                    if let Some(to) = self.point(to) {
                        self.edge(from, to, EdgeKind::Next, String::new(), None);
                    }
                }
                // A retry has several ways, and is drawn once; so are the actions of the workflow.
                Way::Action { entry, action } => {
                    if told.insert(entry.node()) && !self.general.contains(&entry.node()) {
                        self.action(from, kind, entry, action);
                    }
                }
            }
        }
    }

    /// The actions of the workflow, which follow every step.
    fn general(&mut self) {
        let workflow = self.flow.workflow;
        let components = self.scope.description.components();
        for (kind, title, entries) in [
            (
                EdgeKind::Success,
                "any step succeeds",
                workflow.success_actions().collect::<Vec<_>>(),
            ),
            (
                EdgeKind::Failure,
                "any step fails",
                workflow.failure_actions().collect(),
            ),
        ] {
            let actions = entries
                .into_iter()
                .filter_map(|entry| Some((entry, components.action(entry)?)));
            for (entry, action) in actions.collect::<Vec<_>>() {
                let from = self.node(Key::Every(title), NodeKind::Every, title, None, None);
                self.action(from, kind, entry, action);
            }
        }
    }

    fn action(&mut self, from: usize, kind: EdgeKind, entry: Action<'d>, action: Action<'d>) {
        let level = self
            .findings
            .within(entry.node().span())
            .max(self.findings.within(action.node().span()));
        let exit = match kind {
            EdgeKind::Failure => Point::Broken,
            _ => Point::End,
        };
        let step = action.step_id().and_then(|id| {
            let step = self.scope.names.step(self.flow.workflow, id.value)?;
            self.flow.position(step)
        });
        let type_name = action.r#type().map(|text| text.value);
        let kind = match type_name {
            Some("retry") => EdgeKind::Retry,
            _ => kind,
        };
        let to = match (type_name, action.workflow_id(), step) {
            (Some("end"), ..) => self.point(exit),
            (_, Some(workflow), _) => Some(self.workflow(workflow.value)),
            (_, None, Some(position)) => self.point(Point::Try(position)),
            (Some("retry"), None, None) => Some(from),
            _ => None,
        };
        if let Some(to) = to {
            self.edge(from, to, kind, occasion(action), level);
        }
    }

    /// What has to be completed before the workflow begins.
    fn prerequisites(&mut self) {
        let entry = Key::Point(Point::Entry);
        for text in self.flow.workflow.depends_on() {
            let from = self.workflow(text.value);
            let level = self.findings.within(text.span);
            if let Some(to) = self.nodes.get(&entry).copied() {
                self.edge(from, to, EdgeKind::Requires, String::new(), level);
            }
        }
    }

    /// What a step waits for, and the workflow that it calls.
    fn step_edges(&mut self, position: usize, step: Step<'d>) {
        let Some(to) = self.point(Point::Try(position)) else {
            return;
        };
        for text in step.depends_on() {
            if let Dependency::Step(id) = dependency(text.value)
                && let Some(awaited) = self.scope.names.step(self.flow.workflow, id.text)
                && let Some(awaited) = self.flow.position(awaited)
                && let Some(from) = self.point(Point::Try(awaited))
            {
                let level = self.findings.within(text.span);
                self.edge(from, to, EdgeKind::Requires, String::new(), level);
            }
        }
        if let Some(called) = step.workflow_id().filter(|_| step.calls_workflow()) {
            let called = self.workflow(called.value);
            self.edge(to, called, EdgeKind::Calls, String::new(), None);
        }
    }

    /// Which output feeds what: one edge for two steps, with the names of all outputs.
    fn data(&mut self, read: Vec<&Occurrence<'d>>) {
        let mut fed: Vec<Feed<'d>> = Vec::new();
        let mut known: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        for occurrence in read {
            let (Some(expression), Some(reader)) = (occurrence.expression, occurrence.site.step)
            else {
                continue;
            };
            let Root::Steps(text) = expression.root else {
                continue;
            };
            let (reference, producer) = self.scope.names.steps(self.flow.workflow, text);
            let producer = producer.and_then(|step| self.flow.position(step));
            let (Some(producer), Some(reader)) = (producer, self.flow.position(reader)) else {
                continue;
            };
            if producer == reader {
                continue;
            }
            let next = fed.len();
            let slot = *known.entry((producer, reader)).or_insert(next);
            if slot == next {
                fed.push(Feed {
                    from: producer,
                    to: reader,
                    names: Vec::new(),
                    level: None,
                });
            }
            let output = reference.output.map_or("", |output| output.text);
            if !fed[slot].names.contains(&output) && fed[slot].names.len() < 8 {
                fed[slot].names.push(output);
            }
            let level = self.findings.within(occurrence.span(expression.text));
            fed[slot].level = fed[slot].level.max(level);
        }
        for feed in fed {
            let from = self.point(Point::Try(feed.from));
            if let (Some(from), Some(to)) = (from, self.point(Point::Try(feed.to))) {
                self.edge(from, to, EdgeKind::Data, feed.names.join(", "), feed.level);
            }
        }
    }

    /// What a step calls: the operation by name, method and path where it is known, else as it is written.
    fn called(&self, step: Step<'d>) -> Option<String> {
        let target = self.scope.target(step);
        if let Some((callee, _)) = target.called() {
            let name = callee.display_name();
            let action = step.action().filter(|_| callee.endpoint().is_some());
            return Some(match action {
                Some(action) => format!("{} {name}", action.value),
                None => name,
            });
        }
        let written = step
            .operation_id()
            .or_else(|| step.operation_path())
            .or_else(|| step.channel_path())
            .or_else(|| step.workflow_id());
        written.map(|text| text.value.to_owned())
    }
}

/// When an action is taken: its criteria, else its name.
fn occasion(action: Action<'_>) -> String {
    let conditions: Vec<&str> = action
        .criteria()
        .filter_map(|criterion| Some(criterion.condition()?.value))
        .collect();
    let name = action.name().map_or("", |name| name.value);
    match conditions.is_empty() {
        true => name.to_owned(),
        false => conditions.join(" && "),
    }
}
