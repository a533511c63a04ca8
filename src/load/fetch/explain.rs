//! What the HTTP client says, in better words where they are known.

use std::time::Duration;

use super::failure::Why;
use super::lookup::Refused;
use super::url::Url;

/// Why a request to a URL has failed that was given so much time.
pub(super) fn why(error: ureq::Error, url: &Url, timeout: Duration) -> Why {
    match error {
        ureq::Error::Timeout(_) => Why::Time(timeout),
        ureq::Error::HostNotFound => Why::UnknownHost(url.host()),
        ureq::Error::Other(error) => match error.downcast::<Refused>() {
            // The time that a lookup had is what was left, which says little.
            Ok(refused) => match refused.0 {
                Why::Time(_) => Why::Time(timeout),
                why => why,
            },
            Err(error) => Why::Connection(error.to_string()),
        },
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            Why::Time(timeout)
        }
        ureq::Error::Io(error) => match error.get_ref() {
            Some(inner) => secured(&inner.to_string()),
            None => Why::Connection(error.kind().to_string()),
        },
        ureq::Error::ConnectProxyFailed(reason) => {
            Why::Connection(format!("the proxy says no ({})", reason.trim()))
        }
        error @ (ureq::Error::Tls(_) | ureq::Error::Rustls(_)) => secured(&error.to_string()),
        error => Why::Connection(error.to_string()),
    }
}

/// What the TLS library says, in better words where they are known.
fn secured(words: &str) -> Why {
    if !words.contains("certificate") {
        return Why::Connection(words.to_owned());
    }
    // Some reasons come as words and some as the name of the reason.
    let plain = words.replace(' ', "").to_ascii_lowercase();
    let known = [
        ("certificateexpired", "has expired"),
        (":expired", "has expired"),
        ("notvalidyet", "is not valid yet"),
        ("notvalidforname", "is for another host"),
        ("unknownissuer", "is signed by nobody who is trusted here"),
        ("revoked", "was revoked"),
    ];
    let found = known.iter().find(|(name, _)| plain.contains(name));
    Why::Certificate(match found {
        Some((_, meaning)) => (*meaning).to_owned(),
        None => format!("is not valid ({words})"),
    })
}
