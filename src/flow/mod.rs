//! What runs before what: the dependencies of steps and workflows, and the control flow of a workflow; and which status
//! codes criteria allow.

mod control;
mod dependencies;
mod status;

pub use control::{Availability, Control, Path, Point, Reach, Way, is_always_taken, is_taken_with};
pub use dependencies::{Dependencies, Dependency};
pub use status::{CODES, Conditions, Documented, StatusSet, Statuses, statuses, statuses_failing};
