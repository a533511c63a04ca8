//! What a credential looks like.
//!
//! Three ways to tell: the form of a provider that marks its keys, a header of HTTP authentication, and a name such as
//! `client_secret` beside a text that nobody would make up. Each asks for so much that what is found is one.

mod base64;
mod form;
mod texture;

use std::ops::Range;

use base64::decoded;
use form::{is_dotted, provider};
use texture::{distinct, is_made_by_machine};

/// A text that is a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credential {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// What it is, with its article.
    pub(super) what: &'static str,
}

/// Finds a credential that shows by its form alone, whatever it is called.
pub(super) fn by_form(text: &str) -> Option<Credential> {
    private_key(text)
        .or_else(|| {
            let tokens = tokens(text, is_dotted);
            tokens.into_iter().find_map(|range| {
                let token = &text[range.clone()];
                let what = provider(token)
                    .or_else(|| is_web_token(token).then_some("a JSON Web Token"))?;
                Some(Credential { range, what })
            })
        })
        .or_else(|| basic(text))
}

/// Finds a credential in a text that is called like one: all of it, or what stands behind the scheme.
pub(super) fn by_name(name: &str, text: &str) -> Option<Credential> {
    if !is_secret_name(name) {
        return None;
    }
    let trimmed = text.trim();
    let scheme = trimmed.split_once(' ').filter(|(scheme, _)| {
        let scheme = scheme.to_ascii_lowercase();
        ["bearer", "token", "apikey", "basic", "key", "bot"].contains(&scheme.as_str())
    });
    let secret = scheme.map_or(trimmed, |(_, rest)| rest.trim_start());
    if !is_made_by_machine(secret) {
        return None;
    }
    let start = text.find(secret)?;
    Some(Credential {
        range: start..start + secret.len(),
        what: "a credential",
    })
}

/// `-----BEGIN PRIVATE KEY-----` and enough of a key behind it.
fn private_key(text: &str) -> Option<Credential> {
    let start = text.find("-----BEGIN ")?;
    let (label, behind) = text[start + 11..].split_once("-----")?;
    let key = behind.split("-----").next().unwrap_or_default();
    let length = key.bytes().filter(u8::is_ascii_alphanumeric).count();
    let is_whole = label.contains("PRIVATE KEY") && length >= 60 && !key.contains("...");
    is_whole.then(|| Credential {
        range: start..start + 11 + label.len() + 5,
        what: "a private key",
    })
}

/// `Basic` and a user with a password.
fn basic(text: &str) -> Option<Credential> {
    let (scheme, rest) = text.trim_start().split_once(' ')?;
    let encoded = rest.split_whitespace().next()?;
    let (user, password) = scheme
        .eq_ignore_ascii_case("basic")
        .then(|| decoded(encoded))
        .flatten()
        .and_then(|pair| {
            let (user, password) = pair.split_once(':')?;
            Some((user.to_owned(), password.to_owned()))
        })?;
    let is_open = |part: &str| {
        part.contains(['<', '>', '{', '}', '$', '*']) || part.to_ascii_lowercase().contains("your")
    };
    if user.is_empty() && password.is_empty() || is_open(&user) || is_open(&password) {
        return None;
    }
    let start = text.find(encoded)?;
    Some(Credential {
        range: start..start + encoded.len(),
        what: "a user name and a password",
    })
}

/// Three parts, of which the first is a header that names its algorithm.
fn is_web_token(token: &str) -> bool {
    /// The signature of the token that everybody shows.
    const SHOWN: &str = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    let parts: Vec<&str> = token.split('.').collect();
    let [header, claims, signature] = parts.as_slice() else {
        return false;
    };
    let is_header =
        decoded(header).is_some_and(|header| header.starts_with('{') && header.contains("\"alg\""));
    is_header
        && claims.starts_with("eyJ")
        && signature.len() >= 20
        && *signature != SHOWN
        && distinct(signature) >= 12
}

/// Whether something of that name is secret: the words at its end say what it is.
fn is_secret_name(name: &str) -> bool {
    const SECRETS: [&str; 24] = [
        "authorization",
        "apikey",
        "xapikey",
        "apisecret",
        "apitoken",
        "accesstoken",
        "authtoken",
        "refreshtoken",
        "bearertoken",
        "privatetoken",
        "sessiontoken",
        "securitytoken",
        "personalaccesstoken",
        "clientsecret",
        "secret",
        "secretkey",
        "secretaccesskey",
        "privatekey",
        "password",
        "passwd",
        "passphrase",
        "subscriptionkey",
        "token",
        "appkey",
    ];
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    // Other tokens than these are handed out by the API: of pages, of requests, of devices.
    SECRETS.iter().any(|secret| match *secret {
        "token" => plain == "token" || plain == "xtoken",
        secret => plain.ends_with(secret),
    })
}

/// The longest runs of bytes that belong to a token, without the dots of a sentence around them.
fn tokens(text: &str, belongs: fn(u8) -> bool) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for run in text.split(|c: char| !u8::try_from(c).is_ok_and(belongs)) {
        let from = start + run.len() - run.trim_start_matches('.').len();
        let end = from + run.trim_matches('.').len();
        if end > from {
            tokens.push(from..end);
        }
        start += run.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    tokens
}

#[cfg(test)]
mod tests;
