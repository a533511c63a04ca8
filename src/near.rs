//! Names that somebody may have meant.

use strsim::osa_distance;

/// The candidates that are close to `name`, the closest first, at most three.
pub fn near<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    // A third of the name may be wrong: less would miss `operation` for `operationId`, more would call `in` and `id` close.
    let name = plain(name);
    let length = name.chars().count();
    let limit = length / 3;
    let mut close: Vec<_> = candidates
        .map(|candidate| (plain(candidate), candidate))
        // The lengths alone tell most apart.
        .filter(|(plain, _)| plain.chars().count().abs_diff(length) <= limit)
        .map(|(plain, candidate)| (osa_distance(&name, &plain), candidate))
        .filter(|&(distance, _)| distance <= limit)
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
    osa_distance(&name, &meant) <= name.chars().count() / 4
}

/// A name without what people vary: case, hyphens, underscores, a plural.
fn plain(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|letter| !matches!(letter, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect();
    match letters.strip_suffix('s') {
        Some(singular) => singular.to_owned(),
        None => letters,
    }
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
