//! Whether a value with holes fits a schema of an API description.
//!
//! ```text
//! payload -> Instance (a tree with holes) ┐
//!                                         ├-> judge -> misfits
//! schema  -> Expectation                  ┘
//! ```
//!
//! The judgement is three-valued: a misfit is told only if no value of the holes could cure it. That, descriptions that
//! say what they mean in the words of another version, and the need to point at the very keyword are why the schema is
//! walked as it stands instead of being translated for a validator; `tests/judge.rs` holds the walk against one. Each
//! schema meets each value once, so the time is bounded whatever a description refers to.

mod answers;
mod branches;
mod build;
mod contains;
mod coverage;
mod declared;
mod declares;
mod disjoint;
mod equality;
mod expand;
mod expectation;
mod facts;
mod fit;
mod follow;
mod form;
mod fuel;
mod group;
mod infer;
mod inferred;
mod instance;
mod items;
mod json_text;
mod judge;
mod kinds;
mod leaf;
mod limits;
mod listed;
mod members;
mod messages;
mod misfit;
mod mistake;
mod outcome;
mod parts;
mod reach;
mod request;
mod scalars;
mod schema;
mod sent;
mod settle;
mod shape;
mod well_formed;
mod wire;

pub use answers::Answers;
pub use declares::may_have;
pub use expectation::{Broken, Expectation, Judgement, Why};
pub use fit::{Clash, Fit, fit};
pub use follow::Followed;
pub use fuel::Fuel;
pub use infer::Inference;
pub use inferred::{Hop, Inferred, Moment, Origin, Where};
pub use instance::{Hole, Holes, Instance, Spot};
pub use json_text::JsonText;
pub use kinds::Kinds;
pub use leaf::Patterns;
pub use misfit::{Bound, Misfit, MisfitKind, Names};
pub use mistake::Mistake;
pub use reach::Reach;
pub use request::Request;
pub use schema::{Dialect, Direction, JsonType};
pub use shape::{Fact, Shape, Typed};
pub use well_formed::{Flaw, Written};
pub use wire::{Carrier, Known};
