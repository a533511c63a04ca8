//! The whole program from its start to its end, and how much memory it takes at its peak.
//!
//! Memory is measured by starting this very file again as the linter, which then tells what the system counted. That
//! works on Linux only.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use divan::Bencher;

mod generate;

use generate::{CASES, Files};

/// The first argument by which this file becomes the linter; the rest are those of the linter.
const MEASURED: &str = "--measured";

fn main() -> io::Result<()> {
    let mut arguments = env::args_os().skip(1).peekable();
    if arguments.next_if(|first| first == MEASURED).is_some() {
        return lint_and_tell(arguments);
    }
    divan::main();
    // `cargo test --benches` only wants to know that the benchmarks run.
    if arguments.all(|argument| argument != "--test" && argument != "--list") {
        tell_peaks()?;
    }
    Ok(())
}

/// Every case, its files written once.
fn files() -> &'static [Files] {
    static FILES: OnceLock<Vec<Files>> = OnceLock::new();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("process");
    FILES.get_or_init(|| CASES.map(|case| case.write(&folder)).into())
}

/// What the system itself needs to start a program and end it: the floor of the other figures.
#[divan::bench]
fn version(bencher: Bencher<'_, '_>) {
    bencher.bench(|| run(Command::new(env!("CARGO_BIN_EXE_arazzo-lint")).arg("--version")));
}

/// The program in the folder of a case, as somebody would start it there.
#[divan::bench(args = CASES.map(|case| case.name))]
fn check(bencher: Bencher<'_, '_>, name: &str) {
    let files = (files().iter().find(|files| files.case.name == name)).expect("a case of the list");
    bencher.bench(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
        let code = run(command.current_dir(&files.folder).args(["--root", "."]));
        assert_eq!(code, Some(i32::from(files.case.has_fault)), "the exit code");
    });
}

fn run(command: &mut Command) -> Option<i32> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.status().expect("the program can be started").code()
}

/// Does what the binary does, then prints the peak of the resident memory in bytes.
fn lint_and_tell(arguments: impl Iterator<Item = OsString>) -> io::Result<()> {
    arazzo_lint::cli::main([OsString::from("arazzo-lint")].into_iter().chain(arguments));
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    let peak = peak.ok_or_else(|| io::Error::other("the system does not tell the peak"))?;
    writeln!(io::stdout(), "{}", peak * 1024)
}

fn tell_peaks() -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    if !cfg!(target_os = "linux") {
        return writeln!(stdout, "\npeak memory is only measured on Linux");
    }
    writeln!(
        stdout,
        "\npeak memory             text       peak  peak / text"
    )?;
    for Files {
        case,
        folder,
        bytes,
    } in files()
    {
        let output = Command::new(env::current_exe()?)
            .args([MEASURED, "--root", ".", "--output", "report.txt"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()?;
        let told = String::from_utf8_lossy(&output.stdout);
        let peak: u32 = told.trim().parse().map_err(io::Error::other)?;
        let text = u32::try_from(*bytes).map_err(io::Error::other)?;
        let (peak, text) = (f64::from(peak) / 1e6, f64::from(text) / 1e6);
        let name = case.name;
        writeln!(
            stdout,
            "{name:<18} {text:>6.1} MB  {peak:>6.1} MB  {:>11.1}",
            peak / text
        )?;
    }
    Ok(())
}
