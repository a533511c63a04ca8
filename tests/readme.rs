//! The README shows what the program really prints.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

#[test]
fn the_block_of_output_in_the_readme_is_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("a README");
    let (_, block) = readme
        .split_once("```console\n$ arazzo-lint ")
        .expect("a block of output");
    let (block, _) = block.split_once("\n```").expect("an end of the block");
    let (arguments, shown) = block.split_once('\n').expect("output under the command");
    let mut command = Command::new(env!("CARGO_BIN_EXE_arazzo-lint"));
    let output = command
        .current_dir(root)
        .args(arguments.split(' '))
        .output()
        .expect("it starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), shown);
}
