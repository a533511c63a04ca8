//! The text of a settings file into its structs. What is wrong is told at its exact place: the structs are read by
//! `serde`, which knows the way to a mistake, and our own tree knows where that way leads.

use serde_path_to_error::{Path, Segment};

use super::configuration::Configuration;
use super::error::Error;
use super::values::names;
use crate::near::near;
use crate::source::{Source, SourceId, Span};
use crate::syntax::{Document, Kind, Limits, Node, Problem, parse};

/// Settings are small and flat.
const LIMITS: Limits = Limits {
    nesting: 32,
    alias_nodes: 1_000,
    ref_hops: 1,
    sources: 1,
    referenced_documents: 1,
};

/// The structs, and the tree that says where everything stands.
pub(super) fn read(name: &str, text: &str) -> Result<(Configuration, Document), Error> {
    let (document, problems) = parse(Source::new(SourceId(0), name, text), LIMITS);
    if let Some(problem) = problems.first() {
        return Err(spoilt(&document, problem));
    }
    if let Some(second) = document.roots().nth(1) {
        let message = "a settings file holds one document, and this is the second";
        return Err(mistake(&document, second.span(), message.to_owned(), None));
    }
    let root = document.root().expect("every document has a root");
    if root.kind() == Kind::Null {
        return Ok((Configuration::default(), document));
    }
    let reader = serde_yaml::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
    match serde_path_to_error::deserialize(reader) {
        Ok(configuration) => Ok((configuration, document)),
        Err(error) => {
            let inner = error.inner().to_string();
            Err(explain(&document, root, error.path(), &inner))
        }
    }
}

/// A mistake at a place of a settings file.
pub(super) fn mistake(
    document: &Document,
    span: Span,
    message: String,
    help: Option<String>,
) -> Error {
    let position = document.source().position(span.start);
    Error::Mistake {
        file: document.source().name().to_owned(),
        line: position.line,
        column: position.column,
        message,
        help,
    }
}

fn spoilt(document: &Document, problem: &Problem) -> Error {
    let (span, message, help) = match problem {
        Problem::Syntax {
            span,
            message,
            help,
        } => (span, message.clone(), help.clone()),
        Problem::DuplicateKey { key, second, .. } => (
            second,
            format!("`{key}` is set twice in this mapping"),
            None,
        ),
        Problem::Tag { tag, span, .. } => {
            (span, format!("settings have no tags such as `{tag}`"), None)
        }
    };
    mistake(document, *span, message, help)
}

/// What the words of `serde` begin with.
const PHRASES: [&str; 5] = [
    "unknown field",
    "missing field",
    "unknown variant",
    "invalid type",
    "invalid value",
];

/// The words of `serde` in better ones, at the place that its way leads to.
fn explain(document: &Document, root: Node<'_>, path: &Path, inner: &str) -> Error {
    let way = Way::follow(root, path);
    // The reader writes the way before the words of `serde`.
    let starts = PHRASES.iter().filter_map(|phrase| inner.find(phrase));
    let inner = &inner[starts.min().unwrap_or(0)..];
    let quoted = inner.split('`').nth(1).unwrap_or_default();
    if inner.starts_with("unknown field") {
        // The way ends at the key, or before it where `serde` has not got that far.
        let parent = if way.last.as_deref() == Some(quoted) {
            way.parent.unwrap_or(root)
        } else {
            way.node
        };
        return unknown(document, parent, quoted, inner);
    }
    let setting = way.name();
    let (message, help) = if let Some(field) = inner.strip_prefix("missing field ") {
        let field = field.split('`').nth(1).unwrap_or_default();
        (format!("{setting} lacks `{field}`"), None)
    } else if inner.starts_with("unknown variant") {
        let known: Vec<&str> = expected(inner).collect();
        let similar = near(quoted, known.iter().copied()).into_iter().next();
        (
            format!("{setting} must be {}, not `{quoted}`", listed(&known)),
            similar.map(|similar| format!("did you mean `{similar}`?")),
        )
    } else if let Some((_, wanted)) = inner.split_once(", expected ") {
        let wanted = wanted.split(" at line ").next().unwrap_or(wanted);
        (
            format!(
                "{setting} must be {}, not {}",
                plain(wanted),
                shown(way.node)
            ),
            None,
        )
    } else {
        (format!("this cannot be read: {inner}"), None)
    };
    mistake(document, way.node.span(), message, help)
}

/// A key that no setting has.
fn unknown(document: &Document, parent: Node<'_>, key: &str, inner: &str) -> Error {
    let entry = parent.entry(key);
    let span = entry.map_or(parent.span(), |entry| entry.key.span);
    let is_rule = expected(inner).any(|name| names().last() == Some(&name));
    let known: Vec<&str> = expected(inner).collect();
    let similar = near(key, known.iter().copied()).into_iter().next();
    let message = match is_rule {
        true => format!("no rule or family is called `{key}`"),
        false => format!("there is no setting `{key}` here"),
    };
    let help = match similar {
        Some(similar) => Some(format!("did you mean `{similar}`?")),
        None if is_rule => None,
        None => Some(format!("there are {}", known_list(&known))),
    };
    mistake(document, span, message, help)
}

/// The names in the words of `serde` about what was expected.
fn expected(inner: &str) -> impl Iterator<Item = &str> {
    let list = inner.split_once(", expected ").map_or("", |(_, list)| list);
    list.split('`').skip(1).step_by(2)
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

fn known_list(names: &[&str]) -> String {
    listed(names).replace(" or ", " and ")
}

/// What `serde` calls the types of YAML.
fn plain(wanted: &str) -> &str {
    match wanted {
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "a mapping",
        "u64" => "a whole number",
        other => other,
    }
}

/// What stands there instead.
fn shown(node: Node<'_>) -> String {
    let text: String = node.as_written().value.chars().take(40).collect();
    match node.kind() {
        Kind::Null => "nothing".to_owned(),
        Kind::Sequence => "a list".to_owned(),
        Kind::Mapping => "a mapping".to_owned(),
        Kind::String => format!("the text `{text}`"),
        Kind::Bool | Kind::Integer | Kind::Float => format!("`{text}`"),
    }
}

/// Where the way to a mistake leads.
struct Way<'d> {
    node: Node<'d>,
    parent: Option<Node<'d>>,
    /// The last key.
    last: Option<String>,
    /// Whether the value is one of a list.
    is_item: bool,
}

impl<'d> Way<'d> {
    fn follow(root: Node<'d>, path: &Path) -> Self {
        let mut way = Self {
            node: root,
            parent: None,
            last: None,
            is_item: false,
        };
        for segment in path {
            let token = match segment {
                Segment::Map { key } => {
                    way.last = Some(key.clone());
                    key.clone()
                }
                Segment::Seq { index } => index.to_string(),
                Segment::Enum { .. } | Segment::Unknown => continue,
            };
            way.is_item = matches!(segment, Segment::Seq { .. });
            way.parent = Some(way.node);
            match way.node.child(&token) {
                Some(child) => way.node = child,
                None => break,
            }
        }
        way
    }

    /// What to call the value.
    fn name(&self) -> String {
        match &self.last {
            Some(key) if self.is_item => format!("each entry of `{key}`"),
            Some(key) => format!("`{key}`"),
            None => "a settings file".to_owned(),
        }
    }
}
