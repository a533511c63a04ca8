//! Typed views of the AsyncAPI objects that rules ask about, for `AsyncAPI` 2.x and 3.x. They answer the same questions
//! whatever the version is.
//!
//! **Who sends?** An AsyncAPI description speaks for the application that it describes: in 2.x `publish` means that this
//! application *receives* what its clients publish, in 3.x `action: receive` says the same. Arazzo's `action` speaks for
//! the workflow, which is one of the clients. So a step that sends goes with an operation that receives. Many authors take
//! the other view, and the specification's own documents mix both (upstream issue 563); so nothing here calls a direction
//! wrong, and where the direction would decide which messages are meant, all that may be meant count.
//!
//! Everything is read from the tree on demand, and bounded: of an endpoint with very many messages not all are known.

mod channel;
mod description;
mod endpoint;
mod headers;
mod message;
mod messages;
mod operation;
mod schema_format;

pub use channel::Channel;
pub use description::{AsyncApi, AsyncVersion};
pub use endpoint::{Endpoint, Identity};
pub use headers::{HeaderField, Headers};
pub use message::{Message, Payload};
pub use messages::Messages;
pub use operation::{Action, Operation};
pub use schema_format::SchemaFormat;
