//! JSON Pointers (RFC 6901) over the tree.

use std::borrow::Cow;

use super::node::Node;

/// Writes a reference token so that it can stand in a pointer.
pub fn escape_token(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Reads a reference token of a pointer.
pub fn unescape_token(token: &str) -> Cow<'_, str> {
    // `~1` first, else `~01` would become `/`.
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// An array index: digits without a leading zero.
pub(super) fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (token.len() == 1 || !token.starts_with('0')) {
        token.parse().ok()
    } else {
        None
    }
}

pub(super) fn follow<'doc>(start: Node<'doc>, pointer: &str) -> Option<Node<'doc>> {
    if pointer.is_empty() {
        return Some(start);
    }
    let tokens = pointer.strip_prefix('/')?.split('/');
    tokens
        .map(unescape_token)
        .try_fold(start, |node, token| node.child(&token))
}

pub(super) fn of(node: Node<'_>) -> String {
    let mut node = if node.is_key() {
        node.value_of_key()
    } else {
        node
    };
    let mut tokens = Vec::new();
    while let Some(parent) = node.parent() {
        tokens.push(match node.key() {
            Some(key) => escape_token(key.value).into_owned(),
            None => node.position_in(parent).unwrap_or(0).to_string(),
        });
        node = parent;
    }
    tokens.iter().rev().flat_map(|token| ["/", token]).collect()
}
