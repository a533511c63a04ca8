//! The documents that a command is about, and the settings that hold for them.

use std::io;

use super::arguments::{Color, Inputs};
use super::output::{remark, tell};
use super::{Error, network};
use crate::load::{self, Found, Request};
use crate::settings::{self, Plan};

/// Finds the documents. Tells what keeps some from being checked, and whether that is none.
pub(super) fn find(
    inputs: &Inputs,
    options: &settings::Options,
    color: Color,
) -> Result<(Plan, Vec<Found>, bool), Error> {
    let reads_stdin = inputs.paths.iter().any(|path| path.as_os_str() == "-");
    if inputs.stdin_name.is_some() && !reads_stdin {
        return Err(Error::UnusedStdinName);
    }
    let files = load::Settings {
        root: inputs.root.clone(),
        mappings: inputs.mappings.clone(),
        network: Some(network::network(inputs.refresh, options.is_quiet)),
        ..load::Settings::new(".")
    };
    let request = Request {
        paths: &inputs.paths,
        stdin_name: inputs.stdin_name.as_deref(),
    };
    let mut plan = Plan::new(options.clone(), &files, &request)?;
    let (found, errors) = plan.discover(&request, io::stdin().lock())?;
    if !options.is_quiet {
        for warning in plan.warnings() {
            remark(&format!("warning: {warning}"));
        }
    }
    let is_complete = errors.is_empty();
    for error in errors {
        tell(&Error::from(error), color);
    }
    Ok((plan, found, is_complete))
}
