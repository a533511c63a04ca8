//! The `graph` command: workflows as pictures for people and as data for programs.
//!
//! [`charts`] draws the steps of every workflow, what leads from one to the next, which output feeds what, and what the
//! linter finds there; one file a format writes them down.

mod build;

mod dot;
mod json;
mod mermaid;
mod svg;

pub use build::{charts, charts_of_findings};

use crate::diagnostic::Severity;

/// A workflow as nodes and edges.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The document's name as reports write it.
    pub file: String,
    /// The workflow's id; empty where it has none.
    pub workflow: String,
    /// What the edges connect, by their position.
    pub nodes: Vec<Node>,
    /// What leads from one node to another.
    pub edges: Vec<Edge>,
}

/// A node of a chart.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// What it is called.
    pub title: String,
    /// What a step calls.
    pub detail: Option<String>,
    /// The gravest finding in it.
    pub level: Option<Severity>,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The beginning of the workflow.
    Start,
    /// A step.
    Step,
    /// What follows every step: the actions of the workflow.
    Every,
    /// An end of the workflow.
    End,
    /// Another workflow, which is called, gone to or waited for.
    Workflow,
}

/// An edge of a chart.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The position of the node that it leaves.
    pub from: usize,
    /// The position of the node that it leads to.
    pub to: usize,
    /// Why.
    pub kind: EdgeKind,
    /// When, or what.
    pub label: String,
    /// The gravest finding in the action that it stands for.
    pub level: Option<Severity>,
}

/// Why something leads from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// The next step of the list.
    Next,
    /// An action after success.
    Success,
    /// An action after failure.
    Failure,
    /// A retry.
    Retry,
    /// An output that is read.
    Data,
    /// Something that has to be completed before.
    Requires,
    /// A call of another workflow.
    Calls,
}

impl NodeKind {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Step => "step",
            Self::Every => "every",
            Self::End => "end",
            Self::Workflow => "workflow",
        }
    }
}

impl Edge {
    /// Its label for people: what kind it is where the line does not tell, and when or what.
    fn words(&self) -> String {
        let kind = match self.kind {
            EdgeKind::Failure => "fails",
            EdgeKind::Retry => "retry",
            EdgeKind::Requires => "before",
            EdgeKind::Calls => "calls",
            EdgeKind::Next | EdgeKind::Success | EdgeKind::Data => return self.label.clone(),
        };
        match self.label.is_empty() {
            true => kind.to_owned(),
            false => format!("{kind}: {}", self.label),
        }
    }
}

impl EdgeKind {
    const ALL: [Self; 7] = [
        Self::Next,
        Self::Success,
        Self::Failure,
        Self::Retry,
        Self::Data,
        Self::Requires,
        Self::Calls,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Retry => "retry",
            Self::Data => "data",
            Self::Requires => "requires",
            Self::Calls => "calls",
        }
    }
}

/// The formats of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Mermaid, as Markdown on GitHub draws it
    Mermaid,
    /// DOT, the language of Graphviz
    Dot,
    /// A picture, drawn here
    Svg,
    /// Data for programs
    Json,
}

/// Writes charts down.
pub fn render(charts: &[Chart], format: Format) -> String {
    match format {
        Format::Mermaid => mermaid::render(charts),
        Format::Dot => dot::render(charts),
        Format::Svg => svg::render(charts),
        Format::Json => json::render(charts),
    }
}

/// Text in one line, without what moves the cursor, and cut where it is long.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 80;
    let visible = crate::visible::visible(text);
    let words: Vec<&str> = visible.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
