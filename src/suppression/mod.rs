//! What documents themselves say about findings: comments that ignore some, and the field that does it in JSON.
//!
//! ```yaml
//! # arazzo-lint: ignore-file unused-source -- the other teams' descriptions
//! - name: X-Trace # arazzo-lint: ignore unknown-parameter -- sent by the gateway
//! ```
//!
//! A comment counts for its line, or for the line below if it stands alone; `x-arazzo-lint-ignore` for the object that
//! has it. Whether the names are those of rules is for `unused-ignore` to tell.

mod ignore;
mod order;
mod silencer;

pub use ignore::{Flaw, Ignore, Name, Reach, ignores};
pub use silencer::Silencer;

/// The field that does what a comment does, for documents that have none.
pub const FIELD: &str = "x-arazzo-lint-ignore";

/// The rule whose findings nothing in a document keeps back: what stands behind them was not looked at.
pub const NEVER_SILENT: &str = "syntax-error";
