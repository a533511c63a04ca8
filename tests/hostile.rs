//! Documents of people who mean harm: the program ends soon, in good order, and with a report. `docs/robustness.md` tells
//! how soon.

#[path = "hostile/cases.rs"]
mod cases;
#[path = "hostile/references.rs"]
mod references;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cases::{Case, cases};

/// All cases; `part` divides their sizes.
fn all(part: usize) -> Vec<Case> {
    let mut all = cases(part);
    all.extend(references::references(part));
    all
}

/// Far more than any case takes on the slowest machine; only what hangs takes as long.
const LONGEST: Duration = Duration::from_secs(120);

/// Far more than any case takes, in KiB.
const MOST_MEMORY: u64 = 1_000_000;

/// Writes the files of a case in a folder of their own.
fn write(case: &Case, number: usize, among: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(among)
        .join(number.to_string());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the build folder can be written");
    for (name, content) in &case.files {
        fs::write(folder.join(name), content).expect("the build folder can be written");
    }
    folder
}

/// What a run came to.
struct Ended {
    code: Option<i32>,
    time: Duration,
    /// The peak of the resident memory in KiB, where the system tells it.
    peak: u64,
    report: String,
}

/// The program: another build of it where `ARAZZO_LINT` names one, to measure that.
fn program() -> PathBuf {
    match std::env::var_os("ARAZZO_LINT") {
        Some(path) => fs::canonicalize(path).expect("`ARAZZO_LINT` names a program"),
        None => PathBuf::from(env!("CARGO_BIN_EXE_arazzo-lint")),
    }
}

/// Checks a folder in a process of its own.
fn run(folder: &Path, arguments: &[&str]) -> Ended {
    let file = |name: &str| fs::File::create(folder.join(name)).expect("the folder can be written");
    let start = Instant::now();
    let mut child = Command::new(program())
        .args(["--offline", "--no-config", "--root", "."])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(file("stdout"))
        .stderr(file("stderr"))
        .spawn()
        .expect("the program can be started");
    let mut peak = 0;
    let code = loop {
        if let Some(status) = child.try_wait().expect("the program was started") {
            break status.code();
        }
        peak = peak.max(resident(child.id()));
        if start.elapsed() > LONGEST {
            let _ = child.kill();
            break None;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let time = start.elapsed();
    let read = |name: &str| {
        let bytes = fs::read(folder.join(name)).expect("it was written");
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Ended {
        code,
        time,
        peak,
        report: read("stdout") + &read("stderr"),
    }
}

/// The peak of the resident memory of a process so far, in KiB; 0 where the system does not tell.
fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse().ok());
    peak.unwrap_or_default()
}

/// Whatever is in the documents, the program ends by itself and says so by its exit code. The sizes are a fraction of those
/// that are measured, as this build is slow.
#[test]
fn hostile_documents_end_in_good_order() {
    for (number, case) in all(20).iter().enumerate() {
        let folder = write(case, number, "hostile");
        let ended = run(&folder, &["--strict", "--format", "json", &case.files[0].0]);
        assert!(
            matches!(ended.code, Some(0..=2)),
            "{}: {:?} after {:?}\n{}",
            case.name,
            ended.code,
            ended.time,
            ended.report
        );
        assert!(
            !ended.report.contains("panicked"),
            "{}: {}",
            case.name,
            ended.report
        );
        assert!(
            ended.peak < MOST_MEMORY,
            "{}: {} KiB",
            case.name,
            ended.peak
        );
    }
}

/// Sources that are no files, or lead in circles, or out of the root. None of them is opened.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_read() {
    use std::os::unix::fs::symlink;

    let sources = [
        ("pipe", "a device or a pipe"),
        ("device", "outside"),
        ("folder", "is a folder"),
        ("loop", "cannot be read"),
        ("out", "outside"),
        ("/dev/zero", "outside"),
        ("file:///dev/stdin", "outside"),
    ];
    let list = sources.iter().enumerate();
    let list = list.map(|(number, (url, _))| {
        format!("  - {{ name: s{number}, url: '{url}', type: openapi }}\n")
    });
    let text = format!(
        "arazzo: 1.0.1\ninfo: {{ title: t, version: '1' }}\nsourceDescriptions:\n{}workflows:\n  \
         - {{ workflowId: w, steps: [{{ stepId: s, operationId: $sourceDescriptions.s0.o }}] }}\n",
        list.collect::<String>()
    );
    let case = Case {
        name: "no files",
        files: vec![("a.arazzo.yaml".to_owned(), text.into_bytes())],
    };
    let folder = write(&case, 0, "hostile-files");
    let pipe = Command::new("mkfifo").arg(folder.join("pipe")).status();
    assert!(
        pipe.is_ok_and(|status| status.success()),
        "pipes can be made"
    );
    fs::create_dir(folder.join("folder")).expect("it can be written");
    symlink("/dev/zero", folder.join("device")).expect("links can be made");
    symlink("loop", folder.join("loop")).expect("links can be made");
    symlink("../../../../../../../../etc/hostname", folder.join("out")).expect("links can be made");
    let ended = run(&folder, &["--format", "concise", "a.arazzo.yaml"]);
    assert_eq!(ended.code, Some(1), "{}", ended.report);
    for (number, (url, reason)) in sources.iter().enumerate() {
        let subject = format!("source `s{number}` cannot be read");
        let mut lines = ended.report.lines();
        let told = lines.any(|line| line.contains(&subject) && line.contains(reason));
        assert!(told, "{url}: {reason}\n{}", ended.report);
    }
    // As the documents themselves they are mistakes of the command line.
    for name in ["pipe", "folder", "loop"] {
        let ended = run(&folder, &[name]);
        assert_eq!(ended.code, Some(2), "{name}: {}", ended.report);
    }
}

/// Names of files that say other things to a terminal, a log or a page. Whatever the format, nothing of them gets through.
#[cfg(unix)]
#[test]
fn names_of_files_are_only_names() {
    let names = [
        "new\nline.arazzo.yaml",
        "::error::x.arazzo.yaml",
        "\n::error title=a::b.arazzo.yaml",
        "\u{1b}]0;title\u{7}\u{1b}[31m.arazzo.yaml",
        "<img src=x onerror=y>&amp;.arazzo.yaml",
        "[a](javascript:b)`c`|d.arazzo.yaml",
        "\u{202e}lmay.arazzo.yaml",
        "%0A::warning::z.arazzo.yaml",
        "-rf.arazzo.yaml",
    ];
    let text =
        "arazzo: 1.0.1\ninfo: { title: t, version: '1' }\nsourceDescriptions: []\nworkflows: []\n";
    let files = names.map(|name| (name.to_owned(), text.as_bytes().to_vec()));
    let case = Case {
        name: "names",
        files: files.into(),
    };
    let folder = write(&case, 0, "hostile-names");
    for format in [
        "text", "concise", "github", "sarif", "gitlab", "junit", "markdown", "json",
    ] {
        let ended = run(&folder, &["--format", format, "."]);
        assert_eq!(ended.code, Some(1), "{format}: {}", ended.report);
        let report = &ended.report;
        let is_control = |letter: char| letter.is_control() && letter != '\n';
        assert!(!report.contains(is_control), "{format}: {report:?}");
        assert!(
            !report.contains('\u{202e}') || ["json", "sarif", "gitlab"].contains(&format),
            "{format}: {report:?}"
        );
        for line in report.lines() {
            let is_command = line.trim_start().starts_with("::");
            let ours = [
                "::error file=",
                "::warning file=",
                "::notice title=arazzo-lint::",
            ];
            let is_ours = format == "github" && ours.iter().any(|start| line.starts_with(start));
            assert!(!is_command || is_ours, "{format}: {line:?}");
        }
        if matches!(format, "json" | "sarif" | "gitlab") {
            let report: Result<serde_json::Value, _> = serde_json::from_str(report);
            assert!(report.is_ok(), "{format}: {report:?}");
        }
        if matches!(format, "junit" | "markdown") {
            assert!(!report.contains("<img"), "{format}: {report}");
        }
    }
}

/// Prints the table of `docs/robustness.md`.
#[test]
#[ignore = "takes a while, and means something for a release build only"]
#[allow(clippy::print_stdout, reason = "the table is what it is for")]
fn measure() {
    println!("| What | Size | Time | Peak memory | What is said |");
    println!("| --- | ---: | ---: | ---: | --- |");
    for (number, case) in all(1).iter().enumerate() {
        let folder = write(case, number, "hostile-measured");
        let size: usize = case.files.iter().map(|(_, content)| content.len()).sum();
        let ended = run(&folder, &["--format", "concise", &case.files[0].0]);
        println!(
            "| {} | {} | {} ms | {} MB | {} |",
            case.name.replace('|', "\\|"),
            kilobytes(size),
            ended.time.as_millis(),
            ended.peak / 1000,
            said(&ended.report).replace('|', "\\|"),
        );
    }
}

fn kilobytes(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!(
            "{:.1} MB",
            f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
        ),
    }
}

/// The rules that speak, each once, or why nothing could be checked.
fn said(report: &str) -> String {
    if let Some(error) = report.lines().find_map(|line| line.strip_prefix("error: ")) {
        return clipped(error);
    }
    let mut rules: Vec<&str> = Vec::new();
    for line in report.lines() {
        // Documents by themselves name a source that does not matter.
        if line.contains("cannot be read: no file") {
            continue;
        }
        let rule = line
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'));
        if let Some((rule, _)) = rule
            && rule
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '-')
            && !rules.contains(&rule)
        {
            rules.push(rule);
        }
    }
    match rules.as_slice() {
        [] => "nothing".to_owned(),
        rules => rules
            .iter()
            .map(|rule| format!("`{rule}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(100).collect()
}
