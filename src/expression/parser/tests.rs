use super::parse;
use crate::expression::{Match, Parsed, Root, Source, resolve_name};
use crate::version::Version;

/// Shows what was understood, then the text from the first wrong character on and what is said about it.
fn check(text: &str, version: Version, expected: &str) {
    let parsed = parse(text, version);
    let malformed = parsed.malformed.as_ref().map(|malformed| {
        let severity = if malformed.only_new_grammar { "?" } else { "!" };
        let wrong = &text[malformed.range.clone()];
        let help = malformed.help.as_deref().unwrap_or("-");
        format!(" {severity} {wrong} | {} | {help}", malformed.message)
    });
    let actual = format!("{}{}", tree(&parsed), malformed.unwrap_or_default());
    assert_eq!(actual, expected, "{text}");
}

fn new(text: &str, expected: &str) {
    check(text, Version::V1_1, expected);
}

fn old(text: &str, expected: &str) {
    check(text, Version::V1_0, expected);
}

fn tree(parsed: &Parsed<'_>) -> String {
    let Some(expression) = parsed.expression else {
        return "nothing".to_owned();
    };
    let root = match expression.root {
        Root::Url => "url".to_owned(),
        Root::Method => "method".to_owned(),
        Root::StatusCode => "status".to_owned(),
        Root::SelfUri => "self".to_owned(),
        Root::Message { source, .. } => match source {
            Source::Header(name) => format!("header({})", name.text),
            Source::Query(name) => format!("query({})", name.text),
            Source::Path(name) => format!("path({})", name.text),
            Source::Body => "body".to_owned(),
            Source::Payload => "payload".to_owned(),
        },
        Root::Inputs(name) => format!("input({})", name.text),
        Root::Outputs(name) => format!("output({})", name.text),
        Root::Steps(steps) => format!("steps({})", steps.text.text),
        Root::Workflows(workflows) => format!("workflows({})", workflows.text.text),
        Root::SourceDescriptions(sources) => format!("sources({})", sources.text.text),
        Root::Components { kind, key } => format!("components({} {})", kind.text, key.text),
    };
    let tokens = expression
        .pointer
        .into_iter()
        .flat_map(|pointer| pointer.tokens());
    tokens.fold(root, |shown, token| format!("{shown} <{}>", token.decoded))
}

#[test]
fn every_root_is_understood() {
    new("$statusCode", "status");
    new("$request.header.x.y", "header(x.y)");
    new("$request.query.a b", "query(a b)");
    new("$response.body#/a~1b/0", "body <a/b> <0>");
    new("$message.payload#", "payload");
    new("$inputs.a.b#/c", "input(a.b) <c>");
    new("$steps.a.outputs.b.c#/d", "steps(a.outputs.b.c) <d>");
    new("$workflows.w.inputs.x", "workflows(w.inputs.x)");
    new("$sourceDescriptions.n.url#/a", "sources(n.url#/a)");
    new("$components.parameters.a.b", "components(parameters a.b)");
}

#[test]
fn the_end_of_a_value_says_which_pointer_was_meant() {
    new(
        "$response.body.id",
        "body ! .id | `.id` cannot follow `$response.body` | \
         members of the body are reached with a pointer: `$response.body#/id`",
    );
    new(
        "$steps.a.outputs.list[0].id",
        "steps(a.outputs.list) ! [0].id | `[0].id` cannot follow `$steps.a.outputs.list` | \
         members of the output are reached with a pointer: `$steps.a.outputs.list#/0/id`",
    );
    new(
        "$response.body#user",
        "body ! user | `user` cannot follow `#` | write `$response.body#/user`",
    );
    new(
        "$response.body#/a/b~2",
        "body <a> ! ~2 | `~2` has no meaning in a pointer | write `~0` for `~` and `~1` for `/`",
    );
}

#[test]
fn slips_in_words_are_recognised() {
    new(
        "$Inputs.a",
        "nothing ! $Inputs | there is no `$Inputs` | did you mean `$inputs`? names are case-sensitive",
    );
    new(
        "$request.headers.a",
        "nothing ! headers.a | a request has no part `headers` | did you mean `$request.header.a`?",
    );
    new(
        "$steps.a.output.b",
        "steps(a.output.b) ! .output.b | a step has no `output` | write `$steps.a.outputs.b`",
    );
}

#[test]
fn a_text_is_not_an_expression() {
    new(
        "$inputs.first $inputs.last",
        "input(first) !  $inputs.last | `$inputs.last` cannot follow `$inputs.first` | \
         in a longer text, every expression stands in braces: `{$inputs.first}`",
    );
    new(
        "$inputs.a == 1",
        "input(a) !  == 1 | `== 1` cannot follow `$inputs.a` | \
         only a `condition` compares; here stands one expression",
    );
    new(
        "$.data[0].id",
        "nothing ! $.data[0].id | `$.data[0].id` is a JSONPath query, not an expression | \
         a member of the body is read with `$response.body#/data/0/id`",
    );
    new(
        "$url ",
        "url !   | a blank stands behind `$url` | remove it",
    );
}

#[test]
fn free_text_of_1_0_is_only_doubtful() {
    old(
        "$inputs.page[size]#/x",
        "input(page[size]) <x> ? [size]#/x | `[size]#/x` cannot follow `$inputs.page` | \
         members of the input are reached with a pointer: `$inputs.page#/size/x`",
    );
    old(
        "$steps.a.b",
        "steps(a.b) ? .b | `.outputs` is missing before `.b` | write `$steps.a.outputs.b`",
    );
    old(
        "$steps.a.b.outputs.c",
        "steps(a.b.outputs.c) ? .b | an expression cannot name step `a.b`, whose id has a dot | \
         give the step an id without dots",
    );
    old(
        "$response.body#/{id}",
        "body <{id}> ? {id} | `{` cannot stand in a pointer | \
         name the member or the index itself: nothing is put into a pointer",
    );
    old(
        "$sourceDescriptions.n.a\"b",
        "sources(n.a) ! \"b | `\"` cannot stand in the name of an operation or workflow | write `\\\"`",
    );
}

#[test]
fn what_1_1_brought_is_unknown_to_1_0() {
    old("$self", "self ! $self | `$self` is new in Arazzo 1.1 | -");
    old(
        "$message.payload#/x",
        "payload <x> ! payload#/x | `payload` is new in Arazzo 1.1 | set `arazzo` to `1.1.0`: messages are new as well",
    );
    old("$message.header.x", "header(x)");
}

#[test]
fn a_declared_name_excuses_what_only_1_1_forbids() {
    let parsed = parse("$inputs.page[size]", Version::V1_0);
    let (Some(expression), Some(malformed)) = (parsed.expression, parsed.malformed) else {
        panic!("both are there");
    };
    let Root::Inputs(name) = expression.root else {
        panic!("it is an input");
    };
    assert_eq!(
        resolve_name(name, |name| name == "page[size]"),
        Match::Exact
    );
    assert!(malformed.is_excused_by(name));
    assert!(matches!(
        resolve_name(name, |name| name == "page"),
        Match::Prefix { declared, .. } if !malformed.is_excused_by(declared)
    ));
}

#[test]
fn a_pointer_is_no_name() {
    new(
        "$inputs.#/a",
        "nothing ! $inputs.#/a | `$inputs.#/a` names no input | write `$inputs.<name>#/a`",
    );
    new(
        "$steps.a.outputs.#/b",
        "steps(a.outputs.) ! $steps.a.outputs.#/b | `$steps.a.outputs.#/b` names no output | \
         write `$steps.a.outputs.<name>#/b`",
    );
    old(
        "$inputs.#/a",
        "nothing ? $inputs.#/a | `$inputs.#/a` names no input | write `$inputs.<name>#/a`",
    );
}
