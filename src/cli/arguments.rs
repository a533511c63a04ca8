//! The flags, and the plain [`Options`] that they come to. `clap` stays in this file.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

use crate::Run;
use crate::graph;
use crate::report::Format;
use crate::rules::Levels;
use crate::workspace::Mapping;

/// Which documents a run is about, and where their descriptions are.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// Files, folders, or `-`; none means the working folder.
    pub paths: Vec<PathBuf>,
    /// The file that standard input stands for.
    pub stdin_name: Option<PathBuf>,
    /// Where descriptions lie.
    pub mappings: Vec<Mapping>,
    /// Files are read below it only.
    pub root: Option<PathBuf>,
}

/// What `check` is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The documents.
    pub inputs: Inputs,
    /// How findings are written.
    pub format: Format,
    /// Where they are written; standard output if nowhere else.
    pub output: Option<PathBuf>,
    /// How documents are checked.
    pub run: Run,
    /// No settings file is read.
    pub without_config: bool,
    /// Notes are shown by formats that only count them otherwise.
    pub shows_notes: bool,
    /// Whether the text format has colours.
    pub color: Color,
}

/// What `graph` is asked to do.
#[derive(Clone, Debug)]
pub struct GraphOptions {
    /// The documents.
    pub inputs: Inputs,
    /// How charts are written.
    pub format: graph::Format,
    /// Where they are written; standard output if nowhere else.
    pub output: Option<PathBuf>,
    /// The one workflow to draw.
    pub workflow: Option<String>,
    /// How documents are checked for what to mark.
    pub run: Run,
}

/// When output has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
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
  Check a folder and a file, and write a report for programs:
    arazzo-lint workflows buy.arazzo.yaml --format json --output report.json
  Read the source description `billing` from a local file:
    arazzo-lint --source billing=specs/billing.yaml
  Read every URL that begins like this from a local folder:
    arazzo-lint --source https://api.example.com/=specs/
  Check a text as if it stood in a file:
    arazzo-lint --stdin-filename workflows/buy.yaml - < draft.yaml
  Draw the workflows of a file as Mermaid (`arazzo-lint graph --help` tells more):
    arazzo-lint graph buy.arazzo.yaml

An Arazzo document is told by the key `arazzo` at its root, not by its name.
A path called `check` or `graph` is written `./check`, `./graph`.

Exit codes:
  0  no errors found
  1  errors found
  2  the run could not be done

Environment:
  NO_COLOR, CLICOLOR_FORCE  what `--color auto` means";

/// Checks Arazzo workflow documents together with the API descriptions they use.
#[derive(Debug, Parser)]
#[command(name = "arazzo-lint", version, after_help = EXAMPLES)]
#[command(override_usage = "arazzo-lint [check] [OPTIONS] [PATH]...")]
#[expect(clippy::struct_excessive_bools, reason = "a flag is one")]
pub(super) struct Arguments {
    /// Files, folders, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write findings
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true)]
    #[arg(value_name = "text|concise|json")]
    format: Format,

    /// Write findings to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    sources: Sources,

    /// Turn on the rules that are off, as warnings
    #[arg(long)]
    strict: bool,

    /// Make no connection
    #[arg(long)]
    offline: bool,

    /// Read no settings file
    #[arg(long)]
    no_config: bool,

    /// Show notes too, where only their number is shown otherwise
    #[arg(long)]
    notes: bool,

    /// When to use colours
    #[arg(long, value_enum, default_value = "auto", hide_possible_values = true)]
    #[arg(value_name = "auto|always|never")]
    color: Color,

    /// How many documents to check at once [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = jobs)]
    jobs: Option<NonZeroUsize>,
}

/// Where documents and their descriptions are.
#[derive(Debug, Args)]
struct Sources {
    /// The file that standard input stands for: its name in reports, and where relative sources start
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,

    /// Read a source description from a local file, or all URLs below one that ends in `/` from a folder; repeatable
    #[arg(long, value_name = "URL-OR-NAME=PATH", value_parser = mapping)]
    source: Vec<Mapping>,

    /// Read files below this folder only [default: the repository, else the current folder]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Sources {
    fn inputs(self, paths: Vec<PathBuf>) -> Inputs {
        Inputs {
            paths,
            stdin_name: self.stdin_filename,
            mappings: self.source,
            root: self.root,
        }
    }
}

/// Draws workflows: their steps, what leads from one to the next, and which output feeds what. Steps and ways with
/// findings are marked.
#[derive(Debug, Parser)]
#[command(name = "arazzo-lint graph")]
pub(super) struct GraphArguments {
    /// Files, folders, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write charts
    #[arg(
        long,
        value_enum,
        default_value = "mermaid",
        hide_possible_values = true
    )]
    #[arg(value_name = "mermaid|dot|svg|json")]
    format: graph::Format,

    /// Write charts to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Draw this workflow only
    #[arg(long, value_name = "ID")]
    workflow: Option<String>,

    #[command(flatten)]
    sources: Sources,

    /// Turn on the rules that are off, as warnings
    #[arg(long)]
    strict: bool,

    /// Make no connection
    #[arg(long)]
    offline: bool,
}

impl From<GraphArguments> for GraphOptions {
    fn from(arguments: GraphArguments) -> Self {
        Self {
            inputs: arguments.sources.inputs(arguments.paths),
            format: arguments.format,
            output: arguments.output.filter(|output| output.as_os_str() != "-"),
            workflow: arguments.workflow,
            run: Run {
                is_offline: arguments.offline,
                levels: Levels::new(arguments.strict),
                jobs: None,
            },
        }
    }
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        let mut paths = arguments.paths;
        // The one subcommand so far, and the default: a word that may be left out, wherever the flags stand.
        if paths
            .first()
            .is_some_and(|first| first.as_os_str() == "check")
        {
            paths.remove(0);
        }
        Self {
            inputs: arguments.sources.inputs(paths),
            format: arguments.format,
            output: arguments.output.filter(|output| output.as_os_str() != "-"),
            run: Run {
                is_offline: arguments.offline,
                levels: Levels::new(arguments.strict),
                jobs: arguments.jobs,
            },
            without_config: arguments.no_config,
            shows_notes: arguments.notes,
            color: arguments.color,
        }
    }
}

// URLs contain `=` more often than paths do, so the last one separates.
fn mapping(text: &str) -> Result<Mapping, String> {
    match text.rsplit_once('=') {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => Ok(Mapping {
            from: from.to_owned(),
            to: PathBuf::from(to),
        }),
        _ => Err("write `URL=PATH` or `NAME=PATH`".to_owned()),
    }
}

fn jobs(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "write a number from 1")
}
