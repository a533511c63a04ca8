//! Paths and URLs by their text alone: escapes, dots, and the way from one to another.

use std::path::{Component, Path, PathBuf};

use crate::reference::uri::scheme;

/// A path without its percent-encoding; `None` if that hides a control character or is not UTF-8.
///
/// A `%` that no two hexadecimal digits follow stays: people name files `100%.yaml`.
pub(super) fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = match tail {
            [high, low, after @ ..] if *first == b'%' => hex(*high)
                .zip(hex(*low))
                .map(|(high, low)| (high << 4 | low, after)),
            _ => None,
        };
        let (byte, after) = escape.unwrap_or((*first, tail));
        bytes.push(byte);
        rest = after;
    }
    let path = String::from_utf8(bytes).ok()?;
    (!path.chars().any(char::is_control)).then_some(path)
}

fn hex(digit: u8) -> Option<u8> {
    u8::try_from(char::from(digit).to_digit(16)?).ok()
}

/// A path as a URL that `locate` turns back into it: the characters that mean something else are escaped.
pub(super) fn encoded(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    for character in path.chars() {
        match character {
            '%' => url.push_str("%25"),
            '#' => url.push_str("%23"),
            '?' => url.push_str("%3F"),
            ' ' => url.push_str("%20"),
            _ => url.push(character),
        }
    }
    // A name with a colon would read as a scheme.
    if scheme(&url).is_some() {
        format!("./{url}")
    } else {
        url
    }
}

/// A path without `.` and `..`, taken out as RFC 3986 does it for URLs: by their names, whatever links there are.
pub(crate) fn normalized(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            _ => clean.push(component),
        }
    }
    clean
}

/// The way from one absolute folder to an absolute path, with `/`.
pub(super) fn relative_path(folder: &Path, to: &Path) -> String {
    let common = folder
        .components()
        .zip(to.components())
        .take_while(|(left, right)| left == right)
        .count();
    let up = folder.components().skip(common).map(|_| "..".into());
    let down = to.components().skip(common);
    let steps: Vec<_> = up
        .chain(down.map(|component| component.as_os_str().to_string_lossy()))
        .collect();
    if steps.is_empty() {
        ".".to_owned()
    } else {
        steps.join("/")
    }
}
