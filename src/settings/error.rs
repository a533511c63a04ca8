//! What keeps a run from starting: mistakes in settings and in the options that change them.

use crate::baseline;
use crate::load::{self, Refusal};

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A mistake in a settings file.
    #[error("{file}:{line}:{column}: {message}")]
    Mistake {
        /// The file as reports show it.
        file: String,
        /// Line, from 1.
        line: u32,
        /// Column in code points, from 1.
        column: u32,
        /// What is wrong there.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// A settings file cannot be read.
    #[error("the settings file `{}` {}", .0.subject, .0.reason)]
    Unreadable(Refusal),
    /// The file of `--config` is not there.
    #[error("no settings file `{0}`")]
    Missing(String),
    /// Two settings files lie in one folder.
    #[error("`{first}` and `{second}` lie in one folder")]
    TwoFiles {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// A file whose name is nearly that of a settings file.
    #[error("`{name}` is not read: settings stand in `arazzo-lint.yaml`")]
    WrongName {
        /// The file.
        name: String,
    },
    /// An option names a rule that does not exist.
    #[error("`{option}` names `{name}`, and no rule or family is called so")]
    UnknownRule {
        /// The option.
        option: &'static str,
        /// As it is written.
        name: String,
        /// The name that may be meant.
        similar: Option<String>,
    },
    /// An option turns a rule off that has to run.
    #[error("`{option}` cannot turn `syntax-error` off")]
    NeverOff {
        /// The option.
        option: &'static str,
    },
    /// The baseline cannot be used.
    #[error(transparent)]
    Baseline(#[from] baseline::Error),
    /// Something that the command line names cannot be used.
    #[error(transparent)]
    Load(#[from] load::Error),
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Mistake { help, .. } => help.clone(),
            Self::Unreadable(refusal) => refusal.help(),
            Self::Missing(_) => None,
            Self::TwoFiles { .. } => Some("keep one of them".to_owned()),
            Self::WrongName { .. } => Some("rename it".to_owned()),
            Self::UnknownRule { similar, .. } => similar
                .as_ref()
                .map(|name| format!("did you mean `{name}`?")),
            Self::NeverOff { .. } => Some(super::WHY_NEVER_OFF.to_owned()),
            Self::Baseline(error) => error.help(),
            Self::Load(error) => error.help(),
        }
    }
}
