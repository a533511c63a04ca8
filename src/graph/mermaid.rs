//! Mermaid flowcharts.

use std::fmt::Write as _;

use super::{Chart, EdgeKind, Node, NodeKind, one_line};
use crate::diagnostic::Severity;

/// One flowchart; several workflows stand in frames of it.
pub(super) fn render(charts: &[Chart]) -> String {
    let mut text = "flowchart TD\n".to_owned();
    let mut links = Links::default();
    for (index, chart) in charts.iter().enumerate() {
        match charts {
            [_] => draw(&mut text, chart, "", "    ", &mut links),
            _ => {
                let title = escape(&one_line(&chart.workflow));
                line(
                    &mut text,
                    "    ",
                    &format!("subgraph w{index}[\"{title}\"]"),
                );
                draw(
                    &mut text,
                    chart,
                    &format!("w{index}"),
                    "        ",
                    &mut links,
                );
                line(&mut text, "    ", "end");
            }
        }
    }
    for (index, level) in links.marked {
        let colour = if level == Severity::Error {
            "#c00"
        } else {
            "#b80"
        };
        line(
            &mut text,
            "    ",
            &format!("linkStyle {index} stroke:{colour},stroke-width:3px"),
        );
    }
    line(
        &mut text,
        "    ",
        "classDef error stroke:#c00,stroke-width:3px",
    );
    line(
        &mut text,
        "    ",
        "classDef warning stroke:#b80,stroke-width:3px",
    );
    text
}

/// Mermaid counts the edges of a whole chart, and marks them by their number.
#[derive(Default)]
struct Links {
    count: usize,
    marked: Vec<(usize, Severity)>,
}

fn draw(text: &mut String, chart: &Chart, prefix: &str, indent: &str, links: &mut Links) {
    for (index, node) in chart.nodes.iter().enumerate() {
        let (open, close) = match node.kind {
            NodeKind::Start | NodeKind::End => ("([", "])"),
            NodeKind::Step => ("[", "]"),
            NodeKind::Every => ("{{", "}}"),
            NodeKind::Workflow => ("[[", "]]"),
        };
        let class = match node.level {
            Some(Severity::Error) => ":::error",
            Some(Severity::Warning) => ":::warning",
            _ => "",
        };
        line(
            text,
            indent,
            &format!("{prefix}n{index}{open}\"{}\"{close}{class}", title(node)),
        );
    }
    for edge in &chart.edges {
        let arrow = match edge.kind {
            EdgeKind::Next | EdgeKind::Success => "-->",
            EdgeKind::Failure | EdgeKind::Retry | EdgeKind::Data | EdgeKind::Requires => "-.->",
            EdgeKind::Calls => "==>",
        };
        let words = edge.words();
        let label = match words.is_empty() {
            true => String::new(),
            false => format!("|\"{}\"|", escape(&one_line(&words))),
        };
        let (from, to) = (edge.from, edge.to);
        line(
            text,
            indent,
            &format!("{prefix}n{from} {arrow}{label} {prefix}n{to}"),
        );
        if let Some(level) = edge.level.filter(|level| *level > Severity::Note) {
            links.marked.push((links.count, level));
        }
        links.count += 1;
    }
}

fn title(node: &Node) -> String {
    let title = escape(&one_line(&node.title));
    match &node.detail {
        Some(detail) => format!("<b>{title}</b><br/>{}", escape(&one_line(detail))),
        None => title,
    }
}

/// Text that cannot end its label or begin markup: Mermaid writes characters as `#` and their number.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '"' | '<' | '>' | '&' | '#' | '`' | '\\' | '|' | '[' | ']' | '{' | '}' | '(' | ')'
            | ';' | '*' | '_' | '%' => {
                write!(escaped, "#{};", u32::from(character))
                    .expect("a string takes whatever is written to it");
            }
            other => escaped.push(other),
        }
    }
    escaped
}

fn line(text: &mut String, indent: &str, line: &str) {
    writeln!(text, "{indent}{line}").expect("a string takes whatever is written to it");
}
