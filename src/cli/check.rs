//! `arazzo-lint [check]`: looks at documents and reports.

use std::io::{BufWriter, Write};

use super::arguments::{Color, Inputs};
use super::output::{remark, style, tell, write_errors, write_out, write_text};
use super::targets::Report;
use super::{Error, Verdict, inputs};
use crate::fix::{self, Mode};
use crate::load::Found;
use crate::report::{self, Format, Style};
use crate::settings::{self, Plan};

/// What `check` is asked to do.
#[derive(Clone, Debug)]
pub(super) struct Options {
    /// The documents.
    pub(super) inputs: Inputs,
    /// The reports to write.
    pub(super) reports: Vec<Report>,
    /// How documents are checked, and what counts.
    pub(super) settings: settings::Options,
    /// Whether documents are mended first.
    pub(super) fixes: Option<FixTask>,
    /// Notes are shown by formats that only count them otherwise.
    pub(super) shows_notes: bool,
    /// Whether the text format has colours.
    pub(super) color: Color,
}

/// What `--fix` and its like ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct FixTask {
    /// Which fixes are made.
    pub(super) mode: Mode,
    /// Whether files are written, rather than the changes shown.
    pub(super) is_written: bool,
}

/// Runs, writes the reports and says how it ended.
pub(super) fn run(options: &Options) -> Result<Verdict, Error> {
    let (plan, found, is_complete) =
        inputs::find(&options.inputs, &options.settings, options.color)?;
    if found.is_empty() {
        return nothing(options, &plan, is_complete);
    }
    if let Some(task) = options.fixes {
        return mend(options, task, &plan, found, is_complete);
    }
    report(options, &plan, found, is_complete, Channel::Output)
}

/// Where nothing is left to check, people read nothing; programs and files still get the report that they wait for.
fn nothing(options: &Options, plan: &Plan, is_complete: bool) -> Result<Verdict, Error> {
    let (outcome, documents) = plan.lint(Vec::new());
    for wanted in &options.reports {
        let is_for_people = matches!(
            wanted.format,
            Format::Text | Format::Concise | Format::Github | Format::Markdown
        );
        if !is_complete || (is_for_people && wanted.file.is_none()) {
            continue;
        }
        write_out(wanted.file.as_deref(), |mut target, is_terminal| {
            let style = Style {
                folder: plan.place_in_repository(),
                fails_on: options.settings.fail_on.severity(),
                is_quiet: options.settings.is_quiet,
                is_complete,
                ..style(options.color, is_terminal, options.shows_notes)
            };
            let text = report::render(wanted.format, &outcome, &documents, &style);
            target.write_all(text.as_bytes())?;
            target.flush()
        })?;
    }
    Ok(if_complete(is_complete))
}

/// Makes fixes, then reports what is left; or shows what they would change.
fn mend(
    options: &Options,
    task: FixTask,
    plan: &Plan,
    found: Vec<Found>,
    mut is_complete: bool,
) -> Result<Verdict, Error> {
    let fixed = fix::run(found, task.mode, |found| plan.lint_all(found));
    let summary = report::fixed(&fixed, task.mode, task.is_written);
    if !task.is_written {
        write_text(None, &report::diff(&fixed.changes))?;
        if !options.settings.is_quiet {
            remark(summary.trim_end());
        }
        let fails = plan.fails(&fixed.outcome) || !fixed.changes.is_empty();
        return Ok(match (is_complete, fails) {
            (true, true) => Verdict::Findings,
            (is_complete, _) => if_complete(is_complete),
        });
    }
    for change in &fixed.changes {
        if let Err(error) = change.write() {
            tell(&Error::from(error), options.color);
            is_complete = false;
        }
    }
    // The text of standard input goes to standard output, mended or not, and the report has to go elsewhere.
    let mut channel = Channel::Output;
    for found in fixed.found.iter().filter(|found| found.is_stdin) {
        write_text(None, &found.text)?;
        channel = Channel::Errors;
    }
    if !options.settings.is_quiet {
        remark(summary.trim_end());
    }
    report(options, plan, fixed.found, is_complete, channel)
}

/// Where reports go that have no file.
#[derive(Clone, Copy)]
enum Channel {
    Output,
    Errors,
}

fn report(
    options: &Options,
    plan: &Plan,
    found: Vec<Found>,
    is_complete: bool,
    channel: Channel,
) -> Result<Verdict, Error> {
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
            remark(&format!("wrote the baseline `{}`", path.display()));
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
                folder: plan.place_in_repository(),
                fails_on: options.settings.fail_on.severity(),
                is_quiet: options.settings.is_quiet,
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
        match (&wanted.file, channel) {
            (None, Channel::Errors) => write_errors(write)?,
            (file, _) => write_out(file.as_deref(), write)?,
        }
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
