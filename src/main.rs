//! Starts the linter: everything else is in the library, where tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(arazzo_lint::cli::main(std::env::args_os()))
}
