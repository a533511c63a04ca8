//! Charts as data, version 1.

use serde::Serialize;

use super::Chart;

#[derive(Serialize)]
struct Charts<'a> {
    version: u32,
    workflows: Vec<Workflow<'a>>,
}

#[derive(Serialize)]
struct Workflow<'a> {
    file: &'a str,
    #[serde(rename = "workflowId")]
    id: &'a str,
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: usize,
    kind: &'static str,
    title: &'a str,
    detail: Option<&'a str>,
    level: Option<&'static str>,
}

#[derive(Serialize)]
struct Edge<'a> {
    from: usize,
    to: usize,
    kind: &'static str,
    label: &'a str,
    level: Option<&'static str>,
}

/// One object with all charts.
pub(super) fn render(charts: &[Chart]) -> String {
    let workflows = charts.iter().map(|chart| Workflow {
        file: &chart.file,
        id: &chart.workflow,
        nodes: chart
            .nodes
            .iter()
            .enumerate()
            .map(|(id, node)| Node {
                id,
                kind: node.kind.name(),
                title: &node.title,
                detail: node.detail.as_deref(),
                level: node.level.map(crate::diagnostic::Severity::name),
            })
            .collect(),
        edges: chart
            .edges
            .iter()
            .map(|edge| Edge {
                from: edge.from,
                to: edge.to,
                kind: edge.kind.name(),
                label: &edge.label,
                level: edge.level.map(crate::diagnostic::Severity::name),
            })
            .collect(),
    });
    let charts = Charts {
        version: 1,
        workflows: workflows.collect(),
    };
    let mut text = serde_json::to_string_pretty(&charts).expect("charts have string keys only");
    text.push('\n');
    text
}
