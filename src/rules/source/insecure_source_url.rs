use std::net::IpAddr;

use crate::load::Link;
use crate::rules::{Context, Reporter, Spot, rule};

rule! {
    /// Reports the `url` of a source description that is fetched by plain `http:` from another machine, and one that holds
    /// a user's name with a password. The message does not repeat the password.
    ///
    /// ## Why is this bad?
    ///
    /// Over plain HTTP anybody on the way can change the description, and with it where requests and credentials go. A
    /// password in a document is known to everybody who can read the document.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// sourceDescriptions:
    ///   - { name: shop, url: 'http://api.example.com/openapi.yaml', type: openapi }
    /// ```
    name: "insecure-source-url",
    level: Warning,
    requirements: [],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for (source, link) in cx.sources() {
        let Some(text) = source.description.url() else {
            continue;
        };
        // A URL of the wrong form is `invalid-value`.
        let Some(url) = Url::of(text.value).filter(|_| !cx.is_misshapen(text.node())) else {
            continue;
        };
        // What is refused for that is reported as unreadable.
        let is_refused = matches!(link, Link::Unreadable { .. });
        if url.scheme.eq_ignore_ascii_case("http") && !is_loopback(url.host) && !is_refused {
            let message = format!("`{}` is read over plain HTTP", url.host);
            let span = text.part(0..url.scheme.len());
            reporter
                .report(Spot::at(span, text.node()), message)
                .help("write `https:`, or keep a copy of the description beside this document");
        }
        if let Some(user) = url.user.filter(|user| has_password(user)) {
            // The user's name is a part of the text: it stands right behind the slashes.
            let start = url.scheme.len() + "://".len();
            let span = text.part(start..start + user.len());
            let message = format!("the URL for `{}` holds a password", url.host);
            reporter
                .report(Spot::at(span, text.node()), message)
                .help("change that password, and take it out of the URL");
        }
    }
}

/// The parts of a URL with a host.
struct Url<'a> {
    scheme: &'a str,
    /// What stands before `@`.
    user: Option<&'a str>,
    /// Without brackets and port.
    host: &'a str,
}

impl<'a> Url<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let authority = rest.split(['/', '?', '#']).next()?;
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => (Some(user), place),
            None => (None, authority),
        };
        let host = match place.strip_prefix('[') {
            Some(rest) => rest.split(']').next()?,
            None => place.split(':').next()?,
        };
        let is_url = is_scheme && !host.is_empty();
        is_url.then_some(Self { scheme, user, host })
    }
}

/// Whether a host is the machine itself.
fn is_loopback(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    let address = name.parse::<IpAddr>();
    name == "localhost"
        || name.ends_with(".localhost")
        || address.is_ok_and(|address| address.is_loopback() || address.is_unspecified())
}

/// Whether `name:password` has a password that is none of those that stand for one.
fn has_password(user: &str) -> bool {
    user.split_once(':').is_some_and(|(_, password)| {
        let stands_for_one = password.contains(['$', '{', '<', '*']) || password.contains("%7B");
        !password.is_empty() && !stands_for_one
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_have_a_host_and_perhaps_a_user() {
        let check = |url: &str, expected: Option<(&str, Option<&str>, &str)>| {
            let found = Url::of(url).map(|url| (url.scheme, url.user, url.host));
            assert_eq!(found, expected, "{url}");
        };
        check("./a.yaml", None);
        check("http://", None);
        check("http://a.b:80/c@d", Some(("http", None, "a.b")));
        check("HTTPS://u:p@[::1]:8/", Some(("HTTPS", Some("u:p"), "::1")));
        check("a/b://c", None);
    }

    #[test]
    fn the_machine_itself_has_several_names() {
        let check = |host: &str, expected: bool| assert_eq!(is_loopback(host), expected, "{host}");
        check("LOCALHOST", true);
        check("shop.localhost", true);
        check("127.1.2.3", true);
        check("::1", true);
        check("0.0.0.0", true);
        check("10.0.0.1", false);
        check("localhost.example.com", false);
    }
}
