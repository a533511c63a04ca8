//! The HTTP client as it is used here: no cookies, no credentials, no redirects of its own, and whom it trusts.

use std::path::Path;

use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Proxy};

use super::hosts::Hosts;
use super::lookup::Guard;

/// The client, and the proxy of the environment.
pub(super) fn agent(hosts: &Hosts) -> (Agent, Option<Proxy>) {
    let proxy = Proxy::try_from_env();
    let tls = TlsConfig::builder().root_certs(roots()).build();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        // They are followed here, where each is checked.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .tls_config(tls)
        .user_agent(concat!("arazzo-lint/", env!("CARGO_PKG_VERSION")))
        .accept("application/yaml, application/json, */*;q=0.5")
        .build();
    let guard = Guard {
        hosts: hosts.clone(),
        proxy: proxy.as_ref().map(|proxy| proxy.uri().clone()),
    };
    let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
    (agent, proxy)
}

/// Where systems other than Windows and macOS keep whom they trust.
const PLACES: [&str; 7] = [
    "/etc/ssl/certs",
    "/etc/ssl/cert.pem",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/cert.pem",
    "/etc/openssl/certs",
    "/usr/share/ca-certificates",
    "/usr/local/share/certs",
];

/// Whom to trust: what the system trusts, so that the certificates of a company count. A container without any has those
/// that come with the program.
fn roots() -> RootCerts {
    let has_own = cfg!(any(windows, target_vendor = "apple"));
    let variables = ["SSL_CERT_FILE", "SSL_CERT_DIR"];
    let is_told = variables
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    match has_own || is_told || PLACES.iter().any(|place| holds_something(Path::new(place))) {
        true => RootCerts::PlatformVerifier,
        false => RootCerts::WebPki,
    }
}

fn holds_something(place: &Path) -> bool {
    match place.read_dir() {
        Ok(mut files) => files.next().is_some(),
        Err(_) => place.is_file(),
    }
}
