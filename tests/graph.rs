//! Charts of workflows in every format.

use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Severity;
use arazzo_lint::graph::{Chart, Edge, EdgeKind, Format, Node, NodeKind, render};
use arazzo_lint::load::{Loader, Request, Settings, discover};

fn charts(workflow: Option<&str>) -> Vec<Chart> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/graph");
    let settings = Settings {
        root: Some(folder.clone()),
        ..Settings::new(folder)
    };
    let loader = Loader::new(settings).expect("the folder exists");
    let paths = [PathBuf::from("order.arazzo.yaml")];
    let request = Request {
        paths: &paths,
        stdin_name: None,
    };
    let (found, errors) = discover(&request, std::io::empty(), &loader);
    assert!(errors.is_empty(), "{errors:?}");
    let options = Run {
        is_offline: true,
        ..Run::default()
    };
    arazzo_lint::chart(found, &loader, &options, workflow)
}

#[test]
fn charts_show_steps_ways_and_findings() {
    let charts = charts(None);
    insta::assert_snapshot!("mermaid", render(&charts, Format::Mermaid));
    insta::assert_snapshot!("dot", render(&charts, Format::Dot));
    insta::assert_snapshot!("svg", render(&charts, Format::Svg));
    insta::assert_snapshot!("json", render(&charts, Format::Json));
}

#[test]
fn one_workflow_is_drawn_alone() {
    let all = charts(None);
    let one = charts(Some("login"));
    assert_eq!(all.len(), 3);
    let ids: Vec<&str> = one.iter().map(|chart| chart.workflow.as_str()).collect();
    assert_eq!(ids, ["login"]);
    assert!(charts(Some("logon")).is_empty());
}

#[test]
fn text_of_a_document_stays_inside_of_its_label() {
    let charts = charts(Some("payment"));
    let mermaid = render(&charts, Format::Mermaid);
    assert!(
        !mermaid.contains("<script>") && !mermaid.contains("x --> y"),
        "{mermaid}"
    );
    let dot = render(&charts, Format::Dot);
    assert!(dot.contains(r#"label="\"]; x --> y"#), "{dot}");
}

/// Thirty steps with everything that a chart can have, and text that XML cannot hold as it stands.
fn large() -> Chart {
    let kinds = [
        EdgeKind::Success,
        EdgeKind::Failure,
        EdgeKind::Retry,
        EdgeKind::Data,
        EdgeKind::Requires,
        EdgeKind::Calls,
    ];
    let mut chart = Chart {
        file: "<a> & \"b\".yaml".to_owned(),
        workflow: "]]></title><script>alert(1)</script>".to_owned(),
        nodes: Vec::new(),
        edges: Vec::new(),
    };
    for index in 0..30 {
        chart.nodes.push(Node {
            kind: [NodeKind::Step, NodeKind::Workflow, NodeKind::Every]
                [usize::from(index % 7 == 6) + usize::from(index % 21 == 20)],
            title: format!(
                "step-{index} 長い名前 </text> \u{202e}\u{1b}[31m \u{fffe}{}",
                "w".repeat(index * 3)
            ),
            detail: Some("'&'".repeat(index)),
            level: [None, Some(Severity::Warning), Some(Severity::Error)][index % 3],
        });
        if index > 0 {
            let edge = |from, to, kind: EdgeKind| Edge {
                from,
                to,
                kind,
                label: "$response.body#/state == '<&>' ".repeat(index % 5),
                level: None,
            };
            chart.edges.push(edge(index - 1, index, EdgeKind::Next));
            chart
                .edges
                .push(edge(index, index * 7 % (index + 1), kinds[index % 6]));
        }
    }
    chart
}

#[test]
fn text_of_a_picture_stays_inside_of_its_shape() {
    let picture = render(&[large()], Format::Svg);
    let picture = roxmltree::Document::parse(&picture).expect("the picture is XML");
    let number = |node: roxmltree::Node, name: &str| -> f64 {
        let value = node
            .attribute(name)
            .expect("shapes and texts tell their place");
        value.parse().expect("it is a number")
    };
    let mut boxes = Vec::new();
    for node in picture.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        let known = [
            "svg", "title", "defs", "marker", "path", "rect", "g", "text", "polygon",
        ];
        assert!(known.contains(&name), "{name}");
        if name != "text"
            || node
                .parent_element()
                .is_none_or(|group| group.has_attribute("transform"))
        {
            continue;
        }
        let group = node.parent_element().expect("a text stands in a group");
        let Some(rect) = group.children().find(|node| node.has_tag_name("rect")) else {
            continue;
        };
        let (left, width) = (number(rect, "x"), number(rect, "width"));
        let (from, length) = (number(node, "x"), number(node, "textLength"));
        assert!(
            left <= from && from + length <= left + width + 0.1,
            "{node:?}"
        );
        let (top, height) = (number(rect, "y"), number(rect, "height"));
        let base = number(node, "y");
        assert!(top < base - 8.0 && base <= top + height, "{node:?}");
        if rect.has_attribute("stroke") && !boxes.contains(&(left, top, width, height)) {
            boxes.push((left, top, width, height));
        }
    }
    assert!(boxes.len() > 20, "{boxes:?}");
    for (index, a) in boxes.iter().enumerate() {
        for b in &boxes[..index] {
            let is_apart =
                a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0 || a.1 + a.3 <= b.1 || b.1 + b.3 <= a.1;
            assert!(is_apart, "{a:?} lies on {b:?}");
        }
    }
}

#[test]
fn a_picture_is_the_same_each_time() {
    let first = render(&[large()], Format::Svg);
    assert!((0..3).all(|_| render(&[large()], Format::Svg) == first));
}

#[test]
fn a_chart_too_large_for_a_picture_says_so() {
    let mut chart = large();
    let node = chart.nodes[0].clone();
    chart.nodes.resize(20_000, node);
    let picture = render(&[chart], Format::Svg);
    assert!(picture.contains("too many for a picture"), "{picture}");
}
