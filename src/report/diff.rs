//! What fixes change, as a unified diff that `patch` and `git apply` understand.

use similar::TextDiff;

use crate::fix::Change;
use crate::visible::{begins_command_line, visible};

/// The changes of documents, one after the other. Texts that a terminal or a CI runner would obey are made visible, so a
/// diff with such texts is for reading only.
pub fn diff(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let name = visible(&change.name);
        let diff = TextDiff::from_lines(&change.before, &change.after);
        let mut diff = diff.unified_diff();
        let diff = diff
            .header(&format!("a/{name}"), &format!("b/{name}"))
            .to_string();
        for line in diff.split_inclusive('\n') {
            push_line(&mut text, line);
        }
    }
    text
}

fn push_line(text: &mut String, line: &str) {
    // Ends of lines and tabs are layout, which a diff has to keep.
    let content = line.trim_end_matches('\n');
    let content = content.strip_suffix('\r').unwrap_or(content);
    let mark = content.chars().next().map_or(0, char::len_utf8);
    let (mark, rest) = content.split_at(mark);
    text.push_str(mark);
    let mut rest = rest;
    // The mark of an unchanged line is a blank, which a runner skips.
    if mark == " " && begins_command_line(rest) {
        let blank = rest.len() - rest.trim_start().len();
        text.push_str(&rest[..blank]);
        text.push_str("\\u{3a}");
        rest = &rest[blank + 1..];
    }
    for (index, part) in rest.split('\t').enumerate() {
        if index > 0 {
            text.push('\t');
        }
        text.push_str(&visible(part));
    }
    text.push_str(&line[content.len()..]);
}

#[cfg(test)]
mod tests {
    use super::push_line;

    #[test]
    fn lines_keep_their_layout_and_lose_their_power() {
        let check = |line: &str, expected: &str| {
            let mut text = String::new();
            push_line(&mut text, line);
            assert_eq!(text, expected);
        };
        check("+a:\t1\r\n", "+a:\t1\r\n");
        check(" ::error::x\n", " \\u{3a}:error::x\n");
        check("   ::error::x\n", "   \\u{3a}:error::x\n");
        check("-a: \u{1b}[2J\n", "-a: \\u{1b}[2J\n");
        check("\n", "\n");
    }
}
