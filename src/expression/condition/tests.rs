use super::super::Accessor;
use super::{Term, TermKind, condition, references};
use crate::version::Version;

/// Shows each reference as expression, accessors and, where it is malformed, `!`.
fn check(condition: &str, expected: &[&str]) {
    for version in [Version::V1_0, Version::V1_1] {
        let actual: Vec<_> = references(condition, version)
            .into_iter()
            .map(|reference| {
                let expression = reference.expression.map_or("?", |found| found.text.text);
                let accessors = reference.accessors.iter().map(|accessor| match accessor {
                    Accessor::Member(part) => format!(" .{}", part.text),
                    Accessor::Index(part) => format!(" [{}]", part.text),
                });
                let mark = reference.malformed.map_or("", |_| " !");
                format!("{expression}{}{mark}", accessors.collect::<String>())
            })
            .collect();
        assert_eq!(actual, expected, "{condition}");
    }
}

#[test]
fn references_are_found_outside_of_strings() {
    check(
        "$statusCode==200 && $url == '$method'",
        &["$statusCode", "$url"],
    );
    check("'it''s $url' == $method", &["$method"]);
    check("true", &[]);
}

#[test]
fn accessors_follow_the_longest_expression() {
    check(
        "$response.body.data[0].id > 1",
        &["$response.body .data [0] .id"],
    );
    check("$inputs.a.b", &["$inputs.a.b"]);
    check(
        "$steps.a.outputs.list[2] == 1",
        &["$steps.a.outputs.list [2]"],
    );
    check("$response.body#/a[0]", &["$response.body#/a[0]"]);
    check("$request.query.limit == 10", &["$request.query.limit"]);
    check("$response.header.X-A == 1", &["$response.header.X-A"]);
}

#[test]
fn what_does_not_parse_is_malformed() {
    check("$steps.a.b == 1", &["$steps.a.b !"]);
    check("$response.body[-1]", &["$response.body[-1] !"]);
    check("$response.body. == 1", &["$response.body. !"]);
    check("$response.body#/a~2 == 1", &["$response.body#/a~2 !"]);
    check("$status == 1", &["? !"]);
    check("$.status", &["? !"]);
    check("$", &["? !"]);
}

/// Shows a condition as a tree in parentheses.
fn tree(text: &str, expected: &str) {
    let read = condition(text, Version::V1_1);
    assert_eq!(read.malformed, None, "{text}");
    let shown = read.term.as_ref().map_or_else(String::new, show);
    assert_eq!(shown, expected, "{text}");
}

fn show(term: &Term<'_>) -> String {
    let list = |sign: &str, terms: &[Term<'_>]| {
        let terms: Vec<_> = terms.iter().map(show).collect();
        format!("({})", terms.join(sign))
    };
    match &term.kind {
        TermKind::Not(negated) => format!("!{}", show(negated)),
        TermKind::Compare {
            operator, operands, ..
        } => format!(
            "({} {} {})",
            show(&operands.0),
            operator.text,
            show(&operands.1)
        ),
        TermKind::And(terms) => list(" && ", terms),
        TermKind::Or(terms) => list(" || ", terms),
        TermKind::String => format!("«{}»", term.string().unwrap_or_default()),
        _ => term.text.text.to_owned(),
    }
}

#[test]
fn operators_bind_by_their_precedence() {
    tree(
        "$url == 1 && $method || $url",
        "((($url == 1) && $method) || $url)",
    );
    tree("$url && ($method || !$url)", "($url && ($method || !$url))");
    tree("($url == 1) == true", "(($url == 1) == true)");
    tree("!!$url && null", "(!!$url && null)");
    tree("'it''s' != -1.5e3", "(«it's» != -1.5e3)");
    tree(
        "$url == 'a' && $url == 'b' && $url",
        "(($url == «a») && ($url == «b») && $url)",
    );
}

/// The words a slip is shown at, what is wrong, and what to do.
fn slip(text: &str, at: &str, message: &str, help: &str) {
    let malformed = condition(text, Version::V1_1).malformed;
    let malformed = malformed.unwrap_or_else(|| panic!("`{text}` is not malformed"));
    assert_eq!(&text[malformed.range], at, "{text}");
    assert_eq!(malformed.message, message, "{text}");
    assert_eq!(malformed.help.as_deref(), Some(help), "{text}");
}

#[test]
fn foreign_operators_are_translated() {
    for (written, meant) in [
        ("=", "=="),
        ("===", "=="),
        ("<>", "!="),
        ("=<", "<="),
        ("=>", ">="),
    ] {
        let text = format!("$statusCode {written} 200");
        let message = format!("`{written}` is not an operator");
        slip(&text, written, &message, &format!("compare with `{meant}`"));
    }
    for (written, meant) in [("and", "&&"), ("OR", "||"), ("&", "&&"), ("|", "||")] {
        let text = format!("$statusCode == 200 {written} $response.body#/ok");
        let message = format!("`{written}` is not an operator");
        slip(&text, written, &message, &format!("join with `{meant}`"));
    }
    slip(
        "$response.body#/s =~ '^a'",
        "=~",
        "`=~` is not an operator",
        "for a pattern write `type: regex`, `context: $response.body#/s` and the pattern as `condition`",
    );
    slip(
        "200 <= $statusCode < 300",
        "<",
        "a comparison cannot be compared again",
        "write `200 <= $statusCode && $statusCode < 300`",
    );
    slip(
        "!$statusCode == 200",
        "!",
        "`!` before a comparison can mean two things",
        "write `$statusCode != 200`, or parentheses around what `!` negates",
    );
}

#[test]
fn values_are_written_as_they_must_be() {
    for (written, message, help) in [
        ("\"x\"", "text stands in single quotes here", "write `'x'`"),
        (
            "x",
            "`x` is not a value",
            "text stands in single quotes: `'x'`",
        ),
        ("True", "`True` is not a value", "write `true`"),
        ("undefined", "`undefined` is not a value", "write `null`"),
        ("+1", "`+1` is not a number", "write `1`"),
        (".5", "`.5` is not a number", "write `0.5`"),
        ("1.", "`1.` is not a number", "write `1`"),
        ("01", "`01` is not a number", "write `1`"),
        ("0x10", "`0x10` is not a number", "write `16`"),
        ("1_000", "`1_000` is not a number", "write `1000`"),
        (
            "2xx",
            "`2xx` is not a number",
            "write `$statusCode >= 200 && $statusCode < 300`",
        ),
        (
            "'x",
            "the quote is not closed",
            "text stands between two single quotes",
        ),
    ] {
        slip(&format!("$statusCode == {written}"), written, message, help);
    }
    slip(
        "$response.body#/s == 'it's'",
        "s",
        "the text ends before `s`",
        "a quote inside of a text is doubled: `'it''s'`",
    );
    slip(
        "{$statusCode} == 200",
        "{",
        "a simple condition has no braces around its expressions",
        "write `$statusCode == 200`",
    );
    slip(
        "statusCode == 200",
        "statusCode",
        "`statusCode` does not begin with `$`",
        "write `$statusCode`",
    );
}

#[test]
fn what_is_missing_is_told() {
    slip(
        "",
        "",
        "this condition is empty",
        "write what has to hold, such as `$statusCode == 200`",
    );
    slip(
        "$url ==",
        "==",
        "nothing follows `==`",
        "write what is missing, or remove the operator",
    );
    slip(
        "|| $url",
        "||",
        "nothing stands before `||`",
        "write what is missing, or remove the operator",
    );
    slip(
        "($url",
        "(",
        "`(` is not closed",
        "close the group with `)`",
    );
    slip(
        "$url)",
        ")",
        "`)` closes nothing",
        "remove it, or open the group with `(`",
    );
    slip(
        "()",
        "(",
        "nothing stands between the parentheses",
        "remove them, or write a condition",
    );
}

#[test]
fn no_condition_is_too_deep_for_the_parser() {
    for opening in ["(", "!", "(!"] {
        let text = format!("{}$url", opening.repeat(100_000));
        let malformed = condition(&text, Version::V1_1).malformed;
        let message = malformed.map(|malformed| malformed.message);
        assert_eq!(
            message.as_deref(),
            Some("groups stand more than 64 deep here")
        );
    }
}
