//! The library in this process: the parser by itself, and the whole check with the files in the system's cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use arazzo_lint::Run;
use arazzo_lint::diagnostic::Outcome;
use arazzo_lint::load::{Loader, Request, Settings, discover};
use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Document, Limits, Problem, parse};
use divan::Bencher;
use divan::counter::BytesCount;

mod generate;

use generate::{CASES, Case, Files};

fn main() {
    divan::main();
}

/// Every case, its files written once.
fn files(name: &str) -> &'static Files {
    static FILES: OnceLock<Vec<Files>> = OnceLock::new();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lint");
    let files = FILES.get_or_init(|| CASES.map(|case| case.write(&folder)).into());
    (files.iter().find(|files| files.case.name == name)).expect("the name is one of the cases")
}

fn names(is_wanted: fn(&Case) -> bool) -> impl Iterator<Item = &'static str> {
    CASES
        .iter()
        .filter(move |case| is_wanted(case))
        .map(|case| case.name)
}

/// A description into its tree.
#[divan::bench(args = names(|case| case.documents == 1 && !case.has_fault))]
fn parse_description(bencher: Bencher<'_, '_>, name: &str) {
    let files = files(name);
    let path = fs::read_dir(&files.folder)
        .expect("the folder was just made")
        .map(|entry| entry.expect("the folder can be listed").path())
        .find(|path| path.to_string_lossy().contains("api-0"))
        .expect("every case has a description");
    let text = fs::read_to_string(path).expect("the description was just written");
    bencher
        .counter(BytesCount::new(text.len()))
        .with_inputs(|| Source::new(SourceId(0), "api".to_owned(), text.clone()))
        .bench_values(|source| -> (Document, Vec<Problem>) { parse(source, Limits::default()) });
}

/// Reading, parsing and checking all documents of a folder.
#[divan::bench(args = names(|_| true))]
fn check_folder(bencher: Bencher<'_, '_>, name: &str) {
    let files = files(name);
    let (outcome, _) = check(&files.folder);
    let faults = usize::from(files.case.has_fault);
    assert_eq!(outcome.summary.errors, faults, "{:?}", outcome.diagnostics);
    assert_eq!(
        outcome.diagnostics.len(),
        faults,
        "{:?}",
        outcome.diagnostics
    );
    assert_eq!(outcome.summary.documents, files.case.documents);
    assert_eq!(outcome.summary.skipped, 0);
    bencher
        .counter(BytesCount::new(files.bytes))
        .bench(|| check(&files.folder));
}

fn check(folder: &Path) -> (Outcome, Vec<Document>) {
    let settings = Settings {
        root: Some(folder.to_path_buf()),
        ..Settings::new(folder)
    };
    let loader = Loader::new(settings).expect("the folder exists");
    let request = Request {
        paths: &[PathBuf::from(".")],
        stdin_name: None,
    };
    let (found, errors) = discover(&request, std::io::empty(), &loader);
    assert!(errors.is_empty(), "{errors:?}");
    arazzo_lint::lint(
        found,
        &loader,
        &Run {
            is_offline: true,
            ..Run::default()
        },
    )
}
