//! The formats that the schemas name and JSON Schema does not define.

/// Whether `text` looks like a media type by RFC 9110: `type/subtype; name=value`.
pub(super) fn is_media_type(text: &str) -> bool {
    // Arazzo lets expressions stand inside strings; what one yields is not known here.
    if text.contains("{$") || text.starts_with('$') {
        return true;
    }
    let (essence, parameters) = match text.split_once(';') {
        Some((essence, parameters)) => (essence, Some(parameters)),
        None => (text, None),
    };
    essence
        .trim()
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parameters.is_none_or(are_parameters)
}

fn are_parameters(text: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((name, value)) = rest.split_once('=') else {
            return false;
        };
        let Some(length) = value_length(value) else {
            return false;
        };
        let after = value[length..].trim_start();
        if !is_token(name) || !(after.is_empty() || after.starts_with(';')) {
            return false;
        }
        rest = after.trim_start_matches(';').trim();
    }
    true
}

/// The length of the token or quoted string at the start of `text`.
fn value_length(text: &str) -> Option<usize> {
    if !text.starts_with('"') {
        let length = text.find([';', ' ', '\t']).unwrap_or(text.len());
        return is_token(&text[..length]).then_some(length);
    }
    let mut escaped = false;
    for (position, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(position + 1),
            _ => {}
        }
    }
    None
}

fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(is_media_type(text), expected, "{text}");
    }

    #[test]
    fn tells_media_types_from_other_text() {
        check("application/json", true);
        check("application/vnd.api+json; charset=utf-8", true);
        check("multipart/form-data;boundary=\"a;\\\"b\"; x=y", true);
        check("text/plain;", true);
        check("*/*", true);
        check("application/{$inputs.kind}", true);
        check("$inputs.type", true);
        check("json", false);
        check("application/", false);
        check("application/json; charset", false);
        check("application/json charset=utf-8", false);
        check("a/b; c=\"open", false);
        check("application/json, text/plain", false);
        check("", false);
    }
}
