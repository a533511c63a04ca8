//! A web server of one test, on this machine: it answers what the test says and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Path and query, or the host that a proxy is asked for.
    pub(crate) target: String,
    /// The whole head.
    pub(crate) head: String,
}

/// A server that runs until the tests end.
pub(crate) struct Server {
    pub(crate) port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// What a server does with a request, the how manieth it is, and where the answer goes.
type Answer = dyn Fn(&Request, usize, &mut TcpStream) + Send + Sync;

impl Server {
    /// Answers with whole responses.
    pub(crate) fn start(
        answer: impl Fn(&Request, usize) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self::raw(move |request, number, stream| {
            // A client that has read enough may be gone.
            let _ = stream.write_all(&answer(request, number));
        })
    }

    /// Answers byte by byte, if need be.
    pub(crate) fn raw(
        answer: impl Fn(&Request, usize, &mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let requests: Arc<Mutex<Vec<Request>>> = Arc::default();
        let answer: Arc<Answer> = Arc::new(answer);
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || serve(&mut stream.expect("a connection"), &seen, &*answer));
            }
        });
        Self { port, requests }
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What it was asked so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no test panics here").clone()
    }

    /// The same, as targets.
    pub(crate) fn targets(&self) -> Vec<String> {
        let requests = self.requests().into_iter();
        requests.map(|request| request.target).collect()
    }
}

fn serve(stream: &mut TcpStream, seen: &Mutex<Vec<Request>>, answer: &Answer) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("a connection"));
    while !head.ends_with("\r\n\r\n") {
        // What is no HTTP is noted as well: a connection was made.
        if !matches!(reader.read_line(&mut head), Ok(length) if length > 0) {
            break;
        }
    }
    let request = Request {
        target: head.split(' ').nth(1).unwrap_or_default().to_owned(),
        head,
    };
    let number = {
        let mut seen = seen.lock().expect("no test panics here");
        seen.push(request.clone());
        seen.len()
    };
    answer(&request, number, stream);
}

/// A response with headers, each with its line break.
pub(crate) fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A response that sends the client elsewhere.
pub(crate) fn redirect(to: &str) -> Vec<u8> {
    response("302 Found", &format!("Location: {to}\r\n"), b"")
}
