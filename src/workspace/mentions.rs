//! What texts mention, for the rules that call something unused.
//!
//! An expression that is written wrong, or that stands where none is evaluated, still shows that somebody wanted the
//! value; other rules say what is wrong with it. So this reads generously: `$inputs.name` wherever it stands in a text,
//! also without its `$`, its braces or its plural, or as a pointer.

use rustc_hash::FxHashSet;

use crate::arazzo::{Components, Workflow};
use crate::syntax::{Kind, Node};

/// What a mention begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mentioned {
    /// `$inputs`
    Inputs,
    /// `$outputs`, also behind a step.
    Outputs,
    /// `$steps`
    Steps,
    /// `$workflows`
    Workflows,
    /// `$components`
    Components,
}

const WORDS: [(&str, Mentioned); 5] = [
    ("input", Mentioned::Inputs),
    ("output", Mentioned::Outputs),
    ("step", Mentioned::Steps),
    ("workflow", Mentioned::Workflows),
    ("component", Mentioned::Components),
];

/// A mention in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mention<'a> {
    /// What it begins with.
    pub what: Mentioned,
    /// The text behind that word, as far as names may reach.
    pub rest: &'a str,
}

/// What a mention names among the declared names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'a> {
    /// A declared name, and what stands behind it.
    Known {
        /// The longest name that fits.
        name: &'a str,
        /// The text behind it.
        rest: &'a str,
    },
    /// A name that is not declared.
    Unknown(&'a str),
    /// No name at all, which may mean all of them.
    Whole,
}

impl<'a> Mention<'a> {
    /// Finds every mention in a text.
    pub fn all(text: &'a str) -> impl Iterator<Item = Self> {
        // One of these stands before or behind every mention, and most texts have none of them.
        let is_possible = memchr::memchr3(b'$', b'#', b'.', text.as_bytes()).is_some();
        let mut at = if is_possible { 0 } else { text.len() };
        std::iter::from_fn(move || {
            while at < text.len() {
                let from = at;
                let rest = &text[from..];
                // Word by word: a name inside of a longer one mentions nothing.
                let word = rest.find(|c| !is_plain(c)).unwrap_or(rest.len());
                let after = rest[word..].chars().next().map_or(0, char::len_utf8);
                at += word + after;
                let found = mention(&text[..from], &rest[..word], &rest[word..]);
                if found.is_some() {
                    return found;
                }
            }
            None
        })
    }

    /// Which of the declared names follows.
    pub fn named(self, is_declared: impl Fn(&str) -> bool) -> Named<'a> {
        named(self.rest, is_declared)
    }
}

fn mention<'a>(before: &str, word: &str, rest: &'a str) -> Option<Mention<'a>> {
    let singular = word.strip_suffix(['s', 'S']).unwrap_or(word);
    let (_, what) = WORDS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(singular))?;
    let is_root = before.ends_with('$');
    let is_pointer = before.ends_with("#/") && rest.starts_with('/');
    // A member of something else is no root, and a word of a sentence none either.
    let is_meant = is_root || is_pointer || !before.ends_with('.') && rest.starts_with('.');
    let mut ends = (0..=rest.len().min(FARTHEST)).rev();
    let end = ends.find(|at| rest.is_char_boundary(*at))?;
    is_meant.then(|| Mention {
        what: *what,
        rest: &rest[..end],
    })
}

/// How far two names with what stands between them may reach.
const FARTHEST: usize = 2 * LONGEST_NAME + 32;

/// The name behind a separator (`.name`, `['name']`, `/name`) at the beginning of a text.
pub fn named(text: &str, is_declared: impl Fn(&str) -> bool) -> Named<'_> {
    let Some(behind) = text
        .strip_prefix(['.', '/', '['])
        .map(|behind| behind.trim_start_matches(['\'', '"']))
    else {
        return Named::Whole;
    };
    // Names may hold dots, and in 1.0 anything: the longest declared one that ends where a word ends.
    let mut ends = behind
        .char_indices()
        .filter(|&(_, character)| !is_plain(character))
        .map(|(at, _)| at)
        .chain([behind.len()])
        .take_while(|end| *end <= LONGEST_NAME);
    let mut longest = None;
    let mut word = None;
    for end in ends.by_ref() {
        word.get_or_insert(end);
        if end > 0 && is_declared(&behind[..end]) {
            longest = Some(end);
        }
    }
    match (longest, word.unwrap_or(0)) {
        (Some(end), _) => Named::Known {
            name: &behind[..end],
            rest: &behind[end..],
        },
        (None, 0) => Named::Whole,
        (None, end) => Named::Unknown(&behind[..end]),
    }
}

/// Longer names are not looked for, so that a text costs no more than its length.
const LONGEST_NAME: usize = 256;

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

/// What a workflow mentions in its own texts and in those of the components that it uses; not in its inputs, nor where
/// words for people stand.
pub fn mentions_in<'d>(
    workflow: Workflow<'d>,
    components: Components<'d>,
) -> FxHashSet<Mention<'d>> {
    const FOR_PEOPLE: [&str; 3] = ["summary", "description", "inputs"];
    let mut mentions = FxHashSet::default();
    for entry in workflow.node().entries() {
        if entry.key.value == "steps" {
            let fields = entry.value.items().flat_map(Node::entries);
            fields
                .filter(|field| field.key.value != "description")
                .for_each(|field| collect(field.value, &mut mentions));
        } else if !FOR_PEOPLE.contains(&entry.key.value) {
            collect(entry.value, &mut mentions);
        }
    }
    // A component may use others, so what is found is looked into as well.
    let mut known = FxHashSet::default();
    let mut whole = FxHashSet::default();
    let mut waiting: Vec<Mention<'d>> = mentions.iter().copied().collect();
    while let Some(mention) = waiting.pop() {
        let nodes = match component_named(mention, components) {
            (_, Some(node)) => vec![node],
            // What the section does not have may mean anything in it.
            (Some(section), None) if whole.insert(section) => {
                let entries = components.entries(section);
                entries.map(|entry| entry.value).collect()
            }
            _ => Vec::new(),
        };
        for node in nodes {
            if known.insert(node) {
                let more = mentions_below(node);
                waiting.extend(more.difference(&mentions).copied());
                mentions.extend(more);
            }
        }
    }
    mentions
}

/// The section of the components that a mention names, and the component in it.
fn component_named<'d>(
    mention: Mention<'d>,
    components: Components<'d>,
) -> (Option<&'d str>, Option<Node<'d>>) {
    if mention.what != Mentioned::Components {
        return (None, None);
    }
    let is_section = |name: &str| components.section(name).is_some();
    let Named::Known { name, rest } = mention.named(is_section) else {
        return (None, None);
    };
    let component = |key: &str| components.section(name)?.get(key);
    match named(rest, |key| component(key).is_some()) {
        Named::Known { name: key, .. } => (Some(name), component(key)),
        _ => (Some(name), None),
    }
}

/// Every mention in the strings below a node.
pub fn mentions_below(node: Node<'_>) -> FxHashSet<Mention<'_>> {
    let mut mentions = FxHashSet::default();
    collect(node, &mut mentions);
    mentions
}

fn collect<'d>(node: Node<'d>, mentions: &mut FxHashSet<Mention<'d>>) {
    match node.kind() {
        Kind::String => mentions.extend(Mention::all(node.as_written().value)),
        Kind::Sequence => node.items().for_each(|item| collect(item, mentions)),
        Kind::Mapping => {
            let values = node.entries().map(|entry| entry.value);
            values.for_each(|value| collect(value, mentions));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Mention, Named};

    /// Shows each mention with the name that follows, of `a`, `a.b` and `page[size]`.
    fn check(text: &str, expected: &[&str]) {
        let declared = |name: &str| ["a", "a.b", "page[size]"].contains(&name);
        let found: Vec<String> = Mention::all(text)
            .map(|mention| match mention.named(declared) {
                Named::Known { name, rest } => format!("{:?} {name} {rest}", mention.what),
                Named::Unknown(name) => format!("{:?} {name}?", mention.what),
                Named::Whole => format!("{:?} *", mention.what),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn mentions_are_read_generously() {
        check("$inputs.a", &["Inputs a "]);
        check("$inputs.a.b.c", &["Inputs a.b .c"]);
        check("$inputs.ab", &["Inputs ab?"]);
        check("Bearer $inputs.a", &["Inputs a "]);
        check(
            "{$inputs.a}/{$Input.x}",
            &["Inputs a }/{$Input.x}", "Inputs x?"],
        );
        check("${inputs.a}", &["Inputs a }"]);
        check("$inputs['a']", &["Inputs a ']"]);
        check("$inputs.page[size]", &["Inputs page[size] "]);
        check("$inputs", &["Inputs *"]);
        check("$inputs#/a", &["Inputs *"]);
        check("your inputs", &[]);
        check("my.inputs.a", &[]);
        check("$steps.a.outputs.b", &["Steps a .outputs.b"]);
        check("#/components/a/b", &["Components a /b"]);
        check("$workflows.a.inputs.b", &["Workflows a .inputs.b"]);
    }
}
