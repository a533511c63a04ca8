//! Packages, hooks, the action and the texts about them name one version and one repository: those of Cargo.toml.

use std::fs;
use std::path::{Path, PathBuf};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The texts that users copy from, or that other programs read.
fn texts() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
        .into_iter()
        .chain(["pyproject.toml", "action.yml", ".pre-commit-hooks.yaml"])
        .map(|name| root().join(name))
        .collect();
    let mut folders: Vec<PathBuf> = ["packages", ".github", "docs", "schemas", "tests/packages"]
        .iter()
        .map(|name| root().join(name))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false => paths.push(path),
            }
        }
    }
    paths
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            Some((path.display().to_string(), text))
        })
        .collect()
}

/// What follows each place of `start` in the text, as long as `holds` does.
fn after<'text>(
    text: &'text str,
    start: &'text str,
    holds: fn(char) -> bool,
) -> impl Iterator<Item = &'text str> {
    text.split(start).skip(1).map(move |rest| {
        let end = rest.find(|letter| !holds(letter)).unwrap_or(rest.len());
        &rest[..end]
    })
}

fn is_version(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ".-+".contains(letter)
}

#[test]
fn one_version_stands_everywhere() {
    let project = read("pyproject.toml");
    assert!(project.contains(&format!("\nversion = \"{VERSION}\"\n")));
    assert!(project.contains(&format!("\"arazzo-lint=={VERSION}\"")));
    let mut found = 0;
    for (path, text) in texts() {
        for start in ["rev: v", "arazzo-lint@v", "arazzo-lint==", "arazzo-lint:"] {
            let versions = after(&text, start, is_version);
            let is_number =
                |version: &&str| version.starts_with(|letter: char| letter.is_ascii_digit());
            for version in versions.filter(is_number) {
                assert_eq!(version.trim_end_matches('.'), VERSION, "{path}: {start}");
                found += 1;
            }
        }
    }
    assert!(found > 5, "only {found} versions were found");
}

#[test]
fn the_changelog_knows_the_version() {
    let changelog = read("CHANGELOG.md");
    let is_released = changelog.contains(&format!("\n## [{VERSION}] - 20"));
    let is_planned = changelog.contains(&format!("\nTo become {VERSION}"));
    assert!(
        is_released != is_planned,
        "{VERSION} is either released or to come"
    );
}

#[test]
fn the_action_takes_its_version_and_repository_from_the_manifest() {
    assert!(read("action.yml").contains("  version:\n"));
    for key in ["version", "repository"] {
        assert!(read(".github/action/install.sh").contains(&format!("$(field {key})")));
        // As the scripts read it: at the start of a line, before any other table.
        let manifest = read("Cargo.toml");
        let package = manifest.split("\n[").next().expect("a first table");
        assert_eq!(package.matches(&format!("\n{key} = \"")).count(), 1);
    }
}

#[test]
fn one_repository_stands_everywhere() {
    let name = REPOSITORY
        .strip_prefix("https://github.com/")
        .expect("it lies on GitHub");
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "/-_".contains(letter);
    for (path, text) in texts() {
        for place in after(&text, "https://github.com/", is_name) {
            if place.split('/').nth(1) == Some("arazzo-lint") {
                assert!(
                    place == name || place.starts_with(&format!("{name}/")),
                    "{path}: {place}"
                );
            }
        }
        for start in ["uses: ", "ghcr.io/"] {
            let places = after(&text, start, is_name);
            for place in places.filter(|place| place.ends_with("/arazzo-lint")) {
                assert_eq!(place, name, "{path}: {start}{place}");
            }
        }
    }
}

#[test]
fn the_readme_shows_the_example_workflows_as_they_are() {
    let readme = read("README.md");
    for name in ["pull-request", "changed-only", "code-scanning", "gitlab-ci"] {
        let path = format!(".github/examples/{name}.yml");
        assert!(
            readme.contains(&format!("({path})")),
            "the README links {path}"
        );
    }
    let example = read(".github/examples/pull-request.yml");
    let (_, steps) = example.split_once("    steps:\n").expect("steps");
    assert!(
        readme.contains(steps),
        "the README shows the steps of pull-request.yml:\n{steps}"
    );
}
