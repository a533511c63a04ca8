//! Findings for people: the sentence, the lines it is about with what they have to do with it, and what to do.
//!
//! miette draws the snippets. It knows one document per diagnostic and prints a header of its own, so each excerpt is a
//! small diagnostic to it, and the sentence and the help are written here.

use std::error::Error;
use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::diagnostic::{Diagnostic, Outcome, Severity};
use crate::syntax::Document;

use super::excerpt::{Excerpt, excerpts};
use super::{Style, summary};
use crate::visible::{begins_command_line, columns, visible};

/// What a snippet needs beside its lines: the line number and the frame.
const GUTTER: usize = 10;
/// Below this a snippet says nothing, so a narrower terminal has to wrap.
const NARROWEST: usize = 40;

pub(super) fn render(outcome: &Outcome, documents: &[Document], style: &Style<'_>) -> String {
    let mut report = String::new();
    for diagnostic in style.shown(outcome) {
        finding(&mut report, diagnostic, documents, style);
        report.push('\n');
    }
    if !style.is_quiet {
        report.push_str(&summary::line(outcome, style));
        report.push('\n');
    }
    report
}

fn finding(
    report: &mut String,
    diagnostic: &Diagnostic,
    documents: &[Document],
    style: &Style<'_>,
) {
    let severity = diagnostic.severity;
    let head = format!("{}[{}]", severity.name(), diagnostic.rule);
    report.push_str(&style.paint(severity, &head));
    report.push_str(&style.bold(&format!(": {}", visible(&diagnostic.message))));
    report.push('\n');

    let width = style.width.max(NARROWEST);
    let ellipsis = if style.unicode { "…" } else { "..." };
    for excerpt in excerpts(diagnostic, documents, width - GUTTER, ellipsis) {
        let mut drawing = String::new();
        let position = excerpt.source.position(excerpt.about);
        let name = visible(excerpt.source.name());
        let snippet = Snippet {
            title: format!("{name}:{}:{}", position.line, position.column),
            excerpt,
        };
        GraphicalReportHandler::new_themed(theme(&snippet.excerpt, severity, style))
            .without_primary_span_start()
            .render_report(&mut drawing, &snippet)
            .expect("a string takes whatever is written");
        // The first line is miette's own header.
        for line in drawing.lines().skip(1) {
            report.push_str(line.trim_end());
            report.push('\n');
        }
    }

    if let Some(help) = &diagnostic.help {
        let head = "  help: ";
        report.push_str(&style.ansi("36", head));
        report.push_str(&wrap(&visible(help), head.len(), width));
        report.push('\n');
    }
}

/// Breaks a text at its spaces only, so that names and paths can still be copied.
fn wrap(text: &str, indent: usize, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len() + 16);
    let mut column = indent;
    let mut start = 0;
    for word in text.split(' ') {
        let letters = word.char_indices();
        let length: usize = letters.map(|(at, _)| columns(&word[at..])).sum();
        let fits = column + 1 + length <= width;
        if start > 0 && (fits || begins_command_line(&text[start..])) {
            wrapped.push(' ');
            column += 1;
        } else if start > 0 {
            wrapped.push('\n');
            wrapped.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        }
        wrapped.push_str(word);
        column += length;
        start += word.len() + 1;
    }
    wrapped
}

/// The primary label has the severity's colour, the other ends another.
fn theme(excerpt: &Excerpt<'_>, severity: Severity, style: &Style<'_>) -> GraphicalTheme {
    let characters = if style.unicode {
        ThemeCharacters::unicode()
    } else {
        ThemeCharacters::ascii()
    };
    if !style.color {
        let styles = ThemeStyles::none();
        return GraphicalTheme { characters, styles };
    }
    let mut styles = ThemeStyles::ansi();
    let primary = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Note => styles.advice,
    };
    let related = styles.help;
    styles.link = related;
    // miette takes these in the order of the labels.
    let marks = excerpt.marks.iter();
    styles.highlights = marks
        .map(|mark| {
            if mark.primary {
                primary.bold()
            } else {
                related.bold()
            }
        })
        .collect();
    GraphicalTheme { characters, styles }
}

/// An excerpt as miette sees it: a diagnostic without a text of its own.
struct Snippet<'a> {
    title: String,
    excerpt: Excerpt<'a>,
}

impl SourceCode for Snippet<'_> {
    /// The excerpt is cut already, so whatever is asked for, it is all there is to see.
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _context_lines_before: usize,
        _context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = &self.excerpt.text;
        Ok(Box::new(MietteSpanContents::new_named(
            self.title.clone(),
            text.as_bytes(),
            (0..text.len()).into(),
            self.excerpt.first_line,
            0,
            text.lines().count(),
        )))
    }
}

impl miette::Diagnostic for Snippet<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marks = self.excerpt.marks.iter();
        Some(Box::new(marks.map(|mark| {
            let message = (!mark.message.is_empty()).then(|| mark.message.clone());
            LabeledSpan::new_with_span(message, mark.range.clone())
        })))
    }
}

impl Error for Snippet<'_> {}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.excerpt.text)
    }
}
