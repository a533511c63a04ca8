use crate::query::{Query, embedded};
use crate::version::Version;

fn shown(text: &str) -> Option<(String, String, String)> {
    let embedded = embedded(text, Version::V1_1)?;
    let query = Query {
        text,
        embedded: &embedded,
    };
    let fault = query.xpath()?;
    let place = text[fault.range].to_owned();
    Some((place, fault.message, fault.help.unwrap_or_default()))
}

fn sound(text: &str) {
    assert_eq!(shown(text), None, "{text}");
}

/// The place, and pieces of the message and of the help.
fn check(text: &str, place: &str, message: &str, help: &str) {
    let (actual, said, advice) = shown(text).unwrap_or_default();
    assert_eq!(actual, place, "{text}: {said}");
    assert!(said.contains(message), "{text}: {said}");
    assert!(advice.contains(help), "{text}: {advice}");
}

#[test]
fn every_version_is_read() {
    for text in [
        "/",
        ".",
        "..",
        "/a/b",
        "//a[1]/@b",
        "/*",
        "@*",
        "p:a/p:*/*:b",
        "Q{http://x}a",
        "a/text()",
        "/soap:Envelope/soap:Body/m:Price > 0",
        "count(//row[cost > 5]) = 3",
        "1 = 2 = 3",
        "not(//error) and //a | //b",
        "a-b - c",
        "* * *",
        "//a/following-sibling::b[position() < 3]",
        "descendant-or-self::node()/child::*",
        "processing-instruction('x')",
        "'it''s'",
        "\"\"",
        "if (a) then b else ()",
        "for $x in 1 to 3, $y in $x return $x",
        "let $a := 1 return $a",
        "some $x in //a satisfies $x/@b = 'c'",
        "a instance of element(b, xs:int?)*",
        "(1, 2)[. > 1]",
        "xs:int('3') cast as xs:string?",
        "a castable as xs:int and b treat as item()+",
        "-+-1",
        "map { 'a': 1, 'b': [1, 2] }?a",
        "$m?*?1",
        "array { 1 to 3 }",
        "a => f(?, 1) => $g()",
        "function($x as xs:int, $y) as xs:int { $x + $y }",
        "fn:count#1",
        "a ! b || 'c'",
        "(: c (: d :) :) a",
        "f(1)(2)",
        "a is b",
        "a << b",
        ".5 + 1.5e-3 idiv 2",
        "document-node(element(a))",
        "a[b][c]",
        "for/if/let",
        "matches(lower-case(.), '^a')",
        "a instance of function(xs:int) as xs:int",
        "$x instance of map(xs:string, item()*)",
        "//größe",
        "ö:ä",
    ] {
        sound(text);
    }
}

#[test]
fn embedded_expressions_stand_for_anything() {
    for text in [
        "{$inputs.path}",
        "{$inputs.a} ] b",
        "/a/{$inputs.name}",
        "/a[b = {$inputs.b}]",
        "/a[b = '{$inputs.b}']",
        "a {$inputs.operator} b",
        "a[{$inputs.test}]",
        "@{$inputs.name}",
        "f({$inputs.a}, 1)",
        "a[1{$inputs.a}]",
        "/{$inputs.p}:a",
        "{$inputs.f}(1)",
        "a{$inputs.rest}",
        "/list/row[cost > {$steps.rates.outputs.floor}]",
        "/a[{$inputs.x}]/b",
        "-{$inputs.a} + 1",
        "/a[b = $inputs.b]",
    ] {
        sound(text);
    }
    check("/a[b == {$inputs.b}]", "==", "`==` is no operator", "`=`");
    check("/a[{$inputs.b}", "[", "never closed", "`]`");
}

#[test]
fn slips_are_told() {
    check("", "", "no expression", "/*");
    check("/a/b[", "[", "never closed", "`]`");
    check("/a[b", "[", "never closed", "`]`");
    check("/a[b)]", "[", "never closed", "");
    check("/a]", "]", "closes nothing", "");
    check("/a/", "/", "a name is missing behind `/`", "");
    check("//", "//", "a name is missing behind `//`", "");
    check("a b", "b", "an operator is expected here, not `b`", "");
    check("/a = 'x", "'x", "no `'` ends", "`'`");
    check("/a == 'x'", "==", "`==` is no operator", "`=`");
    check("a && b", "&&", "`&&` is no operator", "`and`");
    check("!a", "!", "`!` is no operator", "not(...)");
    check("count(//a", "(", "never closed", "`)`");
    check("count(", "(", "never closed", "`)`");
    check("/a/b =", "=", "ends where a value is expected", "");
    check("a[]", "[]", "nothing between", "");
    check("$.a", "$", "a name is missing behind `$`", "jsonpath");
    check("childs::a", "childs", "no axis", "`child`");
    check("if (a) then b", "if", "needs an `else`", "else ()");
    check("for $x in a", "a", "ends where `return`", "");
    check("(: a", "(:", "never closed", ":)");
    check("f(1,)", ")", "a value is expected here, not `)`", "");
    check("a % 2", "%", "`%` is no operator", "mod");
}

#[test]
fn hostile_expressions_end_soon() {
    let deep = 50_000;
    for (opening, middle, closing) in [
        ("(", "1", ")"),
        ("a[", "1", "]"),
        ("f(", "1", ")"),
        ("[", "1", "]"),
        ("map{1:", "1", "}"),
        ("if (1) then ", "1", " else 1"),
        ("function($x){", "1", "}"),
        ("some $x in ", "1", ""),
        ("(:", "", ":)"),
        ("a instance of (", "b", ")"),
        ("element(", "b", ")"),
    ] {
        let _ = shown(&format!(
            "{}{middle}{}",
            opening.repeat(deep),
            closing.repeat(deep)
        ));
        let _ = shown(&opening.repeat(deep));
    }
    sound(&format!("{}1", "- ".repeat(deep)));
    sound(&format!("{}a", "a/".repeat(deep)));
    sound(&format!("{}1", "1 + ".repeat(deep)));
    sound(&format!("{}1{}", "(".repeat(60), ")".repeat(60)));
}
