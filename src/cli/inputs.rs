//! The documents that a command is about.

use std::io;

use super::Error;
use super::arguments::Inputs;
use crate::workspace::{self, Found, Loader, Request, Settings, discover};

/// Finds the documents, and what keeps some from being checked.
pub(super) fn find(options: &Inputs) -> Result<(Vec<Found>, Loader, Vec<workspace::Error>), Error> {
    let reads_stdin = options.paths.iter().any(|path| path.as_os_str() == "-");
    if options.stdin_name.is_some() && !reads_stdin {
        return Err(Error::UnusedStdinName);
    }
    let loader = Loader::new(Settings {
        root: options.root.clone(),
        mappings: options.mappings.clone(),
        ..Settings::new(".")
    })?;
    let request = Request {
        paths: &options.paths,
        stdin_name: options.stdin_name.as_deref(),
    };
    let (found, errors) = discover(&request, io::stdin().lock(), &loader);
    Ok((found, loader, errors))
}
