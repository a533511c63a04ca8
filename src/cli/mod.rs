//! The command line: one file for each command, what they share, and the exit code.

mod arguments;
mod catalogue;
mod check;
mod graph;
mod init;
mod inputs;
mod network;
mod output;
mod schema;
mod shell;
mod targets;
mod values;

use std::ffi::OsString;

use clap::Parser as _;

use crate::{fix, load, settings};
use arguments::{Arguments, Task};
use output::tell;

/// What keeps a run from its end: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something that the command line names cannot be used.
    #[error(transparent)]
    Load(#[from] load::Error),
    /// Settings cannot be used.
    #[error(transparent)]
    Settings(settings::Error),
    /// `init` where there are settings.
    #[error("`arazzo-lint.yaml` is there already")]
    SettingsExist,
    /// A document cannot be fixed.
    #[error(transparent)]
    Fix(#[from] fix::Error),
    /// A file of `--output` cannot be written.
    #[error("cannot write `{path}`: {reason}")]
    Output {
        /// As it was written.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// Standard output cannot be written.
    #[error("cannot write to standard output: {0}")]
    Stdout(String),
    /// `--format` and `--output` do not go together.
    #[error("{0}")]
    Reports(String),
    /// `--workflow` names none.
    #[error("no workflow is called `{id}`")]
    UnknownWorkflow {
        /// As it was written.
        id: String,
    },
    /// `explain` names no rule.
    #[error("no rule is called `{name}`")]
    UnknownRule {
        /// As it was written.
        name: String,
        /// The names that are close.
        close: Vec<String>,
    },
    /// `man` names no command.
    #[error("no command is called `{name}`")]
    UnknownCommand {
        /// As it was written.
        name: String,
    },
    /// `--stdin-filename` without `-`.
    #[error("`--stdin-filename` is given, but standard input is not read")]
    UnusedStdinName,
}

impl From<settings::Error> for Error {
    fn from(error: settings::Error) -> Self {
        match error {
            settings::Error::Load(error) => Self::Load(error),
            error => Self::Settings(error),
        }
    }
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Load(error @ load::Error::Missing { path, .. }) => {
                let command = arguments::meant_command(path);
                command
                    .map(|command| format!("did you mean the command `{command}`?"))
                    .or_else(|| error.help())
            }
            Self::Load(error) => error.help(),
            Self::Settings(error) => error.help(),
            Self::Fix(error) => error.help(),
            Self::SettingsExist => Some("remove it first to begin anew".to_owned()),
            Self::UnusedStdinName => Some("add `-` to the paths".to_owned()),
            Self::UnknownRule { close, .. } => Some(match close.as_slice() {
                [] => "`arazzo-lint rules` lists them".to_owned(),
                close => format!("did you mean `{}`?", close.join("` or `")),
            }),
            Self::UnknownCommand { .. } => Some("`arazzo-lint --help` lists them".to_owned()),
            Self::Output { .. }
            | Self::Stdout(_)
            | Self::Reports(_)
            | Self::UnknownWorkflow { .. } => None,
        }
    }
}

/// How a run ended.
enum Verdict {
    /// Nothing was found that makes it fail.
    Sound,
    /// Something was.
    Findings,
    /// Something that was asked for could not be done; everything else was.
    Incomplete,
}

/// Runs the program and returns its exit code: 0 without errors, 1 with some, 2 if it could not be done.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    // The command that may be left out. Where it is written, it is left out here.
    if arguments.get(1).is_some_and(|word| word == "check") {
        arguments.remove(1);
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => return print(&answer),
    };
    let color = arguments.color();
    let verdict = arguments.task().and_then(|task| match task {
        Task::Check(options) => check::run(&options),
        Task::Graph(options) => graph::run(&options),
        Task::Explain { rule } => catalogue::explain(&rule),
        Task::Rules { format } => catalogue::list(format),
        Task::Init => init::run(),
        Task::Schema { name } => schema::run(name),
        Task::Completions { shell } => shell::completions(shell),
        Task::Manual { command } => shell::manual(command.as_deref()),
    });
    match verdict {
        Ok(Verdict::Sound) => 0,
        Ok(Verdict::Findings) => 1,
        Ok(Verdict::Incomplete) => 2,
        Err(error) => {
            tell(&error, color);
            2
        }
    }
}

/// Writes what clap has to say: help and version come this way too.
fn print(answer: &clap::Error) -> u8 {
    // Nobody is left to tell if it cannot be written.
    let _ = answer.print();
    u8::try_from(answer.exit_code()).unwrap_or(2)
}
