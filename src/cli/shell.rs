//! `arazzo-lint completions` and `arazzo-lint man`: what shells and manuals want to have.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::output::print;
use super::{Error, Verdict};

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<Verdict, Error> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(shell, &mut command, env!("CARGO_PKG_NAME"), &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Sound)
}

/// Prints the manual of the program, or of one of its commands.
pub(super) fn manual(name: Option<&str>) -> Result<Verdict, Error> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    if let Some(name) = name {
        let unknown = || Error::UnknownCommand {
            name: name.to_owned(),
        };
        command = command.find_subcommand(name).ok_or_else(unknown)?.clone();
    }
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command).render(&mut page);
    written.map_err(|error| Error::Stdout(error.kind().to_string()))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Verdict::Sound)
}
