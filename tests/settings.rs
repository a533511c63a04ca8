//! Settings files and options: what they mean, what is wrong with them, and what a stranger's file cannot do.

#[path = "settings/folder.rs"]
mod folder;

use std::path::{Path, PathBuf};

use arazzo_lint::rules::Level;
use arazzo_lint::settings::{FailOn, Options, STARTER, Settings, Trust, rule_level, schema};
use folder::{DOCUMENT, Folder};
use proptest::prelude::*;

fn parse(text: &str) -> Result<Settings, String> {
    let trust = Trust::Found {
        root: PathBuf::from("/repository"),
    };
    Settings::parse(
        "arazzo-lint.yaml",
        text,
        Path::new("/repository/folder"),
        trust,
    )
    .map_err(|error| folder::told(&error))
}

/// Every file that cannot be used, with what is said about it.
#[test]
fn mistakes_are_told_at_their_places() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("fixtures/settings/mistakes.txt"))
        .expect("the fixture can be read");
    let told: Vec<String> = text
        .split("----\n")
        .map(|text| format!("{text}>>> {}\n", parse(text).expect_err(text)))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn the_starter_is_a_settings_file_with_and_without_its_marks() {
    assert!(parse(STARTER).is_ok());
    let lines = STARTER.lines().map(|line| {
        // Prose begins with a capital letter or a backtick, or ends a sentence.
        let setting = line.strip_prefix("# ").filter(|line| {
            let word = line.trim_start_matches(['-', ' ']);
            !line.ends_with(['.', ',', ':']) && word.starts_with(|c: char| c.is_lowercase())
                || line.ends_with(':') && !line.contains(' ') && line.len() > 3
        });
        setting.unwrap_or(line)
    });
    let text: Vec<&str> = lines.collect();
    let settings = parse(&text.join("\n")).expect("the settings of the starter are sound");
    let configuration = settings.configuration;
    assert!(configuration.strict);
    assert_eq!(configuration.rules.0.len(), 3);
    assert_eq!(configuration.overrides.len(), 1);
    assert_eq!(configuration.sources.len(), 1);
    assert_eq!(configuration.exclude, ["vendor/**"]);
    let usual = arazzo_lint::syntax::Limits::default();
    assert_eq!(
        configuration.limits.nesting.map(|count| count.0),
        Some(usual.nesting)
    );
    assert_eq!(
        configuration.limits.alias_nodes.map(|count| count.0),
        Some(usual.alias_nodes)
    );
    assert_eq!(
        configuration.limits.sources.map(|count| count.0),
        Some(usual.sources)
    );
    assert_eq!(
        configuration.limits.ref_hops.map(|count| count.0),
        Some(usual.ref_hops)
    );
    let usual = arazzo_lint::load::Settings::new(".").document_size;
    assert_eq!(
        configuration.limits.document_size.map(|size| size.0),
        Some(usual)
    );
}

#[test]
fn the_settings_in_the_readme_are_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("a README");
    let (_, block) = readme
        .split_once("```yaml\nstrict: false")
        .expect("a block of settings");
    let (block, _) = block.split_once("\n```").expect("an end of the block");
    let trust = Trust::Found {
        root: PathBuf::from("/repository"),
    };
    let settings = Settings::parse("README.md", block, Path::new("/repository"), trust);
    assert!(settings.is_ok(), "{settings:?}");
}

/// Editors hold a file against the schema, the program reads it: both say the same of whether it is sound.
#[test]
fn the_schema_agrees_with_the_structs() {
    let schema = serde_json::from_str(&schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let sound = [
        "{}",
        "strict: true",
        "rules: { unknown-step: off, practice: note, syntax-error: warning }",
        "overrides: [{ files: [a, '!b'], rules: { unused-input: error } }]",
        "limits: { document-size: 1000 }",
        "limits: { document-size: 3 GiB }",
        "limits: { nesting: 1, alias-nodes: 7, document-size: 10KiB, sources: 3, ref-hops: 2 }",
        "network: { offline: true, allow-hosts: [a.example], timeout: 500ms }",
        "sources: { a: b, c/: d/ }",
        "exclude: []",
    ];
    let broken = [
        "[]",
        "strict: yes",
        "rules: { unknown-stepp: off }",
        "rules: { unknown-step: fatal }",
        "rules: [unknown-step]",
        "overrides: [{ files: a, rules: {} }]",
        "overrides: [{ files: [a] }]",
        "limits: { document-size: 3 parsecs }",
        "limits: { nesting: 0 }",
        "limits: { nesting: 513 }",
        "limits: { document-size: -1 }",
        "network: { timeout: 10 }",
        "excludes: []",
    ];
    let value = |text: &str| serde_yaml::from_str(text).expect("the text is YAML");
    for text in sound {
        assert!(validator.is_valid(&value(text)), "{text}");
        // The schema cannot compare what stands in texts.
        let is_too_large = text.contains("3 GiB");
        assert_eq!(parse(text).is_err(), is_too_large, "{text}");
    }
    for text in broken {
        assert!(!validator.is_valid(&value(text)), "{text}");
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn the_schema_file_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/config.schema.json");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|value| value == "always") {
        std::fs::write(&path, schema()).expect("the schema can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == schema(),
        "schemas/config.schema.json is old: run the tests once with INSTA_UPDATE=always"
    );
}

proptest! {
    #[test]
    fn hostile_texts_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn hostile_settings_are_read_without_panic(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "rules", "overrides", "files", "exclude", "sources", "limits", "nesting", ": ", "- ", "\n", "  ", "[", "]",
                "{", "}", "off", "1", "&a ", "*a", "!x ", "'", "\"", "<<", "? ", "**/", "!", "../", "\u{feff}", "---\n",
                "unknown-step", "#", "|\n", "99999999999999999999", "-1", "1e9", "null", "~", ",", "{a,b", "[z-a]",
            ]),
            0..40,
        )
    ) {
        let _ = parse(&parts.concat());
    }
}

#[test]
fn the_nearest_file_holds() {
    let folder = Folder::new("nearest");
    folder
        .file("arazzo-lint.yaml", "rules: { missing-summary: error }")
        .file("a.arazzo.yaml", DOCUMENT)
        .file(
            "inner/.arazzo-lint.yaml",
            "rules: { missing-description: warning }",
        )
        .file("inner/deep/b.arazzo.yaml", DOCUMENT);
    let told = folder.told(Options::default(), &["."]);
    insta::assert_snapshot!(told, @r"
    a.arazzo.yaml: error missing-summary
    inner/deep/b.arazzo.yaml: warning missing-description
    inner/deep/b.arazzo.yaml: warning missing-description
    ");
    let without = Options {
        without_config: true,
        ..Options::default()
    };
    assert_eq!(folder.told(without, &["."]), "");
    // Outside of the repository nothing counts.
    let inner = Folder::new("nearest/inner/repository");
    inner.file("c.arazzo.yaml", DOCUMENT);
    assert_eq!(inner.told(Options::default(), &["."]), "");
}

#[test]
fn overrides_and_families() {
    let folder = Folder::new("overrides");
    folder
        .file(
            "arazzo-lint.yaml",
            "strict: true
rules: { missing-summary: error, practice: note, contract: off }
overrides:
  - { files: [legacy/], rules: { missing-summary: off } }
  - { files: ['*.old.arazzo.yaml'], rules: { missing-description: error } }
",
        )
        .file("a.arazzo.yaml", DOCUMENT)
        .file("legacy/deep/b.arazzo.yaml", DOCUMENT)
        .file("legacy/c.old.arazzo.yaml", DOCUMENT);
    insta::assert_snapshot!(folder.told(Options::default(), &["."]), @r"
    a.arazzo.yaml: note missing-description
    a.arazzo.yaml: error missing-summary
    a.arazzo.yaml: note missing-description
    a.arazzo.yaml: warning missing-success-criteria
    legacy/c.old.arazzo.yaml: error missing-description
    legacy/c.old.arazzo.yaml: error missing-description
    legacy/c.old.arazzo.yaml: warning missing-success-criteria
    legacy/deep/b.arazzo.yaml: note missing-description
    legacy/deep/b.arazzo.yaml: note missing-description
    legacy/deep/b.arazzo.yaml: warning missing-success-criteria
    ");
}

#[test]
fn the_command_line_wins() {
    let folder = Folder::new("command_line");
    folder
        .file(
            "arazzo-lint.yaml",
            "rules: { missing-summary: error, missing-description: off }",
        )
        .file("a.arazzo.yaml", DOCUMENT);
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    let told = |options| folder.told(options, &["."]);
    let select = Options {
        select: names(&["missing-description"]),
        ..Options::default()
    };
    insta::assert_snapshot!(told(select), @r"
    a.arazzo.yaml: warning missing-description
    a.arazzo.yaml: warning missing-description
    ");
    let ignore = Options {
        ignore: names(&["practice"]),
        strict: true,
        ..Options::default()
    };
    insta::assert_snapshot!(told(ignore), @"a.arazzo.yaml: warning missing-success-criteria");
    let levels = Options {
        levels: vec![
            ("practice".to_owned(), Level::Off),
            ("missing-summary".to_owned(), Level::Note),
        ],
        ..Options::default()
    };
    insta::assert_snapshot!(told(levels), @"a.arazzo.yaml: note missing-summary");
}

#[test]
fn options_name_rules_that_exist() {
    let folder = Folder::new("option_names");
    folder.file("a.arazzo.yaml", DOCUMENT);
    let wrong = |options| folder.plan(options, &["."]).expect_err("a mistake");
    let name = |name: &str| vec![name.to_owned()];
    let select = Options {
        select: name("unknown-stpe"),
        ..Options::default()
    };
    insta::assert_snapshot!(wrong(select), @"`--select` names `unknown-stpe`, and no rule or family is called so (did you mean `unknown-step`?)");
    let ignore = Options {
        ignore: name("syntax-error"),
        ..Options::default()
    };
    insta::assert_snapshot!(wrong(ignore), @"`--ignore` cannot turn `syntax-error` off (what stands behind a syntax error is not checked, and nobody would know)");
    insta::assert_snapshot!(rule_level("unused-input").expect_err("no level"), @"write it as RULE=LEVEL, for example `unused-input=off`");
    insta::assert_snapshot!(rule_level("unused-input=erorr").expect_err("no level"), @"a level is `error`, `warning`, `note` or `off`; did you mean `error`?");
    assert_eq!(rule_level("a=off"), Ok(("a".to_owned(), Level::Off)));
}

#[test]
fn what_is_excluded_is_not_even_opened() {
    let folder = Folder::new("exclude");
    folder
        .file(
            "arazzo-lint.yaml",
            "strict: true\nexclude: [vendor, '*.draft.arazzo.yaml', '!keep.draft.arazzo.yaml']",
        )
        .file("a.arazzo.yaml", DOCUMENT)
        .file("keep.draft.arazzo.yaml", DOCUMENT)
        .file("b.draft.arazzo.yaml", "arazzo: 1.0.1\n\u{0}")
        .file("vendor/deep/c.arazzo.yaml", DOCUMENT);
    assert_eq!(
        folder.found(Options::default(), &["."]),
        ["a.arazzo.yaml", "keep.draft.arazzo.yaml"]
    );
    assert_eq!(folder.found(Options::default(), &["vendor"]), [""; 0]);
    assert_eq!(
        folder.found(Options::default(), &["vendor/deep/c.arazzo.yaml"]),
        ["vendor/deep/c.arazzo.yaml"]
    );
    let force = Options {
        force_exclude: true,
        ..Options::default()
    };
    let mut plan = folder
        .plan(force, &["vendor/deep/c.arazzo.yaml"])
        .expect("sound settings");
    let (found, errors) =
        Folder::discover(&mut plan, &["vendor/deep/c.arazzo.yaml"]).expect("sound settings");
    assert!(found.is_empty() && errors.is_empty(), "{errors:?}");
}

#[test]
fn files_that_lead_astray_are_told() {
    let folder = Folder::new("astray");
    folder
        .file("a.arazzo.yaml", DOCUMENT)
        .file("arazzo-lint.yml", "strict: true");
    let wrong = || {
        folder
            .plan(Options::default(), &["."])
            .expect_err("a mistake")
    };
    insta::assert_snapshot!(wrong(), @"`arazzo-lint.yml` is not read: settings stand in `arazzo-lint.yaml` (rename it)");
    folder
        .file("arazzo-lint.yaml", "")
        .file(".arazzo-lint.yaml", "");
    insta::assert_snapshot!(wrong(), @"`arazzo-lint.yaml` and `.arazzo-lint.yaml` lie in one folder (keep one of them)");

    // A mistake in a file further down stops the run as well.
    let folder = Folder::new("astray_below");
    folder
        .file("inner/a.arazzo.yaml", DOCUMENT)
        .file("inner/arazzo-lint.yaml", "stict: true")
        .file("b.arazzo.yaml", DOCUMENT);
    let mut plan = folder
        .plan(Options::default(), &["."])
        .expect("no settings here");
    let error = Folder::discover(&mut plan, &["."]).expect_err("a mistake");
    insta::assert_snapshot!(error, @"inner/arazzo-lint.yaml:1:1: there is no setting `stict` here (did you mean `strict`?)");

    let folder = Folder::new("astray_missing");
    folder.file("a.arazzo.yaml", DOCUMENT);
    let options = Options {
        config: Some("settings.yaml".into()),
        ..Options::default()
    };
    insta::assert_snapshot!(folder.plan(options, &["."]).expect_err("a mistake"), @"no settings file `settings.yaml`");
}

#[test]
#[cfg(unix)]
fn a_link_leads_no_further_than_a_path() {
    let outside = Folder::new("link_outside");
    outside.file("settings.yaml", "strict: true");
    let folder = Folder::new("link");
    folder.file("a.arazzo.yaml", DOCUMENT);
    std::os::unix::fs::symlink(
        outside.path().join("settings.yaml"),
        folder.path().join("arazzo-lint.yaml"),
    )
    .expect("links can be made");
    insta::assert_snapshot!(folder.plan(Options::default(), &["."]).expect_err("a mistake"), @"the settings file `arazzo-lint.yaml` lies outside of the repository; `--root` widens what may be read");
}

#[test]
fn sources_lie_where_the_settings_say() {
    let folder = Folder::new("sources");
    let document = DOCUMENT.replace(
        "./pets.openapi.yaml",
        "https://api.example.com/specs/pets.yaml",
    );
    folder
        .file(
            "inner/arazzo-lint.yaml",
            "sources: { 'https://api.example.com/specs/': ../specs/ }",
        )
        .file("specs/pets.yaml", folder::DESCRIPTION)
        .file("inner/a.arazzo.yaml", &document)
        .file("b.arazzo.yaml", &document);
    let mut plan = folder
        .plan(Options::default(), &["."])
        .expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    let (outcome, _) = plan.lint(found);
    // The settings hold for the one document only.
    assert_eq!(outcome.summary.checked, 1);
    assert_eq!(outcome.summary.skipped, 1);

    // A file that the command line names may lead anywhere; one that is found may not.
    let outside = Folder::new("sources_outside");
    outside.file("pets.yaml", folder::DESCRIPTION);
    let settings = "sources: { petApi: ../sources_outside/pets.yaml }";
    folder.file("inner/arazzo-lint.yaml", &settings.replace("../", "../../"));
    let mut plan = folder
        .plan(Options::default(), &["."])
        .expect("no settings here");
    insta::assert_snapshot!(Folder::discover(&mut plan, &["."]).expect_err("a mistake"), @"inner/arazzo-lint.yaml:1:20: `../../sources_outside/pets.yaml` lies outside of what this file can reach (only `--source`, or a settings file that `--config` names, leads there)");
    folder
        .file("inner/arazzo-lint.yaml", "")
        .file("named.yaml", settings);
    let options = Options {
        config: Some("named.yaml".into()),
        ..Options::default()
    };
    let mut plan = folder.plan(options, &["."]).expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    let (outcome, _) = plan.lint(found);
    assert_eq!(outcome.summary.checked, 2);
}

#[test]
fn a_mapping_to_nothing_is_a_finding() {
    let folder = Folder::new("sources_missing");
    folder
        .file("arazzo-lint.yaml", "sources: { petApi: ./nowhere.yaml }")
        .file("a.arazzo.yaml", DOCUMENT);
    let mut plan = folder
        .plan(Options::default(), &["."])
        .expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    let (outcome, _) = plan.lint(found);
    insta::assert_snapshot!(outcome.diagnostics[0].message, @"source `petApi` cannot be read: `./pets.openapi.yaml` does not exist as `nowhere.yaml`, where the setting `sources` maps it");
}

#[test]
fn limits_hold_for_a_whole_run() {
    let folder = Folder::new("limits");
    folder
        .file("arazzo-lint.yaml", "limits: { nesting: 4 }")
        .file(
            "inner/arazzo-lint.yaml",
            "limits: { nesting: 400 }\nnetwork: { offline: true }",
        )
        .file("inner/a.arazzo.yaml", DOCUMENT);
    let mut plan = folder
        .plan(Options::default(), &[".", "inner"])
        .expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    insta::assert_snapshot!(plan.warnings().join("\n"), @r"
    `network` in `inner/arazzo-lint.yaml` has no effect: it holds for a whole run, and this one has documents elsewhere
    `limits` in `inner/arazzo-lint.yaml` has no effect: it holds for a whole run, and this one has documents elsewhere
    ");
    let (outcome, _) = plan.lint(found);
    assert_eq!(outcome.diagnostics[0].rule, "syntax-error");
    // Asked for the inner folder alone, its own file is that of the run.
    let mut plan = folder
        .plan(Options::default(), &["inner"])
        .expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["inner"]).expect("sound settings");
    assert!(plan.warnings().is_empty());
    let (outcome, _) = plan.lint(found);
    assert_eq!(outcome.summary.errors, 0);
}

#[test]
fn sources_and_chains_of_references_have_bounds() {
    let folder = Folder::new("bounds");
    let description = "openapi: 3.0.3\ninfo: { title: Pets, version: 1.0.0 }\n\
        paths: { /pets: { get: { operationId: listPets, parameters: [{ $ref: '#/components/parameters/a' }] } } }\n\
        components:\n  parameters:\n    a: { $ref: '#/components/parameters/b' }\n    \
        b: { name: owner, in: query, required: true, schema: { type: string } }\n";
    let found = |limits: &str| {
        folder
            .file("arazzo-lint.yaml", &format!("limits: {{ {limits} }}"))
            .file(
                "a.arazzo.yaml",
                &DOCUMENT
                    .replace(
                        "# The one",
                        "  - { name: more, url: ./more.yaml, type: openapi }\n# The one",
                    )
                    .replace(
                        "operationId: listPets",
                        "operationId: $sourceDescriptions.petApi.listPets",
                    ),
            )
            .file("pets.openapi.yaml", description)
            .file("more.yaml", folder::DESCRIPTION);
        let mut plan = folder
            .plan(Options::default(), &["."])
            .expect("sound settings");
        let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
        let (outcome, _) = plan.lint(found);
        let rules = outcome.diagnostics.iter().map(|found| found.rule);
        rules.collect::<Vec<_>>()
    };
    let usual = found("sources: 500, ref-hops: 100");
    assert!(usual.contains(&"missing-parameter"), "{usual:?}");
    assert!(!usual.contains(&"unreadable-source"), "{usual:?}");
    let bounded = found("sources: 1, ref-hops: 1");
    assert!(!bounded.contains(&"missing-parameter"), "{bounded:?}");
    assert!(bounded.contains(&"unreadable-source"), "{bounded:?}");
    assert!(bounded.contains(&"unresolved-ref"), "{bounded:?}");
}

#[test]
fn documents_that_are_referred_to_have_a_bound() {
    let folder = Folder::new("referred");
    folder
        .file(
            "arazzo-lint.yaml",
            "limits: { referenced-documents: 1 }",
        )
        .file("a.arazzo.yaml", DOCUMENT)
        .file(
            "pets.openapi.yaml",
            "openapi: 3.0.3\ninfo: { title: Pets, version: 1.0.0 }\n\
             paths: { /pets: { get: { operationId: listPets, parameters: [{ $ref: b.yaml }, { $ref: c.yaml }] } } }\n",
        )
        .file("b.yaml", "{ name: b, in: query }")
        .file("c.yaml", "{ name: c, in: query }");
    insta::assert_snapshot!(folder.report(Options::default(), &["."]), @r"
    pets.openapi.yaml:3:88: warning[unresolved-ref]: `c.yaml` leads nowhere: too many documents are referred to: more than 1 are not read; operation `listPets` needs it -- the bound is the setting `limits.referenced-documents`
    1 warning in 1 document (1 reference checked)
    ");
}

#[test]
fn the_most_severe_findings_are_shown() {
    let folder = Folder::new("most_severe");
    folder
        .file(
            "arazzo-lint.yaml",
            "rules: { missing-summary: error, missing-description: warning }",
        )
        .file("a.arazzo.yaml", DOCUMENT);
    let options = Options {
        max_diagnostics: Some(2),
        ..Options::default()
    };
    insta::assert_snapshot!(folder.report(options.clone(), &["."]), @r"
    a.arazzo.yaml:7:17: warning[missing-description]: workflow `listDogs` has no description -- say in `description` what it is for and what it needs
    a.arazzo.yaml:7:17: error[missing-summary]: workflow `listDogs` has no summary -- say in `summary`, in one line, what it is for
    1 error, 2 warnings in 1 document (1 reference checked; 1 not shown: --max-diagnostics)
    ");
    let mut plan = folder.plan(options, &["."]).expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    let (outcome, _) = plan.lint(found);
    insta::assert_snapshot!(arazzo_lint::report::statistics(&outcome), @r"
    1  missing-description
    1  missing-summary
    ");
    let fails = [FailOn::Error, FailOn::Warning, FailOn::Note, FailOn::Never]
        .map(|level| level.is_reached(&outcome));
    assert_eq!(fails, [true, true, true, false]);
}

/// Somebody who chooses a level chooses it for the usual case; lesser cases of the rule stay lesser.
#[test]
fn a_level_is_that_of_the_usual_case() {
    let folder = Folder::new("usual_case");
    // `unknown-field` is an error, but a warning beside `reference`.
    let document = format!(
        "{DOCUMENT}        note: new\n        parameters: [{{ reference: $components.parameters.page, note: old }}]\ncomponents: {{ parameters: {{ page: {{ name: page, in: query, value: 1 }} }} }}\n"
    );
    folder.file("a.arazzo.yaml", &document);
    let told = |level: &str| {
        let settings = format!("rules: {{ unknown-field: {level}, contract: off }}");
        folder.file("arazzo-lint.yaml", &settings);
        folder.told(Options::default(), &["."])
    };
    insta::assert_snapshot!(told("error"), @r"
    a.arazzo.yaml: error unknown-field
    a.arazzo.yaml: warning unknown-field
    ");
    insta::assert_snapshot!(told("warning"), @r"
    a.arazzo.yaml: warning unknown-field
    a.arazzo.yaml: warning unknown-field
    ");
    insta::assert_snapshot!(told("note"), @r"
    a.arazzo.yaml: note unknown-field
    a.arazzo.yaml: note unknown-field
    ");
}

/// The fix of `unused-ignore` takes the comment out, with its line if it has one of its own.
#[test]
fn a_comment_that_ignores_nothing_can_be_removed() {
    let folder = Folder::new("removed");
    let comment = "# arazzo-lint: ignore unknown-step -- left over";
    let with_comments = DOCUMENT
        .replace("# The one workflow.", comment)
        .replace("- stepId: list", &format!("- stepId: list   {comment}"));
    folder.file("a.arazzo.yaml", &with_comments);
    let mut plan = folder
        .plan(Options::default(), &["."])
        .expect("sound settings");
    let (found, _) = Folder::discover(&mut plan, &["."]).expect("sound settings");
    let (outcome, documents) = plan.lint(found);
    assert_eq!(outcome.diagnostics.len(), 2);
    let mut text = documents[0].source().text().to_owned();
    for found in outcome.diagnostics.iter().rev() {
        for edit in &found.fixes[0].edits {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
    }
    assert_eq!(text, DOCUMENT.replace("# The one workflow.\n", ""));
}

/// What costs a little each time must not cost the square of it.
#[test]
fn many_comments_and_patterns_take_bounded_time() {
    let comments = "# arazzo-lint: ignore unknown-field, missing-field -- x\n".repeat(20_000);
    let fields = "        unknown: 1 # arazzo-lint: ignore unknown-step\n".repeat(2_000);
    let folder = Folder::new("many");
    folder.file(
        "a.arazzo.yaml",
        &format!("{DOCUMENT}{comments}{fields}{comments}"),
    );
    assert!(!folder.told(Options::default(), &["."]).is_empty());
    let patterns: Vec<String> = (0..20_000)
        .map(|n| format!("'{{a,b}}{n}/**/*.x'"))
        .collect();
    let settings = parse(&format!("exclude: [{}]", patterns.join(", "))).expect("sound settings");
    assert!(settings.excludes(Path::new("/repository/folder/b19999/c/d.x")));
}
