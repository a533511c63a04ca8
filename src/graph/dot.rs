//! DOT, for Graphviz.

use std::fmt::Write as _;

use super::{Chart, EdgeKind, NodeKind, one_line};
use crate::diagnostic::Severity;

/// One digraph for each workflow.
pub(super) fn render(charts: &[Chart]) -> String {
    let charts: Vec<String> = charts.iter().map(chart).collect();
    charts.join("\n")
}

fn chart(chart: &Chart) -> String {
    let mut text = format!(
        "digraph {} {{\n    label={};\n    node [shape=box];\n",
        quoted(&chart.workflow),
        quoted(&format!("{} ({})", chart.workflow, chart.file))
    );
    for (index, node) in chart.nodes.iter().enumerate() {
        let shape = match node.kind {
            NodeKind::Start | NodeKind::End => "ellipse",
            NodeKind::Step => "box",
            NodeKind::Every => "hexagon",
            NodeKind::Workflow => "component",
        };
        let title = match &node.detail {
            Some(detail) => format!("{}\n{}", one_line(&node.title), one_line(detail)),
            None => one_line(&node.title),
        };
        let line = format!(
            "    n{index} [label={}, shape={shape}{}];\n",
            escaped(&title),
            colour(node.level)
        );
        write(&mut text, &line);
    }
    for edge in &chart.edges {
        let style = match edge.kind {
            EdgeKind::Next | EdgeKind::Success => "solid",
            EdgeKind::Failure | EdgeKind::Retry => "dashed",
            EdgeKind::Data | EdgeKind::Requires => "dotted",
            EdgeKind::Calls => "bold",
        };
        let line = format!(
            "    n{} -> n{} [label={}, style={style}{}];\n",
            edge.from,
            edge.to,
            quoted(&edge.words()),
            colour(edge.level)
        );
        write(&mut text, &line);
    }
    text + "}\n"
}

fn colour(level: Option<Severity>) -> &'static str {
    match level {
        Some(Severity::Error) => ", color=\"#cc0000\", penwidth=3",
        Some(Severity::Warning) => ", color=\"#bb8800\", penwidth=3",
        _ => "",
    }
}

fn quoted(text: &str) -> String {
    escaped(&one_line(text))
}

/// A quoted string: a backslash would begin an escape, a quote would end it.
fn escaped(text: &str) -> String {
    let text = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{text}\"")
}

fn write(text: &mut String, more: &str) {
    text.write_str(more)
        .expect("a string takes whatever is written to it");
}
