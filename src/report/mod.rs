//! What a run has found, as text for people and programs: one file per output format.
//!
//! A report decides nothing. It is a function of the outcome and the documents, and returns what to print; writing it
//! somewhere is the command line's work.

mod clip;
mod concise;
mod diff;
mod excerpt;
mod fixed;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;
mod statistics;
mod summary;
mod text;

pub use crate::visible::visible;
pub use diff::diff;
pub use fixed::fixed;
pub use statistics::statistics;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Label, Outcome, Severity};
use crate::graph::Chart;
use crate::source::{Source, SourceId, Span, path_below};
use crate::syntax::Document;

/// Where every rule is explained; its name is the anchor.
const RULES_PAGE: &str = "https://github.com/OWNER/arazzo-lint/blob/main/docs/rules.md";

/// Where a rule is explained.
pub fn rule_url(rule: &str) -> String {
    format!("{RULES_PAGE}#{rule}")
}

/// The output formats, under the names that the command line knows them by, and those that other linters have for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// Each finding with the lines it is about, for people
    #[default]
    #[value(aliases = ["codeframe", "pretty"])]
    Text,
    /// One line per finding, for editors and problem matchers
    #[value(aliases = ["stylish", "unix"])]
    Concise,
    /// Everything that is known, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    #[value(alias = "github-actions")]
    Github,
    /// A code quality report of GitLab
    #[value(aliases = ["codeclimate", "code-climate"])]
    Gitlab,
    /// The XML of test reports
    Junit,
    /// Tables and charts, for the summary of a job
    Markdown,
}

/// How reports look, and what they tell beside what was found.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub struct Style<'a> {
    /// Whether text for people may have colours.
    pub color: bool,
    /// Whether lines are drawn with box characters rather than ASCII.
    pub unicode: bool,
    /// How many columns the terminal has.
    pub width: usize,
    /// Whether notes are shown rather than counted by the formats for people.
    pub notes: bool,
    /// The working directory as the repository has it, such as `services/shop`; empty for its root. The formats whose
    /// readers know the repository only (`github`, `gitlab`, `sarif`) name files from there.
    pub folder: &'a str,
    /// The least weight that makes a run fail, if any does: a test of the `JUnit` report fails by it.
    pub fails_on: Option<Severity>,
    /// Whether the closing line is left out.
    pub is_quiet: bool,
    /// Whether everything that was asked for could be looked at.
    pub is_complete: bool,
    /// What the Markdown report draws.
    pub charts: &'a [Chart],
}

/// Renders an outcome. The documents lie at the index of their ids, and every span points into one of them.
pub fn render(
    format: Format,
    outcome: &Outcome,
    documents: &[Document],
    style: &Style<'_>,
) -> String {
    match format {
        Format::Text => text::render(outcome, documents, style),
        Format::Concise => concise::render(outcome, documents, style),
        Format::Json => json::render(outcome, documents),
        Format::Sarif => sarif::render(outcome, documents, style),
        Format::Github => github::render(outcome, documents, style),
        Format::Gitlab => gitlab::render(outcome, documents, style),
        Format::Junit => junit::render(outcome, documents, style),
        Format::Markdown => markdown::render(outcome, documents, style),
    }
}

/// The JSON Schema of the JSON report.
pub fn schema() -> &'static str {
    include_str!("../../schemas/report.schema.json")
}

impl Style<'_> {
    /// Text for a file: no colours, a hundred columns.
    pub const PLAIN: Style<'static> = Style {
        color: false,
        unicode: true,
        width: 100,
        notes: false,
        folder: "",
        fails_on: Some(Severity::Error),
        is_quiet: false,
        is_complete: true,
        charts: &[],
    };

    /// A document's path from the root of the repository.
    fn path(&self, name: &str) -> String {
        path_below(self.folder, name)
    }

    /// The findings that the formats for people show.
    fn shown<'a>(&self, outcome: &'a Outcome) -> impl Iterator<Item = &'a Diagnostic> {
        let least = if self.notes {
            Severity::Note
        } else {
            Severity::Warning
        };
        let all = outcome.diagnostics.iter();
        all.filter(move |diagnostic| diagnostic.severity >= least)
    }

    /// Paints a text in the colour of a severity.
    fn paint(&self, severity: Severity, text: &str) -> String {
        let color = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        self.ansi(color, text)
    }

    fn bold(&self, text: &str) -> String {
        self.ansi("1", text)
    }

    fn ansi(&self, code: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

fn document(documents: &[Document], id: SourceId) -> &Document {
    let index = usize::try_from(id.0).ok();
    index
        .and_then(|index| documents.get(index))
        .expect("what a run has found lies in its documents")
}

fn source(documents: &[Document], id: SourceId) -> &Source {
    document(documents, id).source()
}

/// Where a span begins, as people write it: `line:column`.
fn position(documents: &[Document], span: Span) -> String {
    let position = source(documents, span.source).position(span.start);
    format!("{}:{}", position.line, position.column)
}

/// A file with a place in it, as editors open it.
fn place(documents: &[Document], span: Span) -> String {
    let name = visible(source(documents, span.source).name());
    format!("{name}:{}", position(documents, span))
}

/// What a label says of its place; some say nothing since the message says it all.
fn words(label: &Label) -> Cow<'_, str> {
    match label.message.is_empty() {
        true => Cow::Borrowed("see also"),
        false => visible(&label.message),
    }
}
