//! From a name to addresses: looked up once, checked, and connected to. Nobody can answer differently in between.

use std::fmt;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::Why;
use super::hosts::Hosts;
use super::url::Url;

/// Looks up names for connections, and gives no address away that may not be connected to.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) hosts: Hosts,
    /// The user's proxy, which may stand anywhere.
    pub(super) proxy: Option<Uri>,
}

impl Guard {
    fn is_proxy(&self, uri: &Uri) -> bool {
        let proxy = self.proxy.as_ref();
        proxy.is_some_and(|proxy| {
            (proxy.scheme(), proxy.authority()) == (uri.scheme(), uri.authority())
        })
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let url = Url::parse(&uri.to_string()).map_err(refused)?;
        let addresses = addresses(&url, *timeout.after).map_err(refused)?;
        if !self.is_proxy(uri) {
            let all = addresses.iter().map(SocketAddr::ip);
            self.hosts.check_addresses(&url, all).map_err(refused)?;
        }
        let mut resolved = self.empty();
        for address in addresses.into_iter().take(MOST) {
            resolved.push(address);
        }
        Ok(resolved)
    }
}

/// How many addresses fit into what is given back.
const MOST: usize = 16;

/// All addresses of a host. The system can take its time, so the thread that asks it may be left alone with that.
pub(super) fn addresses(url: &Url, timeout: Duration) -> Result<Vec<SocketAddr>, Why> {
    let default = if url.is_encrypted() { 443 } else { 80 };
    let port = url.uri().port_u16().unwrap_or(default);
    let (sender, receiver) = mpsc::sync_channel(1);
    let host = url.host();
    thread::spawn(move || {
        let found = (host.as_str(), port).to_socket_addrs();
        // Nobody listens any more if it has taken too long.
        let _ = sender.send(found.map(Iterator::collect::<Vec<_>>));
    });
    match receiver.recv_timeout(timeout) {
        Ok(Ok(addresses)) if !addresses.is_empty() => Ok(addresses),
        Ok(_) => Err(Why::UnknownHost(url.host())),
        Err(_) => Err(Why::Time(timeout)),
    }
}

/// A reason on its way through the client.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Why);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Refused {}

fn refused(why: Why) -> ureq::Error {
    ureq::Error::Other(Box::new(Refused(why)))
}
