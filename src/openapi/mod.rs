//! Typed views of the OpenAPI objects that rules ask about, for OpenAPI 3.0 and 3.1.
//!
//! Everything is read from the tree on demand: a description may hold thousands of operations, a workflow uses five.

mod api;
mod decode;
pub mod media_type;
mod operation;
mod parameter;
mod request_body;
mod response;

pub use api::{Api, ApiVersion};
pub use operation::{METHODS, Operation, Parameters};
pub use parameter::{Location, Parameter};
pub use request_body::{MediaType, RequestBody};
pub use response::Response;
