//! Why a file or a URL is not read: data that reads as a sentence.

use std::fmt;

use super::base::RootKind;
use super::nearby::Hint;

/// Where a file is missing that a relative path names. A document with a `$self` moves the place.
pub const BESIDE: &str = "beside this document";

/// A file or URL that is not read. Displays as a clause: "`x.yaml` is a folder".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The path or URL as its author wrote it.
    pub subject: String,
    /// Why.
    pub reason: Reason,
    /// What may have been meant.
    pub hint: Option<Hint>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            subject, reason, ..
        } = self;
        match reason {
            Reason::Missing if !subject.starts_with('/') && !subject.contains("://") => {
                write!(formatter, "no file `{subject}` {BESIDE}")
            }
            reason => write!(formatter, "`{subject}` {reason}"),
        }
    }
}

impl Refusal {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(Hint::help);
        hint.or_else(|| match self.reason {
            Reason::NotUtf8 { .. } | Reason::Utf16 => Some("save it as UTF-8".to_owned()),
            Reason::NotAFile => Some("name a file, or `-` to check standard input".to_owned()),
            Reason::Backslash => {
                let url = self.subject.replace('\\', "/");
                Some(format!("write `{url}`"))
            }
            _ => None,
        })
    }
}

/// Why something is not read. Displays as what follows its name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There is no such file.
    #[error("does not exist")]
    Missing,
    /// `--source` maps a beginning of URLs to a folder that has no such file.
    #[error("does not exist as `{0}`, where `--source` maps it")]
    MissingMapped(String),
    /// The settings map a URL to a file that does not exist.
    #[error("does not exist as `{0}`, where the setting `sources` maps it")]
    MissingInSettings(String),
    /// The file is over the limit.
    #[error("is larger than {} (`limits.document-size`)", size(*limit))]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A folder where a file belongs.
    #[error("is a folder")]
    Folder,
    /// Reading it could wait for ever or never end.
    #[error("is a device or a pipe, not a file")]
    NotAFile,
    /// The bytes are no text that we know.
    #[error("is not UTF-8 text (byte 0x{byte:02x} at offset {offset})")]
    NotUtf8 {
        /// The first byte that does not fit.
        byte: u8,
        /// Where it stands, from 0.
        offset: usize,
    },
    /// Text, but in two bytes a character.
    #[error("is UTF-16 text, not UTF-8")]
    Utf16,
    /// The file is not below the root of the document that names it.
    #[error("lies outside of {}", outside(*root))]
    Outside {
        /// The root that was left.
        root: RootKind,
    },
    /// The system refuses.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// A URL that leads to no file and no web server.
    #[error("has the scheme `{0}:`; only files, `https:` and `http:` are read")]
    UnsupportedScheme(String),
    /// A path of Windows where a URL belongs.
    #[error("is written with `\\`, which separates nothing in a URL")]
    Backslash,
    /// A document of another machine leads to a file.
    #[error("is no web address, and a document of another machine leads nowhere else")]
    FromAfar,
    /// No URL; the words say why.
    #[error("{0}")]
    Malformed(&'static str),
}

fn size(bytes: u64) -> String {
    match bytes {
        bytes if bytes >= 1 << 20 && bytes % (1 << 20) == 0 => format!("{} MiB", bytes >> 20),
        bytes if bytes >= 1 << 10 && bytes % (1 << 10) == 0 => format!("{} KiB", bytes >> 10),
        bytes => format!("{bytes} bytes"),
    }
}

fn outside(root: RootKind) -> &'static str {
    match root {
        RootKind::Option => "`--root`",
        RootKind::Repository => "the repository; `--root` widens what may be read",
        RootKind::WorkingFolder => "the current folder; `--root` widens what may be read",
        RootKind::Named => "the folder of the document; `--root` widens what may be read",
    }
}
