//! Typed views of the OpenAPI objects that rules ask about.

pub mod reference;
