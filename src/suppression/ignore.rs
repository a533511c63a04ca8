//! The places of a document that ask for silence.

use memchr::memmem;

use super::FIELD;
use super::order::{Order, Verb, list, order};
use crate::schema::objects;
use crate::source::{Source, Span, offset};
use crate::syntax::{Comment, Document, Entry, Kind, Node};

/// A comment or a field that keeps findings back.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// The comment, or the key of the field.
    pub span: Span,
    /// Which findings.
    pub names: Vec<Name>,
    /// Where.
    pub reach: Reach,
    /// What keeps it from working.
    pub flaw: Option<Flaw>,
    /// Whether it is a comment.
    pub is_comment: bool,
}

/// A rule as an ignore names it.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it is written.
    pub rule: String,
    /// Where.
    pub span: Span,
    /// Why its findings are kept back.
    pub reason: Option<String>,
}

/// Which findings an ignore is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of a line, counted from 0.
    Line(usize),
    /// All of the file.
    File,
    /// Those in an object.
    Object {
        /// The object.
        span: Span,
        /// What names it: its key.
        head: Span,
    },
}

/// What keeps an ignore from working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No colon behind the linter's name.
    NoColon,
    /// Another word than `ignore` and `ignore-file`.
    UnknownWord(String),
    /// No rule is named.
    NoRules,
    /// `ignore-file` below the first key.
    Late,
    /// The field holds something else than names.
    WrongType,
}

/// What asks for silence in a document: comments, and fields in the objects below these roots.
pub fn ignores<'d>(
    document: &'d Document,
    roots: impl IntoIterator<Item = Node<'d>>,
) -> Vec<Ignore> {
    let text = document.source().text().as_bytes();
    // Most documents say nothing, and these two words tell so at once.
    if memmem::find(text, b"arazzo-lint").is_none() {
        return Vec::new();
    }
    let orders: Vec<_> = document
        .comments()
        .filter_map(|comment| Some((comment, order(comment.text)?)))
        .collect();
    let targets = if orders.is_empty() {
        Vec::new()
    } else {
        targets(document.source())
    };
    let orders = orders.into_iter();
    let mut found: Vec<Ignore> = orders
        .map(|(comment, order)| of_comment(document, comment, &order, &targets))
        .collect();
    if memmem::find(text, FIELD.as_bytes()).is_some() {
        let is_alone = document.roots().nth(1).is_none();
        for root in roots {
            let fields = objects(root).into_iter().filter_map(|(_, object)| {
                let entry = object.entry(FIELD)?;
                Some(of_field(object, entry, object == root && is_alone))
            });
            found.extend(fields);
        }
    }
    found
}

fn of_comment(
    document: &Document,
    comment: Comment<'_>,
    order: &Order<'_>,
    targets: &[usize],
) -> Ignore {
    // The text begins behind the `#`.
    let start = comment.span.start as usize + 1;
    let names = order.list.names.iter().map(|(rule, range)| Name {
        rule: (*rule).to_owned(),
        span: part(comment.span, start + range.start, start + range.end),
        reason: order.list.reason.map(str::to_owned),
    });
    let own_line = document.source().line_of(comment.span.start);
    let content = document.root().filter(|root| root.kind() != Kind::Null);
    let is_late = content.is_some_and(|root| comment.span.start > root.span().start);
    let (reach, flaw) = match order.verb {
        Verb::Ignore => (Reach::Line(targets[own_line]), None),
        Verb::IgnoreFile => (Reach::File, is_late.then_some(Flaw::Late)),
        Verb::Other(word) => (Reach::File, Some(Flaw::UnknownWord(word.to_owned()))),
    };
    let no_rules = order.list.names.is_empty().then_some(Flaw::NoRules);
    let no_colon = (!order.has_colon).then_some(Flaw::NoColon);
    Ignore {
        span: comment.span,
        names: names.collect(),
        reach,
        flaw: no_colon.or(flaw).or(no_rules),
        is_comment: true,
    }
}

/// For each line the one that a comment on it is about: the line itself, or the next one with content if it has none.
fn targets(source: &Source) -> Vec<usize> {
    let mut targets: Vec<usize> = (0..source.line_starts().len()).collect();
    for line in (0..targets.len().saturating_sub(1)).rev() {
        let range = source.line_range(line).unwrap_or_default();
        let content = source.text()[range].trim_start_matches('\u{feff}').trim();
        if content.is_empty() || content.starts_with('#') {
            targets[line] = targets[line + 1];
        }
    }
    targets
}

fn of_field(object: Node<'_>, entry: Entry<'_>, is_file: bool) -> Ignore {
    let value = entry.value;
    let texts: Vec<_> = match value.kind() {
        Kind::String => value.text().into_iter().collect(),
        _ => value.items().filter_map(Node::text).collect(),
    };
    let is_list = value.is_sequence() && value.items().all(|item| item.text().is_some());
    let mut names = Vec::new();
    for text in &texts {
        let list = list(text.value);
        names.extend(list.names.into_iter().map(|(rule, range)| Name {
            rule: rule.to_owned(),
            span: text.part(range),
            reason: list.reason.map(str::to_owned),
        }));
    }
    let flaw = if value.kind() == Kind::String || is_list {
        names.is_empty().then_some(Flaw::NoRules)
    } else {
        Some(Flaw::WrongType)
    };
    Ignore {
        span: entry.key.span,
        names,
        reach: match is_file {
            true => Reach::File,
            false => Reach::Object {
                span: object.span(),
                head: object.head(),
            },
        },
        flaw,
        is_comment: false,
    }
}

fn part(span: Span, start: usize, end: usize) -> Span {
    Span {
        start: offset(start),
        end: offset(end),
        ..span
    }
}
