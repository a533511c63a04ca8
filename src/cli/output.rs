//! Where text goes: files, standard output, standard error, and how wide and coloured it may be there.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use super::Error;
use super::arguments::Color;
use crate::report::{self, Style};

/// Writes to a file or to standard output; `write` is told whether that is a terminal.
pub(super) fn write_out(
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

/// How wide text is where nobody says how wide it can be.
const WIDTH: usize = 100;

pub(super) fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0))
}

/// Writes to standard error, where standard output holds something else.
pub(super) fn write_errors(
    write: impl FnOnce(BufWriter<&mut dyn Write>, bool) -> io::Result<()>,
) -> Result<(), Error> {
    let mut stderr = io::stderr().lock();
    let is_terminal = stderr.is_terminal();
    let written = write(BufWriter::new(&mut stderr), is_terminal);
    written.map_err(|error| Error::Stdout(error.kind().to_string()))
}

/// How a report for people looks where it goes.
pub(super) fn style(color: Color, is_terminal: bool, notes: bool) -> Style<'static> {
    Style {
        color: has_color(color, is_terminal),
        unicode: has_unicode(is_terminal),
        width: if is_terminal { terminal_width() } else { WIDTH },
        notes,
        ..Style::PLAIN
    }
}

/// Writes text as it stands to a file or to standard output.
pub(super) fn write_text(file: Option<&Path>, text: &str) -> Result<(), Error> {
    write_out(file, |mut target, _| {
        target.write_all(text.as_bytes())?;
        target.flush()
    })
}

/// Prints text as it stands.
pub(super) fn print(text: &str) -> Result<(), Error> {
    write_text(None, text)
}

/// Files and pipes are read by programs that know UTF-8; a terminal may not.
fn has_unicode(is_terminal: bool) -> bool {
    !is_terminal || supports_unicode::on(supports_unicode::Stream::Stdout)
}

pub(super) fn has_color(color: Color, is_terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => is_terminal && set("TERM").is_none_or(|terminal| terminal != "dumb"),
    }
}

/// Says what went wrong, and what to do about it.
pub(super) fn tell(error: &Error, color: Color) {
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

/// Says something beside the output.
pub(super) fn remark(text: &str) {
    // Nobody is left to tell if this cannot be written.
    for line in text.lines() {
        let _ = writeln!(io::stderr(), "{}", report::visible(line));
    }
}
