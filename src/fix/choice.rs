//! Which fixes of one document can be made at once.

use std::collections::BTreeMap;

use crate::diagnostic::Edit;

/// The edits that are taken so far.
pub(super) struct Choice<'t> {
    text: &'t str,
    /// By where they begin: where they end, and whether they only take something away.
    taken: BTreeMap<u32, (u32, bool)>,
}

impl<'t> Choice<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            taken: BTreeMap::new(),
        }
    }

    /// Takes all edits of a fix if none of them comes into the way of one that is taken.
    pub(super) fn take(&mut self, edits: &[Edit]) -> bool {
        if edits.iter().any(|edit| self.is_in_the_way(edit)) {
            return false;
        }
        for edit in edits {
            let Edit { span, text } = edit;
            self.taken
                .insert(span.start, (span.end, text.trim().is_empty()));
        }
        true
    }

    fn is_in_the_way(&self, edit: &Edit) -> bool {
        let (start, end) = (edit.span.start, edit.span.end);
        let is_removal = edit.text.trim().is_empty();
        let before = self.taken.range(..=start).next_back();
        let behind = self.taken.range(start..).next();
        [before, behind].into_iter().flatten().any(
            |(&other_start, &(other_end, is_other_removal))| {
                let (first_end, second_start) = match other_start <= start {
                    true => (other_end, start),
                    false => (end, other_start),
                };
                // Two members that go at once may be all that there are, and each was looked at alone.
                first_end > second_start
                    || first_end == second_start && (start == end || other_start == other_end)
                    || is_removal
                        && is_other_removal
                        && is_empty(&self.text[first_end as usize..second_start as usize])
            },
        )
    }
}

/// Whether a text holds nothing but white space, commas and comments.
fn is_empty(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        line.is_empty() || line.starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        let source = SourceId(0);
        let span = Span { source, start, end };
        Edit {
            span,
            text: text.to_owned(),
        }
    }

    /// Whether the second edit can be made together with the first.
    fn check(first: &Edit, second: &Edit, expected: bool) {
        for (first, second) in [(first, second), (second, first)] {
            let mut choice = Choice::new("a, b # c\n# d\ne, f");
            assert!(choice.take(std::slice::from_ref(first)));
            let taken = choice.take(std::slice::from_ref(second));
            assert_eq!(taken, expected, "{first:?} {second:?}");
        }
    }

    #[test]
    fn edits_that_meet_do_not_go_together() {
        check(&edit(0, 1, "x"), &edit(3, 4, "y"), true);
        check(&edit(0, 3, "x"), &edit(3, 4, "y"), true);
        check(&edit(0, 4, "x"), &edit(3, 4, "y"), false);
        check(&edit(3, 3, "x"), &edit(3, 3, "y"), false);
        check(&edit(0, 3, "x"), &edit(3, 3, "y"), false);
        check(&edit(0, 0, "x"), &edit(3, 3, "y"), true);
    }

    #[test]
    fn neighbours_do_not_go_at_once() {
        check(&edit(0, 1, ""), &edit(3, 4, ""), false);
        check(&edit(3, 4, ""), &edit(13, 14, ""), false);
        check(&edit(0, 1, ""), &edit(13, 14, ""), true);
        check(&edit(0, 1, ""), &edit(3, 4, "x"), true);
    }
}
