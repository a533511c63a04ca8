//! Step dependencies: what has to run before what.

mod dependencies;
mod order;

pub use dependencies::{Dependencies, Dependency};
pub use order::Order;
