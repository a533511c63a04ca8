//! Pages that are printed from the code.

use std::fs;
use std::path::Path;

#[test]
fn the_rules_page_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let page = arazzo_lint::rules::page();
    // As with snapshots: the variable writes the page anew, for a person to read.
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        fs::write(&path, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/rules.md is old: run the tests once with INSTA_UPDATE=always"
    );
}
