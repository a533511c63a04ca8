//! New entries and items, written like those beside them.

use super::{Page, scalar};
use crate::diagnostic::Edit;
use crate::syntax::{Node, Style, Text};

/// What is written into a new entry.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A string.
    Text(&'a str),
    /// A list.
    List(&'a [Value<'a>]),
    /// A mapping of strings.
    Members(&'a [(&'a str, &'a str)]),
}

/// How the neighbours are written.
#[derive(Clone, Copy)]
struct Manner {
    in_flow: bool,
    has_quotes: bool,
}

impl Manner {
    fn string(self, value: &str) -> String {
        match self.has_quotes {
            true => scalar::quoted(value, true),
            false => scalar::written(value, self.in_flow),
        }
    }

    fn value(self, value: Value<'_>) -> String {
        let in_list = Self {
            in_flow: true,
            ..self
        };
        match value {
            Value::Text(text) => self.string(text),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| in_list.value(*item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Members(members) => {
                let member = |(key, value): &(&str, &str)| {
                    format!("{}: {}", in_list.string(key), in_list.string(value))
                };
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{ {} }}", members.join(", "))
            }
        }
    }
}

/// Puts an entry behind another one of the same mapping.
pub fn insert_entry(behind: Text<'_>, key: &str, value: Value<'_>) -> Option<Vec<Edit>> {
    let mapping = behind.node().parent()?;
    let page = Page::of(mapping)?;
    let slots = mapping.slots();
    let slot = *slots.iter().find(|slot| slot.key == Some(behind.span))?;
    let manner = Manner {
        in_flow: mapping.is_flow(),
        has_quotes: mapping.is_flow() && behind.node().style() == Style::DoubleQuoted,
    };
    let entry = format!("{}: {}", manner.string(key), manner.value(value));
    let start = behind.span.start as usize;
    member(page, manner, start, page.end_of(slot)?, &entry)
}

/// Puts an item behind the last one of a list.
pub fn insert_item(list: Node<'_>, value: Value<'_>) -> Option<Vec<Edit>> {
    let page = Page::of(list)?;
    let slots = list.slots();
    let first = list.items().next()?;
    // Of a mapping the keys tell.
    let sample = first.entries().next().map(|entry| entry.key.node());
    let has_quotes = sample.unwrap_or(first).style() == Style::DoubleQuoted;
    let manner = Manner {
        in_flow: list.is_flow(),
        has_quotes,
    };
    let item = manner.value(value);
    if manner.in_flow {
        let start = slots[0].start() as usize;
        return member(page, manner, start, page.end_of(*slots.last()?)?, &item);
    }
    let dash = page.beginning(list, &slots, 0)?;
    member(
        page,
        manner,
        dash,
        page.end_of(*slots.last()?)?,
        &format!("- {item}"),
    )
}

/// Writes a member behind another that ends at `end`; `start` is where one of them begins.
fn member(
    page: Page<'_>,
    manner: Manner,
    start: usize,
    end: usize,
    text: &str,
) -> Option<Vec<Edit>> {
    let before = page.before(start);
    let has_own_line = before.trim().is_empty();
    if manner.in_flow {
        let gap = match has_own_line && start > 0 {
            true => format!("{}{before}", page.line_break()),
            false => " ".to_owned(),
        };
        return Some(vec![page.edit(end, end, format!(",{gap}{text}"))]);
    }
    // Behind a dash a mapping goes on where its first key stands.
    let indentation = match has_own_line {
        true => before.to_owned(),
        false => " ".repeat(before.chars().count()),
    };
    if !page.ends_line(end) || before.starts_with('\u{feff}') {
        return None;
    }
    let line_end = page.line_end(end);
    let text = format!("{}{indentation}{text}", page.line_break());
    Some(vec![page.edit(line_end, line_end, text)])
}
