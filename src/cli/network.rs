//! What the environment says of downloads, and the line that tells what is waited for.

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use super::output::terminal_width;
use crate::load::Network;
use crate::report;

/// Downloads as the environment wants them.
pub(super) fn network(refresh: bool, is_quiet: bool) -> Network {
    let is_dumb = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    let is_shown = !is_quiet && !is_dumb && io::stderr().is_terminal();
    Network {
        refresh,
        cache: cache(),
        progress: is_shown.then_some(progress as fn(&str)),
        ..Network::default()
    }
}

/// Whether `ARAZZO_LINT_OFFLINE` is set.
pub(super) fn is_offline() -> bool {
    env::var_os("ARAZZO_LINT_OFFLINE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Where copies of downloads are kept: in the folder that the platform has for such things.
fn cache() -> Option<PathBuf> {
    let folder = |name: &str| {
        let value = env::var_os(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    };
    if let Some(told) = folder("ARAZZO_LINT_CACHE") {
        return Some(told);
    }
    let platform = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_vendor = "apple") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        // The XDG Base Directory Specification has relative ones ignored.
        let told = folder("XDG_CACHE_HOME").filter(|folder| folder.is_absolute());
        told.or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    Some(platform?.join("arazzo-lint"))
}

/// Shows a line on standard error in the place of the one before; an empty one takes it away.
fn progress(text: &str) {
    // A line that wraps could not be taken away.
    let room = terminal_width().saturating_sub(1);
    let line: String = report::visible(text).chars().take(room).collect();
    let mut stderr = io::stderr().lock();
    // Nobody is left to tell if this cannot be written.
    let _ = write!(stderr, "\r\u{1b}[2K{line}").and_then(|()| stderr.flush());
}
