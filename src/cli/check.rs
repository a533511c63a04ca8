//! `arazzo-lint [check]`: looks at documents and reports.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use super::arguments::{Color, Inputs};
use super::output::{remark, style, write_out, write_text};
use super::{Error, Verdict, inputs};
use crate::report::{self, Format, Style};
use crate::settings;

/// What `check` is asked to do.
#[derive(Clone, Debug)]
pub(super) struct Options {
    /// The documents.
    pub(super) inputs: Inputs,
    /// The reports to write.
    pub(super) reports: Vec<Report>,
    /// How documents are checked, and what counts.
    pub(super) settings: settings::Options,
    /// Notes are shown by formats that only count them otherwise.
    pub(super) shows_notes: bool,
    /// Whether the text format has colours.
    pub(super) color: Color,
}

/// A report, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report {
    /// How it is written.
    pub(super) format: Format,
    /// The file; standard output if there is none.
    pub(super) file: Option<PathBuf>,
}

/// What `--output` asks for: a file, for one format or for the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// The format whose report goes there.
    pub(super) format: Option<Format>,
    /// Where it goes; standard output if nowhere else.
    pub(super) file: Option<PathBuf>,
}

/// The reports that `--format` and `--output` ask for together. A format that has no file of its own goes to standard
/// output, where there is room for one.
pub(super) fn reports(formats: &[Format], outputs: &[Output]) -> Result<Vec<Report>, String> {
    let mut formats = formats.to_vec();
    if formats.is_empty() {
        formats.push(Format::default());
    }
    let mut reports: Vec<Report> = Vec::new();
    for output in outputs.iter().filter(|output| output.format.is_some()) {
        let format = output.format.unwrap_or_default();
        formats.retain(|other| *other != format);
        reports.push(Report {
            format,
            file: output.file.clone(),
        });
    }
    let mut unnamed = outputs.iter().filter(|output| output.format.is_none());
    let general = unnamed.next();
    if unnamed.next().is_some() {
        return Err(
            "several files, and no telling what goes where: write `--output FORMAT=FILE`"
                .to_owned(),
        );
    }
    if general.is_some() && formats.is_empty() {
        return Err(
            "no format is left for the file that has none: write `--output FORMAT=FILE`".to_owned(),
        );
    }
    let file = general.and_then(|output| output.file.clone());
    for format in formats.into_iter().rev() {
        reports.insert(
            0,
            Report {
                format,
                file: file.clone(),
            },
        );
    }
    for (index, report) in reports.iter().enumerate() {
        let mut others = reports[..index].iter();
        if let Some(other) = others.find(|other| other.file == report.file) {
            let name = |format: Format| {
                clap::ValueEnum::to_possible_value(&format)
                    .map_or_else(String::new, |value| value.get_name().to_owned())
            };
            let place = match &report.file {
                Some(file) => format!("`{}`", file.display()),
                None => "standard output".to_owned(),
            };
            let (one, two) = (name(other.format), name(report.format));
            return Err(format!(
                "{one} and {two} would both go to {place}: write `--output {two}=FILE`"
            ));
        }
    }
    Ok(reports)
}

/// Runs, writes the reports and says how it ended.
pub(super) fn run(options: &Options) -> Result<Verdict, Error> {
    let (plan, found, is_complete) =
        inputs::find(&options.inputs, &options.settings, options.color)?;
    if found.is_empty() {
        return Ok(if_complete(is_complete));
    }
    let mut formats = options.reports.iter().map(|report| report.format);
    let (outcome, documents, charts) = if formats.any(|format| format == Format::Markdown) {
        plan.lint_and_chart(found)
    } else {
        let (outcome, documents) = plan.lint(found);
        (outcome, documents, Vec::new())
    };
    if let Some((path, text)) = plan.baseline_to_write(&outcome, &documents) {
        write_text(Some(path), &text)?;
        if !options.settings.is_quiet {
            let count = outcome.diagnostics.len();
            remark(&format!("wrote {count} findings to `{}`", path.display()));
        }
        return Ok(if_complete(is_complete));
    }
    let counts = match options.settings.statistics {
        true => report::statistics(&outcome),
        false => String::new(),
    };
    for wanted in &options.reports {
        let is_for_people = matches!(wanted.format, Format::Text | Format::Concise);
        let write = |mut target: BufWriter<&mut dyn Write>, is_terminal| {
            let style = Style {
                fails_on: options.settings.fail_on.severity(),
                is_complete,
                charts: &charts,
                ..style(options.color, is_terminal, options.shows_notes)
            };
            let text = report::render(wanted.format, &outcome, &documents, &style);
            target.write_all(text.as_bytes())?;
            if is_for_people {
                target.write_all(counts.as_bytes())?;
            }
            target.flush()
        };
        write_out(wanted.file.as_deref(), write)?;
    }
    Ok(match (is_complete, plan.fails(&outcome)) {
        (true, true) => Verdict::Findings,
        (is_complete, _) => if_complete(is_complete),
    })
}

fn if_complete(is_complete: bool) -> Verdict {
    match is_complete {
        true => Verdict::Sound,
        false => Verdict::Incomplete,
    }
}
