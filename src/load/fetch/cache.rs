//! Copies of what was downloaded, one file for each URL.
//!
//! A file is written beside its place and then moved there, so several processes can do it at once and a reader finds a
//! whole copy or none. It begins with the checksum of all that follows; one that does not fit is as good as no copy.
//! Neither its name nor its text holds the query of a URL, which may be secret.

use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

/// A document as a server has sent it.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) text: String,
    /// Where redirects have led in the end, if anywhere: the URL without query.
    pub(super) place: Option<String>,
    pub(super) validators: Validators,
    /// How long it need not be asked for again; `None` if it may not be kept at all.
    pub(super) freshness: Option<Duration>,
    /// Whether it came from a host that is only asked because the user has named it.
    pub(super) is_private: bool,
}

/// What a server is asked with whether something has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// A copy.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) text: String,
    /// Where redirects have led in the end, if anywhere: the URL without query.
    pub(super) place: Option<String>,
    pub(super) validators: Validators,
    pub(super) is_private: bool,
    /// When the server was last asked.
    asked: SystemTime,
    freshness: Option<Duration>,
}

impl Entry {
    pub(super) fn new(document: Document, now: SystemTime) -> Self {
        Self {
            text: document.text,
            place: document.place,
            validators: document.validators,
            is_private: document.is_private,
            asked: now,
            freshness: document.freshness,
        }
    }

    /// The same after the server has said that nothing has changed.
    pub(super) fn renewed(self, freshness: Option<Duration>, now: SystemTime) -> Self {
        Self {
            asked: now,
            freshness,
            ..self
        }
    }

    /// Whether the server has said that it need not be asked again yet.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        // A copy from the future is one whose time nobody knows.
        let age = now.duration_since(self.asked).ok();
        age.zip(self.freshness)
            .is_some_and(|(age, freshness)| age < freshness)
    }
}

/// What stands between the checksum and the text.
#[derive(Serialize, Deserialize)]
struct Header {
    /// The checksum of the URL.
    url: String,
    /// Seconds since 1970.
    asked: u64,
    freshness: u64,
    is_private: bool,
    place: Option<String>,
    #[serde(flatten)]
    validators: Validators,
}

/// A folder of copies.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    /// No copy that is larger is read.
    limit: u64,
}

/// The first words of every copy. A change of the format changes the number.
const MAGIC: &str = "arazzo-lint copy 2 ";

/// How long checksum and header can be.
const HEADER_SIZE: u64 = 64 << 10;

/// Tells apart what the threads of a process write.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// How long a copy stays that nobody asks for.
const UNUSED: Duration = Duration::from_secs(90 * 24 * 60 * 60);

impl Cache {
    pub(super) fn new(folder: PathBuf, document_size: u64) -> Self {
        Self {
            folder,
            limit: document_size.saturating_add(HEADER_SIZE),
        }
    }

    /// The copy of a URL, if there is a sound one.
    pub(super) fn read(&self, url: &str) -> Option<Entry> {
        let key = checksum(url.as_bytes());
        let path = self.place(&key);
        // Before it is opened: that alone would wait at a pipe.
        let length = fs::metadata(&path)
            .ok()
            .filter(fs::Metadata::is_file)?
            .len();
        if length > self.limit {
            return None;
        }
        let mut bytes = Vec::new();
        let file = File::open(path).ok()?;
        file.take(self.limit).read_to_end(&mut bytes).ok()?;
        let whole = String::from_utf8(bytes).ok()?;
        let (sum, rest) = whole.strip_prefix(MAGIC)?.split_once('\n')?;
        if sum != checksum(rest.as_bytes()) {
            return None;
        }
        let (header, text) = rest.split_once('\n')?;
        let header: Header = serde_json::from_str(header).ok()?;
        (header.url == key).then(|| Entry {
            text: text.to_owned(),
            place: header.place,
            validators: header.validators,
            is_private: header.is_private,
            asked: SystemTime::UNIX_EPOCH + Duration::from_secs(header.asked),
            freshness: Some(Duration::from_secs(header.freshness)),
        })
    }

    /// Keeps a copy, or takes away the one that may not be kept. Nothing is told if that fails.
    pub(super) fn write(&self, url: &str, entry: &Entry) {
        let key = checksum(url.as_bytes());
        let _ = match entry.freshness {
            Some(freshness) => self.put(&key, entry, freshness),
            None => fs::remove_file(self.place(&key)),
        };
    }

    fn put(&self, key: &str, entry: &Entry, freshness: Duration) -> io::Result<()> {
        let asked = entry.asked.duration_since(SystemTime::UNIX_EPOCH);
        let header = Header {
            url: key.to_owned(),
            asked: asked.unwrap_or_default().as_secs(),
            freshness: freshness.as_secs(),
            is_private: entry.is_private,
            place: entry.place.clone(),
            validators: entry.validators.clone(),
        };
        let rest = format!("{}\n{}", serde_json::to_string(&header)?, entry.text);
        if !self.folder.is_dir() {
            self.create_folder()?;
        }
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let draft = format!("{key}.{}.{number}.draft", std::process::id());
        let draft = self.folder.join(draft);
        let written = write_new(&draft, &checksum(rest.as_bytes()), &rest)
            .and_then(|()| fs::rename(&draft, self.place(key)));
        if written.is_err() {
            let _ = fs::remove_file(&draft);
        }
        self.clean();
        written
    }

    /// Copies can be of documents that are not for everybody.
    fn create_folder(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)
    }

    /// Takes away what nobody has asked for in a long time, and drafts of processes that did not end well.
    fn clean(&self) {
        let now = SystemTime::now();
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for file in files.filter(|file| is_ours(&file.path())) {
            let changed = file.metadata().and_then(|metadata| metadata.modified());
            let age = changed.ok().and_then(|time| now.duration_since(time).ok());
            if age.is_some_and(|age| age > UNUSED) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    fn place(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.copy"))
    }
}

/// Whether a file is one that is written here: the folder may be one that the user has for other things as well.
fn is_ours(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("");
    let ending = name.rsplit('.').next();
    let key = name.split('.').next().unwrap_or("");
    matches!(ending, Some("copy" | "draft"))
        && key.len() == 64
        && key.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn write_new(path: &Path, sum: &str, rest: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(format!("{MAGIC}{sum}\n").as_bytes())?;
    file.write_all(rest.as_bytes())
}

fn checksum(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in digest(&SHA256, bytes).as_ref() {
        write!(text, "{byte:02x}").expect("a string takes whatever is written to it");
    }
    text
}
