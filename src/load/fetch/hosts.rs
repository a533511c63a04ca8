//! Who may be asked: all public hosts or a list of them, and hosts that may be private because the user has named them.

use std::net::IpAddr;

use super::Why;
use super::address::{is_private_name, is_public};
use super::url::{Url, plain_host};

/// Which hosts may be asked.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    /// The only ones, if there is a list: names, or `*.` before one for all below it.
    listed: Option<Vec<String>>,
    /// The ones whose addresses may be private.
    trusted: Vec<String>,
}

impl Hosts {
    /// A list from the settings, which the user may trust, and hosts that the command line names.
    pub fn new(listed: Option<Vec<String>>, is_trusted: bool, named: &[String]) -> Self {
        let from_settings = listed.iter().flatten().filter(|_| is_trusted);
        Self {
            trusted: from_settings.chain(named).cloned().collect(),
            listed: listed.map(|listed| [&listed, named].concat()),
        }
    }

    /// What can be told by the URL alone.
    pub(super) fn check(&self, url: &Url) -> Result<(), Why> {
        let host = url.host();
        if !url.is_encrypted() && !is_loopback_name(&host) {
            return Err(Why::Insecure);
        }
        let listed = self.listed.as_deref();
        if listed.is_some_and(|listed| !is_among(&host, listed)) {
            return Err(Why::Unlisted(host));
        }
        match is_private_name(&host) && !self.trusts(url) {
            true => Err(Why::Private(host)),
            false => Ok(()),
        }
    }

    /// What has to wait for the addresses of the host.
    pub(super) fn check_addresses(
        &self,
        url: &Url,
        addresses: impl Iterator<Item = IpAddr>,
    ) -> Result<(), Why> {
        for address in addresses {
            let address = address.to_canonical();
            if !url.is_encrypted() && !address.is_loopback() {
                return Err(Why::Insecure);
            }
            // One is enough: nobody knows which of them is taken.
            if !is_public(address) && !self.trusts(url) {
                return Err(Why::Private(url.host()));
            }
        }
        Ok(())
    }

    /// Whether the host may be private.
    pub(super) fn trusts(&self, url: &Url) -> bool {
        is_among(&url.host(), &self.trusted)
    }
}

/// Whether a host is this machine, by its name.
pub(super) fn is_loopback_name(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

fn is_among(host: &str, patterns: &[String]) -> bool {
    patterns
        .iter()
        .any(|pattern| match pattern.strip_prefix("*.") {
            Some(above) => host
                .strip_suffix(&plain_host(above))
                .is_some_and(|below| below.len() > 1 && below.ends_with('.')),
            None => host == plain_host(pattern),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hosts: &Hosts, url: &str, expected: &str) {
        let url = Url::parse(url).expect("a URL");
        let answer = match hosts.check(&url) {
            Ok(()) => "yes",
            Err(Why::Insecure) => "insecure",
            Err(Why::Unlisted(_)) => "unlisted",
            Err(_) => "private",
        };
        assert_eq!(answer, expected, "{url:?}");
    }

    fn list(hosts: &[&str]) -> Vec<String> {
        hosts.iter().map(|host| (*host).to_owned()).collect()
    }

    #[test]
    fn public_hosts_are_asked_and_private_ones_are_not() {
        let hosts = Hosts::default();
        check(&hosts, "https://api.example.com/x", "yes");
        check(&hosts, "https://localhost/x", "private");
        check(&hosts, "https://169.254.169.254/x", "private");
        check(&hosts, "http://api.example.com/x", "insecure");
        check(&hosts, "http://127.0.0.1/x", "private");
    }

    #[test]
    fn a_list_leaves_out_all_others() {
        let hosts = Hosts::new(
            Some(list(&["*.Example.com", "a.b"])),
            false,
            &list(&["::1"]),
        );
        check(&hosts, "https://api.example.com./x", "yes");
        check(&hosts, "https://example.com/x", "unlisted");
        check(&hosts, "https://badexample.com/x", "unlisted");
        check(&hosts, "https://A.b/x", "yes");
        check(&hosts, "http://[::1]:80/x", "yes");
        check(&hosts, "http://[::2]:80/x", "insecure");
    }

    #[test]
    fn addresses_count_more_than_names() {
        let check = |hosts: &Hosts, url: &str, address: &str, expected: bool| {
            let url = Url::parse(url).expect("a URL");
            let addresses = ["1.1.1.1".parse(), address.parse()];
            let addresses = addresses.into_iter().skip(usize::from(!url.is_encrypted()));
            let addresses = addresses.map(|address| address.expect("an address"));
            let answer = hosts.check_addresses(&url, addresses);
            assert_eq!(answer.is_ok(), expected, "{url:?} {address}");
        };
        let none = Hosts::default();
        check(&none, "https://a.example", "8.8.8.8", true);
        check(&none, "https://a.example", "10.0.0.1", false);
        check(&none, "https://a.example", "::ffff:127.0.0.1", false);
        let named = Hosts::new(None, false, &list(&["a.example", "localhost"]));
        check(&named, "https://a.example", "10.0.0.1", true);
        check(&named, "https://b.example", "10.0.0.1", false);
        check(&named, "http://localhost", "127.0.0.1", true);
        check(&named, "http://localhost", "10.0.0.1", false);
        let found = Hosts::new(Some(list(&["a.example"])), false, &[]);
        check(&found, "https://a.example", "10.0.0.1", false);
        let trusted = Hosts::new(Some(list(&["a.example"])), true, &[]);
        check(&trusted, "https://a.example", "10.0.0.1", true);
    }
}
