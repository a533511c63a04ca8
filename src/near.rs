//! Names that somebody may have meant.

/// A name of more letters than this is not written by hand: what is close to it is only what is spelt alike.
const LONGEST: usize = 256;

/// The candidates that are close to `name`, the closest first, at most three.
pub fn near<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    // A third of the name may be wrong: less would miss `operation` for `operationId`, more would call `in` and `id` close.
    let name = plain(name);
    let limit = match name.len() {
        0..=LONGEST => name.len() / 3,
        _ => 0,
    };
    // Hyphens, underscores and a plural do not count, so a name may be longer than it looks.
    let longest = (name.len() + limit).saturating_mul(4) + 1;
    let mut close: Vec<_> = candidates
        .filter(|candidate| candidate.len() <= longest)
        .filter_map(|candidate| Some((apart(&name, &plain(candidate), limit)?, candidate)))
        .collect();
    close.sort_by_key(|&(distance, _)| distance);
    // What differs in spelling only is what was meant, however close others are.
    if close.first().is_some_and(|&(distance, _)| distance == 0) {
        close.retain(|&(distance, _)| distance == 0);
    }
    close
        .into_iter()
        .take(3)
        .map(|(_, candidate)| candidate.to_owned())
        .collect()
}

/// Whether a close name is so close that `name` can hardly be anything but a slip for it: close enough to be written without
/// asking, where [`near()`] only asks.
pub fn is_slip(name: &str, meant: &str) -> bool {
    let (name, meant) = (plain(name), plain(meant));
    let limit = match name.len() {
        0..=LONGEST => name.len() / 4,
        _ => 0,
    };
    apart(&name, &meant, limit).is_some()
}

/// How many letters were left out, added, changed, or swapped with the next one, if these are not more than `limit`.
pub fn distance(from: &str, to: &str, limit: usize) -> Option<usize> {
    // The same word has the same length in any measure.
    if from == to {
        return Some(0);
    }
    let letters = |word: &str| word.chars().collect::<Vec<_>>();
    apart(&letters(from), &letters(to), limit.min(LONGEST))
}

/// The usual table (Damerau and Levenshtein, no letter touched twice), of which only the places near the diagonal count:
/// those farther away than `limit` are over it.
fn apart(from: &[char], to: &[char], limit: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > limit {
        return None;
    }
    if limit == 0 {
        return (from == to).then_some(0);
    }
    let over = limit + 1;
    let mut rows = [
        vec![over; to.len() + 1],
        (0..=to.len()).map(|column| column.min(over)).collect(),
        vec![over; to.len() + 1],
    ];
    for row in 1..=from.len() {
        let [before, last, current] = &mut rows;
        let first = row.saturating_sub(limit).max(1);
        let end = (row + limit).min(to.len());
        current.fill(over);
        if row <= limit {
            current[0] = row;
        }
        let mut nearest = current[0];
        for column in first..=end {
            let (one, other) = (from[row - 1], to[column - 1]);
            let mut best = last[column - 1] + usize::from(one != other);
            best = best.min(last[column] + 1).min(current[column - 1] + 1);
            let is_swapped =
                row > 1 && column > 1 && one == to[column - 2] && from[row - 2] == other;
            if is_swapped {
                best = best.min(before[column - 2] + 1);
            }
            current[column] = best.min(over);
            nearest = nearest.min(best);
        }
        // A swap reaches back over one row, and never for less than the row between.
        if nearest > limit {
            return None;
        }
        rows.rotate_left(1);
    }
    let found = rows[1][to.len()];
    (found <= limit).then_some(found)
}

/// A name without what people vary: case, hyphens, underscores, a plural.
fn plain(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name
        .chars()
        .filter(|letter| !matches!(letter, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect();
    if letters.last() == Some(&'s') {
        letters.pop();
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &[&str]) {
        let fields = [
            "operationId",
            "operationPath",
            "workflowId",
            "outputs",
            "in",
            "stepId",
        ];
        assert_eq!(near(name, fields.into_iter()), expected);
    }

    #[test]
    fn a_slip_is_closer_than_close() {
        assert!(is_slip("login", "logon"));
        assert!(is_slip("apikey", "api-keys"));
        assert!(near("updateEntityTags", ["updateApiTags"].into_iter()).len() == 1);
        assert!(!is_slip("updateEntityTags", "updateApiTags"));
        assert!(!is_slip("ab", "ac"));
    }

    #[test]
    fn distances_are_those_of_the_whole_table() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "abc",
            "acb",
            "cab",
            "abcd",
            "badc",
            "operation",
            "opreation",
            "operatoin",
        ];
        for from in words {
            for to in words {
                let whole = strsim::osa_distance(from, to);
                for limit in 0..=10 {
                    let expected = (whole <= limit).then_some(whole);
                    assert_eq!(distance(from, to, limit), expected, "{from} {to} {limit}");
                }
            }
        }
    }

    #[test]
    fn finds_close_names_only() {
        check("operationid", &["operationId"]);
        check("operation_id", &["operationId"]);
        check("operation", &["operationId"]);
        check("output", &["outputs"]);
        check("sepId", &["stepId"]);
        check("IN", &["in"]);
        check("id", &[]);
        check("timeout", &[]);
        check("", &[]);
    }
}
