//! A comparison that was written as a JSONPath query, as the simple condition that it is.

use super::cursor::Cursor;
use crate::syntax::escape_token;

/// The simple condition that says what `query` compares in the body that `context` names: `$.status == 'ok'` of
/// `$response.body` is `$response.body#/status == 'ok'`. `None` where there is none, or it would not say the same.
pub fn as_simple_condition(query: &str, context: &str) -> Option<String> {
    let (root, pointer) = context.split_once('#').unwrap_or((context, ""));
    if !matches!(
        root,
        "$response.body" | "$request.body" | "$message.payload"
    ) {
        return None;
    }
    let mut cursor = Cursor::new(query.trim());
    let mut condition = String::new();
    loop {
        blanks(&mut cursor);
        let path = path(&mut cursor)?;
        condition.push_str(root);
        if !pointer.is_empty() || !path.is_empty() {
            condition = condition + "#" + pointer + &path;
        }
        blanks(&mut cursor);
        condition = condition + " " + operator(&mut cursor)?;
        blanks(&mut cursor);
        condition = condition + " " + &literal(&mut cursor)?;
        blanks(&mut cursor);
        if cursor.is_at_end() {
            return Some(condition);
        }
        let joined_by = ["&&", "||"].into_iter().find(|sign| cursor.eat(sign))?;
        condition = condition + " " + joined_by + " ";
    }
}

fn blanks(cursor: &mut Cursor<'_>) {
    cursor.take(char::is_whitespace);
}

/// A query of names and indices as a JSON Pointer.
fn path(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut pointer = String::new();
    let mut last = "";
    cursor.eat("$").then_some(())?;
    loop {
        last = if cursor.eat(".") {
            cursor.take(|next| next.is_alphanumeric() || next == '_')
        } else if cursor.eat("[") {
            let token = if let Some(quote) = cursor.peek().filter(|next| matches!(next, '\'' | '"'))
            {
                cursor.bump();
                let name = cursor.take(|next| next != quote);
                cursor.bump();
                name
            } else {
                cursor.take(|next| next.is_ascii_digit())
            };
            cursor.eat("]").then_some(token)?
        } else {
            // A member called so is rarer than a wish for the length of a list.
            return (!matches!(last, "length" | "size")).then_some(pointer);
        };
        let is_plain = |next: char| next.is_alphanumeric() || "_-.".contains(next);
        if last.is_empty() || !last.chars().all(is_plain) {
            return None;
        }
        pointer = pointer + "/" + &escape_token(last);
    }
}

fn operator(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let signs = [
        ("===", "=="),
        ("==", "=="),
        ("!==", "!="),
        ("!=", "!="),
        ("<=", "<="),
        (">=", ">="),
        ("<", "<"),
        (">", ">"),
        ("=", "=="),
    ];
    let found = signs.into_iter().find(|(written, _)| cursor.eat(written));
    found.map(|(_, meant)| meant)
}

fn literal(cursor: &mut Cursor<'_>) -> Option<String> {
    if let Some(quote) = cursor.peek().filter(|next| matches!(next, '\'' | '"')) {
        cursor.bump();
        let text = cursor.take(|next| next != quote && next != '\\');
        cursor.bump().filter(|next| *next == quote)?;
        return Some(format!("'{}'", text.replace('\'', "''")));
    }
    let word = cursor.take(|next| next.is_alphanumeric() || "-+.".contains(next));
    let is_literal = matches!(word, "true" | "false" | "null") || word.parse::<f64>().is_ok();
    is_literal.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::as_simple_condition;

    fn check(query: &str, context: &str, expected: Option<&str>) {
        let actual = as_simple_condition(query, context);
        assert_eq!(actual.as_deref(), expected, "{query}");
    }

    #[test]
    fn comparisons_become_conditions() {
        let body = "$response.body";
        check(
            "$.status == 'ok'",
            body,
            Some("$response.body#/status == 'ok'"),
        );
        check(
            "$.a[0]['b-c'] = \"it's\"",
            body,
            Some("$response.body#/a/0/b-c == 'it''s'"),
        );
        check("$ != null", body, Some("$response.body != null"));
        check(
            "$.a>1",
            "$response.body#/x",
            Some("$response.body#/x/a > 1"),
        );
        check(
            "$.s != \"a\" && $.s != \"b\"",
            body,
            Some("$response.body#/s != 'a' && $response.body#/s != 'b'"),
        );
        for query in [
            "$.list.length > 0",
            "$..a == 1",
            "$.a",
            "$.a == b",
            "$.a == 'b",
            "",
            "$.a == 1 &&",
        ] {
            check(query, body, None);
        }
        check("$.a == 1", "$steps.s.outputs.o", None);
    }
}
