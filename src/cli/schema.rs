//! `arazzo-lint schema`: the JSON Schemas that editors and other tools can use.

use super::output::print;
use super::{Error, Verdict};
use crate::schema;
use crate::version::Version;

/// A schema that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Name {
    /// Arazzo documents of version 1.0
    #[value(name = "arazzo-1.0")]
    Arazzo10,
    /// Arazzo documents of version 1.1
    #[value(name = "arazzo-1.1")]
    Arazzo11,
}

/// Prints a schema.
pub(super) fn run(name: Name) -> Result<Verdict, Error> {
    print(match name {
        Name::Arazzo10 => schema::text(Version::V1_0),
        Name::Arazzo11 => schema::text(Version::V1_1),
    })?;
    Ok(Verdict::Sound)
}
