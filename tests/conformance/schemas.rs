//! Our schemas against the official ones: the same verdict, except where we have a reason.

use std::fs;

use arazzo_lint::schema;
use arazzo_lint::version::Version;
use jsonschema::Validator;
use serde_json::Value;

use super::differences::DIFFERENCES;
use super::shared;

/// A schema that asserts no formats: the official one is not meant to either.
fn compile(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(false)
        .build(schema)
        .expect("a schema that compiles")
}

/// A document whose verdicts are compared.
struct Case {
    name: String,
    version: Version,
    document: Value,
}

fn version_of(name: &str) -> Version {
    let is_1_0 = name.ends_with("@1.0") || name.starts_with("tests-1.0") || name.contains("1.0.0");
    if is_1_0 { Version::V1_0 } else { Version::V1_1 }
}

fn cases() -> Vec<Case> {
    let Some(root) = shared::folder("spec") else {
        return Vec::new();
    };
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a file of the data");
    let probes: Value = serde_json::from_str(&read("probes.json")).expect("the probes are JSON");
    let probes = probes["probes"].as_array().expect("a list of probes");
    let mut cases: Vec<Case> = probes
        .iter()
        .map(|probe| {
            let name = probe["id"].as_str().expect("a probe has an id").to_owned();
            Case {
                version: version_of(&name),
                name,
                document: probe["document"].clone(),
            }
        })
        .collect();
    let official = root.join("official");
    for folder in [
        "tests-1.0/pass",
        "tests-1.0/fail",
        "tests-1.1/pass",
        "tests-1.1/fail",
        "examples/1.0.0",
    ] {
        for name in super::official::documents(&official, folder) {
            let document = serde_yaml::from_str(&read(&format!("official/{name}")));
            cases.push(Case {
                version: version_of(&name),
                name,
                document: document.expect("the official documents are YAML"),
            });
        }
    }
    cases
}

#[test]
fn our_schemas_agree_with_the_official_ones() {
    let cases = cases();
    let Some(root) = shared::folder("spec/official") else {
        return;
    };
    let mut wrong = Vec::new();
    let mut used = Vec::new();
    for (version, file) in [
        (Version::V1_0, "arazzo-1.0.schema.json"),
        (Version::V1_1, "arazzo-1.1.schema.json"),
    ] {
        let text = fs::read_to_string(root.join(file)).expect("the official schema");
        let official = compile(&serde_json::from_str(&text).expect("a schema is JSON"));
        let ours = compile(&serde_json::from_str(schema::text(version)).expect("ours is JSON"));
        for case in cases.iter().filter(|case| case.version == version) {
            let (we_accept, they_accept) = (
                ours.is_valid(&case.document),
                official.is_valid(&case.document),
            );
            let listed = DIFFERENCES
                .iter()
                .flat_map(|difference| difference.names.iter().map(move |name| (*name, difference)))
                .find(|(name, _)| {
                    let id = case.name.split('@').next();
                    case.name == *name || id == Some(*name)
                });
            match listed {
                Some((name, difference)) if we_accept != they_accept => {
                    used.push(name);
                    if we_accept != difference.we_accept {
                        wrong.push(format!("{}: the other way round", case.name));
                    }
                }
                None if we_accept != they_accept => wrong.push(format!(
                    "{}: ours {}, the official one does not agree",
                    case.name,
                    if we_accept { "accepts" } else { "rejects" }
                )),
                _ => {}
            }
        }
    }
    assert!(
        DIFFERENCES
            .iter()
            .all(|difference| !difference.why.is_empty())
    );
    for name in DIFFERENCES.iter().flat_map(|difference| difference.names) {
        if !used.contains(name) {
            wrong.push(format!("{name}: there is no difference any more"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
