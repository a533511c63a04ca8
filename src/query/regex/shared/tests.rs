use super::SharedRegex;

/// The codes that an expression finds, of those that are asked for.
fn check(text: &str, finds: &[&[u8; 3]], misses: &[&[u8; 3]]) {
    let regex = SharedRegex::read(text).unwrap_or_else(|| panic!("{text} is understood"));
    for (codes, expected) in [(finds, true), (misses, false)] {
        for code in codes {
            let shown = String::from_utf8_lossy(*code);
            assert_eq!(regex.finds(**code), expected, "{text} in {shown}");
        }
    }
}

#[test]
fn what_all_dialects_share_is_understood() {
    check("^2\\d\\d$", &[b"200", b"299"], &[b"300", b"120"]);
    check("^20[01]$", &[b"200", b"201"], &[b"202", b"120"]);
    check("20", &[b"200", b"120", b"220"], &[b"210"]);
    check("^(200|404)$", &[b"200", b"404"], &[b"204"]);
    check("^2..$|^304", &[b"204", b"304"], &[b"404"]);
    check("^[^45]", &[b"200"], &[b"400", b"500"]);
    check("^2[0-9]{2}$", &[b"200"], &[b"302"]);
    check("^(?:2|3)\\d+$", &[b"200", b"302"], &[b"402"]);
    check("^(0|2)*4$", &[b"204"], &[b"404", b"200"]);
    check("\\b2", &[b"200"], &[b"120"]);
    check("\\B0\\B", &[b"200"], &[b"210"]);
    check("", &[b"200"], &[]);
    check("^$|a|\\s|\\.", &[], &[b"200"]);
    check("\\x32\\D?", &[b"200"], &[b"100"]);
    check("^0{0,1}2", &[b"200"], &[b"100"]);
    check("0{3,}|1{2}", &[b"411"], &[b"400"]);
    check("5{4}", &[], &[b"555"]);
}

#[test]
fn what_differs_is_left_alone() {
    for text in [
        "(?i)200",
        "(?x)2 0",
        "\\A2",
        "2\\z",
        "[[:digit:]]",
        "\\p{Nd}",
        "[]2]",
        "2{,3}",
        "2++",
        "2**",
        "(?i:2)",
        "(?=2)",
        "(2)\\1",
        "[0-9&&[^2]]",
        "(",
        "[[2]]",
        "^*",
        "\\x{32}",
    ] {
        assert!(SharedRegex::read(text).is_none(), "{text}");
    }
}

#[test]
fn an_engine_finds_the_same() {
    let parts = ["2", "\\d", "[0-3]", "[^04]", ".", "(0|4)", "\\D"];
    let signs = ["", "?", "*", "+", "{2}", "{1,2}"];
    let frames = [("", ""), ("^", ""), ("", "$"), ("^", "$"), ("\\b", "")];
    let codes = ["100", "200", "204", "302", "404", "422", "500"];
    for (first, second) in parts.iter().flat_map(|one| parts.map(|other| (one, other))) {
        for (at, (before, behind)) in frames.iter().enumerate() {
            // Not every pair of signs with every frame: they add nothing.
            for (sign, other) in signs.iter().zip(signs.iter().cycle().skip(at)) {
                let text = format!("{before}{first}{sign}{second}{other}{behind}");
                let engine = regress::Regex::new(&text).expect("the test's own expression");
                let own = SharedRegex::read(&text).expect("all dialects share it");
                for code in codes {
                    let digits = code.as_bytes().try_into().expect("three digits");
                    let expected = engine.find(code).is_some();
                    assert_eq!(own.finds(digits), expected, "{text} in {code}");
                }
            }
        }
    }
}

#[test]
fn hostile_expressions_end_soon() {
    let nested = format!("{}2{}", "(".repeat(60), ")*".repeat(60));
    for text in [nested, "\\d?".repeat(80), "(2{1000}){1000}".repeat(16)] {
        if let Some(regex) = SharedRegex::read(&text) {
            for first in b'1'..=b'5' {
                let _ = regex.finds([first, b'0', b'4']);
            }
        }
    }
}
