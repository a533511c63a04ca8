//! How fixes are made and written: rounds, what is dropped, line ends, files.

use std::fs;
use std::path::{Path, PathBuf};

use arazzo_lint::Run;
use arazzo_lint::fix::{self, Fixed, Mode};
use arazzo_lint::load::{Found, Loader, Request, Settings, discover};
use arazzo_lint::report;

/// The documents of a folder with the fixes made.
fn fix(folder: &Path, paths: &[&str], mode: Mode) -> Fixed {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let stdin: &[u8] = b"";
    fix_with(folder, &paths, None, stdin, mode)
}

fn fix_with(
    folder: &Path,
    paths: &[PathBuf],
    stdin_name: Option<&Path>,
    stdin: &[u8],
    mode: Mode,
) -> Fixed {
    let loader = Loader::new(Settings {
        root: Some(folder.to_path_buf()),
        ..Settings::new(folder)
    })
    .expect("the folder exists");
    let request = Request { paths, stdin_name };
    let (found, errors) = discover(&request, stdin, &loader);
    assert!(errors.is_empty(), "{errors:?}");
    let run = Run {
        is_offline: true,
        ..Run::default()
    };
    fix::run(found, mode, |found: Vec<Found>| {
        arazzo_lint::lint(found, &loader, &run)
    })
}

/// An empty folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fixing-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// A workflow whose components and version the tests are about.
fn document(version: &str, components: &str) -> String {
    format!(
        "arazzo: 1.0.1
info: {{ title: Shop, version: {version} }} # the title
sourceDescriptions:
  - {{ name: shop, url: https://shop.example/openapi.yaml, type: openapi }}
workflows:
  - workflowId: list
    steps:
      - {{ stepId: list, operationId: listOrders }}
{components}"
    )
}

const LIMIT: &str = "components:\n  parameters:\n    limit: { name: limit, in: query, value: 1 }\n";

/// Fixes one text in a folder of its own, and gives back what is different.
fn fixed(name: &str, text: &str, mode: Mode) -> (Fixed, PathBuf) {
    let folder = folder(name);
    let path = folder.join("a.arazzo.yaml");
    fs::write(&path, text).expect("a file can be written");
    (fix(&folder, &["a.arazzo.yaml"], mode), path)
}

#[test]
fn safe_fixes_are_made_and_counted() {
    let (fixed, path) = fixed("safe", &document("1.0", LIMIT), Mode::Safe);
    assert_eq!(fixed.changes.len(), 1);
    assert_eq!(fixed.changes[0].after, document("\"1.0\"", ""));
    assert_eq!(fixed.made["wrong-type"], 1);
    assert_eq!(fixed.made["unused-component"], 1);
    assert_eq!(fixed.outcome.summary.errors, 0);
    // Nothing is written before somebody asks for it.
    assert_eq!(read(&path), document("1.0", LIMIT));
    fixed.changes[0].write().expect("the file can be written");
    assert_eq!(read(&path), document("\"1.0\"", ""));
    let again = fix(path.parent().expect("a folder"), &[], Mode::Safe);
    assert!(again.changes.is_empty());
}

#[test]
fn unsafe_fixes_are_made_only_if_all_are_asked_for() {
    let text = document("'1.0'", "").replace("operationId:", "operationid:");
    let (safe, _) = fixed("unsafe", &text, Mode::Safe);
    assert!(safe.changes.is_empty());
    let (all, _) = fixed("all", &text, Mode::All);
    assert_eq!(all.changes[0].after, document("'1.0'", ""));
}

#[test]
fn what_became_of_them_is_told() {
    let components = "components:
  inputs:
    kept: &kept { type: object }
x-more: *kept
";
    let text = document("1.0", components).replace("operationId:", "operationid:");
    let (fixed, _) = fixed("told", &text, Mode::Safe);
    assert_eq!(
        report::fixed(&fixed, Mode::Safe, true),
        "fixed 1 finding in 1 document (1 wrong-type)
left out in `a.arazzo.yaml`: remove `kept` (unused-component), for the document could not be read any more
1 more finding could be fixed by `--unsafe-fixes`, which may change what the document means
"
    );
    let diff = "--- a/a.arazzo.yaml
+++ b/a.arazzo.yaml
@@ -1,5 +1,5 @@
 arazzo: 1.0.1
-info: { title: Shop, version: 1.0 } # the title
+info: { title: Shop, version: \"1.0\" } # the title
 sourceDescriptions:
   - { name: shop, url: https://shop.example/openapi.yaml, type: openapi }
 workflows:
";
    assert_eq!(report::diff(&fixed.changes), diff);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let text = windows(&document("1.0", LIMIT));
    let (fixed, path) = fixed("windows", &text, Mode::Safe);
    fixed.changes[0].write().expect("the file can be written");
    assert_eq!(read(&path), windows(&document("\"1.0\"", "")));
    let diff = report::diff(&fixed.changes);
    assert!(diff.contains("\r\n"), "{diff}");
}

#[test]
fn neighbours_that_all_go_leave_no_empty_mapping() {
    let components = "components:
  parameters:
    one: { name: limit, in: query, value: 1 }
    two: { name: limit, in: query, value: 2 }
    three: { name: limit, in: query, value: 3 }
  successActions:
    done: { name: done, type: end }
";
    let (fixed, _) = fixed("neighbours", &document("'1'", components), Mode::Safe);
    assert_eq!(fixed.changes[0].after, document("'1'", ""));
    assert_eq!(fixed.made["unused-component"], 4);
}

#[test]
fn of_many_findings_the_first_offer_fixes_until_all_are_mended() {
    let many = vec!["list"; 500].join(", ");
    let text = document("'1'", "").replace(
        "    steps:",
        &format!("    dependsOn: [{many}]\n    steps:"),
    );
    let (fixed, _) = fixed("many", &text, Mode::Safe);
    assert_eq!(fixed.made["duplicate-entry"], 499);
    assert!(fixed.changes[0].after.contains("    dependsOn: [list]\n"));
}

#[test]
fn what_would_break_the_document_is_dropped_and_told() {
    // The unused component has the anchor that a step needs.
    let components = "components:
  inputs:
    kept: &kept { type: object }
x-more: *kept
";
    let (fixed, _) = fixed("dropped", &document("1.0", components), Mode::Safe);
    assert_eq!(fixed.dropped.len(), 1);
    let dropped = &fixed.dropped[0];
    assert_eq!(
        (dropped.rule, dropped.name.as_str(), dropped.title.as_str()),
        ("unused-component", "a.arazzo.yaml", "remove `kept`")
    );
    // The others are made all the same.
    assert_eq!(fixed.changes[0].after, document("\"1.0\"", components));
}

#[test]
fn standard_input_is_not_written_to_the_file_that_it_stands_for() {
    let folder = folder("stdin");
    let path = folder.join("a.arazzo.yaml");
    fs::write(&path, "other").expect("a file can be written");
    let fixed = fix_with(
        &folder,
        &[PathBuf::from("-")],
        Some(Path::new("a.arazzo.yaml")),
        document("1.0", "").as_bytes(),
        Mode::Safe,
    );
    let change = &fixed.changes[0];
    assert!(change.is_stdin());
    assert_eq!(change.after, document("\"1.0\"", ""));
    change.write().expect("there is nothing to write");
    assert_eq!(read(&path), "other");
}

#[test]
fn a_file_that_has_changed_is_left_alone() {
    let (fixed, path) = fixed("stale", &document("1.0", ""), Mode::Safe);
    fs::write(&path, "other").expect("a file can be written");
    let error = fixed.changes[0]
        .write()
        .expect_err("it is another file now");
    assert_eq!(
        error.to_string(),
        "cannot fix `a.arazzo.yaml`: it has changed since it was read"
    );
    assert_eq!(read(&path), "other");
    assert_eq!(names(&path), ["a.arazzo.yaml"]);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder("links");
    let path = folder.join("real.yaml");
    fs::write(&path, document("1.0", "")).expect("a file can be written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it can be restricted");
    symlink("real.yaml", folder.join("link.yaml")).expect("a link can be made");
    let fixed = fix(&folder, &["link.yaml"], Mode::Safe);
    fixed.changes[0].write().expect("the file can be written");
    assert_eq!(read(&path), document("\"1.0\"", ""));
    let mode = |path: &Path| {
        let metadata = fs::symlink_metadata(path).expect("it exists");
        (metadata.is_symlink(), metadata.permissions().mode() & 0o777)
    };
    assert_eq!(mode(&path), (false, 0o640));
    assert!(mode(&folder.join("link.yaml")).0);
    assert_eq!(names(&path), ["link.yaml", "real.yaml"]);
}

#[cfg(unix)]
#[test]
fn what_is_read_only_or_outside_is_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let (fixed, path) = fixed("read-only", &document("1.0", ""), Mode::Safe);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("it can be restricted");
    let error = fixed.changes[0].write().expect_err("nobody may write");
    assert!(error.to_string().ends_with("it is read-only"), "{error}");

    let inside = folder("inside");
    let outside = folder("outside").join("a.yaml");
    fs::write(&outside, document("1.0", "")).expect("a file can be written");
    symlink(&outside, inside.join("link.yaml")).expect("a link can be made");
    let fixed = fix(&inside, &["link.yaml"], Mode::Safe);
    let error = fixed.changes[0].write().expect_err("it lies elsewhere");
    assert!(
        error.to_string().ends_with("outside of the root"),
        "{error}"
    );
    assert_eq!(read(&outside), document("1.0", ""));
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file can be read")
}

/// What lies beside a file, sorted.
fn names(path: &Path) -> Vec<String> {
    let folder = path.parent().expect("a file lies in a folder");
    let entries = fs::read_dir(folder).expect("a folder can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("its entries can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
