//! Charts of workflows in every format.

use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::graph::{Chart, Format, render};
use arazzo_lint::workspace::{Loader, Request, Settings, discover};

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
