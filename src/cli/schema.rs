//! `arazzo-lint schema`: the JSON Schemas that editors and other tools can use.

use super::output::print;
use super::{Error, Verdict};
use crate::version::Version;
use crate::{report, schema, settings};

/// A schema that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Name {
    /// Arazzo documents of version 1.0
    #[value(name = "arazzo-1.0")]
    Arazzo10,
    /// Arazzo documents of version 1.1
    #[value(name = "arazzo-1.1")]
    Arazzo11,
    /// Settings files
    Config,
    /// Reports of `--format json`
    Report,
}

/// Prints a schema.
pub(super) fn run(name: Name) -> Result<Verdict, Error> {
    match name {
        Name::Arazzo10 => print(schema::text(Version::V1_0)),
        Name::Arazzo11 => print(schema::text(Version::V1_1)),
        Name::Config => print(&settings::schema()),
        Name::Report => print(report::schema()),
    }?;
    Ok(Verdict::Sound)
}
