//! What used operations need of the schemas of their descriptions.

use std::collections::HashSet;

use super::Context;
use crate::asyncapi::Payload;
use crate::openapi::RequestBody;
use crate::syntax::Node;
use crate::types::{Broken, Reach};
use crate::workspace::Target;

/// The parts of the schemas of used operations that have no sane reading, each once, with the operation that needs it.
pub(super) fn broken_schemas<'d>(cx: &Context<'d>) -> Vec<(String, Broken<'d>)> {
    let mut reach = Reach::default();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (call, operation) in cx.http_calls() {
        if !seen.insert(operation.node()) {
            continue;
        }
        let who = || format!("operation `{}`", call.callee.display_name());
        let mut look = |schema: Option<Node<'d>>| {
            let broken = schema.map(|schema| reach.broken(schema));
            found.extend(broken.into_iter().flatten().map(|broken| (who(), broken)));
        };
        let parameters = call.parameters.declared.iter();
        parameters.for_each(|parameter| look(parameter.schema));
        let body = operation.request_body().and_then(Result::ok);
        let media = body.into_iter().flat_map(RequestBody::content);
        media.for_each(|media| look(media.schema));
        for response in operation.responses() {
            response.headers().for_each(|header| look(header.schema));
            response.content().for_each(|media| look(media.schema));
        }
    }
    for step in &cx.steps {
        let Target::Endpoint { endpoint, .. } = &step.target else {
            continue;
        };
        if !seen.insert(endpoint.node()) {
            continue;
        }
        for message in endpoint.exchanged().known {
            let payload = match message.payload() {
                Payload::Schema(schema, _) => Some(schema),
                Payload::Unknown => None,
            };
            let headers = message.owners().filter_map(|owner| owner.get("headers"));
            for schema in payload.into_iter().chain(headers) {
                let broken = reach.broken(schema).into_iter();
                let who = || format!("`{}`", endpoint.display_name());
                found.extend(broken.map(|broken| (who(), broken)));
            }
        }
    }
    found
}
