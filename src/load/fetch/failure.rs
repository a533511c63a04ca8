//! Why a URL is not read: data that reads as a sentence.

use std::fmt;
use std::time::Duration;

use crate::load::Reason;

/// A download that has not ended well. Displays as a clause: "`https://a.example/x` answers 404 (Not Found)".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The URL that was asked for, without what is secret in it.
    pub url: String,
    /// The URL that it has led to, if that is another one.
    pub leads_to: Option<String>,
    /// What is wrong there.
    pub why: Why,
    /// Whether a copy of an earlier run is there.
    pub has_copy: bool,
}

impl Failure {
    pub(super) fn new(url: String, why: Why) -> Self {
        Self {
            url,
            leads_to: None,
            why,
            has_copy: false,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match &self.why {
            Why::Private(host) | Why::Unlisted(host) => Some(format!(
                "`--allow-host {host}` lets it be read, if you trust these documents"
            )),
            Why::Status(401 | 403 | 407) | Why::Insecure | Why::Certificate(_) => Some(
                "download it yourself and give the copy with `--source NAME=PATH`; \
                 credentials are never sent"
                    .to_owned(),
            ),
            Why::Page => Some(
                "give the URL of the file itself, which a page that shows it calls raw".to_owned(),
            ),
            _ if self.has_copy => {
                Some("a copy of an earlier run is there: `--offline` uses it".to_owned())
            }
            _ => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, why, .. } = self;
        match &self.leads_to {
            None => write!(formatter, "`{url}` {why}"),
            Some(other) => write!(formatter, "`{url}` leads to `{other}`, which {why}"),
        }
    }
}

/// What is wrong with a URL or its answer. Displays as what follows the URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// No URL at all.
    #[error("is no URL of a web server")]
    NoUrl,
    /// A redirect to something else than the web.
    #[error("has the scheme `{0}:`; only `https:` is read")]
    Scheme(String),
    /// Not encrypted, and not this machine.
    #[error("is not encrypted; `http:` is only spoken with this machine itself")]
    Insecure,
    /// The settings have a list, and it is not there.
    #[error("lies on `{0}`, which the setting `network.allow-hosts` does not list")]
    Unlisted(String),
    /// An address that only this network has.
    #[error("lies on `{0}`, whose address is not a public one")]
    Private(String),
    /// One redirect after the other.
    #[error("leads on and on: more than {0} redirects are not followed")]
    Redirects(usize),
    /// A redirect without a target.
    #[error("answers {0}, but leads nowhere")]
    NoTarget(u16),
    /// A redirect to what cannot be read.
    #[error("leads to something that {0}")]
    Target(Box<Why>),
    /// The server says no.
    #[error("answers {}", status(*.0))]
    Status(u16),
    /// No such name.
    #[error("lies on `{0}`, and there is no such host")]
    UnknownHost(String),
    /// The server is not who it should be.
    #[error("has a certificate that {0}")]
    Certificate(String),
    /// Nothing is reached, or not to its end.
    #[error("cannot be reached: {0}")]
    Connection(String),
    /// It takes too long.
    #[error("is not read within {} (`network.timeout`)", seconds(*.0))]
    Time(Duration),
    /// Others have taken the time that all have together.
    #[error("is not read: all downloads together take too long (`network.timeout`)")]
    Patience,
    /// HTML: where people look at a description, or are asked to log in.
    #[error("is a web page, not a description")]
    Page,
    /// It was read and is no text that can be used.
    #[error("{0}")]
    Text(Reason),
}

fn status(status: u16) -> String {
    let code = ureq::http::StatusCode::from_u16(status).ok();
    match code.and_then(|code| code.canonical_reason()) {
        Some(words) => format!("{status} ({words})"),
        None => status.to_string(),
    }
}

fn seconds(time: Duration) -> String {
    match time.subsec_millis() {
        0 => format!("{} s", time.as_secs()),
        _ => format!("{} ms", time.as_millis()),
    }
}
