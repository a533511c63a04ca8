//! The run that the flags ask for, and what becomes of its result: streams and the exit code.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

use clap::Parser as _;

use crate::report::{self, Style};
use crate::workspace::{self, Found, Loader, Request, Settings, discover};

mod arguments;

use arguments::Arguments;
pub use arguments::{Color, Options};

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
            Self::Output { .. } | Self::Stdout(_) => None,
        }
    }
}

/// Runs the program and returns its exit code: 0 without errors, 1 with some, 2 if it could not be done.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let options = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => Options::from(arguments),
        Err(answer) => {
            // Help and version come this way too. Nobody is left to tell if they cannot be written.
            let _ = answer.print();
            return u8::try_from(answer.exit_code()).unwrap_or(2);
        }
    };
    match check(&options) {
        Ok(Verdict::Sound) => 0,
        Ok(Verdict::Errors) => 1,
        Ok(Verdict::Incomplete) => 2,
        Err(error) => {
            tell(&error, options.color);
            2
        }
    }
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
    let (found, loader, errors) = find(options)?;
    let is_complete = errors.is_empty();
    for error in errors {
        tell(&Error::from(error), options.color);
    }
    if found.is_empty() {
        return Ok(Verdict::Incomplete);
    }
    let (outcome, documents) = crate::lint(found, &loader, &options.run);
    let write = |mut target: BufWriter<&mut dyn Write>, is_terminal| {
        let is_colored = has_color(options.color, is_terminal);
        let style = Style {
            color: is_colored,
            unicode: has_unicode(is_terminal),
            width: if is_terminal { terminal_width() } else { WIDTH },
            notes: options.shows_notes,
        };
        target
            .write_all(report::render(options.format, &outcome, &documents, &style).as_bytes())?;
        target.flush()
    };
    if let Some(path) = &options.output {
        let written =
            File::create(path).and_then(|mut file| write(BufWriter::new(&mut file), false));
        written.map_err(|error| Error::Output {
            path: path.display().to_string(),
            reason: match error.kind() {
                ErrorKind::NotFound => "its folder does not exist".to_owned(),
                kind => kind.to_string(),
            },
        })?;
    } else {
        let mut stdout = io::stdout().lock();
        let is_terminal = stdout.is_terminal();
        match write(BufWriter::new(&mut stdout), is_terminal) {
            // Whoever reads has read enough.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written.map_err(|error| Error::Stdout(error.kind().to_string()))?,
        }
    }
    let has_errors = outcome.summary.errors > 0;
    Ok(match (is_complete, has_errors) {
        (false, _) => Verdict::Incomplete,
        (true, true) => Verdict::Errors,
        (true, false) => Verdict::Sound,
    })
}

/// Finds the documents, and what keeps some from being checked.
fn find(options: &Options) -> Result<(Vec<Found>, Loader, Vec<workspace::Error>), Error> {
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
