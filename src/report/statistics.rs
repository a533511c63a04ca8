//! How often each rule has found something.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::Outcome;

/// A line for each rule that has found something, the most frequent first: `  12  unknown-parameter`. Findings that are
/// kept back do not count.
pub fn statistics(outcome: &Outcome) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in &outcome.diagnostics {
        *counts.entry(found.rule).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    let width = counts.first().map_or(0, |(_, most)| most.to_string().len());
    let mut text = String::new();
    for (rule, count) in counts {
        writeln!(text, "{count:>width$}  {rule}").expect("a string takes whatever is written");
    }
    text
}
