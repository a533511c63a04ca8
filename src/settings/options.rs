//! The flags of the command line as plain data.

use std::path::PathBuf;

use super::error::Error;
use super::values::names;
use crate::diagnostic::{Outcome, Severity};
use crate::near::near;
use crate::rules::{self, Level};
use crate::suppression::NEVER_SILENT;

/// What the command line says about rules and their findings. All of it wins over a settings file.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a flag is one")]
pub struct Options {
    /// `--config FILE`: this file and no other.
    pub config: Option<PathBuf>,
    /// `--no-config`: none.
    pub without_config: bool,
    /// `--strict`: rules that are off are on, as warnings.
    pub strict: bool,
    /// `--select RULE`: only these rules or families run, and `syntax-error`.
    pub select: Vec<String>,
    /// `--ignore RULE`: these rules or families do not run.
    pub ignore: Vec<String>,
    /// `--rule RULE=LEVEL`: the level of a rule or family; later ones count more. [`rule_level`] reads one.
    pub levels: Vec<(String, Level)>,
    /// `--force-exclude`: named files obey `exclude` too.
    pub force_exclude: bool,
    /// `--with-dependents`: files that are no Arazzo documents stand for the documents that use them.
    pub with_dependents: bool,
    /// `--offline`: no connection is made.
    pub is_offline: bool,
    /// `--allow-host HOST`: hosts that may be asked although no list has them or their addresses are private.
    pub allow_hosts: Vec<String>,
    /// `--fail-on LEVEL`: from which level on findings make a run fail.
    pub fail_on: FailOn,
    /// `--max-diagnostics N`: so many findings are shown, the most severe first; the closing line and
    /// `Summary::cut` tell how many are not.
    pub max_diagnostics: Option<usize>,
    /// `--statistics`: counts by rule, as [`crate::report::statistics`] writes them.
    pub statistics: bool,
    /// `--quiet`: nothing but the findings, neither the closing line nor warnings of the run.
    pub is_quiet: bool,
    /// `--baseline FILE`: findings that stand there are kept back.
    pub baseline: Option<PathBuf>,
    /// `--write-baseline FILE`: all findings are written there; an old baseline is not read.
    pub write_baseline: Option<PathBuf>,
    /// `--jobs N`: how many threads.
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// From which level on findings make a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Errors and warnings
    Warning,
    /// Every finding
    Note,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least weight that makes a run fail.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }

    /// Whether what a run has found makes it fail. Findings that are only not shown count, those that are kept back do not.
    pub fn is_reached(self, outcome: &Outcome) -> bool {
        let summary = &outcome.summary;
        match self {
            Self::Error => summary.errors > 0,
            Self::Warning => summary.errors + summary.warnings > 0,
            Self::Note => summary.errors + summary.warnings + summary.notes > 0,
            Self::Never => false,
        }
    }
}

/// Reads `RULE=LEVEL`. Whether there is such a rule, the plan tells.
///
/// # Errors
///
/// In words for the command line, when it is something else.
pub fn rule_level(text: &str) -> Result<(String, Level), String> {
    let Some((name, level)) = text.split_once('=') else {
        return Err("write it as RULE=LEVEL, for example `unused-input=off`".to_owned());
    };
    let levels = [Level::Error, Level::Warning, Level::Note, Level::Off];
    match levels
        .into_iter()
        .find(|known| known.name() == level.trim())
    {
        Some(level) => Ok((name.trim().to_owned(), level)),
        None => {
            let names = levels.iter().map(|level| level.name());
            let similar = near(level.trim(), names).into_iter().next();
            let similar = similar.map(|name| format!("; did you mean `{name}`?"));
            Err(format!(
                "a level is `error`, `warning`, `note` or `off`{}",
                similar.unwrap_or_default()
            ))
        }
    }
}

impl Options {
    /// Every name that an option gives has to be that of a rule or a family.
    pub(super) fn check(&self) -> Result<(), Error> {
        let selected = self.select.iter().map(|name| ("--select", name));
        let ignored = self.ignore.iter().map(|name| ("--ignore", name));
        let levels = self.levels.iter().map(|(name, _)| ("--rule", name));
        for (option, name) in selected.chain(ignored).chain(levels) {
            if !names().contains(&name.as_str()) {
                return Err(Error::UnknownRule {
                    option,
                    name: name.clone(),
                    similar: near(name, names().iter().copied()).into_iter().next(),
                });
            }
        }
        let is_it = |name: &String| name == NEVER_SILENT;
        let mut turned_off = self.levels.iter().filter(|(_, level)| *level == Level::Off);
        if self.ignore.iter().any(is_it) {
            return Err(Error::NeverOff { option: "--ignore" });
        }
        if turned_off.any(|(name, _)| is_it(name)) {
            return Err(Error::NeverOff { option: "--rule" });
        }
        Ok(())
    }

    /// Whether `--select` is about a rule.
    pub(super) fn selects(&self, rule: &rules::Rule) -> bool {
        self.select
            .iter()
            .any(|name| name == rule.name || name == rule.family())
    }

    /// Keeps the findings that are to be shown, the most severe first, and remembers how many are not.
    pub(super) fn shorten(&self, outcome: &mut Outcome) {
        let Some(limit) = self.max_diagnostics else {
            return;
        };
        let mut room = limit;
        let mut shown = vec![false; outcome.diagnostics.len()];
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            for (found, is_shown) in outcome.diagnostics.iter().zip(&mut shown) {
                if found.severity == severity && room > 0 {
                    *is_shown = true;
                    room -= 1;
                }
            }
        }
        let mut is_shown = shown.iter();
        outcome
            .diagnostics
            .retain(|_| is_shown.next().copied().unwrap_or_default());
        outcome.summary.cut = shown.iter().filter(|is_shown| !**is_shown).count();
    }
}
