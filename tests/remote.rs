//! Sources on other machines: what is asked for and what is not, what is kept, and what the user reads when it fails.
//! Every server is one of the test's own, on this machine.

// Elsewhere the certificates that count cannot be chosen for one process.
#[cfg(all(unix, not(target_vendor = "apple")))]
#[path = "remote/encrypted.rs"]
mod encrypted;
#[path = "remote/references.rs"]
mod references;
#[path = "remote/server.rs"]
mod server;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

use server::{Server, redirect, response};

const DESCRIPTION: &str =
    "openapi: 3.1.0\npaths: {/payments: {post: {operationId: createPayment}}}\n";

/// A folder with documents that name these URLs, each for itself.
struct Case {
    folder: PathBuf,
}

impl Case {
    fn new(name: &str, urls: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("remote")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the build folder can be written");
        for (index, url) in urls.iter().enumerate() {
            let text = format!(
                "arazzo: 1.0.1\ninfo: {{title: Buy, version: 1.0.0}}\n\
                 sourceDescriptions: [{{name: shop, url: '{url}', type: openapi}}]\n\
                 workflows: [{{workflowId: buy, steps: [{{stepId: pay, operationId: createPayment}}]}}]\n"
            );
            fs::write(folder.join(format!("{index}.arazzo.yaml")), text)
                .expect("it can be written");
        }
        let case = Self { folder };
        case.write("settings.yaml", "network: {timeout: 5s}\n");
        case
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).expect("the build folder can be written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.plain(&[]);
        command
            .args(["--ignore", "insecure-source-url"])
            .args(arguments);
        command
    }

    /// The program with no flags but these, and nothing of the environment that counts here.
    fn plain(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
        command.current_dir(&self.folder).args(arguments);
        command.env("ARAZZO_LINT_CACHE", self.cache());
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command.env_remove("ARAZZO_LINT_OFFLINE");
        command
    }

    /// What is said to these arguments, and to those that let this machine be asked.
    fn run(&self, arguments: &[&str]) -> String {
        let usual = ["--allow-host", "127.0.0.1", "--config", "settings.yaml"];
        let mut command = self.command(&usual);
        if !arguments.contains(&"--format") {
            command.args(["--format", "concise"]);
        }
        said(&command.args(arguments).output().expect("it starts"))
    }

    fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    fn copies(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.cache()).into_iter().flatten();
        files.map(|file| file.expect("a file").path()).collect()
    }
}

fn said(output: &Output) -> String {
    let code = output.status.code().expect("it ends by itself");
    let (out, errors) = (&output.stdout, &output.stderr);
    let out = String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(errors);
    out + &format!("[{code}]")
}

fn holds(said: &str, part: &str) {
    assert!(said.contains(part), "`{part}` is not in:\n{said}");
}

fn is_sound(said: &str) {
    holds(said, "no problems");
    holds(said, "(1 reference checked)\n[0]");
}

fn sound() -> Vec<u8> {
    response("200 OK", "", DESCRIPTION.as_bytes())
}

#[test]
fn a_source_is_fetched_once_for_all_documents() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/shop.json" => response("200 OK", "", br#"{"openapi": "3.1.0", "paths": {}}"#),
        _ => sound(),
    });
    let (yaml, json) = (server.url("/shop?v=1"), server.url("/shop.json"));
    let case = Case::new("once", &[&yaml, &yaml, &json]);
    let said = case.run(&[]);
    holds(&said, "2.arazzo.yaml:4:");
    holds(&said, "no source has an operation `createPayment`");
    holds(&said, "3 documents (3 references checked)");
    let mut targets = server.targets();
    targets.sort();
    assert_eq!(targets, ["/shop.json", "/shop?v=1"]);
}

#[test]
fn downloads_do_not_wait_for_one_another() {
    let barrier = std::sync::Barrier::new(4);
    let server = Server::start(move |_, _| {
        // Nobody goes on before all have come.
        barrier.wait();
        response("200 OK", "", DESCRIPTION.as_bytes())
    });
    let urls = ["/1", "/2", "/3", "/4"].map(|path| server.url(path));
    let case = Case::new("parallel", &urls.each_ref().map(String::as_str));
    let first = case.run(&["--format", "json", "--jobs", "1"]);
    holds(&first, "\"sources\": 4");
    holds(&first, "\"checked\": 4");
    assert_eq!(first, case.run(&["--format", "json", "--jobs", "2"]));
}

#[test]
fn fixes_and_charts_need_no_second_download() {
    let server = Server::start(|_, _| sound());
    let case = Case::new("fixes", &[&server.url("/x")]);
    holds(&case.run(&["--format", "concise", "--fix"]), "no problems");
    assert_eq!(server.requests().len(), 1);
    let mut command = case.plain(&["graph", "--allow-host", "127.0.0.1", "."]);
    holds(&said(&command.output().expect("it starts")), "pay");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn what_a_description_says_is_shown_under_its_url() {
    let server = Server::start(|_, _| {
        let twice = "openapi: 3.1.0\npaths:\n  /a: {get: {operationId: createPayment}}\n  /b: {get: {operationId: createPayment}}\n";
        response("200 OK", "", twice.as_bytes())
    });
    let case = Case::new("name", &[&server.url("/shop.yaml?key=hidden")]);
    let said = case.run(&["--format", "json"]);
    holds(
        &said,
        &format!("\"file\": \"{}\"", server.url("/shop.yaml")),
    );
    assert!(!said.contains("hidden"), "{said}");
}

#[test]
fn a_failure_says_why() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/500" => response("500 Internal Server Error", "", b""),
        "/latin" => response("200 OK", "", b"openapi: caf\xe9"),
        "/page" => response("200 OK", "", b"openapi: {"),
        "/html" => response("200 OK", "", b"\n<!DOCTYPE HTML>\n<p>openapi: 3.1.0"),
        "/nowhere" => response("302 Found", "", b""),
        _ => response("404 Not Found", "", b""),
    });
    let check = |name: &str, url: &str, expected: &str| {
        let said = Case::new(name, &[url]).run(&[]);
        holds(
            &said,
            &format!("source `shop` cannot be read: `{url}` {expected}"),
        );
        holds(
            &said,
            "0 of 1 reference checked; 1 skipped: source `shop` cannot be read",
        );
        assert!(said.ends_with("[1]"), "{said}");
    };
    check("404", &server.url("/x"), "answers 404 (Not Found)");
    check(
        "500",
        &server.url("/500"),
        "answers 500 (Internal Server Error)",
    );
    let again = server
        .targets()
        .into_iter()
        .filter(|target| target == "/500");
    assert_eq!(again.count(), 3);
    check("latin", &server.url("/latin"), "is not UTF-8 text");
    check(
        "nowhere",
        &server.url("/nowhere"),
        "answers 302, but leads nowhere",
    );
    check("page", &server.url("/page"), "is neither YAML nor JSON");
    check(
        "html",
        &server.url("/html"),
        "is a web page, not a description",
    );
    // No program that is in use listens there.
    check("closed", "http://127.0.0.1:1/x", "cannot be reached: ");
}

#[test]
fn a_busy_server_is_asked_again() {
    let server = Server::start(|_, number| match number {
        1 => response("503 Service Unavailable", "", b""),
        2 => response("429 Too Many Requests", "Retry-After: 0\r\n", b""),
        _ => sound(),
    });
    let case = Case::new("busy", &[&server.url("/shop")]);
    is_sound(&case.run(&[]));
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_server_that_wants_more_time_than_there_is_is_not_waited_for() {
    let server =
        Server::start(|_, _| response("503 Service Unavailable", "Retry-After: 60\r\n", b""));
    let case = Case::new("patience", &[&server.url("/shop")]);
    let start = Instant::now();
    holds(&case.run(&[]), "answers 503");
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn redirects_are_followed_up_to_five() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/a/start" => redirect("../b?x"),
        "/b?x" => redirect("/c"),
        "/c" => sound(),
        other => {
            let number: u32 = other.trim_matches('/').parse().expect("a number");
            if number == 0 {
                sound()
            } else {
                redirect(&format!("/{}", number - 1))
            }
        }
    });
    is_sound(&Case::new("chain", &[&server.url("/a/start")]).run(&[]));
    is_sound(&Case::new("five", &[&server.url("/5")]).run(&[]));
    let said = Case::new("six", &[&server.url("/6")]).run(&[]);
    holds(
        &said,
        "leads on and on: more than 5 redirects are not followed",
    );
}

#[test]
fn redirects_are_checked_like_urls() {
    let other = Server::start(|_, _| sound());
    let check = |name: &str, to: String, expected: &str| {
        let server = Server::start(move |_, _| redirect(&to));
        let said = Case::new(name, &[&server.url("/x")]).run(&[]);
        holds(&said, expected);
        assert_eq!(server.requests().len(), 1);
    };
    let private = "lies on `localhost`, whose address is not a public one";
    check(
        "to-name",
        format!("http://localhost:{}/x", other.port),
        private,
    );
    check(
        "to-https",
        format!("https://localhost:{}/x", other.port),
        private,
    );
    let mapped = format!("https://[::ffff:127.0.0.1]:{}/x", other.port);
    check("to-mapped", mapped, "whose address is not a public one");
    let metadata = "https://169.254.169.254/latest?token=1".to_owned();
    let expected = "leads to `https://169.254.169.254/latest`, which lies on `169.254.169.254`";
    check("to-metadata", metadata, expected);
    check(
        "to-open",
        "http://example.com/x".to_owned(),
        "which is not encrypted",
    );
    check(
        "to-file",
        "file:///etc/passwd".to_owned(),
        "leads to something that has the scheme `file:`",
    );
    assert_eq!(other.requests().len(), 0);
}

#[test]
fn private_hosts_are_asked_only_if_the_user_says_so() {
    let server = Server::start(|_, _| sound());
    let case = Case::new("private", &[&server.url("/x")]);
    let refused = said(
        &case
            .command(&["--format", "concise"])
            .output()
            .expect("it starts"),
    );
    holds(
        &refused,
        "lies on `127.0.0.1`, whose address is not a public one",
    );
    assert_eq!(server.requests().len(), 0);

    case.write("arazzo-lint.yaml", "network: {allow-hosts: [127.0.0.1]}\n");
    let refused = said(
        &case
            .command(&["--format", "concise"])
            .output()
            .expect("it starts"),
    );
    holds(&refused, "`127.0.0.1` is a private host");
    assert_eq!(server.requests().len(), 0);

    let arguments = ["--config", "arazzo-lint.yaml"];
    is_sound(&said(
        &case.command(&arguments).output().expect("it starts"),
    ));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_list_of_hosts_leaves_out_the_others() {
    let server = Server::start(|_, _| sound());
    let case = Case::new("listed", &[&server.url("/x")]);
    case.write(
        "settings.yaml",
        "network: {allow-hosts: [api.example.com]}\n",
    );
    let arguments = ["--config", "settings.yaml"];
    let refused = said(&case.command(&arguments).output().expect("it starts"));
    holds(
        &refused,
        "which the setting `network.allow-hosts` does not list",
    );
    is_sound(&case.run(&[]));
}

#[test]
fn a_document_is_not_larger_than_the_limit() {
    let server = Server::start(|request, _| {
        let large = format!("{DESCRIPTION}# {}\n", "x".repeat(100_000));
        if request.target == "/plain" {
            return response("200 OK", "", large.as_bytes());
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(large.as_bytes()).expect("a vector grows");
        let packed = packed.finish().expect("a vector grows");
        assert!(packed.len() < 1000);
        response("200 OK", "Content-Encoding: gzip\r\n", &packed)
    });
    for path in ["/plain", "/packed"] {
        let case = Case::new(
            &format!("large{}", path.replace('/', "-")),
            &[&server.url(path)],
        );
        is_sound(&case.run(&[]));
        let _ = fs::remove_dir_all(case.cache());
        case.write("settings.yaml", "limits: {document-size: 10KiB}\n");
        holds(
            &case.run(&[]),
            "is larger than 10 KiB (`limits.document-size`)",
        );
    }
}

#[test]
fn a_slow_server_is_left_alone() {
    let server = Server::raw(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        // Byte by byte, so that no single read takes long.
        while stream.write_all(b"#").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let case = Case::new("slow", &[&server.url("/x")]);
    case.write("settings.yaml", "network: {timeout: 700ms}\n");
    let start = Instant::now();
    holds(
        &case.run(&[]),
        "is not read within 700 ms (`network.timeout`)",
    );
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn many_slow_servers_do_not_add_up() {
    let server = Server::raw(|_, _, _| std::thread::sleep(Duration::from_secs(20)));
    let urls: Vec<String> = (0..120)
        .map(|path| server.url(&format!("/{path}")))
        .collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let case = Case::new("patience-of-all", &urls);
    case.write("settings.yaml", "network: {timeout: 100ms}\n");
    let said = case.run(&[]);
    holds(&said, "is not read within 100 ms (`network.timeout`)");
    holds(
        &said,
        "is not read: all downloads together take too long (`network.timeout`)",
    );
}

#[test]
fn a_copy_is_revalidated() {
    let server = Server::start(|request, _| {
        let head = request.head.to_ascii_lowercase();
        match head.contains("if-none-match: \"one\"") {
            true => response("304 Not Modified", "", b""),
            false => response("200 OK", "ETag: \"one\"\r\n", DESCRIPTION.as_bytes()),
        }
    });
    let case = Case::new("revalidated", &[&server.url("/x")]);
    is_sound(&case.run(&[]));
    is_sound(&case.run(&[]));
    let asked: Vec<bool> = server
        .requests()
        .iter()
        .map(|request| request.head.to_ascii_lowercase().contains("if-none-match"))
        .collect();
    assert_eq!(asked, [false, true]);
    is_sound(&case.run(&["--refresh"]));
    let last = server.requests().pop().expect("a request");
    assert!(!last.head.to_ascii_lowercase().contains("if-none-match"));
}

#[test]
fn a_server_says_how_long_a_copy_is_good() {
    let server = Server::start(|request, _| {
        let control = match request.target.as_str() {
            "/fresh" => "Cache-Control: public, max-age=3600\r\n",
            "/secret" => "Cache-Control: no-store\r\n",
            _ => "",
        };
        response("200 OK", control, DESCRIPTION.as_bytes())
    });
    let check = |name: &str, requests: usize, copies: usize| {
        let case = Case::new(name, &[&server.url(&format!("/{name}"))]);
        let before = server.requests().len();
        is_sound(&case.run(&[]));
        is_sound(&case.run(&[]));
        assert_eq!(server.requests().len() - before, requests, "{name}");
        assert_eq!(case.copies().len(), copies, "{name}");
        is_sound(&case.run(&["--refresh"]));
        assert_eq!(server.requests().len() - before, requests + 1, "{name}");
    };
    check("fresh", 1, 1);
    check("secret", 2, 0);
    check("silent", 2, 1);
}

#[test]
fn a_damaged_copy_is_none() {
    let server = Server::start(|_, _| {
        response(
            "200 OK",
            "Cache-Control: max-age=3600\r\nETag: x\r\n",
            DESCRIPTION.as_bytes(),
        )
    });
    let case = Case::new("damaged", &[&server.url("/x")]);
    is_sound(&case.run(&[]));
    let copies = case.copies();
    let [copy] = copies.as_slice() else {
        panic!("{copies:?}")
    };
    let whole = fs::read(copy).expect("a copy");
    let mut changed = whole.clone();
    *changed.last_mut().expect("a text") = b'#';
    let damaged: [&[u8]; 4] = [&changed, &whole[..whole.len() / 2], b"", b"\xff"];
    for (index, bytes) in damaged.into_iter().enumerate() {
        fs::write(copy, bytes).expect("it can be written");
        holds(&case.run(&["--offline"]), "--offline is set");
        is_sound(&case.run(&[]));
        assert_eq!(server.requests().len(), index + 2);
        let mended = fs::read(copy).expect("a copy");
        assert!(mended.ends_with(DESCRIPTION.as_bytes()));
        is_sound(&case.run(&["--offline"]));
    }
}

#[test]
fn several_processes_share_the_copies() {
    let server = Server::start(|_, _| sound());
    let case = Case::new("processes", &[&server.url("/x")]);
    let start = || {
        let mut command = case.command(&["--allow-host", "127.0.0.1"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("it starts")
    };
    let processes: Vec<_> = (0..8).map(|_| start()).collect();
    for process in processes {
        is_sound(&said(&process.wait_with_output().expect("it ends")));
    }
    assert_eq!(case.copies().len(), 1);
    is_sound(&case.run(&["--offline"]));
}

#[test]
fn offline_makes_no_connection() {
    let server = Server::start(|_, _| sound());
    let case = Case::new("offline", &[&server.url("/x")]);
    let skipped = "1 skipped: source `shop` is remote and --offline is set";
    holds(&case.run(&["--offline"]), skipped);
    let mut command = case.command(&["--allow-host", "127.0.0.1"]);
    command.env("ARAZZO_LINT_OFFLINE", "1");
    holds(&said(&command.output().expect("it starts")), skipped);
    case.write("settings.yaml", "network: {offline: true}\n");
    holds(&case.run(&[]), skipped);
    assert_eq!(server.requests().len(), 0);

    case.write("settings.yaml", "");
    is_sound(&case.run(&[]));
    is_sound(&case.run(&["--offline"]));
    assert_eq!(server.requests().len(), 1);
    // A copy from a private host is for those who may ask that host.
    let refused = said(&case.command(&["--offline"]).output().expect("it starts"));
    holds(&refused, skipped);
}

#[test]
fn a_copy_is_offered_when_the_server_fails() {
    let server = Server::start(|_, number| match number {
        1 => sound(),
        _ => response("404 Not Found", "", b""),
    });
    let case = Case::new("offered", &[&server.url("/x")]);
    is_sound(&case.run(&[]));
    holds(&case.run(&[]), "answers 404");
    let said = case.run(&["--format", "text"]);
    holds(
        &said,
        "a copy of an earlier run is there: `--offline` uses it",
    );
    is_sound(&case.run(&["--offline"]));
}

#[test]
fn credentials_are_neither_sent_nor_printed_nor_kept() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/a?key=hidden" => response(
            "302 Found",
            "Location: http://me:secret@127.0.0.1/b\r\nSet-Cookie: a=secret\r\n",
            b"",
        ),
        _ => response("200 OK", "Set-Cookie: a=secret\r\n", DESCRIPTION.as_bytes()),
    });
    let check = |name: &str, url: &str| {
        let case = Case::new(name, &[url]);
        for _ in 0..2 {
            for format in [
                "concise", "json", "sarif", "junit", "gitlab", "github", "markdown",
            ] {
                let said = case.run(&["--format", format]);
                assert!(
                    !said.contains("secret") && !said.contains("hidden"),
                    "{said}"
                );
            }
        }
        for copy in case.copies() {
            let text = fs::read_to_string(copy).expect("a copy");
            assert!(
                !text.contains("secret") && !text.contains("hidden"),
                "{text}"
            );
        }
    };
    check(
        "credentials",
        &format!("http://me:secret@127.0.0.1:{}/x?key=hidden", server.port),
    );
    check(
        "failing",
        &format!("http://me:secret@127.0.0.1:{}/a?key=hidden", server.port),
    );
    assert!(!server.requests().is_empty());
    for request in server.requests() {
        let head = request.head.to_ascii_lowercase();
        assert!(
            !head.contains("authorization") && !head.contains("cookie"),
            "{head}"
        );
    }
}

#[test]
fn a_proxy_is_asked_and_can_be_passed_by() {
    let proxy = Server::start(|_, _| response("403 Forbidden", "", b""));
    let case = Case::new("proxy", &["https://shop.invalid/x"]);
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let run = |variables: &[(&str, &str)]| {
        let mut command = case.command(&[]);
        command.envs(variables.iter().copied());
        said(&command.output().expect("it starts"))
    };
    holds(
        &run(&[("HTTPS_PROXY", &address)]),
        "cannot be reached: the proxy says no",
    );
    assert_eq!(proxy.targets(), ["shop.invalid:443"]);
    let bypassed = [
        ("HTTPS_PROXY", address.as_str()),
        ("NO_PROXY", "shop.invalid"),
    ];
    holds(&run(&bypassed), "source `shop` cannot be read");
    assert_eq!(proxy.requests().len(), 1);

    // A private host stays private behind it.
    let case = Case::new("proxied", &["https://localhost/x", "https://10.0.0.1/x"]);
    let mut command = case.command(&[]);
    let said = said(
        &command
            .env("HTTPS_PROXY", &address)
            .output()
            .expect("it starts"),
    );
    holds(&said, "lies on `localhost`");
    holds(&said, "lies on `10.0.0.1`");
    assert_eq!(proxy.requests().len(), 1);
}

#[test]
fn https_is_not_spoken_with_a_server_that_cannot() {
    let server = Server::raw(|_, _, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
    });
    let url = format!("https://127.0.0.1:{}/x", server.port);
    let case = Case::new("plain", &[&url]);
    case.write("settings.yaml", "network: {timeout: 2s}\n");
    holds(
        &case.run(&[]),
        &format!("source `shop` cannot be read: `{url}` "),
    );
    let open = Case::new("open", &["http://shop.invalid/x"]).run(&[]);
    holds(
        &open,
        "is not encrypted; `http:` is only spoken with this machine itself",
    );
}

#[test]
fn what_is_mapped_is_not_asked_for() {
    let server = Server::start(|_, _| sound());
    let url = server.url("/x");
    let case = Case::new("mapped", &[&url]);
    case.write("shop.yaml", DESCRIPTION);
    is_sound(&case.run(&["--source", &format!("{url}=shop.yaml")]));
    case.write(
        "settings.yaml",
        &format!("sources: {{'{url}': shop.yaml}}\n"),
    );
    is_sound(&case.run(&[]));
    assert_eq!(server.requests().len(), 0);
}

#[cfg(all(unix, not(target_vendor = "apple")))]
#[test]
fn certificates_are_checked() {
    let trusted = encrypted::Authority::new("trusted");
    let other = encrypted::Authority::new("other");
    let check = |name: &str, authority: &encrypted::Authority, host: &str, is_valid: bool| {
        let port = authority.start(host, is_valid, sound());
        let case = Case::new(name, &[&format!("https://localhost:{port}/x")]);
        case.write("trusted.pem", &trusted.pem);
        let mut command = case.command(&["--allow-host", "localhost", "--format", "concise"]);
        command.env("SSL_CERT_FILE", case.folder.join("trusted.pem"));
        said(&command.output().expect("it starts"))
    };
    is_sound(&check("encrypted", &trusted, "localhost", true));
    let expected = "has a certificate that is signed by nobody who is trusted here";
    holds(&check("untrusted", &other, "localhost", true), expected);
    let expected = "has a certificate that is for another host";
    holds(&check("foreign", &trusted, "shop.example", true), expected);
    let expected = "has a certificate that has expired";
    holds(&check("expired", &trusted, "localhost", false), expected);
}
