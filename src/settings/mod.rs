//! Settings: what the file beside the documents, a file of the command line and its options say together.
//!
//! [`Configuration`] is the file as it is written, [`Settings`] what it means, [`Options`] are the flags as plain data.
//! A [`Plan`] merges them, the command line above the file, and runs:
//!
//! ```no_run
//! use arazzo_lint::settings::{Options, Plan};
//! use arazzo_lint::load::{self, Request};
//!
//! # fn main() -> Result<(), arazzo_lint::settings::Error> {
//! let options = Options { strict: true, ..Options::default() };
//! let request = Request { paths: &[], stdin_name: None };
//! let mut plan = Plan::new(options, &load::Settings::new("."), &request)?;
//! let (found, errors) = plan.discover(&request, std::io::stdin().lock())?;
//! let (outcome, documents) = plan.lint(found);
//! let fails = plan.fails(&outcome);
//! # Ok(())
//! # }
//! ```
//!
//! A file that is found beside the documents may be a stranger's, so it cannot lead outside of the root of the documents
//! and cannot allow private hosts. One that the command line names can.

mod configuration;
mod error;
mod patterns;
mod read;
mod values;

mod file;
mod find;

mod options;

mod levels;
mod plan;
mod starter;

pub use configuration::{Configuration, Limits, Network, Override, schema};
pub use error::Error;
pub use file::{Settings, Trust};
pub use options::{FailOn, Options, rule_level};
pub use plan::Plan;
pub use starter::STARTER;
pub use values::{Count, RuleLevels, Size, Time};

/// Why `syntax-error` always runs.
const WHY_NEVER_OFF: &str =
    "what stands behind a syntax error is not checked, and nobody would know";
