//! Patterns of paths, as in `.gitignore`.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns that paths are held against.
#[derive(Clone, Debug)]
pub(super) struct Patterns(Gitignore);

impl Patterns {
    /// Reads patterns; the error is the position of a bad one and what is wrong with it.
    pub(super) fn new<'p>(
        patterns: impl IntoIterator<Item = &'p str>,
    ) -> Result<Self, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (index, pattern) in patterns.into_iter().enumerate() {
            let plain = pattern.trim_start_matches('!');
            let plain = plain.strip_prefix("./").unwrap_or(plain);
            if plain.trim().is_empty() || plain.starts_with('#') {
                return Err((index, "this pattern matches nothing".to_owned()));
            }
            if plain.split('/').any(|part| part == "..") {
                let message =
                    format!("`{pattern}` leads out of the folder that patterns start from");
                return Err((index, message));
            }
            let negation = if pattern.starts_with('!') { "!" } else { "" };
            builder
                .add_line(None, &format!("{negation}{plain}"))
                .map_err(|error| (index, bad(&error)))?;
        }
        let built = builder.build().map_err(|error| (0, bad(&error)))?;
        Ok(Self(built))
    }

    /// Whether a path, relative to where the patterns start from, is meant by them.
    pub(super) fn matches(&self, path: &Path) -> bool {
        !path.has_root() && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}

fn bad(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { glob, err } => match glob {
            Some(glob) => format!("`{glob}` is no pattern: {err}"),
            None => format!("this is no pattern: {err}"),
        },
        other => format!("this is no pattern: {other}"),
    }
}
