//! The rules page: every rule's documentation as one Markdown text, `docs/rules.md`.

use std::fmt::Write as _;

use super::FAMILIES;

/// The whole page. Reports link to a rule by its name as the anchor.
pub fn page() -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Printed from the code; a test holds it equal. A rule is named for what it flags. The level is that of its usual \
         case: its text says where another one holds.\n",
    );
    for family in FAMILIES {
        write_section(&mut page, &format!("## {}\n", family.title));
        for rule in family.rules {
            write_section(
                &mut page,
                &format!("### {}\n\nLevel: {}\n", rule.name, rule.level.name()),
            );
            // The headings of a rule's text stand below its own.
            let text = rule.text();
            let text: Vec<String> = text
                .lines()
                .map(|line| match line.starts_with("## ") {
                    true => format!("##{line}"),
                    false => line.to_owned(),
                })
                .collect();
            write_section(&mut page, &text.join("\n"));
            page.push('\n');
        }
    }
    page
}

fn write_section(page: &mut String, text: &str) {
    write!(page, "\n{text}").expect("a string takes whatever is written to it");
}
