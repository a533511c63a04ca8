//! `arazzo-lint graph`: draws workflows.

use std::io::Write as _;
use std::path::PathBuf;

use super::arguments::{Color, Inputs};
use super::output::{tell, write_out};
use super::{Error, Verdict, inputs};
use crate::Run;
use crate::graph::{Format, render};

/// What `graph` is asked to do.
#[derive(Clone, Debug)]
pub(super) struct Options {
    /// The documents.
    pub(super) inputs: Inputs,
    /// How charts are written.
    pub(super) format: Format,
    /// Where they are written; standard output if nowhere else.
    pub(super) output: Option<PathBuf>,
    /// The one workflow to draw.
    pub(super) workflow: Option<String>,
    /// How documents are checked for what to mark.
    pub(super) run: Run,
}

/// Draws workflows. Findings are marked, and do not make the run fail.
pub(super) fn run(options: &Options) -> Result<Verdict, Error> {
    let (found, loader, errors) = inputs::find(&options.inputs)?;
    let is_complete = errors.is_empty();
    for error in errors {
        tell(&Error::from(error), Color::Auto);
    }
    if found.is_empty() {
        return Ok(Verdict::Incomplete);
    }
    let charts = crate::chart(found, &loader, &options.run, options.workflow.as_deref());
    if let Some(id) = options.workflow.as_ref().filter(|_| charts.is_empty()) {
        return Err(Error::UnknownWorkflow { id: id.clone() });
    }
    let text = render(&charts, options.format);
    write_out(options.output.as_deref(), |mut target, _| {
        target.write_all(text.as_bytes())?;
        target.flush()
    })?;
    Ok(match is_complete {
        true => Verdict::Sound,
        false => Verdict::Incomplete,
    })
}
