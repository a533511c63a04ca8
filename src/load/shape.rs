//! What a text is, told by the keys at its root and from as little of it as that takes.

use std::io::{self, Read};
use std::ops::ControlFlow;

use super::root_keys::root_keys;

/// What the root keys of a text say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It has the key `arazzo`.
    Arazzo,
    /// It has everything that only an Arazzo document has, but not the key.
    Nearly,
    /// A description of another kind, with its article.
    Api(&'static str),
    /// It has no text.
    Empty,
    /// Something else.
    Other,
}

/// How much is read of a text at first, in bytes.
const FIRST: u16 = 8 << 10;

/// Reads the beginning of a text, as far as it takes to tell what it is.
pub(super) fn sniff(text: &mut impl Read, limit: u64) -> io::Result<(Vec<u8>, Shape)> {
    // With room for it most texts come in one piece.
    let mut start = Vec::with_capacity(usize::from(FIRST) + 1);
    let mut wanted = u64::from(FIRST).min(limit + 1);
    loop {
        let missing = wanted - start.len() as u64;
        text.take(missing).read_to_end(&mut start)?;
        let shape = shape(&start);
        let is_whole = (start.len() as u64) < wanted;
        let is_told = matches!(shape, Shape::Arazzo | Shape::Api(_));
        if is_told || is_whole || wanted > limit {
            return Ok((start, shape));
        }
        // Steps this large read a text that never tells again only by an eighth.
        wanted = (wanted * 8).min(limit + 1);
    }
}

fn shape(text: &[u8]) -> Shape {
    if is_utf16(text) {
        // Names of ASCII letters survive without their zeros, and the reader can then say what is wrong.
        let narrow: Vec<u8> = text
            .iter()
            .copied()
            .filter(|byte| byte.is_ascii() && *byte != 0)
            .collect();
        return if is_utf16(&narrow) {
            Shape::Other
        } else {
            shape(&narrow)
        };
    }
    let (mut workflows, mut sources, mut api) = (false, false, None);
    let told = root_keys(text, |key| {
        match key {
            b"arazzo" => return ControlFlow::Break(()),
            b"workflows" => workflows = true,
            b"sourceDescriptions" => sources = true,
            b"openapi" | b"swagger" => api = Some("an OpenAPI description"),
            b"asyncapi" => api = Some("an AsyncAPI description"),
            b"overlay" => api = Some("an OpenAPI overlay"),
            _ => {}
        }
        // No sound Arazzo document has such a key, and a description may be large: it is not read to its end.
        if api.is_some() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match api {
        Some(kind) => Shape::Api(kind),
        None if told.is_break() => Shape::Arazzo,
        None if workflows && sources => Shape::Nearly,
        None if text.trim_ascii().is_empty() => Shape::Empty,
        None => Shape::Other,
    }
}

/// Whether a text begins like UTF-16: with its byte order mark, or with a zero in its first character.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]
    )
}
