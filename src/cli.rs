//! The run that the flags ask for, and what becomes of its result: streams and the exit code.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::Parser as _;

use crate::graph;
use crate::report::{self, Format, Style};
use crate::workspace::{self, Found, Loader, Request, Settings, discover};

mod arguments;

use arguments::{Arguments, GraphArguments};
pub use arguments::{Color, GraphOptions, Inputs, Options};

/// What keeps a run from its end: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something that the command line names cannot be used.
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// The file of `--output` cannot be written.
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
    /// `--workflow` names none.
    #[error("no workflow is called `{id}`")]
    UnknownWorkflow {
        /// As it was written.
        id: String,
    },
    /// `--stdin-filename` without `-`.
    #[error("`--stdin-filename` is given, but standard input is not read")]
    UnusedStdinName,
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Workspace(error) => error.help(),
            Self::UnusedStdinName => Some("add `-` to the paths".to_owned()),
            Self::Output { .. } | Self::Stdout(_) | Self::UnknownWorkflow { .. } => None,
        }
    }
}

/// Runs the program and returns its exit code: 0 without errors, 1 with some, 2 if it could not be done.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    // `check` may be left out, so a word in the first place tells what is asked for.
    let (verdict, color) = if arguments.get(1).is_some_and(|word| word == "graph") {
        arguments.remove(1);
        match GraphArguments::try_parse_from(arguments) {
            Ok(arguments) => (draw(&GraphOptions::from(arguments)), Color::Auto),
            Err(answer) => return print(&answer),
        }
    } else {
        match Arguments::try_parse_from(arguments).map(Options::from) {
            Ok(options) => (check(&options), options.color),
            Err(answer) => return print(&answer),
        }
    };
    match verdict {
        Ok(Verdict::Sound) => 0,
        Ok(Verdict::Errors) => 1,
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

/// Draws workflows. Findings are marked, and do not make the run fail.
fn draw(options: &GraphOptions) -> Result<Verdict, Error> {
    let (found, loader, errors) = find(&options.inputs)?;
    let is_complete = errors.is_empty();
    for error in errors {
        tell(&Error::from(error), Color::Auto);
    }
    if found.is_empty() {
        return Ok(Verdict::Incomplete);
    }
    let charts = crate::chart(found, &loader, &options.run, options.workflow.as_deref());
    if let Some(id) = options.workflow.as_ref().filter(|_| charts.is_empty()) {
        return Err(Error::UnknownWorkflow { id: id.clone() });
    }
    let text = graph::render(&charts, options.format);
    write_out(options.output.as_deref(), |mut target, _| {
        target.write_all(text.as_bytes())?;
        target.flush()
    })?;
    Ok(match is_complete {
        true => Verdict::Sound,
        false => Verdict::Incomplete,
    })
}

/// How a run ended.
enum Verdict {
    /// No finding of level error.
    Sound,
    /// At least one.
    Errors,
    /// Something that was asked for could not be checked; everything else was.
    Incomplete,
}

/// Runs, writes the report and says how it ended.
fn check(options: &Options) -> Result<Verdict, Error> {
    let (found, loader, errors) = find(&options.inputs)?;
    let is_complete = errors.is_empty();
    for error in errors {
        tell(&Error::from(error), options.color);
    }
    if found.is_empty() {
        return Ok(Verdict::Incomplete);
    }
    let (outcome, documents, charts) = match options.format {
        Format::Markdown => crate::lint_and_chart(found, &loader, &options.run),
        _ => {
            let (outcome, documents) = crate::lint(found, &loader, &options.run);
            (outcome, documents, Vec::new())
        }
    };
    let write = |mut target: BufWriter<&mut dyn Write>, is_terminal| {
        let is_colored = has_color(options.color, is_terminal);
        let style = Style {
            color: is_colored,
            unicode: has_unicode(is_terminal),
            width: if is_terminal { terminal_width() } else { WIDTH },
            notes: options.shows_notes,
            is_complete,
            charts: &charts,
            ..Style::PLAIN
        };
        target
            .write_all(report::render(options.format, &outcome, &documents, &style).as_bytes())?;
        target.flush()
    };
    write_out(options.output.as_deref(), write)?;
    let has_errors = outcome.summary.errors > 0;
    Ok(match (is_complete, has_errors) {
        (false, _) => Verdict::Incomplete,
        (true, true) => Verdict::Errors,
        (true, false) => Verdict::Sound,
    })
}

/// Writes to a file or to standard output; `write` is told whether that is a terminal.
fn write_out(
    output: Option<&Path>,
    write: impl FnOnce(BufWriter<&mut dyn Write>, bool) -> io::Result<()>,
) -> Result<(), Error> {
    let Some(path) = output else {
        let mut stdout = io::stdout().lock();
        let is_terminal = stdout.is_terminal();
        return match write(BufWriter::new(&mut stdout), is_terminal) {
            // Whoever reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(|error| Error::Stdout(error.kind().to_string())),
        };
    };
    let written = File::create(path).and_then(|mut file| write(BufWriter::new(&mut file), false));
    written.map_err(|error| Error::Output {
        path: path.display().to_string(),
        reason: match error.kind() {
            ErrorKind::NotFound => "its folder does not exist".to_owned(),
            kind => kind.to_string(),
        },
    })
}

/// Finds the documents, and what keeps some from being checked.
fn find(options: &Inputs) -> Result<(Vec<Found>, Loader, Vec<workspace::Error>), Error> {
    let reads_stdin = options.paths.iter().any(|path| path.as_os_str() == "-");
    if options.stdin_name.is_some() && !reads_stdin {
        return Err(Error::UnusedStdinName);
    }
    let loader = Loader::new(Settings {
        root: options.root.clone(),
        mappings: options.mappings.clone(),
        ..Settings::new(".")
    })?;
    let request = Request {
        paths: &options.paths,
        stdin_name: options.stdin_name.as_deref(),
    };
    let (found, errors) = discover(&request, io::stdin().lock(), &loader);
    Ok((found, loader, errors))
}

/// How wide text is where nobody says how wide it can be.
const WIDTH: usize = 100;

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}

/// Files and pipes are read by programs that know UTF-8; a terminal may not.
fn has_unicode(is_terminal: bool) -> bool {
    !is_terminal || supports_unicode::on(supports_unicode::Stream::Stdout)
}

fn has_color(color: Color, is_terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => is_terminal && set("TERM").is_none_or(|terminal| terminal != "dumb"),
    }
}

fn tell(error: &Error, color: Color) {
    let mut stderr = io::stderr().lock();
    let (bold, plain) = if has_color(color, stderr.is_terminal()) {
        ("\u{1b}[1;31m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let message = error.to_string();
    let message = report::visible(&message);
    let help = error
        .help()
        .map(|help| format!("  help: {}\n", report::visible(&help)));
    let help = help.unwrap_or_default();
    // Nobody is left to tell if this cannot be written.
    let _ = write!(stderr, "{bold}error{plain}: {message}\n{help}");
}
