//! JSON Pointers (RFC 6901).

use super::Fault;
use super::cursor::{Cursor, Read};

/// Reads a whole pointer.
pub(super) fn read(text: &str) -> Read {
    if !text.is_empty() && !text.starts_with('/') {
        return Err(beginning(text).into());
    }
    for (at, _) in text.match_indices('~') {
        let behind = Cursor::new(&text[at + 1..]);
        if !behind.looks_at("0") && !behind.looks_at("1") && !behind.looks_at_hole() {
            let fault = Fault::new(at..at + 1, "`~` stands for itself only as `~0`");
            let help = format!("write `{}~0{}`", &text[..at], &text[at + 1..]);
            return Err(fault.help(help).into());
        }
    }
    Ok(())
}

fn beginning(text: &str) -> Fault {
    let whole = Cursor::new(text).quote(&(0..text.len()));
    let fault = Fault::new(
        0..text.len(),
        format!("{whole} is no JSON Pointer, which begins with `/`"),
    );
    let members = text.strip_prefix("$.").unwrap_or(text);
    let is_plain = |next: char| next.is_alphanumeric() || "._-[]/ ".contains(next);
    if let Some(pointer) = text.strip_prefix("#/") {
        fault.help(format!("write `/{pointer}`"))
    } else if text == "#" || text == "$" {
        fault.help("write the empty text for the whole value")
    } else if members.chars().all(is_plain) && !members.contains('/') {
        let pointer = members.replace('[', ".").replace(']', "").replace('.', "/");
        fault.help(format!("write `/{pointer}`"))
    } else if members.starts_with(char::is_alphanumeric) {
        fault.help(format!("write `/{members}`"))
    } else {
        fault
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Query, embedded};
    use crate::version::Version;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let embedded = embedded(text, Version::V1_1).unwrap_or_default();
        let query = Query {
            text,
            embedded: &embedded,
        };
        let fault = query.pointer();
        let actual =
            fault.map(|fault| (text[fault.range].to_owned(), fault.help.unwrap_or_default()));
        let expected = expected.map(|(place, help)| (place.to_owned(), help.to_owned()));
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn pointers_are_empty_or_begin_with_a_slash() {
        for text in [
            "",
            "/",
            "/a/0/~0~1",
            "/a b",
            "/{$inputs.a}",
            "{$inputs.a}/b",
            "/~{$inputs.a}",
        ] {
            check(text, None);
        }
        check("#/a", Some(("#/a", "write `/a`")));
        check("$.a[0].b", Some(("$.a[0].b", "write `/a/0/b`")));
        check("name", Some(("name", "write `/name`")));
        check("a/b", Some(("a/b", "write `/a/b`")));
        check("$", Some(("$", "write the empty text for the whole value")));
        check("/a~b", Some(("~", "write `/a~0b`")));
        check("/a~", Some(("~", "write `/a~0`")));
        check("$..*", Some(("$..*", "")));
    }
}
