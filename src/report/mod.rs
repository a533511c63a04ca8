//! What a run has found, as text for people and programs: one file per output format.
//!
//! A report decides nothing. It is a function of the outcome and the documents, and returns what to print; writing it
//! somewhere is the command line's work.

mod clip;
mod concise;
mod diff;
mod excerpt;
mod fixed;
mod json;
mod statistics;
mod summary;
mod text;
mod visible;

pub use diff::diff;
pub use fixed::fixed;
pub use statistics::statistics;
pub use visible::visible;

use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::source::{Source, SourceId};
use crate::syntax::Document;

/// Where every rule is explained; its name is the anchor.
const RULES_PAGE: &str = "https://github.com/OWNER/arazzo-lint/blob/main/docs/rules.md";

/// Where a rule is explained.
pub fn rule_url(rule: &str) -> String {
    format!("{RULES_PAGE}#{rule}")
}

/// The output formats, under the names that the command line knows them by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Each finding with the lines it is about, for people
    #[default]
    Text,
    /// One line per finding, for editors and problem matchers
    Concise,
    /// Everything that is known, for programs
    Json,
}

/// How text for people looks. Programs' formats are the same whatever is set here.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether the output may have colours.
    pub color: bool,
    /// Whether lines are drawn with box characters rather than ASCII.
    pub unicode: bool,
    /// How many columns the terminal has.
    pub width: usize,
    /// Whether notes are shown rather than counted.
    pub notes: bool,
}

/// Renders an outcome. The documents lie at the index of their ids, and every span points into one of them.
pub fn render(format: Format, outcome: &Outcome, documents: &[Document], style: &Style) -> String {
    match format {
        Format::Text => text::render(outcome, documents, style),
        Format::Concise => concise::render(outcome, documents, style),
        Format::Json => json::render(outcome, documents),
    }
}

impl Style {
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
