//! The flags, and the plain options that they come to. `clap` derives stay in this file.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::check::{self, FixTask};
use super::targets::{Output, reports};
use super::values::{host, jobs, mapping, output};
use super::{Error, catalogue, graph, network, schema};
use crate::fix::Mode;
use crate::load::Mapping;
use crate::near::near;
use crate::report::Format;
use crate::rules::Level;
use crate::settings::{self, FailOn, rule_level};

/// Which documents a run is about, and where their descriptions are.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    /// Files, folders, or `-`; none means the working folder.
    pub(super) paths: Vec<PathBuf>,
    /// The file that standard input stands for.
    pub(super) stdin_name: Option<PathBuf>,
    /// Where descriptions lie.
    pub(super) mappings: Vec<Mapping>,
    /// Files are read below it only.
    pub(super) root: Option<PathBuf>,
    /// Sources are downloaded anew.
    pub(super) refresh: bool,
}

/// When output has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const EXAMPLES: &str = "\
Examples:
  Check every Arazzo document below the current folder:
    arazzo-lint
  Check a folder and a file, and write a report for programs beside the text:
    arazzo-lint workflows buy.arazzo.yaml --output json=report.json
  Read the source description `billing` from a local file:
    arazzo-lint --source billing=specs/billing.yaml
  Read every URL that begins like this from a local folder:
    arazzo-lint --source https://api.example.com/=specs/
  Check a text as if it stood in a file:
    arazzo-lint --stdin-filename workflows/buy.yaml - < draft.yaml
  Hide what is found now, and show only what is new from then on:
    arazzo-lint --write-baseline baseline.json
    arazzo-lint --baseline baseline.json
  Mend what can be mended safely, after a look at it:
    arazzo-lint --diff
    arazzo-lint --fix
  Tell what a finding is about:
    arazzo-lint explain unknown-step
  Draw the workflows of a file:
    arazzo-lint graph buy.arazzo.yaml --format svg --output buy.svg

An Arazzo document is told by the key `arazzo` at its root, not by its name.
A path that is called like a command is written `./graph`.

Exit codes:
  0  no errors found (`--fail-on` sets another level)
  1  errors found
  2  the run could not be done

Environment:
  NO_COLOR, CLICOLOR_FORCE  what `--color auto` means
  ARAZZO_LINT_OFFLINE       not empty and not 0: what `--offline` does
  ARAZZO_LINT_CACHE         the folder for copies of downloaded sources
  HTTPS_PROXY, NO_PROXY     which proxy is used, and for which hosts none";

/// What a run is asked to do.
pub(super) enum Task {
    /// Look at documents.
    Check(check::Options),
    /// Draw workflows.
    Graph(graph::Options),
    /// Tell about a rule.
    Explain {
        /// Its name.
        rule: String,
    },
    /// List the rules.
    Rules {
        /// How.
        format: catalogue::Format,
    },
    /// Write a settings file.
    Init,
    /// Print a JSON Schema.
    Schema {
        /// Which.
        name: schema::Name,
    },
    /// Print what a shell wants to have.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the manual.
    Manual {
        /// Of which command; of the program if there is none.
        command: Option<String>,
    },
}

/// Checks Arazzo workflow documents together with the API descriptions they use.
#[derive(Debug, Parser)]
#[command(name = "arazzo-lint", bin_name = "arazzo-lint", version, after_help = EXAMPLES)]
#[command(override_usage = "arazzo-lint [check] [OPTIONS] [PATH]...\n       arazzo-lint <COMMAND>")]
#[command(args_conflicts_with_subcommands = true)]
#[command(subcommand_help_heading = "Other commands")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    check: CheckArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Draw workflows as Mermaid, DOT, SVG or JSON
    Graph(Box<GraphArguments>),
    /// Tell what a rule looks for, why, and show an example
    Explain {
        /// The name of the rule
        rule: String,
    },
    /// List the rules
    Rules {
        /// How to write the list: table, json or markdown
        #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
        #[arg(hide_possible_values = true)]
        format: catalogue::Format,
    },
    /// Write a settings file, `arazzo-lint.yaml`, with every setting explained
    Init,
    /// Print a JSON Schema, for editors and other tools
    Schema {
        /// Which one
        name: schema::Name,
    },
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page, of the program or of a command
    Man {
        /// The command
        command: Option<String>,
    },
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "a flag is one")]
struct CheckArguments {
    /// Files, folders, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write findings: text, concise, json, sarif, github, gitlab, junit or markdown; repeatable [default: text]
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    #[arg(help_heading = "Report")]
    format: Vec<Format>,

    /// Write findings to a file; with several formats, say which one goes there; repeatable
    #[arg(long, value_name = "[FORMAT=]FILE", value_parser = output, help_heading = "Report")]
    output: Vec<Output>,

    /// Show notes too, where only their number is shown otherwise
    #[arg(long, help_heading = "Report")]
    notes: bool,

    /// When to use colours
    #[arg(long, value_enum, default_value = "auto", hide_possible_values = true)]
    #[arg(value_name = "auto|always|never", help_heading = "Report")]
    color: Color,

    /// Show so many findings at most, the gravest first; the closing line counts the others
    #[arg(long, value_name = "N", help_heading = "Report")]
    max_diagnostics: Option<usize>,

    /// Tell how often each rule has found something
    #[arg(long, help_heading = "Report")]
    statistics: bool,

    /// Print the findings and nothing else
    #[arg(long, help_heading = "Report")]
    quiet: bool,

    #[command(flatten)]
    fixes: FixArguments,

    #[command(flatten)]
    rules: Rules,

    /// From which level on findings make the run fail
    #[arg(long, value_enum, default_value = "error", hide_possible_values = true)]
    #[arg(value_name = "error|warning|note|never", help_heading = "Rules")]
    fail_on: FailOn,

    /// Keep back the findings that stand in this file
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    baseline: Option<PathBuf>,

    /// Write all findings to this file, to be kept back from now on
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    #[arg(conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,

    #[command(flatten)]
    sources: Sources,

    /// Let API descriptions stand for the documents that use them, also deleted ones; pass over other files
    #[arg(long, help_heading = "Sources")]
    with_dependents: bool,

    #[command(flatten)]
    configuration: ConfigurationFile,

    /// Pass over files that the settings exclude, even where they are named
    #[arg(long, help_heading = "Settings")]
    force_exclude: bool,

    /// How many documents to check at once [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = jobs, help_heading = "Settings")]
    jobs: Option<NonZeroUsize>,
}

/// Whether documents are mended.
#[derive(Clone, Copy, Debug, Args)]
struct FixArguments {
    /// Make the fixes that keep the meaning of a document
    #[arg(long, help_heading = "Fixes", conflicts_with = "write_baseline")]
    fix: bool,

    /// Make those that guess what was meant as well
    #[arg(long, help_heading = "Fixes", conflicts_with = "write_baseline")]
    unsafe_fixes: bool,

    /// Print what the fixes would change instead, as a diff
    #[arg(long, help_heading = "Fixes", conflicts_with = "write_baseline")]
    diff: bool,
}

impl FixArguments {
    /// What is asked for, if anything.
    fn task(self) -> Option<FixTask> {
        let mode = match self.unsafe_fixes {
            true => Mode::All,
            false => Mode::Safe,
        };
        let is_asked_for = self.fix || self.unsafe_fixes || self.diff;
        is_asked_for.then_some(FixTask {
            mode,
            is_written: !self.diff,
        })
    }
}

/// Where settings stand.
#[derive(Debug, Args)]
struct ConfigurationFile {
    /// Read settings from this file only [default: the nearest `arazzo-lint.yaml` upward from each document]
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    config: Option<PathBuf>,

    /// Read no settings file
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    no_config: bool,
}

/// What is looked for, and how much it weighs.
#[derive(Debug, Args)]
struct Rules {
    /// Turn on the rules that are off, as warnings
    #[arg(long, help_heading = "Rules")]
    strict: bool,

    /// Run this rule or family only, whatever its level; repeatable
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    select: Vec<String>,

    /// Do not run this rule or family; repeatable
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    ignore: Vec<String>,

    /// Give a rule or family another level: error, warning, note or off; repeatable
    #[arg(long, value_name = "RULE=LEVEL", value_parser = rule_level, help_heading = "Rules")]
    rule: Vec<(String, Level)>,
}

/// Where documents and their descriptions are.
#[derive(Debug, Args)]
struct Sources {
    /// The file that standard input stands for: its name in reports, and where relative sources start
    #[arg(long, value_name = "NAME", help_heading = "Sources")]
    stdin_filename: Option<PathBuf>,

    /// Read a source description from a local file, or all URLs below one that ends in `/` from a folder; repeatable
    #[arg(long, value_name = "URL-OR-NAME=PATH", value_parser = mapping, help_heading = "Sources")]
    source: Vec<Mapping>,

    /// Read files below this folder only [default: the repository, else the current folder]
    #[arg(long, value_name = "DIR", help_heading = "Sources")]
    root: Option<PathBuf>,

    /// Make no connection; of what was downloaded before, the copies are read
    #[arg(long, help_heading = "Sources")]
    offline: bool,

    /// Download sources anew, whatever copies there are
    #[arg(long, help_heading = "Sources", conflicts_with = "offline")]
    refresh: bool,

    /// Download sources from this host although its address is private or the settings do not list it; repeatable
    #[arg(long, value_name = "HOST", value_parser = host, help_heading = "Sources")]
    allow_host: Vec<String>,
}

impl Sources {
    fn inputs(self, paths: Vec<PathBuf>) -> Inputs {
        Inputs {
            paths,
            stdin_name: self.stdin_filename,
            mappings: self.source,
            root: self.root,
            refresh: self.refresh,
        }
    }
}

#[derive(Debug, Args)]
struct GraphArguments {
    /// Files, folders, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write charts: mermaid, dot, svg or json
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "mermaid")]
    #[arg(hide_possible_values = true)]
    format: crate::graph::Format,

    /// Write charts to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Draw this workflow only
    #[arg(long, value_name = "ID")]
    workflow: Option<String>,

    #[command(flatten)]
    rules: Rules,

    #[command(flatten)]
    sources: Sources,

    #[command(flatten)]
    configuration: ConfigurationFile,
}

/// The command whose name is close to a path that does not exist.
pub(super) fn meant_command(path: &str) -> Option<String> {
    let command = Arguments::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    near(path, names.into_iter().chain(["check"]))
        .into_iter()
        .next()
}

impl Arguments {
    /// When output has colours.
    pub(super) fn color(&self) -> Color {
        self.check.color
    }

    /// What is asked for.
    pub(super) fn task(self) -> Result<Task, Error> {
        Ok(match self.command {
            None => Task::Check(self.check.options()?),
            Some(Command::Graph(arguments)) => Task::Graph(arguments.options()),
            Some(Command::Explain { rule }) => Task::Explain { rule },
            Some(Command::Rules { format }) => Task::Rules { format },
            Some(Command::Init) => Task::Init,
            Some(Command::Schema { name }) => Task::Schema { name },
            Some(Command::Completions { shell }) => Task::Completions { shell },
            Some(Command::Man { command }) => Task::Manual { command },
        })
    }
}

impl CheckArguments {
    fn options(self) -> Result<check::Options, Error> {
        let mut paths = self.paths;
        // The command that may be left out, behind flags.
        if paths
            .first()
            .is_some_and(|first| first.as_os_str() == "check")
        {
            paths.remove(0);
        }
        Ok(check::Options {
            reports: reports(&self.format, &self.output).map_err(Error::Reports)?,
            settings: settings::Options {
                force_exclude: self.force_exclude,
                with_dependents: self.with_dependents,
                fail_on: self.fail_on,
                max_diagnostics: self.max_diagnostics,
                statistics: self.statistics,
                is_quiet: self.quiet,
                baseline: self.baseline,
                write_baseline: self.write_baseline,
                jobs: self.jobs,
                ..options(self.rules, &self.sources, self.configuration)
            },
            fixes: self.fixes.task(),
            inputs: self.sources.inputs(paths),
            shows_notes: self.notes,
            color: self.color,
        })
    }
}

impl GraphArguments {
    fn options(self) -> graph::Options {
        graph::Options {
            settings: options(self.rules, &self.sources, self.configuration),
            inputs: self.sources.inputs(self.paths),
            format: self.format,
            output: self.output.filter(|output| output.as_os_str() != "-"),
            workflow: self.workflow,
        }
    }
}

/// What all commands that check documents have in common.
fn options(rules: Rules, sources: &Sources, configuration: ConfigurationFile) -> settings::Options {
    settings::Options {
        config: configuration.config,
        without_config: configuration.no_config,
        strict: rules.strict,
        select: rules.select,
        ignore: rules.ignore,
        levels: rules.rule,
        is_offline: sources.offline || network::is_offline(),
        allow_hosts: sources.allow_host.clone(),
        ..settings::Options::default()
    }
}
