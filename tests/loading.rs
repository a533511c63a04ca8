//! Which files are documents, where their references lead, and what is not read.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use arazzo_lint::load::{
    Base, Destination, Error, Found, HintKind, Loader, Location, Mapping, Reason, Refusal, Request,
    RootKind, Settings, discover, locate,
};

/// A repository of its own below the build folder.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("loading")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join(".git")).expect("the build folder can be written");
        Self(folder.canonicalize().expect("the folder was just made"))
    }

    fn file(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(path);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the build folder can be written");
        fs::write(path, text).expect("the build folder can be written");
        self
    }

    fn settings(&self) -> Settings {
        Settings::new(&self.0)
    }

    fn loader(&self) -> Loader {
        Loader::new(self.settings()).expect("the folder exists")
    }

    fn discover(&self, paths: &[&str]) -> Result<Vec<Found>, Error> {
        find(&self.loader(), paths, None, io::empty())
    }

    fn names(&self, paths: &[&str]) -> Vec<String> {
        let found = self.discover(paths).expect("there are documents");
        found.into_iter().map(|found| found.name).collect()
    }

    fn told(&self, paths: &[&str]) -> String {
        told(&self.discover(paths).expect_err("the run is refused"))
    }

    fn base(&self, folder: &str) -> Base {
        let folder = self.0.join(folder);
        fs::create_dir_all(&folder).expect("the build folder can be written");
        self.loader().base(&folder, &folder)
    }

    fn refusal(&self, url: &str, folder: &str) -> Refusal {
        let found = self.loader().find(url, None, &self.base(folder), true);
        found.expect_err("the file is refused")
    }
}

fn find(
    loader: &Loader,
    paths: &[&str],
    stdin_name: Option<&str>,
    stdin: impl Read,
) -> Result<Vec<Found>, Error> {
    let paths: Vec<_> = paths.iter().map(PathBuf::from).collect();
    let request = Request {
        paths: &paths,
        stdin_name: stdin_name.map(Path::new),
    };
    let (found, mut errors) = discover(&request, stdin, loader);
    match errors.pop() {
        Some(error) => Err(error),
        None => Ok(found),
    }
}

fn told(error: &Error) -> String {
    let help = error.help().map(|help| format!(" ({help})"));
    format!("{error}{}", help.unwrap_or_default())
}

const ARAZZO: &str = "arazzo: 1.0.1\n";

#[test]
fn a_document_is_told_by_its_root_key() {
    let folder = Folder::new("root_key");
    let late = format!(
        "info:\n  description: |\n{}arazzo: 1.0.1\n",
        "    text\n".repeat(20_000)
    );
    let late_json = format!(
        r#"{{"x-big": "{}", "arazzo": "1.0.1"}}"#,
        "{\\\"".repeat(100_000)
    );
    let utf16: Vec<u8> = ARAZZO.encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder
        .file("yes/plain.yaml", ARAZZO)
        .file("yes/upper.YML", ARAZZO)
        .file("yes/late.yaml", late)
        .file("yes/late.json", late_json)
        .file("yes/mark.yaml", "\u{feff}arazzo: 1.0.1")
        .file("yes/after.yaml", "# c\n%YAML 1.2\n---\n'arazzo' : 1.0.1\n")
        .file("yes/flow.yaml", "{info: {title: it's}, arazzo: 1.0.1}")
        .file("yes/compact.json", r#"{"arazzo":"1.0.1"}"#)
        .file("yes/second.yaml", "note: first\n---\narazzo: 1.0.1\n")
        .file("yes/broken.yaml", "arazzo: 1.0.1\ninfo: {\n")
        .file("no/nested.yaml", "info:\n  arazzo: 1.0.1\n")
        .file("no/listed.yaml", "- arazzo: 1.0.1\n")
        .file(
            "no/nested.json",
            r#"{"info": {"arazzo": "1.0.1"}, "x": ["arazzo", ":"]}"#,
        )
        .file("no/text.yaml", "example: |\n  arazzo: 1.0.1\n")
        .file("no/comment.yaml", "#arazzo: 1.0.1\nx: 1\n")
        .file("no/value.yaml", "kind: arazzo\n")
        .file("no/longer.yaml", "arazzo-lint: 1\n")
        .file(
            "no/forgotten.yaml",
            "workflows: []\nsourceDescriptions: []\n",
        )
        .file("no/openapi.json", r#"{"openapi": "3.1.0"}"#)
        .file("no/name.arazzo.txt", ARAZZO)
        .file("no/bytes.yaml", b"\xff\x00\xfe")
        .file("no/empty.yaml", "")
        .file("utf16.txt", [b"\xff\xfe".as_slice(), &utf16].concat());
    let mut all: Vec<_> = fs::read_dir(folder.0.join("yes"))
        .expect("the folder was just filled")
        .map(|entry| {
            entry
                .expect("it stays")
                .file_name()
                .into_string()
                .expect("ASCII")
        })
        .map(|name| format!("yes/{name}"))
        .collect();
    all.sort();
    assert_eq!(folder.names(&[]), all);
    assert_eq!(
        folder.names(&["yes/late.yaml", "yes", ".", "./yes/late.yaml"]),
        all
    );
    assert!(folder.discover(&["no"]).is_err());
    assert_eq!(folder.names(&["no/forgotten.yaml"]), ["no/forgotten.yaml"]);
    assert_eq!(
        folder.names(&["no/name.arazzo.txt"]),
        ["no/name.arazzo.txt"]
    );
    assert_eq!(
        folder.told(&["utf16.txt"]),
        "`utf16.txt` is UTF-16 text, not UTF-8 (save it as UTF-8)"
    );
}

#[test]
fn a_walk_keeps_to_what_belongs_to_the_project() {
    let folder = Folder::new("walk");
    folder
        .file(".gitignore", "/build\n")
        .file("a.yaml", ARAZZO)
        .file("build/a.yaml", ARAZZO)
        .file(".hidden/a.yaml", ARAZZO)
        .file("sub/b.yaml", ARAZZO);
    assert_eq!(folder.names(&[]), ["a.yaml", "sub/b.yaml"]);
    assert_eq!(
        folder.names(&["build", ".hidden"]),
        [".hidden/a.yaml", "build/a.yaml"]
    );
    assert_eq!(folder.names(&["sub/../build/a.yaml"]), ["build/a.yaml"]);
    let absolute = folder.0.join("sub");
    assert_eq!(folder.names(&[&absolute.to_string_lossy()]), ["sub/b.yaml"]);
    let below = Settings::new(folder.0.join("sub"));
    let below = Loader::new(below).expect("the folder exists");
    let found = find(&below, &["../a.yaml", "."], None, io::empty()).expect("both exist");
    let names: Vec<_> = found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["../a.yaml", "b.yaml"]);
}

#[test]
fn a_document_that_cannot_be_read_is_not_left_out() {
    let folder = Folder::new("unreadable");
    folder
        .file("big/a.yaml", format!("{ARAZZO}# {}", "x".repeat(100)))
        .file("big/b.yaml", format!("x: 1\n# {}", "x".repeat(100)))
        .file("latin/a.yaml", b"arazzo: 1.0.1\ninfo: \xe9\n");
    let settings = Settings {
        document_size: 64,
        ..folder.settings()
    };
    let loader = Loader::new(settings).expect("the folder exists");
    let check = |path, expected: &str| {
        let error = find(&loader, &[path], None, io::empty()).expect_err("it is refused");
        assert_eq!(told(&error), expected);
    };
    check(
        "big",
        "`big/a.yaml` is larger than 64 bytes (`limits.document-size`)",
    );
    check(
        "big/b.yaml",
        "`big/b.yaml` is larger than 64 bytes (`limits.document-size`)",
    );
    check(
        "latin",
        "`latin/a.yaml` is not UTF-8 text (byte 0xe9 at offset 20) (save it as UTF-8)",
    );
}

#[test]
fn standard_input_stands_for_a_file() {
    let folder = Folder::new("stdin");
    folder.file("wf/a.yaml", ARAZZO).file("wf/b.yaml", ARAZZO);
    let loader = folder.loader();
    let text = "arazzo: 1.0.0\n";
    let found = find(
        &loader,
        &["-", "wf", "-"],
        Some("wf/b.yaml"),
        text.as_bytes(),
    );
    let found = found.expect("all is there");
    let told: Vec<_> = found
        .iter()
        .map(|found| (found.name.as_str(), found.text.as_str()))
        .collect();
    assert_eq!(told, [("wf/a.yaml", ARAZZO), ("wf/b.yaml", text)]);
    assert_eq!(found[1].base, found[0].base);

    let found = find(&loader, &["-"], None, text.as_bytes()).expect("it is a document");
    assert_eq!((found[0].name.as_str(), &found[0].path), ("<stdin>", &None));
    assert_eq!(found[0].base.folder, folder.0);
    let found = find(&loader, &["-"], Some("wf/new.yaml"), text.as_bytes()).expect("it is too");
    assert_eq!(found[0].base.folder, folder.0.join("wf"));
}

#[test]
fn a_url_leads_to_a_file_or_a_host() {
    let mapping = |from: &str, to: &str| Mapping {
        from: from.into(),
        to: to.into(),
    };
    let mappings = [
        mapping("https://x.com/", "/maps"),
        mapping("https://x.com/v2/", "/maps2"),
        mapping("https://x.com/v2/a.yaml", "/exact.yaml"),
        mapping("billing", "/billing.yaml"),
    ];
    let check = |url: &str, expected: &Location| {
        assert_eq!(
            &locate(url, Some("shop"), Path::new("/r/wf"), &mappings),
            expected,
            "{url}"
        );
    };
    let file = |path: &str| Location::File(path.into());
    let mapped = |path: &str| Location::Mapped(path.into());
    check("a.yaml", &file("/r/wf/a.yaml"));
    check("./../o%20x/./a.yaml?v=1#/info", &file("/r/o x/a.yaml"));
    check("100%.yaml", &file("/r/wf/100%.yaml"));
    check("../../../../etc/passwd", &file("/etc/passwd"));
    check("%2e%2e/%2E%2E/x", &file("/x"));
    check("file:///o/a.yaml", &file("/o/a.yaml"));
    check("file:/o/a.yaml", &file("/o/a.yaml"));
    check("FILE://localhost/o/a.yaml", &file("/o/a.yaml"));
    check(
        "HTTPS://y.com/a?b#c",
        &Location::Remote("HTTPS://y.com/a?b".into()),
    );
    check("https://x.com/a.yaml", &mapped("/maps/a.yaml"));
    check("https://x.com/v2/a.yaml#/x", &mapped("/exact.yaml"));
    check("https://x.com/v2//b%20c.yaml?x", &mapped("/maps2/b c.yaml"));
    let refused = |url: &str, expected: &str| match locate(url, None, Path::new("/r/wf"), &mappings)
    {
        Location::Refused(reason) => assert_eq!(reason.to_string(), expected, "{url}"),
        other => panic!("{url} leads to {other:?}"),
    };
    refused("", "names no file");
    refused("#/info", "names no file");
    refused("a\0.yaml", "contains a control character");
    refused(
        "a%00.yaml",
        "has an escape (`%..`) that is no character of a path",
    );
    refused(
        "%ff.yaml",
        "has an escape (`%..`) that is no character of a path",
    );
    refused("//host/a.yaml", "names a host but no scheme");
    refused(
        "file://host/a.yaml",
        "is a `file:` URL without an absolute path",
    );
    refused("C:/a.yaml", "is a path with a drive letter");
    refused(
        "..\\a.yaml",
        "is written with `\\`, which separates nothing in a URL",
    );
    refused(
        "ftp://x/a",
        "has the scheme `ftp:`; only files, `https:` and `http:` are read",
    );
    let by_name = locate(
        "https://z.com/",
        Some("billing"),
        Path::new("/r"),
        &mappings,
    );
    assert_eq!(by_name, mapped("/billing.yaml"));
}

#[test]
fn what_is_missing_is_looked_for() {
    let folder = Folder::new("hints");
    folder
        .file("openapi/billing.yaml", "x")
        .file("wf/specs/Order-API.yaml", "x")
        .file("wf/deep/er/x", "x")
        .file("other/crm.yaml", "x")
        .file("wf/inner/users.yaml", "x");
    let check = |url: &str, from: &str, expected: Option<(HintKind, &str)>| {
        let hint = folder.refusal(url, from).hint;
        let told = hint.as_ref().map(|hint| (hint.kind, hint.url.as_str()));
        assert_eq!(told, expected, "{url}");
        assert!(hint.is_none_or(|hint| hint.path.is_file()));
    };
    let root = HintKind::AtRepositoryRoot;
    check(
        "openapi/billing.yaml",
        "wf",
        Some((root, "../openapi/billing.yaml")),
    );
    check(
        "/openapi/billing.yaml",
        "wf",
        Some((root, "../openapi/billing.yaml")),
    );
    check(
        "specs/Order-API.yaml",
        "wf/deep",
        Some((HintKind::Above, "../specs/Order-API.yaml")),
    );
    let similar = HintKind::SimilarName;
    check(
        "specs/order_api.yaml",
        "wf",
        Some((similar, "specs/Order-API.yaml")),
    );
    check(
        "spec/Order-API.yml",
        "wf",
        Some((similar, "specs/Order-API.yaml")),
    );
    check(
        "../openapi/bilings.yaml",
        "wf",
        Some((similar, "../openapi/billing.yaml")),
    );
    let same = HintKind::SameName;
    check("apis/crm.yaml", "wf", Some((same, "../other/crm.yaml")));
    check("x/users.yaml", "wf", Some((same, "inner/users.yaml")));
    check(
        "../openapi/billing.yaml",
        "wf/deep/er",
        Some((same, "../../../openapi/billing.yaml")),
    );
    check(
        "..\\openapi\\billing.yaml",
        "wf",
        Some((HintKind::Slashes, "../openapi/billing.yaml")),
    );
    check("nothing/like-it.yaml", "wf", None);
    let refusal = folder.refusal("openapi/billing.yaml", "wf");
    assert_eq!(
        refusal.to_string(),
        "no file `openapi/billing.yaml` beside this document"
    );
    let help = "it exists at the repository root: `../openapi/billing.yaml`";
    assert_eq!(refusal.help().as_deref(), Some(help));
}

#[test]
fn files_are_read_below_the_root_only() {
    let outer = Folder::new("outside");
    outer
        .file("secret.yaml", "secret")
        .file("project/a.yaml", ARAZZO)
        .file("project/sub/b.yaml", "b")
        .file("project/.git/HEAD", "");
    let project = outer.0.join("project");
    let inside = outer.base("project");
    assert_eq!(
        (&inside.root.folder, inside.root.kind),
        (&project, RootKind::Repository)
    );
    let loader = outer.loader();
    let outside = Reason::Outside {
        root: RootKind::Repository,
    };
    for url in [
        "../secret.yaml",
        "../missing.yaml",
        "%2e%2e/secret.yaml",
        "/etc/passwd",
        "file:///etc/passwd",
    ] {
        let refusal = loader
            .find(url, None, &inside, true)
            .expect_err("it lies outside");
        assert_eq!(
            (&refusal.reason, refusal.hint.is_none()),
            (&outside, true),
            "{url}"
        );
    }
    let told = outer.refusal("../secret.yaml", "project").to_string();
    let expected =
        "`../secret.yaml` lies outside of the repository; `--root` widens what may be read";
    assert_eq!(told, expected);
    assert_eq!(
        outer.refusal("sub", "project").to_string(),
        "`sub` is a folder"
    );
    let found = loader.find("sub/b.yaml", None, &inside, true);
    assert_eq!(found, Ok(Destination::File(project.join("sub/b.yaml"))));

    let widened = Settings {
        root: Some(".".into()),
        ..outer.settings()
    };
    let widened = Loader::new(widened).expect("the folder exists");
    let base = widened.base(&project, &project);
    assert!(widened.find("../secret.yaml", None, &base, true).is_ok());

    let mapping = |from: &str, to: &str| Mapping {
        from: from.into(),
        to: to.into(),
    };
    let mapped = Settings {
        mappings: vec![
            mapping("shop", "../secret.yaml"),
            mapping("https://x/", "sub"),
        ],
        ..Settings::new(&project)
    };
    let mapped = Loader::new(mapped).expect("both exist");
    let secret = Ok(Destination::File(outer.0.join("secret.yaml")));
    assert_eq!(
        mapped.find("https://y/", Some("shop"), &inside, true),
        secret
    );
    assert!(mapped.find("https://x/b.yaml", None, &inside, true).is_ok());
    let missing = mapped
        .find("https://x/c.yaml", None, &inside, true)
        .expect_err("there is none");
    let expected = "`https://x/c.yaml` does not exist as `sub/c.yaml`, where `--source` maps it";
    assert_eq!(missing.to_string(), expected);
    assert!(
        mapped
            .find("https://x/../../secrets.yaml", None, &inside, true)
            .is_err()
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_before_the_root_is_asked() {
    use std::os::unix::fs::symlink;

    let outer = Folder::new("links");
    outer
        .file("secret.yaml", "secret")
        .file("project/.git/HEAD", "")
        .file("project/a.yaml", ARAZZO);
    let project = outer.0.join("project");
    symlink("../secret.yaml", project.join("link.yaml")).expect("links can be made");
    symlink("a.yaml", project.join("same.yaml")).expect("links can be made");
    symlink(".", project.join("loop")).expect("links can be made");
    let refusal = outer.refusal("link.yaml", "project");
    assert!(matches!(refusal.reason, Reason::Outside { .. }));
    let same = outer
        .loader()
        .find("same.yaml", None, &outer.base("project"), true);
    assert_eq!(same, Ok(Destination::File(project.join("a.yaml"))));
    assert_eq!(outer.names(&["project"]), ["project/a.yaml"]);
    assert_eq!(
        outer.names(&["project/same.yaml", "project"]),
        ["project/a.yaml"]
    );
    assert_eq!(outer.names(&["project/loop"]), ["project/loop/a.yaml"]);
    let dead = outer.told(&["/dev/null"]);
    assert!(
        dead.starts_with("`/dev/null` is a device or a pipe, not a file"),
        "{dead}"
    );
}

#[test]
fn without_a_repository_the_working_folder_is_the_root() {
    // Only outside of this project's own repository.
    let place = std::env::temp_dir()
        .canonicalize()
        .expect("there is a temporary folder");
    let place = place.join(format!("arazzo-lint-{}", std::process::id()));
    fs::create_dir_all(place.join("here")).expect("it can be written");
    fs::create_dir_all(place.join("there")).expect("it can be written");
    let loader = Loader::new(Settings::new(place.join("here"))).expect("it exists");
    let kind = |folder: &str| loader.base(&place.join(folder), &place.join("there")).root;
    assert_eq!(
        (kind("here").kind, kind("here").folder),
        (RootKind::WorkingFolder, place.join("here"))
    );
    assert_eq!(
        (kind("there").kind, kind("there").folder),
        (RootKind::Named, place.join("there"))
    );
    fs::remove_dir_all(&place).expect("it can be written");
}
