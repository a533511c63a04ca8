//! Documents that stand on other machines: what may be asked for, how it is fetched, and the copies that are kept.
//!
//! A URL comes from a stranger's pull request, and this machine may reach what the stranger cannot. So only `https` is
//! spoken (`http` with this machine itself), every redirect is checked like the URL, a name is looked up once and the
//! address that was checked is the one that is connected to, and addresses that are not public are refused unless the
//! user has named their host. Nothing here runs before the first URL is asked for.

mod address;
mod agent;
mod cache;
mod explain;
mod failure;
mod follow;
mod hosts;
mod lookup;
mod url;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

pub(crate) use address::is_private_name;
pub use failure::{Failure, Why};
pub use hosts::Hosts;

use cache::{Cache, Entry};
use follow::{Answer, Client};
use url::Url;

/// What is said of downloads by the command line and the settings.
#[derive(Clone, Debug)]
pub struct Network {
    /// No connection is made; copies of earlier runs are used.
    pub is_offline: bool,
    /// Copies of earlier runs are not used.
    pub refresh: bool,
    /// Who may be asked.
    pub hosts: Hosts,
    /// How long one download may take, redirects, repetitions and reading included.
    pub timeout: Duration,
    /// Where copies are kept, if anywhere.
    pub cache: Option<PathBuf>,
    /// Is told what is being waited for, and the empty text when that is over.
    pub progress: Option<fn(&str)>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            is_offline: false,
            refresh: false,
            hosts: Hosts::default(),
            timeout: Duration::from_secs(10),
            cache: None,
            progress: None,
        }
    }
}

/// What became of a URL.
#[derive(Clone, Debug)]
pub(crate) enum Fetched {
    /// Its text, the URL as reports show it, and where it was found in the end, which is what references in it start from.
    Text {
        name: String,
        text: String,
        place: String,
    },
    /// It is not asked for, and there is no copy.
    Offline,
    /// It cannot be had.
    Failed(Failure),
}

/// How many downloads run at once. They wait more than they work, so this has nothing to do with cores.
const AT_ONCE: usize = 8;

/// How many times the time of one download all of a run may take. A stranger can name many servers that never answer, and
/// documents that name one another.
const PATIENCE: u32 = 12;

/// The one way to other machines. Each URL is fetched once, however often it is asked for.
#[derive(Debug)]
pub(crate) struct Fetcher {
    network: Network,
    document_size: u64,
    cache: Option<Cache>,
    client: Client,
    known: Mutex<HashMap<String, Arc<Fetched>>>,
    /// When all downloads have to be over.
    end: OnceLock<Instant>,
}

impl Fetcher {
    pub(crate) fn new(network: Network, document_size: u64) -> Self {
        let cache = network.cache.clone();
        Self {
            cache: cache.map(|folder| Cache::new(folder, document_size)),
            client: Client::new(network.hosts.clone(), network.timeout, document_size),
            known: Mutex::default(),
            end: OnceLock::new(),
            network,
            document_size,
        }
    }

    /// Fetches all at once, each as far as it is not known yet. The answers have the order of the URLs.
    pub(crate) fn fetch_all(&self, urls: &[&str]) -> Vec<Arc<Fetched>> {
        let known = |url: &str| {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(url).cloned()
        };
        let missing: Vec<&str> = urls
            .iter()
            .copied()
            .filter(|url| known(url).is_none())
            .collect();
        let next = AtomicUsize::new(0);
        let patience = self.network.timeout * PATIENCE;
        let end = *self.end.get_or_init(|| Instant::now() + patience);
        let work = || {
            while let Some(url) = missing.get(next.fetch_add(1, Ordering::Relaxed)) {
                let fetched = Arc::new(self.fetch(url, end));
                let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
                known.insert((*url).to_owned(), fetched);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..missing.len().min(AT_ONCE) {
                scope.spawn(work);
            }
        });
        if !missing.is_empty() {
            self.progress("");
        }
        urls.iter()
            .map(|url| known(url).unwrap_or_else(|| Arc::new(Fetched::Offline)))
            .collect()
    }

    fn fetch(&self, text: &str, end: Instant) -> Fetched {
        let url = match Url::parse(text) {
            Ok(url) => url,
            Err(why) => return Fetched::Failed(Failure::new(url::without_secrets(text), why)),
        };
        let name = url.shown();
        let is_allowed = self.network.hosts.check(&url);
        let cache = self.cache.as_ref().filter(|_| is_allowed.is_ok());
        let entry = cache.and_then(|cache| cache.read(url.as_str()));
        // What came from a private host is for those who have named that host.
        let entry = entry.filter(|entry| !entry.is_private || self.network.hosts.trusts(&url));
        if self.network.is_offline {
            return match entry {
                Some(entry) => found(name, &url, entry),
                None => Fetched::Offline,
            };
        }
        if let Err(why) = is_allowed {
            return Fetched::Failed(Failure::new(name, why));
        }
        let now = SystemTime::now();
        let entry = match entry {
            Some(entry) if !self.network.refresh && entry.is_fresh(now) => {
                return found(name, &url, entry);
            }
            entry => entry,
        };
        self.progress(&format!("reading {name}"));
        let validators = entry.as_ref().filter(|_| !self.network.refresh);
        let validators = validators.map(|entry| &entry.validators);
        match (self.client.get(&url, validators, end), entry) {
            (Ok(Answer::Unchanged(freshness)), Some(entry)) => {
                let entry = entry.renewed(freshness, now);
                self.keep(&url, &entry);
                found(name, &url, entry)
            }
            // Nobody asked whether it has changed.
            (Ok(Answer::Unchanged(_)), None) => {
                Fetched::Failed(Failure::new(name, Why::Status(304)))
            }
            (Ok(Answer::Document(document)), _) => {
                let entry = Entry::new(document, now);
                self.keep(&url, &entry);
                found(name, &url, entry)
            }
            (Err(failure), entry) => Fetched::Failed(Failure {
                has_copy: entry.is_some(),
                ..failure
            }),
        }
    }

    /// A copy that cannot be kept costs the next run a download, and this one nothing.
    fn keep(&self, url: &Url, entry: &Entry) {
        if let Some(cache) = &self.cache
            && entry.text.len() as u64 <= self.document_size
        {
            cache.write(url.as_str(), entry);
        }
    }

    fn progress(&self, text: &str) {
        if let Some(progress) = self.network.progress {
            progress(text);
        }
    }
}

fn found(name: String, url: &Url, entry: Entry) -> Fetched {
    Fetched::Text {
        name,
        place: entry.place.unwrap_or_else(|| url.as_str().to_owned()),
        text: entry.text,
    }
}
