//! Accessors behind an expression: `.name` and `[0]`.
//!
//! Simple conditions have them (Criterion Object, operators `.` and `[]`). Everywhere else they are a slip for a
//! pointer, and [`as_pointer`] says which.

use super::Part;
use super::characters::is_strict;

/// One step into a value inside a simple condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accessor<'a> {
    /// The name in `.name`.
    Member(Part<'a>),
    /// The digits in `[0]`.
    Index(Part<'a>),
}

/// The accessors at the beginning of `text`, and what follows the last one.
pub(super) fn accessors(text: Part<'_>) -> (Vec<Accessor<'_>>, Part<'_>) {
    let mut accessors = Vec::new();
    let mut rest = text;
    while let Some((accessor, after)) = accessor(rest) {
        accessors.push(accessor);
        rest = after;
    }
    (accessors, rest)
}

fn accessor(text: Part<'_>) -> Option<(Accessor<'_>, Part<'_>)> {
    if let Some(rest) = text.strip_prefix(".") {
        let length = rest.text.find(|c| !is_strict(c)).unwrap_or(rest.text.len());
        let (name, rest) = rest.split_at(length);
        (length > 0).then_some((Accessor::Member(name), rest))
    } else {
        let (index, rest) = text.strip_prefix("[")?.split_once("]")?;
        let digits = index.text.bytes().all(|byte| byte.is_ascii_digit());
        let canonical = index.text == "0" || !index.text.starts_with('0');
        (digits && canonical && !index.is_empty()).then_some((Accessor::Index(index), rest))
    }
}

/// The JSON Pointer that says what `.items[0].id` means, or `None` where the text is no chain of accessors.
///
/// Reads generously (`['name']`, `[name]`, a pointer at the end), since its purpose is to say what to type instead.
pub fn as_pointer(text: &str) -> Option<String> {
    let (accessors, tail) = text.find("#/").map_or((text, ""), |at| text.split_at(at));
    let mut pointer = String::new();
    let mut rest = accessors;
    while !rest.is_empty() {
        let name = if let Some(after) = rest.strip_prefix('.') {
            let length = after.find(['.', '[']).unwrap_or(after.len());
            rest = &after[length..];
            &after[..length]
        } else {
            let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
            rest = after;
            inside.trim_matches(['\'', '"'])
        };
        let plain = |c: char| is_strict(c) || c == '$' || c == '@' || !c.is_ascii();
        if name.is_empty() || name.starts_with('-') || !name.chars().all(plain) {
            return None;
        }
        pointer.push('/');
        pointer.push_str(name);
    }
    pointer.push_str(tail.trim_start_matches('#'));
    (!accessors.is_empty()).then_some(pointer)
}

#[cfg(test)]
mod tests {
    use super::{Part, accessors, as_pointer};

    fn check(text: &str, pointer: Option<&str>, left: &str) {
        assert_eq!(as_pointer(text).as_deref(), pointer, "{text}");
        assert_eq!(accessors(Part::whole(text)).1.text, left, "{text}");
    }

    #[test]
    fn accessors_mean_a_pointer() {
        check(".items[0].id", Some("/items/0/id"), "");
        check("[0]", Some("/0"), "");
        check("['a']", Some("/a"), "['a']");
        check("[-1]", None, "[-1]");
        check("[01]", Some("/01"), "[01]");
        check(".", None, ".");
        check(".a b", None, " b");
        check(".a#/b", Some("/a/b"), "#/b");
    }
}
