//! Texts that stand more than once where each may stand once.

use std::collections::HashMap;

use crate::syntax::Text;

/// Each text that an earlier one equals, behind the first of them.
pub(super) fn repeated<'d>(
    texts: impl Iterator<Item = Text<'d>>,
) -> impl Iterator<Item = (Text<'d>, Text<'d>)> {
    let mut seen: HashMap<&str, Text<'d>> = HashMap::new();
    texts.filter_map(move |text| {
        let first = *seen.entry(text.value).or_insert(text);
        (first.span != text.span).then_some((first, text))
    })
}
