//! `arazzo-lint init`: a settings file to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use super::output::remark;
use super::{Error, Verdict};
use crate::settings::STARTER;

const NAME: &str = "arazzo-lint.yaml";

/// Writes the file into the current folder, where there is none.
pub(super) fn run() -> Result<Verdict, Error> {
    let created = OpenOptions::new().write(true).create_new(true).open(NAME);
    let written = created.and_then(|mut file| file.write_all(STARTER.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Error::SettingsExist,
        kind => Error::Output {
            path: NAME.to_owned(),
            reason: kind.to_string(),
        },
    })?;
    remark(&format!(
        "wrote `{NAME}`: every setting is there, commented out"
    ));
    Ok(Verdict::Sound)
}
