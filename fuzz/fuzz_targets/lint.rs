//! A whole run over one document that stands beside the API description of the demo: nothing panics, every finding lies
//! in its document, every report can be written, and a second run says the same.
#![no_main]

use std::path::Path;
use std::sync::{LazyLock, Once};

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::rules::Levels;
use arazzo_lint::syntax::Document;
use arazzo_lint::workspace::{Found, Loader, Settings};
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
    let (outcome, documents) = lint(text);
    assert!(
        first == reports(&outcome, &documents),
        "a second run differs"
    );
});

fn lint(text: &str) -> (Outcome, Vec<Document>) {
    let folder = Path::new(FOLDER)
        .canonicalize()
        .expect("the folder of the demo");
    let found = Found {
        name: "document".to_owned(),
        path: None,
        base: LOADER.base(&folder, &folder),
        text: text.to_owned(),
        is_named: true,
    };
    let options = Run {
        is_offline: true,
        levels: Levels::new(true),
        jobs: None,
    };
    arazzo_lint::lint(vec![found], &LOADER, &options)
}

fn reports(outcome: &Outcome, documents: &[Document]) -> Vec<String> {
    let style = Style {
        color: false,
        unicode: true,
        width: 80,
        notes: true,
    };
    let formats = [Format::Text, Format::Concise, Format::Json];
    formats
        .map(|format| report::render(format, outcome, documents, &style))
        .into()
}
