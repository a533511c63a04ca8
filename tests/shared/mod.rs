//! The documents that the project is tried on and does not contain.

use std::path::{Path, PathBuf};

/// A folder of the shared data beside the repository, or `None`, told, where it is absent.
#[allow(clippy::print_stderr, reason = "a test that was skipped has to say so")]
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: `../shared/{name}` is not here");
    None
}
