//! `arazzo-lint graph`: draws workflows.

use std::path::PathBuf;

use super::arguments::{Color, Inputs};
use super::output::write_text;
use super::{Error, Verdict, inputs};
use crate::graph::{Format, render};
use crate::settings;

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
    pub(super) settings: settings::Options,
}

/// Draws workflows. Findings are marked, and do not make the run fail.
pub(super) fn run(options: &Options) -> Result<Verdict, Error> {
    let (plan, found, is_complete) = inputs::find(&options.inputs, &options.settings, Color::Auto)?;
    let charts = plan.chart(found, options.workflow.as_deref());
    if charts.is_empty() && !is_complete {
        return Ok(Verdict::Incomplete);
    }
    if let Some(id) = options.workflow.as_ref().filter(|_| charts.is_empty()) {
        return Err(Error::UnknownWorkflow { id: id.clone() });
    }
    let text = render(&charts, options.format);
    write_text(options.output.as_deref(), &text)?;
    Ok(match is_complete {
        true => Verdict::Sound,
        false => Verdict::Incomplete,
    })
}
