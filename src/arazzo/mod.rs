//! Typed views of the Arazzo objects, one file per object: cheap handles over the tree, nothing copied.
//!
//! A field that is absent or has the wrong type reads as `None`; the shape check has already reported it.

mod action;
mod components;
mod criterion;
mod description;
mod expression_type;
mod parameter;
mod request_body;
mod selector;
mod source_description;
mod step;
mod workflow;

pub use action::{Action, ActionKind};
pub use components::{ComponentKind, Components, Reusable};
pub use criterion::Criterion;
pub use description::Description;
pub use expression_type::{ExpressionType, Language};
pub use parameter::Parameter;
pub use request_body::{Replacement, RequestBody};
pub use selector::Selector;
pub use source_description::SourceDescription;
pub use step::Step;
pub use workflow::Workflow;
