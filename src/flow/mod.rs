//! What runs before what: the dependencies of steps and workflows, and the control flow of a workflow.

mod control;
mod dependencies;

pub use control::{Availability, Control, Path, Point, Reach, Way, is_always_taken};
pub use dependencies::{Dependencies, Dependency};
