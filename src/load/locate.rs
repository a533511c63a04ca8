//! From the URL of a source description or a reference to the file or host that it names, without looking whether it
//! is there.

use std::path::{Path, PathBuf};

use super::path::{decoded, normalized};
use super::refusal::Reason;
use crate::reference::uri::scheme;

/// Where a URL points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of the command line's `--source`, which may lie anywhere.
    Mapped(PathBuf),
    /// A file, absolute, `.` and `..` already taken out.
    File(PathBuf),
    /// An `http` or `https` URL without its fragment.
    Remote(String),
    /// Nothing that could be read.
    Refused(Reason),
}

/// Where the command line says a description lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// A URL as the document writes it, a beginning of URLs that ends in `/`, or the name of a source description.
    pub from: String,
    /// The file, or the folder that a beginning stands for.
    pub to: PathBuf,
}

/// Resolves a URL as it is written in a document of `folder`, an absolute path.
///
/// `name` is the name of the source description, where the URL belongs to one. Query and fragment of a file are dropped:
/// they choose nothing on a disk.
pub fn locate(url: &str, name: Option<&str>, folder: &Path, mappings: &[Mapping]) -> Location {
    if let Some(path) = mapped(url, name, mappings) {
        return Location::Mapped(path);
    }
    if url.chars().any(char::is_control) {
        return Location::Refused(Reason::Malformed("contains a control character"));
    }
    let resource = before(url, '#');
    match scheme(resource) {
        None => relative(resource, folder),
        Some(scheme) if scheme.len() == 1 => {
            Location::Refused(Reason::Malformed("is a path with a drive letter"))
        }
        Some(scheme) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Location::Remote(resource.to_owned()),
            "file" => file_url(&resource[scheme.len() + 1..]),
            _ => Location::Refused(Reason::UnsupportedScheme(scheme.to_owned())),
        },
    }
}

fn mapped(url: &str, name: Option<&str>, mappings: &[Mapping]) -> Option<PathBuf> {
    let resource = before(url, '#');
    let exact = |mapping: &&Mapping| {
        [url, resource].contains(&mapping.from.as_str()) || Some(mapping.from.as_str()) == name
    };
    // The last one wins, so that a command line can be extended.
    if let Some(mapping) = mappings.iter().rev().find(exact) {
        return Some(mapping.to.clone());
    }
    let (rest, mapping) = mappings
        .iter()
        .filter(|mapping| mapping.from.ends_with('/'))
        .filter_map(|mapping| Some((resource.strip_prefix(&mapping.from)?, mapping)))
        .min_by_key(|(rest, _)| rest.len())?;
    let rest = decoded(before(rest, '?'))?;
    Some(normalized(&mapping.to.join(rest.trim_start_matches('/'))))
}

fn relative(resource: &str, folder: &Path) -> Location {
    // Before the query goes: `\` and `?` only ever meet in a path of Windows.
    if resource.contains('\\') {
        return Location::Refused(Reason::Backslash);
    }
    if resource.starts_with("//") {
        return Location::Refused(Reason::Malformed("names a host but no scheme"));
    }
    let path = before(resource, '?');
    if path.is_empty() {
        return Location::Refused(Reason::Malformed("names no file"));
    }
    match decoded(path) {
        Some(path) => Location::File(normalized(&folder.join(path))),
        None => Location::Refused(Reason::Malformed(BAD_ESCAPE)),
    }
}

const BAD_ESCAPE: &str = "has an escape (`%..`) that is no character of a path";

fn file_url(rest: &str) -> Location {
    let path = match rest.strip_prefix("//") {
        Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
        None => rest,
    };
    if !path.starts_with('/') {
        let why = "is a `file:` URL without an absolute path";
        return Location::Refused(Reason::Malformed(why));
    }
    let path = before(path, '?');
    // `file:///C:/x` is written with a slash before the drive letter.
    let path = if cfg!(windows) {
        path.trim_start_matches('/')
    } else {
        path
    };
    match decoded(path) {
        Some(path) => Location::File(normalized(Path::new(&path))),
        None => Location::Refused(Reason::Malformed(BAD_ESCAPE)),
    }
}

fn before(text: &str, end: char) -> &str {
    text.split_once(end).map_or(text, |(before, _)| before)
}
