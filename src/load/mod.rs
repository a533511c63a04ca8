//! From paths and URLs to documents, and from these to all that they name.
//!
//! [`mod@discover`] and [`Loader`] are the only ones that touch files, and `fetch` is the only module that leads to other
//! machines. [`Store`] holds every document of a run once; from there on everything is a function of what was read.

mod base;
mod error;
mod fetch;
mod kind;
mod loader;
mod locate;
mod nearby;
mod path;
mod refusal;
mod root_keys;
mod shape;
mod uri;

pub mod discover;

mod dependents;
mod reach;
mod reading;
mod references;
mod round;
mod store;

pub use base::{Base, Mappings, Root, RootKind};
pub use dependents::{dependents, place};
pub use discover::{Candidate, Found, Request, discover, discover_except, is_arazzo, is_candidate};
pub use error::Error;
pub(crate) use fetch::is_private_name;
pub use fetch::{Failure, Hosts, Network, Why};
pub use kind::DocumentKind;
pub(crate) use kind::version_name;
pub use loader::{Destination, Loader, Settings};
pub(crate) use loader::{SETTINGS_SIZE, canonical, place_in_repository};
pub use locate::{Location, Mapping, locate};
pub use nearby::{Hint, HintKind};
pub(crate) use path::normalized;
pub use refusal::{BESIDE, Reason, Refusal};
pub use store::{Link, Misplaced, Store};
pub use uri::self_uri;
