//! The Selector Object (1.1).

use crate::expression::{self, Value};
use crate::syntax::Node;
use crate::version::Version;

/// Whether a value is a Selector Object rather than an object that merely looks like one: `context`, `selector` and `type`
/// and nothing but extensions beside them, the context being an expression (A13).
pub fn is_selector(node: Node<'_>, version: Version) -> bool {
    let fields = ["context", "selector", "type"];
    version >= Version::V1_1
        && node.is_mapping()
        && fields.iter().all(|field| node.get(field).is_some())
        && node
            .entries()
            .all(|entry| fields.contains(&entry.key.value) || entry.key.value.starts_with("x-"))
        && node
            .get("context")
            .and_then(Node::text)
            .is_some_and(|context| {
                matches!(
                    expression::value(context.value, version),
                    Value::Expression(_)
                )
            })
}
