//! References of a description, which also lead through other references.
//!
//! An operation names its messages below its channel (`#/channels/orders/messages/placed`), and that channel is often kept
//! among the components. By the letter such a pointer leads nowhere; the tools for `AsyncAPI` follow it.

use crate::reference::{self, Target, percent_decode};
use crate::syntax::{Node, Text, unescape_token};

/// A chain with more pointers through references than this leads nowhere.
const DETOURS: usize = 8;

/// Follows `$ref` from an object until one without it is reached.
pub(super) fn follow(start: Node<'_>) -> Target<'_> {
    let mut target = reference::follow(start);
    for _ in 0..DETOURS {
        let Target::Dangling(text) = target else {
            break;
        };
        target = match through(text) {
            Some(Ok(node)) => reference::follow(node),
            Some(Err(unknown)) => return unknown,
            None => return target,
        };
    }
    target
}

/// Where a pointer leads if the references on its way are followed as well; `None` if that is nowhere.
fn through(text: Text<'_>) -> Option<Result<Node<'_>, Target<'_>>> {
    let pointer = text.value.strip_prefix("#/")?;
    let pointer = percent_decode(pointer);
    let mut node = text.node().document().root()?;
    for token in pointer.split('/') {
        node = match reference::follow(node) {
            Target::Found(node) => node.child(&unescape_token(token))?,
            Target::Dangling(_) => return None,
            unknown => return Some(Err(unknown)),
        };
    }
    Some(Ok(node))
}
