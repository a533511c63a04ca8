use crate::query::{Query, embedded};
use crate::version::Version;

/// Shows what is wrong with a query: the place, the message, the help.
fn shown(text: &str, old: bool) -> Option<(String, String, String)> {
    let embedded = embedded(text, Version::V1_1)?;
    let query = Query {
        text,
        embedded: &embedded,
    };
    let fault = match old {
        true => query.old_jsonpath(),
        false => query.jsonpath(),
    };
    let fault = fault?;
    let place = text[fault.range].to_owned();
    Some((place, fault.message, fault.help.unwrap_or_default()))
}

fn sound(text: &str) {
    assert_eq!(shown(text, false), None, "{text}");
}

/// The place, and pieces of the message and of the help.
fn check(text: &str, place: &str, message: &str, help: &str) {
    let (actual, said, advice) = shown(text, false).unwrap_or_default();
    assert_eq!(actual, place, "{text}: {said}");
    assert!(said.contains(message), "{text}: {said}");
    assert!(advice.contains(help), "{text}: {advice}");
}

#[test]
fn what_the_standard_allows_is_sound() {
    for text in [
        "$",
        "$.a",
        "$['a']",
        "$[\"a\"]",
        "$.☺",
        "$._a1",
        "$..*",
        "$..a",
        "$..[0]",
        "$.*",
        "$[*]",
        "$ .a",
        "$\n..a",
        "$[ 'a' , 1 , * ]",
        "$[-1]",
        "$[1:2]",
        "$[::-1]",
        "$[1 : 2 : 3]",
        "$[:]",
        "$['a\\'b\\u263A\\uD83D\\uDE00']",
        "$[\"'\"]",
        "$[?@.a]",
        "$[?!@.a]",
        "$[? @.a , ?@.b]",
        "$[?(@.a)]",
        "$[?!(@.a || @.b)]",
        "$[?@.a == 1 && @.b != 'x' || !@.c]",
        "$[?@ == -0]",
        "$[?1.5e-3 < @.a]",
        "$[?count(@.*) == 1]",
        "$[?length(@.a) > length($.b)]",
        "$[?@.a == null]",
        "$[?match(@.a, '[a-z]+')]",
        "$[?!search( @.a , @.b )]",
        "$[?value(@..a) == 1]",
        "$[?@[0] == @['x']]",
        "$[?@.length > 0]",
        "$.length",
        "$[?@[?@.a > 1]]",
        "$[?length(value(@..a)) == 2]",
        "$.a[?(@.b == \"c\")].d",
    ] {
        sound(text);
    }
}

#[test]
fn embedded_expressions_stand_for_anything() {
    for text in [
        "{$inputs.query}",
        "{$inputs.a}.b == 1",
        "$.{$inputs.name}",
        "$.a{$inputs.rest}",
        "$[{$inputs.index}]",
        "$[{$inputs.a}:{$inputs.b}]",
        "$['{$inputs.a}']",
        "$[1{$inputs.a}]",
        "$[?@.id == {$inputs.id}]",
        "$[?@.id == '{$inputs.id}']",
        "$[?{$inputs.id} == @.id]",
        "$[?{$inputs.filter}]",
        "$[?@.a {$inputs.operator} 1]",
        "$[?@.a {$inputs.rest}]",
        "$[?{$inputs.left} && @.b]",
        "$[?@.{$inputs.a} > 1]",
        "$[?count({$inputs.a}) > 1]",
        "$[?{$inputs.function}(@.a)]",
        "${$inputs.rest}",
        "$[?@.a == {$inputs.a}.b]",
        "$[?@.a == -{$inputs.a}]",
        "$[?@.a > 1{$inputs.a}]",
        "$[?@.a == $inputs.a]",
        // The braces are missing, which another rule says.
        "$[?@.a == $inputs.a-b/c]",
        "$response.body#/a == 'x'",
        "$statusCode == 200",
        // So is the end of the expression.
        "$[?@.a == {$inputs.a]",
    ] {
        sound(text);
    }
    check("$[?@.a = {$inputs.a}]", "=", "`=` is no operator", "`==`");
    check(
        "$.b == '{$inputs.a}'",
        "== '{$inputs.a}'",
        "`$.b == '{$inputs.a}'` is no JSONPath query",
        "filter",
    );
}

#[test]
fn the_beginning_is_a_dollar() {
    check("", "", "there is no query", "`$`");
    check(" $.a", " ", "not with a blank", "remove");
    check("@.a", "@", "inside of a filter", "`$.a`");
    check("a.b", "a", "begins with `$`", "`$.a.b`");
    check("[0]", "[", "begins with `$`", "`$[0]`");
    check("?@.a", "?", "stands in brackets", "`$[?@.a]`");
    check("$a", "$a", "a dot is missing", "`$.a`");
    check("#/a", "#", "not with `#`", "JSON Pointer");
    check("/a/b", "/a/b", "is no query", "JSON Pointer");
    check(
        "length(@.x) > 0",
        "length(@.x) > 0",
        "calls a function",
        "$[?length(",
    );
}

#[test]
fn the_end_is_where_the_query_ends() {
    check(
        "$.status == 'ok'",
        "== 'ok'",
        "only inside of `[?...]`",
        "filter",
    );
    check(
        "$.a && $.b",
        "&& $.b",
        "`&&` joins tests only",
        "a criterion for each",
    );
    check("$.a ", " ", "a blank stands behind", "end it with `$.a`");
    check("$.a\n", "\n", "a line break", "`|-`");
    check("$.a]", "]", "closes nothing", "");
    check("$.", ".", "a name is missing", "write `$`");
    check("$..", "..", "a name is missing", "");
    check(
        "$.a.length()",
        "length()",
        "is no part of a query",
        "[?length(@.name) > 0]",
    );
    check("$.a-b", "-", "`a-b` must be quoted", "['a-b']");
    check("$.1a", "1", "`1a` must be quoted", "['1a']");
    check("$.'a'", "'", "must be quoted", "['a']");
    check("$.[0]", ".", "without a dot", "leave out");
    check("$. a", ". ", "not a blank", "");
}

#[test]
fn brackets_hold_selectors() {
    check("$[", "[", "never closed", "add `]`");
    check("$['a'", "[", "never closed", "add `]`");
    check("$['a", "'a", "no `'` ends", "add `'`");
    check("$[]", "[]", "nothing between", "[*]");
    check("$[-]", "-", "lacks a number", "[-1]");
    check("$[-0]", "-0", "is no index", "write `0`");
    check("$[01]", "01", "begins with a zero", "write `1`");
    check("$[1.5]", "1.5", "is no index", "whole");
    check("$[9007199254740992]", "9007199254740992", "too large", "");
    check("$[a-b]", "a-b", "is not quoted", "['a-b']");
    check(
        "$[(@.length-1)]",
        "(@.length-1)",
        "nothing is computed",
        "[-1]",
    );
    check("$[@.a]", "@", "begins with `?`", "[?@.a]");
    check("$['\\x']", "\\x", "is no escape", "");
    check("$['\\uD83D']", "\\uD83D", "surrogate", "");
    check("$['a\tb']", "\t", "U+0009", "escape");
    check("$[1:2:3:4]", ":", "three parts", "");
    check("$[,]", ",", "`,` cannot stand here", "");
}

#[test]
fn filters_test_and_compare() {
    check("$[?@.b = 1]", "=", "`=` is no operator", "`==`");
    check("$[?@.b === 1]", "===", "`===` is no operator", "`==`");
    check("$[?@.b & @.c]", "&", "`&` is no operator", "`&&`");
    check("$[?@.b | @.c]", "|", "`|` is no operator", "`||`");
    check(
        "$[?(@.b == 1 and @.c)]",
        "and",
        "`and` is no operator",
        "`&&`",
    );
    check("$[?@.a =~ '^x']", "=~", "`=~` is no operator", "match(");
    check(
        "$[?@.a in ['x']]",
        "in",
        "`in` is no operator",
        "joined with `||`",
    );
    check(
        "$[?@.a + 1 > 2]",
        "+",
        "`+` is no operator",
        "nothing is computed",
    );
    check("$[?@.a == ok]", "ok", "neither quoted", "`'ok'`");
    check("$[?@.a == True]", "True", "neither quoted", "`true`");
    check(
        "$[?status == 'ok']",
        "status",
        "neither quoted",
        "`@.status`",
    );
    check("$[?not @.a]", "not", "neither quoted", "`!`");
    check("$[?!!@.a]", "!!", "one `!`", "");
    check("$[?!@.a == 1]", "!", "before a comparison", "`!(...)`");
    check("$[?(@.a]", "(", "never closed", "`)`");
    check("$[?@.a", "[", "never closed", "`]`");
    check("$[?@.a)]", ")", "`]` is expected here, not `)`", "");
    check("$[?@.a == ]", "]", "a value is expected here", "");
    check("$[?@.a ==", "=", "ends where a value is expected", "");
    check("$[?true]", "true", "alone is no test", "compare");
    check("$[?@.* == 1]", "@.*", "several values", "count(@.*)");
    check("$[?length(@.a)]", "length(@.a)", "which is no test", "> 0");
    check(
        "$[?match(@.a, 'x') == true]",
        "match(@.a, 'x')",
        "a test already",
        "leave out",
    );
    check(
        "$[?lenght(@.a) > 1]",
        "lenght",
        "has no function",
        "`length`",
    );
    check("$[?size(@.a) > 1]", "size", "has no function", "`count`");
    check("$[?length(@.*) > 1]", "@.*", "takes one", "count");
    check("$[?count(1) > 1]", "1", "is no query", "@.items[*]");
    check(
        "$[?match(@.a)]",
        "match(@.a)",
        "takes two values, not 1",
        "match(",
    );
    check("$[?count (@.a) > 1]", " ", "no blank", "`count(`");
    check("$[?@.a == 01]", "01", "is no number", "");
}

#[test]
fn the_old_dialect_is_read_widely() {
    for text in [
        "$..book[(@.length-1)]",
        "$[?(@.a =~ /x[/i)]",
        "store.book",
        "$.a[?(@.b in ['x'])]",
        "$[?(@.a=='it\\'s')]",
        "$.a,b",
        "@.a",
    ] {
        assert_eq!(shown(text, true), None, "{text}");
    }
    for (text, place) in [
        ("", ""),
        ("$[?(@.a]", "]"),
        ("$['a]", "'a]"),
        ("$.a)", ")"),
        ("$[0", "["),
    ] {
        let (actual, ..) = shown(text, true).unwrap_or_default();
        assert_eq!(actual, place, "{text}");
        assert!(shown(text, true).is_some(), "{text}");
    }
}

#[test]
fn hostile_queries_end_soon() {
    let deep = 50_000;
    for text in [
        format!("$[?{}@.a{}]", "(".repeat(deep), ")".repeat(deep)),
        format!("${}", "[?@".repeat(deep)),
        format!("$[?{}", "length(".repeat(deep)),
        format!("${}", "[".repeat(deep)),
        format!("$[?{}@.a]", "!(".repeat(deep)),
    ] {
        // Too deep to be judged, or wrong at the beginning.
        let _ = shown(&text, false);
        let _ = shown(&text, true);
    }
    sound(&format!("${}", ".a".repeat(deep)));
    sound(&format!("$[?{}@.a]", "@.a == 1 && ".repeat(deep)));
    sound(&format!("$['{}']", "{$inputs.a}".repeat(1000)));
    sound(&format!("$[?{}@.a{}]", "(".repeat(60), ")".repeat(60)));
}
