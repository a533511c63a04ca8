//! The words of an ignore comment: `arazzo-lint: ignore rule, other-rule -- reason`.

use std::ops::Range;

/// What an order of a comment asks for. Ranges count in the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order<'t> {
    pub(super) verb: Verb<'t>,
    /// Whether the colon behind the linter's name is there.
    pub(super) has_colon: bool,
    pub(super) list: List<'t>,
}

/// The word behind the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb<'t> {
    Ignore,
    IgnoreFile,
    /// None that we know.
    Other(&'t str),
}

/// Rules, and why they are to be silent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct List<'t> {
    pub(super) names: Vec<(&'t str, Range<usize>)>,
    pub(super) reason: Option<&'t str>,
}

/// Reads what stands behind the `#` of a comment; `None` if it does not speak to this linter.
pub(super) fn order(comment: &str) -> Option<Order<'_>> {
    let start = comment.trim_start_matches(|c: char| c == '#' || c.is_whitespace());
    let rest = start.strip_prefix("arazzo-lint")?;
    // Without the colon only what can be meant as nothing else: prose may begin with the name.
    let has_colon = rest.starts_with(':');
    let words = rest.trim_start_matches(':').trim_start();
    let (word, behind) = words
        .split_once(|c: char| c.is_whitespace())
        .unwrap_or((words, ""));
    let verb = match word {
        "ignore" => Verb::Ignore,
        "ignore-file" => Verb::IgnoreFile,
        _ => Verb::Other(word),
    };
    let is_meant = has_colon || rest.starts_with(char::is_whitespace) && verb != Verb::Other(word);
    is_meant.then(|| Order {
        verb,
        has_colon,
        list: list_from(behind, comment.len() - behind.len()),
    })
}

/// Reads the rules, separated by commas or spaces, and the reason behind `--`.
pub(super) fn list(text: &str) -> List<'_> {
    list_from(text, 0)
}

fn list_from(text: &str, offset: usize) -> List<'_> {
    let is_dash = |at: &usize| text[..*at].ends_with(char::is_whitespace) || *at == 0;
    let dash = text
        .match_indices("--")
        .map(|(at, _)| at)
        .find(is_dash)
        .unwrap_or(text.len());
    let reason = text[dash..].trim_start_matches('-').trim();
    let mut names = Vec::new();
    let mut at = 0;
    for name in text[..dash].split(|c: char| c == ',' || c.is_whitespace()) {
        if !name.is_empty() {
            names.push((name, offset + at..offset + at + name.len()));
        }
        // The separator may be any white space.
        let behind = at + name.len();
        at = behind + text[behind..dash].chars().next().map_or(0, char::len_utf8);
    }
    List {
        names,
        reason: (!reason.is_empty()).then_some(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(comment: &str, expected: Option<(Verb<'_>, &[&str], Option<&str>)>) {
        let order = order(comment);
        let told = order.as_ref().map(|order| {
            for (name, range) in &order.list.names {
                assert_eq!(&comment[range.clone()], *name);
            }
            let names: Vec<&str> = order.list.names.iter().map(|(name, _)| *name).collect();
            (order.verb, names, order.list.reason)
        });
        let expected = expected.map(|(verb, names, reason)| (verb, names.to_vec(), reason));
        assert_eq!(told, expected, "{comment}");
    }

    #[test]
    fn orders_are_read() {
        let one = &["unknown-parameter"][..];
        check(
            " arazzo-lint: ignore unknown-parameter -- sent by the gateway",
            Some((Verb::Ignore, one, Some("sent by the gateway"))),
        );
        check(
            "arazzo-lint:ignore a,b ,  c --",
            Some((Verb::Ignore, &["a", "b", "c"], None)),
        );
        check(
            "# arazzo-lint: ignore-file a\u{a0}b -- x -- y",
            Some((Verb::IgnoreFile, &["a", "b"], Some("x -- y"))),
        );
        check(
            " arazzo-lint ignore unknown-parameter",
            Some((Verb::Ignore, one, None)),
        );
        check(
            " arazzo-lint: disable a",
            Some((Verb::Other("disable"), &["a"], None)),
        );
        check(" arazzo-lint:", Some((Verb::Other(""), &[], None)));
        check(" arazzo-lint: ignore", Some((Verb::Ignore, &[], None)));
        check(" arazzo-lint is run on this", None);
        check(" arazzo-linter: ignore a", None);
        check(" see arazzo-lint: ignore a", None);
    }
}
