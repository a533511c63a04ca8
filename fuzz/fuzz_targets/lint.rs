//! A whole run over one document that stands beside the API description of the demo: nothing panics, every finding lies
//! in its document, every report and every chart can be written, fixes come to an end, and a second run says the same.
#![no_main]

use std::path::Path;
use std::sync::{LazyLock, Once};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::fix::{self, Mode};
use arazzo_lint::graph;
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::rules::Levels;
use arazzo_lint::syntax::Document;
use arazzo_lint::load::{Found, Loader, Settings};
use clap::ValueEnum as _;
use libfuzzer_sys::fuzz_target;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/demo");

static LOADER: LazyLock<Loader> = LazyLock::new(|| {
    let settings = Settings {
        root: Some(FOLDER.into()),
        ..Settings::new(FOLDER)
    };
    Loader::new(settings).expect("the folder of the demo")
});
static ONE_THREAD: Once = Once::new();

fuzz_target!(|text: &str| {
    ONE_THREAD.call_once(|| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
        pool.build_global().expect("the first pool");
    });
    let (outcome, documents) = lint(text);
    for found in &outcome.diagnostics {
        for label in std::iter::once(&found.primary).chain(&found.related) {
            let span = label.span;
            let text = documents[span.source.0 as usize].source().text();
            let place = text.get(span.start as usize..span.end as usize);
            assert!(place.is_some(), "{} at {span:?}", found.rule);
        }
    }
    let first = reports(&outcome, &documents);
    let charts = arazzo_lint::chart(vec![found(text)], &LOADER, &options(), None);
    for format in [graph::Format::Mermaid, graph::Format::Dot, graph::Format::Svg] {
        graph::render(&charts, format);
    }
    let fixed = fix::run(vec![found(text)], Mode::All, |found| {
        arazzo_lint::lint(found, &LOADER, &options())
    });
    assert!(fixed.dropped.is_empty(), "a fix breaks the document: {:?}", fixed.dropped);
    let (outcome, documents) = lint(text);
    assert!(
        first == reports(&outcome, &documents),
        "a second run differs"
    );
});

fn found(text: &str) -> Found {
    let folder = Path::new(FOLDER)
        .canonicalize()
        .expect("the folder of the demo");
    Found {
        name: "document".to_owned(),
        path: None,
        base: LOADER.base(&folder, &folder),
        text: text.to_owned(),
        is_named: true,
        is_stdin: false,
    }
}

fn options() -> Run {
    Run {
        is_offline: true,
        levels: Levels::new(true),
        jobs: None,
    }
}

fn lint(text: &str) -> (Outcome, Vec<Document>) {
    arazzo_lint::lint(vec![found(text)], &LOADER, &options())
}

fn reports(outcome: &Outcome, documents: &[Document]) -> Vec<String> {
    let style = Style {
        notes: true,
        ..Style::PLAIN
    };
    let formats = Format::value_variants().iter();
    formats
        .map(|format| report::render(*format, outcome, documents, &style))
        .collect()
}
