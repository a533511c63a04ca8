//! The README shows what the program really prints, and every command of it works as a new user would type it.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn readme() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join("README.md")).expect("a README")
}

#[test]
fn the_block_of_output_in_the_readme_is_real() {
    let readme = readme();
    let (_, block) = readme
        .split_once("```console\n$ arazzo-lint ")
        .expect("a block of output");
    let (block, _) = block.split_once("\n```").expect("an end of the block");
    let (arguments, shown) = block.split_once('\n').expect("output under the command");
    let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
    let output = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments.split(' '))
        .output()
        .expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), shown);
}

/// The files that the README's commands name, in a repository of their own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("readme")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    let document = |url: &str| {
        format!(
            "arazzo: 1.0.1\ninfo: {{ title: Buy, version: 1.0.0 }}\n\
             sourceDescriptions: [{{ name: billing, url: {url}, type: openapi }}]\n\
             workflows: [{{ workflowId: buy, steps: [{{ stepId: pay, operationId: createPayment }}] }}]\n"
        )
    };
    let description = "openapi: 3.1.0\ninfo: { title: Billing, version: 1.0.0 }\npaths: { /payments: { post: { operationId: createPayment } } }\n";
    let files = [
        (".git/HEAD", String::new()),
        ("buy.arazzo.yaml", document("specs/billing.yaml")),
        ("draft.yaml", document("specs/billing.yaml")),
        ("workflows/buy.yaml", document("../specs/billing.yaml")),
        ("settings/strict.yaml", "strict: false\n".to_owned()),
        ("specs/billing.yaml", description.to_owned()),
    ];
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("the build folder can be written");
        fs::write(path, text).expect("the build folder can be written");
    }
    folder
}

#[cfg(unix)]
#[test]
fn every_command_of_the_readme_works() {
    let readme = readme();
    let blocks = readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let program = Path::new(env!("CARGO_BIN_EXE_arazzo-lint"));
    let program = program.parent().expect("it lies in a folder").display();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap_or_default());
    let mut tried = 0;
    for (index, block) in blocks.enumerate() {
        let folder = folder(&index.to_string());
        // What other programs do with the output is not ours to try.
        let lines = block.lines().filter(|line| line.starts_with("arazzo-lint"));
        for line in lines.map(|line| line.split(" | ").next().unwrap_or(line)) {
            let mut command = Command::new("sh");
            let output = command
                .current_dir(&folder)
                .env("PATH", &path)
                .args(["-c", line])
                .output()
                .expect("a shell");
            assert!(output.status.success(), "$ {line}\n{output:?}");
            tried += 1;
        }
    }
    assert!(tried > 10, "only {tried} commands were found");
}
