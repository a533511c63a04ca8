//! Typed views of the OpenAPI objects that rules ask about, for OpenAPI 2.0, 3.0, 3.1 and 3.2. They answer
//! the same questions whatever the version is.
//!
//! Everything is read from the tree on demand: a description may hold thousands of operations, a workflow uses five.

mod api;
mod decode;
pub mod media_type;
mod operation;
mod parameter;
pub mod path_item;
mod query_string;
mod request_body;
mod response;
mod swagger;
mod swagger_form;

pub use api::{Api, ApiVersion};
pub use operation::{Operation, Parameters};
pub use parameter::{Location, Parameter};
pub use query_string::QueryString;
pub use request_body::{MediaType, RequestBody};
pub use response::{Header, Response};
