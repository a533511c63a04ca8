//! One download: requests, redirects, repetitions, and the text at the end, all within one time.

use std::io::Read;
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::{Agent, Body, Proxy};

use super::agent::agent;
use super::cache::{Document, Validators};
use super::explain::why;
use super::failure::{Failure, Why};
use super::hosts::{Hosts, is_loopback_name};
use super::lookup::addresses;
use super::url::Url;
use crate::load::loader::text_of;

/// What a server says.
#[derive(Debug)]
pub(super) enum Answer {
    /// Here it is.
    Document(Document),
    /// It is still what it was.
    Unchanged(Option<Duration>),
}

/// Asks servers.
#[derive(Debug)]
pub(super) struct Client {
    hosts: Hosts,
    timeout: Duration,
    document_size: u64,
    /// Made when the first connection is: reading the system's certificates takes time.
    agent: OnceLock<(Agent, Option<Proxy>)>,
}

/// How many redirects are followed.
const REDIRECTS: usize = 5;

/// How often a server that is busy is asked again.
const REPETITIONS: u32 = 2;

/// The longest time for which a server can say that it need not be asked again.
const MOST_FRESH: u64 = 24 * 60 * 60;

/// A step of a download that has failed.
struct Stop {
    why: Why,
    again: Again,
}

/// Whether it may work a little later.
enum Again {
    Never,
    Soon,
    /// The server says when.
    After(Duration),
}

impl From<Why> for Stop {
    fn from(why: Why) -> Self {
        Self {
            why,
            again: Again::Never,
        }
    }
}

enum Step {
    Answer(Answer),
    Redirect(Url),
}

impl Client {
    pub(super) fn new(hosts: Hosts, timeout: Duration, document_size: u64) -> Self {
        Self {
            hosts,
            timeout,
            document_size,
            agent: OnceLock::new(),
        }
    }

    /// Downloads, or learns that nothing has changed. All downloads together have time until `end`.
    pub(super) fn get(
        &self,
        url: &Url,
        validators: Option<&Validators>,
        end: Instant,
    ) -> Result<Answer, Failure> {
        let deadline = end.min(Instant::now() + self.timeout);
        let mut repetitions = 0;
        loop {
            let mut place = url.clone();
            let stop = match self.follow(&mut place, validators, deadline) {
                Ok(Answer::Document(document)) => {
                    let has_moved = place.as_str() != url.as_str();
                    return Ok(Answer::Document(Document {
                        place: has_moved.then(|| place.shown()),
                        ..document
                    }));
                }
                Ok(unchanged) => return Ok(unchanged),
                Err(stop) => stop,
            };
            let wait = match stop.again {
                Again::Never => None,
                Again::Soon => Some(Duration::from_millis(250) * 4_u32.pow(repetitions)),
                Again::After(wait) => Some(wait),
            };
            let left = deadline.saturating_duration_since(Instant::now());
            match wait.filter(|wait| repetitions < REPETITIONS && *wait < left) {
                Some(wait) => thread::sleep(wait),
                None => {
                    let shown = place.shown();
                    let why = match stop.why {
                        Why::Time(_) if deadline == end => Why::Patience,
                        why => why,
                    };
                    return Err(Failure {
                        leads_to: Some(shown).filter(|shown| *shown != url.shown()),
                        ..Failure::new(url.shown(), why)
                    });
                }
            }
            repetitions += 1;
        }
    }

    /// Follows redirects, each checked like the URL itself. `url` is moved along, so it tells where it has ended.
    fn follow(
        &self,
        url: &mut Url,
        validators: Option<&Validators>,
        deadline: Instant,
    ) -> Result<Answer, Stop> {
        let mut is_private = false;
        for _ in 0..=REDIRECTS {
            is_private |= self.hosts.trusts(url);
            match self.step(url, validators, deadline, is_private)? {
                Step::Answer(answer) => return Ok(answer),
                Step::Redirect(next) => *url = next,
            }
        }
        Err(Why::Redirects(REDIRECTS).into())
    }

    fn step(
        &self,
        url: &Url,
        validators: Option<&Validators>,
        deadline: Instant,
        is_private: bool,
    ) -> Result<Step, Stop> {
        self.hosts.check(url)?;
        let mut response = self.request(url, validators, deadline)?;
        let status = response.status();
        let headers = response.headers();
        match status {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if validators.is_some() => {
                return Ok(Step::Answer(Answer::Unchanged(freshness(headers))));
            }
            status if status.is_redirection() => {
                let target = text(headers, header::LOCATION);
                let target = target.ok_or(Why::NoTarget(status.as_u16()))?;
                let next = url.join(&target).map_err(Box::new);
                return Ok(Step::Redirect(next.map_err(Why::Target)?));
            }
            status => {
                let is_busy = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
                let told = text(headers, header::RETRY_AFTER).and_then(|it| it.parse().ok());
                return Err(Stop {
                    why: Why::Status(status.as_u16()),
                    again: match told {
                        _ if !is_busy => Again::Never,
                        Some(seconds) => Again::After(Duration::from_secs(seconds)),
                        None => Again::Soon,
                    },
                });
            }
        }
        let validators = Validators {
            etag: text(headers, header::ETAG),
            last_modified: text(headers, header::LAST_MODIFIED),
        };
        let freshness = freshness(headers);
        Ok(Step::Answer(Answer::Document(Document {
            text: self.read(url, &mut response)?,
            validators,
            freshness,
            is_private,
            place: None,
        })))
    }

    fn request(
        &self,
        url: &Url,
        validators: Option<&Validators>,
        deadline: Instant,
    ) -> Result<Response<Body>, Why> {
        let left = || match deadline.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(Why::Time(self.timeout)),
            left => Ok(left),
        };
        let (agent, proxy) = self.agent.get_or_init(|| agent(&self.hosts));
        // The proxy's own machine is not this one.
        let proxy = proxy.as_ref().filter(|proxy| {
            url.is_encrypted() && !proxy.is_no_proxy(url.uri()) && !is_loopback_name(&url.host())
        });
        // A proxy looks up names itself. What this machine knows of a name is checked all the same: a private name must
        // not become readable because the proxy knows it too.
        if proxy.is_some()
            && let Ok(addresses) = addresses(url, left()?.min(Duration::from_secs(2)))
        {
            let addresses = addresses.iter().map(|address| address.ip());
            self.hosts.check_addresses(url, addresses)?;
        }
        let mut request = agent
            .get(url.uri())
            .config()
            .timeout_global(Some(left()?))
            .proxy(proxy.cloned())
            .build();
        let Validators {
            etag,
            last_modified,
        } = validators.cloned().unwrap_or_default();
        let conditions = [
            (header::IF_NONE_MATCH, etag),
            (header::IF_MODIFIED_SINCE, last_modified),
        ];
        for (name, value) in conditions {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request
            .call()
            .map_err(|error| why(error, url, self.timeout))
    }

    /// The text of an answer, decompressed. What it says of its own size is not believed.
    fn read(&self, url: &Url, response: &mut Response<Body>) -> Result<String, Why> {
        let limit = self.document_size;
        let mut bytes = Vec::new();
        let reader = response.body_mut().as_reader();
        reader
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| why(error.into(), url, self.timeout))?;
        let text = text_of(bytes, limit).map_err(Why::Text)?;
        match is_page(&text) {
            true => Err(Why::Page),
            false => Ok(text),
        }
    }
}

/// Whether a text is HTML, which is never a description. What the server calls it says little.
fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start().as_bytes();
    ["<!doctype html", "<html"].iter().any(|beginning| {
        let same = start.get(..beginning.len());
        same.is_some_and(|start| start.eq_ignore_ascii_case(beginning.as_bytes()))
    })
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.trim().to_owned())
}

/// How long the server need not be asked again; `None` if nothing may be kept.
fn freshness(headers: &HeaderMap) -> Option<Duration> {
    let control = text(headers, header::CACHE_CONTROL).unwrap_or_default();
    let control = control.to_ascii_lowercase();
    let directives: Vec<&str> = control.split(',').map(str::trim).collect();
    if directives.contains(&"no-store") {
        return None;
    }
    if directives.contains(&"no-cache") {
        return Some(Duration::ZERO);
    }
    let seconds = directives
        .iter()
        .find_map(|directive| directive.strip_prefix("max-age="));
    let age = text(headers, header::AGE).and_then(|age| age.parse().ok());
    let seconds = seconds.and_then(|seconds| seconds.trim_matches('"').parse::<u64>().ok());
    let seconds = seconds.unwrap_or(0).saturating_sub(age.unwrap_or(0));
    Some(Duration::from_secs(seconds.min(MOST_FRESH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_say_how_long_a_copy_is_good() {
        let check = |control: &str, age: &str, expected: Option<u64>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CACHE_CONTROL, control.parse().expect("a value"));
            headers.insert(header::AGE, age.parse().expect("a value"));
            let expected = expected.map(Duration::from_secs);
            assert_eq!(freshness(&headers), expected, "{control} {age}");
        };
        check("", "", Some(0));
        check("public, Max-Age=60", "", Some(60));
        check("max-age=60", "20", Some(40));
        check("max-age=60", "80", Some(0));
        check("max-age=\"60\"", "x", Some(60));
        check("max-age=99999999999", "", Some(MOST_FRESH));
        check("max-age=999999999999999999999", "", Some(0));
        check("max-age=60, no-cache", "", Some(0));
        check("max-age=60, no-store", "", None);
    }
}
