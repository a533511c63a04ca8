//! A repository of its own below the build folder, and runs in it.

use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::load::{self, Found, Request};
use arazzo_lint::report::{self, Format, Style};
use arazzo_lint::settings::{Error, Options, Plan};

/// A document with nothing wrong, but without summaries and descriptions.
pub(crate) const DOCUMENT: &str = "\
arazzo: 1.0.1
info: { title: List the dogs, version: 1.0.0 }
sourceDescriptions:
  - { name: petApi, url: ./pets.openapi.yaml, type: openapi }
# The one workflow.
workflows:
  - workflowId: listDogs
    steps:
      - stepId: list
        operationId: listPets
";

/// What it calls.
pub(crate) const DESCRIPTION: &str = "\
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths: { /pets: { get: { operationId: listPets, responses: { '200': { description: The pets } } } } }
";

pub(crate) struct Folder(PathBuf);

#[allow(dead_code, reason = "each test file needs some of it")]
impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(concat!("settings-", env!("CARGO_CRATE_NAME")))
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join(".git")).expect("the build folder can be written");
        Self(folder.canonicalize().expect("the folder was just made"))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file; beside a document also the description that it names.
    pub(crate) fn file(&self, path: &str, text: &str) -> &Self {
        let path = self.0.join(path);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the build folder can be written");
        fs::write(&path, text).expect("the build folder can be written");
        if text.starts_with("arazzo") {
            fs::write(folder.join("pets.openapi.yaml"), DESCRIPTION)
                .expect("the build folder can be written");
        }
        self
    }

    pub(crate) fn plan(&self, options: Options, paths: &[&str]) -> Result<Plan, String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let request = Request {
            paths: &paths,
            stdin_name: None,
        };
        Plan::new(options, &load::Settings::new(&self.0), &request).map_err(|error| told(&error))
    }

    pub(crate) fn discover(
        plan: &mut Plan,
        paths: &[&str],
    ) -> Result<(Vec<Found>, Vec<load::Error>), String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let request = Request {
            paths: &paths,
            stdin_name: None,
        };
        plan.discover(&request, std::io::empty())
            .map_err(|error| told(&error))
    }

    /// The names of the documents.
    pub(crate) fn found(&self, options: Options, paths: &[&str]) -> Vec<String> {
        let mut plan = self.plan(options, paths).expect("sound settings");
        let (found, _) = Self::discover(&mut plan, paths).expect("sound settings");
        found.into_iter().map(|found| found.name).collect()
    }

    /// What is found, as one line each.
    pub(crate) fn told(&self, options: Options, paths: &[&str]) -> String {
        let mut plan = self.plan(options, paths).expect("sound settings");
        let (found, errors) = Self::discover(&mut plan, paths).expect("sound settings");
        assert!(errors.is_empty(), "{errors:?}");
        let (outcome, documents) = plan.lint(found);
        let line = |found: &arazzo_lint::diagnostic::Diagnostic| {
            let file = documents[found.primary.span.source.0 as usize].source();
            format!("{}: {} {}", file.name(), found.severity.name(), found.rule)
        };
        let lines: Vec<String> = outcome.diagnostics.iter().map(line).collect();
        lines.join("\n")
    }

    /// The concise report.
    pub(crate) fn report(&self, options: Options, paths: &[&str]) -> String {
        let mut plan = self.plan(options, paths).expect("sound settings");
        let (found, _) = Self::discover(&mut plan, paths).expect("sound settings");
        let (outcome, documents) = plan.lint(found);
        let style = Style {
            notes: true,
            ..Style::PLAIN
        };
        report::render(Format::Concise, &outcome, &documents, &style)
    }
}

/// An error as the command line shows it.
pub(crate) fn told(error: &Error) -> String {
    let help = error.help().map(|help| format!(" ({help})"));
    format!("{error}{}", help.unwrap_or_default())
}
